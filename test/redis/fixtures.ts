/** A runner on a Redis of the test's own, with handlers given by the test, in this process. */
import { onTestFinished } from 'vitest';
import type { IngestJob, Job, PollJob } from '../../src/core/jobs.ts';
import type { JobOutcome, JobRunner, Log } from '../../src/core/ports.ts';
import { openQueues, type Queues } from '../../src/queue/bullmq-queues.ts';
import { type BullmqRunner, createBullmqRunner } from '../../src/queue/bullmq-runner.ts';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { type Connections, connectRedis } from '../../src/queue/redis-connection.ts';
import type { RefusalPace } from '../../src/queue/redis-refusals.ts';

export const poll = (feedId: string): PollJob => ({
  kind: 'poll',
  feedId,
  url: `https://${feedId.replace(/[^a-z]/g, '-')}.example/feed`,
  etag: null,
  lastModified: null,
  bodyHash: null,
  selectors: null,
});

export const ingest = (articleId: number): IngestJob => ({
  kind: 'ingest',
  articleId,
  url: `https://wire.example/${articleId}`,
  attempts: 0,
  item: { title: null, authors: [], publishedAt: null, summary: null, language: null },
  validators: null,
});

export interface LogLine {
  readonly level: keyof Log;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export function collectingLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: keyof Log) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

export interface Bench {
  readonly connections: Connections;
  readonly queues: Queues;
  readonly runner: BullmqRunner;
  readonly lines: LogLine[];
  readonly failed: { readonly job: Job; readonly error: Error }[];
}

export function runnerOn(
  url: string,
  handle: (job: Job) => Promise<JobOutcome>,
  options: { readonly concurrency?: number; readonly database?: string; readonly pace?: RefusalPace } = {},
): Bench {
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log, options.pace);
  const queues = openQueues(connections, 'asking', log);
  const failed: Bench['failed'] = [];
  const runner = createBullmqRunner({
    connections,
    queues,
    database: options.database ?? 'database-a',
    handle,
    concurrency: options.concurrency ?? 4,
    log,
    onError: (job, error) => failed.push({ job, error }),
  });
  onTestFinished(async () => {
    await runner.close(100);
    connections.close();
  });
  return { connections, queues, runner, lines, failed };
}

/** Waits until nothing is running or waiting. */
export async function idle(runner: JobRunner): Promise<void> {
  for (;;) {
    const { running, waiting } = await runner.jobs();
    if (running.length + waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A promise and the function that fulfils it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}
