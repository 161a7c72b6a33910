/** `run` and `ingest`: work started by hand, done by the daemon where one is running, else here. */
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { RunReport } from '../../core/operations.ts';
import { describeReport } from '../describe-report.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, forTerminal, writeRows } from '../output.ts';
import { createProgress } from '../progress.ts';

interface RunOptions extends DatabaseOption {
  readonly feed?: string[];
  readonly all?: true;
  readonly json?: true;
}

export function register(program: Command): void {
  example(
    program
      .command('run')
      .description('poll the feeds that are due, ingest everything new, print a summary and end')
      .option('--feed <id|url...>', 'poll these feeds, due or not')
      .option('--all', 'poll every enabled feed, due or not')
      .option('--json', 'print the summary as JSON')
      .action((_options: unknown, command: Command) => run(command.optsWithGlobals<RunOptions>())),
    'jvwire run',
    'jvwire run --feed electrek --feed cnevpost',
  );
  example(
    program
      .command('ingest')
      .argument('<url>', 'address of the article')
      .description('fetch one article now, known or not, and store it')
      .option('--json', 'print JSON')
      .action((url: string, _options: unknown, command: Command) =>
        ingest(url, command.optsWithGlobals<RunOptions>()),
      ),
    'jvwire ingest https://cnevpost.com/2024/05/14/leapmotor-stellantis/',
  );
}

async function run(options: RunOptions): Promise<void> {
  if (options.all && options.feed) throw new UsageError('--all and --feed do not go together');
  const progress = createProgress();
  const given = { feeds: options.feed ?? null, all: options.all ?? false };
  const report = await operate(options, 'run', given, progress.add).finally(progress.stop);
  await printReport(report, options);
}

/** Prints what a run did; its exit code is 1 when it was interrupted, could not store or every feed failed. */
export async function printReport(report: RunReport, options: { readonly json?: true }): Promise<void> {
  await (options.json ? writeJson(report) : write(describeReport(report)));
  const { asked, failed } = report.feeds;
  if (report.interrupted || report.unwritable !== null || (asked > 0 && failed === asked))
    process.exitCode = 1;
}

async function ingest(url: string, options: RunOptions): Promise<void> {
  const result = await operate(options, 'ingest', { url });
  const { articleId, outcome, verdict, tagged, failure } = result;
  if (options.json) await writeJson(result);
  else await writeRows([{ id: articleId, outcome, verdict, tagged }], { format: 'table' });
  if (failure) process.stderr.write(`${failure.code}: ${forTerminal(failure.message)}\n`);
  if (outcome === 'failed' || outcome === 'retry' || outcome === 'interrupted') process.exitCode = 1;
}
