/** `jvwire run`: polls what is due, ingests everything new, prints what happened and ends. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import type { PollJob } from '../../core/ports.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import type { DatabaseOption } from '../output.ts';
import { createProgress } from '../progress.ts';
import { createRunSummary, describeSummary } from '../run-summary.ts';

interface RunOptions extends DatabaseOption {
  readonly feed?: string[];
  readonly all?: true;
  readonly json?: true;
}

export function registerRun(program: Command): void {
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
}

async function run(options: RunOptions): Promise<void> {
  if (options.all && options.feed) throw new UsageError('--all and --feed do not go together');
  const config = loadConfig(options);
  const app = await import('../../app.ts');
  const store = app.openStore(config, 'run');
  try {
    const polls = choosePolls(store, options, Date.now());
    const progress = createProgress({ feeds: polls.length, articles: store.nextWork().waiting });
    const summary = createRunSummary(Date.now());
    const job = await app.openRun(config, store, (event) => {
      summary.add(event);
      progress.add(event);
    });
    const stop = (): void => {
      // A second signal does not wait for what is in flight; the next run finds it in the database.
      if (summary.interrupted) process.exit(1);
      summary.interrupted = true;
      process.stderr.write('\nfinishing what is in flight; once more to stop at once\n');
      job.interrupt();
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    try {
      await job.work(polls);
    } finally {
      await job.close();
      progress.stop();
      process.off('SIGINT', stop).off('SIGTERM', stop);
    }
    const report = summary.finish(Date.now(), store.nextWork(), store.totals());
    await (options.json ? writeJson(report) : write(describeSummary(report)));
    if (report.interrupted || (report.feeds.asked > 0 && report.feeds.failed === report.feeds.asked))
      process.exitCode = 1;
  } finally {
    store.close();
  }
}

type PollSource = {
  duePolls(now: number, limit: number): PollJob[];
  pollOf(idOrUrl: string): PollJob | undefined;
};

function choosePolls(store: PollSource, options: RunOptions, now: number): PollJob[] {
  if (!options.feed) return store.duePolls(options.all ? Number.MAX_SAFE_INTEGER : now, 100_000);
  return options.feed.map((name) => {
    const poll = store.pollOf(name);
    if (!poll)
      throw new OperationError('not-found', `no feed "${name}"; \`jvwire feeds list\` shows their ids`);
    return poll;
  });
}
