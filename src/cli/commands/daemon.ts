/** `daemon` and `status`: the background service, and what it is doing. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { pausedName, type Status } from '../../core/operations.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import type { DatabaseOption } from '../output.ts';
import { untilStopped } from '../until-stopped.ts';

export function registerDaemon(program: Command): void {
  example(
    program
      .command('daemon')
      .description('poll, ingest and answer commands until told to stop')
      .option('--once-idle', 'end when nothing is left to do, for cron')
      .action((_options: unknown, command: Command) => daemon(command.optsWithGlobals())),
    'jvwire daemon',
  );
  example(
    program
      .command('status')
      .description('what the daemon is doing, what comes next, and the last hour')
      .option('--json', 'print JSON')
      .action((_options: unknown, command: Command) => status(command.optsWithGlobals())),
    'jvwire status',
  );
}

async function daemon(options: DatabaseOption & { readonly onceIdle?: true }): Promise<void> {
  const config = loadConfig(options);
  const { startDaemon } = await import('../../app/daemon.ts');
  const running = await startDaemon(config);
  const idle = options.onceIdle ? running.idle().then(() => 'idle') : new Promise<never>(() => {});
  await running.close(await Promise.race([untilStopped(), idle]));
  // What did not end within its deadline must not keep the process.
  process.exit(0);
}

async function status(options: DatabaseOption & { readonly json?: true }): Promise<void> {
  const { readStatus } = await import('../../app/status.ts');
  const result = await readStatus(loadConfig(options));
  await (options.json ? writeJson(result) : write(describeStatus(result)));
}

function describeStatus({ daemon: service, running, ...status }: Status): string {
  const { lastHour, store } = status;
  const lines = [
    service
      ? `daemon    version ${service.version}, process ${service.pid}, since ${service.since}`
      : 'daemon    none runs on this database',
    `now       ${running.length} running, ${status.queued} queued, ${status.waiting} articles to be fetched`,
    ...running.map(({ id, host }) => `          ${id} at ${host}`),
    `last hour ${lastHour.polls} polls (${lastHour.unchanged} unchanged, ${lastHour.failedPolls} failed), ${lastHour.newItems} new items, ${lastHour.articles} articles, ${lastHour.tagged} tagged, ${lastHour.givenUp} given up`,
    `in all    ${store.enabledFeeds} of ${store.feeds} feeds on, ${store.articles} articles, ${store.tagged} tagged, ${store.failed} given up`,
    ...status.nextPolls.map(
      ({ feedId, at }, index) => `${index === 0 ? 'next' : '    '}      ${at} ${feedId}`,
    ),
  ];
  if (status.paused.length > 0) lines.push(`paused    ${status.paused.map(pausedName).join(', ')}`);
  return `${lines.join('\n')}\n`;
}
