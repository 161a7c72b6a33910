/** `daemon` and `status`: the background service, and what it is doing. */

import type { Command } from 'commander';
import { type Config, loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import { pausedName, type Status } from '../../core/operations.ts';
import { bareHost, requireHost } from '../../net/listen-host.ts';
import { counted } from '../../text/shown/counted.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { totalsText } from '../describe-report.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import type { DatabaseOption } from '../output.ts';
import { untilStopped } from '../until-stopped.ts';

export function register(program: Command): void {
  example(
    program
      .command('daemon')
      .description('poll, ingest and answer commands and HTTP until told to stop')
      .option('--host <host>', 'address to answer HTTP on (default: JVWIRE_HOST)')
      .option('--port <port>', 'port to answer HTTP on, 0 for any (default: JVWIRE_PORT)')
      .option('--once-idle', 'end when nothing is left to do, for cron; answers no HTTP')
      .action((_options: unknown, command: Command) => daemon(command.optsWithGlobals())),
    'jvwire daemon',
    'jvwire daemon --port 8080',
  );
  example(
    program
      .command('status')
      .description('what the daemon is doing, what comes next, and the last hour; exit code 1 when none runs')
      .option('--json', 'print JSON')
      .action((_options: unknown, command: Command) => status(command.optsWithGlobals())),
    'jvwire status',
  );
}

interface DaemonOptions extends DatabaseOption {
  readonly host?: string;
  readonly port?: string;
  readonly onceIdle?: true;
}

async function daemon(options: DaemonOptions): Promise<void> {
  const config = loadConfig(options);
  const listen = options.onceIdle ? null : addressOf(options, config);
  // Listen before the start: a signal during it must lead to an orderly end, not kill the process.
  const stopped = untilStopped();
  const { startDaemon } = await import('../../app/daemon.ts');
  const running = await startDaemon(config, listen);
  const idle = options.onceIdle ? running.idle().then(() => 'idle') : new Promise<never>(() => {});
  let reason = 'failed';
  try {
    reason = await Promise.race([stopped, idle]);
  } finally {
    // Also after a failure, when its timers and readers would keep the process alive.
    await running.close(reason);
  }
  // Whatever has not ended within the deadline of close() must not keep the process alive.
  process.exit(0);
}

function addressOf({ host, port }: DaemonOptions, { settings }: Config) {
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535))
    throw new UsageError(`--port "${port}": must be a whole number from 0 to 65535`);
  return {
    host: host === undefined ? settings.JVWIRE_HOST : hostOf(host),
    port: port === undefined ? settings.JVWIRE_PORT : Number(port),
  };
}

function hostOf(text: string): string {
  const host = bareHost(text);
  try {
    requireHost(host);
  } catch (error) {
    throw new UsageError(`--host "${text}": ${(error as Error).message}`);
  }
  return host;
}

async function status(options: DatabaseOption & { readonly json?: true }): Promise<void> {
  const { readStatus } = await import('../../app/status.ts');
  const result = await readStatus(loadConfig(options));
  await (options.json ? writeJson(result) : write(describeStatus(result)));
  // For health checks.
  if (result.daemon === null) process.exitCode = 1;
}

function describeStatus({ daemon: service, running, ...status }: Status): string {
  const { lastHour, store } = status;
  const lines = [
    service
      ? `daemon    version ${service.version}, process ${service.pid}, since ${momentText(service.since)}`
      : 'daemon    none runs on this database',
    ...(service?.url ? [`http      ${service.url}`] : []),
    `now       ${running.length} running, ${status.queued} queued, ${counted(status.waiting, 'article')} to be fetched`,
    ...running.map(({ id, host }) => `          ${id} at ${host}`),
    `last hour ${counted(lastHour.polls, 'poll')} (${lastHour.unchanged} unchanged, ${lastHour.failedPolls} failed), ${counted(lastHour.newItems, 'new item')}, ${counted(lastHour.articles, 'article')}, ${lastHour.tagged} tagged, ${lastHour.givenUp} given up`,
    `in all    ${store.enabledFeeds} of ${counted(store.feeds, 'feed')} on, ${totalsText(store)}`,
    ...status.nextPolls.map(
      ({ feedId, at }, index) => `${index === 0 ? 'next' : '    '}      ${momentText(at)} ${feedId}`,
    ),
  ];
  if (status.paused.length > 0) lines.push(`paused    ${status.paused.map(pausedName).join(', ')}`);
  return `${lines.join('\n')}\n`;
}
