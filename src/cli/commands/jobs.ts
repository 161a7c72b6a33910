/** `jvwire jobs ...`: lists what is running, waiting and given up; retries, pauses and resumes it. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import { type JobsList, pausedName } from '../../core/operations.ts';
import { parseSpan } from '../../query/article-filter.ts';
import { counted } from '../../text/shown/counted.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, forTerminal, type Row, writeRows } from '../output.ts';
import { createProgress } from '../progress.ts';
import { printReport } from './run.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
  readonly failed?: true;
  readonly watch?: true;
  readonly allFailed?: true;
  readonly feed?: string;
  readonly olderThan?: string;
  readonly limit?: string;
}

const WATCH_EVERY_MS = 1_000;
/** The default of `--limit`. */
const SHOWN = 50;
const CLEAR_SCREEN = '\u001b[H\u001b[2J';

export function register(program: Command): void {
  const jobs = example(
    program.command('jobs').description('list, retry, pause and resume jobs'),
    'jvwire jobs list',
  );
  const child = (name: string, about: string, ...samples: string[]): Command =>
    example(jobs.command(name).description(about).option('--json', 'print JSON'), ...samples);

  child(
    'list',
    'what is running, waiting, and given up',
    'jvwire jobs list --failed',
    'jvwire jobs list --watch',
  )
    .option('--failed', 'only what was given up')
    .option('--limit <n>', `at most so many of each kind (default ${SHOWN})`)
    .option('--watch', 'refresh it every second')
    .action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>()));
  child('retry [ids...]', 'retry failed or waiting work at once', 'jvwire jobs retry 42 feed-electrek')
    .option('--all-failed', 'everything that was given up')
    .action((ids: string[], _o: unknown, command: Command) => retry(ids, command.optsWithGlobals<Options>()));
  child('pause', 'stop starting work, for one feed or altogether', 'jvwire jobs pause --feed electrek')
    .option('--feed <id|url>', 'only this feed and its articles')
    .action((_o: unknown, command: Command) => pause(command.optsWithGlobals<Options>()));
  child('resume', 'resume what was paused', 'jvwire jobs resume')
    .option('--feed <id|url>', 'only this feed and its articles')
    .action((_o: unknown, command: Command) => resume(command.optsWithGlobals<Options>()));
  child('clean', 'forget what was given up long ago', 'jvwire jobs clean --older-than 30d')
    .option('--older-than <span>', 'given up before then: 12h, 30d, 4w (default 30d)')
    .action((_o: unknown, command: Command) => clean(command.optsWithGlobals<Options>()));
}

async function list(options: Options): Promise<void> {
  const config = loadConfig(options);
  const limit = Number(options.limit ?? SHOWN);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw new UsageError(`--limit "${options.limit}": must be a whole number from 1 to 100000`);
  const { readJobs } = await import('../../app/status.ts');
  for (;;) {
    const jobs = await readJobs(config, limit);
    if (options.watch && process.stdout.isTTY) await write(CLEAR_SCREEN);
    if (options.json) await writeJson(options.failed ? { failed: jobs.failed } : jobs);
    else await writeRows(rowsOf(jobs, options.failed ?? false), { format: 'table', empty: 'no jobs' });
    const shown = options.failed ? [jobs.failed] : [jobs.running, jobs.queued, jobs.waiting, jobs.failed];
    if (!options.json && shown.some(({ length }) => length >= limit))
      process.stderr.write(
        `at most ${limit} of each kind are shown: --limit shows more, \`jvwire status\` counts all\n`,
      );
    if (jobs.paused.length > 0 && !options.json)
      process.stderr.write(`paused: ${jobs.paused.map(pausedName).join(', ')}\n`);
    if (!options.watch) return;
    await sleep(WATCH_EVERY_MS);
  }
}

function rowsOf(jobs: JobsList, onlyFailed: boolean): Row[] {
  const time = (at: string | null): string => (at === null ? '' : momentText(at));
  const host = (url: string): string => new URL(url).host;
  const failed = jobs.failed.map(({ articleId, url, at, code, message, attempts }) => ({
    job: `article-${articleId}`,
    state: 'given up',
    at: time(at),
    tries: attempts,
    host: host(url),
    reason: `${code}: ${message}`,
  }));
  if (onlyFailed) return failed;
  const live = (state: string) => (job: JobsList['running'][number]) => ({
    job: job.id,
    state,
    at: time(job.at),
    tries: '',
    host: job.host,
    reason: '',
  });
  const waiting = jobs.waiting.map(({ articleId, url, attempts, at, lastFailure }) => ({
    job: `article-${articleId}`,
    state: 'waiting',
    at: time(at),
    tries: attempts,
    host: host(url),
    reason: lastFailure ?? '',
  }));
  return [...jobs.running.map(live('running')), ...jobs.queued.map(live('queued')), ...waiting, ...failed];
}

async function retry(ids: readonly string[], options: Options): Promise<void> {
  if (ids.length === 0 && !options.allFailed) throw new UsageError('name the jobs to retry, or --all-failed');
  if (ids.length > 0 && options.allFailed)
    throw new UsageError('--all-failed and job ids do not go together');
  const progress = createProgress();
  const given = { ids: ids.length > 0 ? [...ids] : null };
  await printReport(
    await operate(options, 'jobs.retry', given, progress.add).finally(progress.stop),
    options,
  );
}

async function pause(options: Options): Promise<void> {
  const result = await operate(options, 'jobs.pause', { feed: options.feed ?? null });
  if (options.json) return writeJson(result);
  await write(`paused: ${result.paused.map(pausedName).join(', ')}\n`);
}

async function resume(options: Options): Promise<void> {
  const { feed = null } = options;
  const result = await operate(options, 'jobs.resume', { feed });
  if (options.json) return writeJson(result);
  const { paused, resumed } = result;
  const done = resumed
    ? feed === null
      ? 'everything goes on'
      : `${feed} is not paused any more`
    : feed === null && paused.length === 0
      ? 'nothing was paused'
      : `${feed ?? 'the work as a whole'} was not paused`;
  const still = paused.length === 0 ? '' : `; still paused: ${paused.map(pausedName).join(', ')}`;
  await write(`${forTerminal(done)}${still}\n`);
}

async function clean(options: Options): Promise<void> {
  const result = await operate(options, 'jobs.clean', { olderThanMs: spanMs(options.olderThan ?? '30d') });
  await (options.json ? writeJson(result) : write(`${counted(result.removed, 'failed job')} forgotten\n`));
}

function spanMs(text: string): number {
  const span = parseSpan(text);
  if (span === null) throw new UsageError(`--older-than "${text}": must be a span such as 12h, 30d or 4w`);
  return span;
}
