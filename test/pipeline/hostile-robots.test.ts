/** A feed full of articles of a host whose robots.txt is long to look up in: the process stays there for everybody else. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { FetchOutcome, FetchRequest } from '../../src/core/ports.ts';
import { createRobots } from '../../src/net/robots.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { createHostCooldowns } from '../../src/pipeline/ingest/host-cooldowns.ts';
import type { IngestDependencies } from '../../src/pipeline/ingest/ingest-article.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { createIngestWorker } from '../../workers/ingest.ts';
import { jobFor } from './clocked-ingest.ts';

const SLOW_RULES = `User-agent: *\n${`Disallow: /${'a*'.repeat(28)}b\n`.repeat(8_000)}`;
const ADDRESS = `https://slow.test/${'a'.repeat(2_000)}`;

const fetch = async ({ url, kind }: FetchRequest): Promise<FetchOutcome> => {
  const answered = { url, redirects: [], ms: 1 };
  if (kind === 'page') {
    const failure = { code: 'http-404', action: 'drop', message: 'not there' } as const;
    return { kind: 'failed', failure, refusal: null, ...answered };
  }
  const body = new TextEncoder().encode(SLOW_RULES);
  const nothing = { headers: {}, contentType: null, etag: null, lastModified: null };
  return { kind: 'ok', status: 200, body, ...nothing, ...answered };
};

test('a thousand articles of it never stop the event loop for long, and do not look its rules up before their turn', async () => {
  const robots = createRobots({ fetcher: { fetch }, userAgentToken: 'jvwire' });
  await robots.load(ADDRESS, Date.now());
  let lookups = 0;
  let begun = 0;
  const ingest = createIngestWorker({
    fetcher: { fetch },
    robots: {
      ...robots,
      check: (url: string, now: number) => {
        lookups++;
        return robots.check(url, now);
      },
    },
    slots: createHostSlots({ intervalMs: 1_000 }),
    cooldowns: createHostCooldowns(),
    sandbox: {},
    sink: { articleFailed: async () => 'noted' },
    now: Date.now,
    random: Math.random,
    wait: (ms: number) => sleep(ms),
  } as unknown as IngestDependencies);
  const runner = createInProcessRunner({
    handle: async (job) => {
      begun++;
      return job.kind === 'ingest' ? ingest(job) : { kind: 'done' };
    },
    concurrency: 32,
    now: Date.now,
    onError: (_job, error) => {
      throw error;
    },
  });
  onTestFinished(() => runner.close(0));
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await runner.add(Array.from({ length: 1_000 }, (_, id) => jobFor(`${ADDRESS}${id}`, id + 1)));
  await expect.poll(() => begun, { timeout: 10_000 }).toBeGreaterThanOrEqual(1_000);
  delay.disable();
  // Some 0.05 s on a machine of its own; each article that looked its address up at once cost as much.
  expect(delay.max / 1e6).toBeLessThan(1_000);
  expect(lookups).toBeLessThan(15);
}, 30_000);
