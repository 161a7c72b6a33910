/** How long a run waits for what is due soon, whatever is done to the clock meanwhile. */
import { expect, test } from 'vitest';
import { run } from '../../src/pipeline/operations/run.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const HOUR = 3_600_000;
const PATIENCE_MS = 20_000;
const NONE = { feeds: 0, enabledFeeds: 0, articles: 0, feedOnly: 0, pending: 1, failed: 0, tagged: 0 };

/** A run in which one article is due again in ten seconds; the clock is moved by `setBy` once it has begun. */
async function waited(setBy: number): Promise<number[]> {
  const clock = { now: NOW };
  const waits: number[] = [];
  const now = (): number => clock.now;
  const runner = createInProcessRunner({
    handle: async () => ({ kind: 'done' }),
    concurrency: 1,
    now,
    onError: () => {},
  });
  const dueArticles = (): [] => {
    if (waits.length === 0) clock.now += setBy;
    return [];
  };
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms);
    clock.now += ms;
  };
  await run(
    {
      engine: { runner, writeError: () => null, subscribe: () => () => {} },
      store: { dueArticles, nextWork: () => ({ waiting: 1, at: NOW + 10_000 }), totals: () => NONE },
      ...{ now, sleep, handBack: async () => {}, patienceMs: PATIENCE_MS },
    },
    { jobs: [], unfinished: true },
    () => {},
    new AbortController().signal,
  );
  return waits;
}

test('what is due soon is waited for', async () => {
  expect(await waited(0)).toEqual([10_000]);
});

test('a clock that was set back keeps no run waiting', async () => {
  expect(await waited(-HOUR)).toEqual([]);
});
