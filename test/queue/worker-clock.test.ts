/** Results of a machine whose clock is wrong: they count as of the time that it was where the database is. */
import { describe, expect, test } from 'vitest';
import type { FeedPolled } from '../../src/core/jobs.ts';
import type { Result } from '../../src/queue/result-payload.ts';
import { inTime } from '../../src/queue/worker-clock.ts';
import { freshStore, item, NOW, polled, withFeed } from '../store/fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const failure = { code: 'http-429', action: 'retry', message: 'slow down', retryAt: NOW + HOUR } as const;
const tried = { articleId: 1, url: 'https://wire.example/1', ms: 9, failure, attempts: 1, fallback: null };
const failedAt = (at: number): Result => ({
  kind: 'article-failed',
  value: { ...tried, at, retryAt: at + 10_000 },
});
const unchangedAt = (at: number): Result => ({
  kind: 'article-unchanged',
  value: { articleId: 1, url: 'https://wire.example/1', at, ms: 9 },
});

describe('inTime', () => {
  test.each<[says: string, at: number, queuedAt: number | null, right: number]>([
    ['leaves a time between queueing and now', NOW - MINUTE, NOW - HOUR, NOW - MINUTE],
    ['takes what is ahead for now', NOW + HOUR, NOW - MINUTE, NOW],
    ['takes what is behind for when it was queued', NOW - HOUR, NOW - MINUTE, NOW - MINUTE],
    [
      'believes a time in the past of which it does not know when it was queued',
      NOW - HOUR,
      null,
      NOW - HOUR,
    ],
    ['knows the future without', NOW + HOUR, null, NOW],
    ['has nothing later than now, though the clock here was set back', NOW - MINUTE, NOW + HOUR, NOW],
  ])('%s', (_says, at, queuedAt, right) => {
    const { result, wrongByMs } = inTime(unchangedAt(at), queuedAt, NOW);
    expect([result.value.at, wrongByMs]).toEqual([right, at - right]);
  });

  test('moves what was planned by that clock along', () => {
    const { result } = inTime(failedAt(NOW + HOUR), NOW, NOW);
    expect(result.value).toMatchObject({ at: NOW, retryAt: NOW + 10_000, failure: { retryAt: NOW } });
    const poll: FeedPolled = { ...polled([]), at: NOW + HOUR, result: { kind: 'failed', failure } };
    expect(inTime({ kind: 'feed-polled', value: poll }, NOW, NOW).result.value).toMatchObject({
      at: NOW,
      result: { failure: { retryAt: NOW } },
    });
  });
});

/** What a feed is asked in three hours of a sweep a minute, by a worker whose clock is wrong by so much. */
async function pollsInThreeHours(wrongByMs: number): Promise<number> {
  const store = withFeed(freshStore());
  let polls = 0;
  for (let now = NOW; now < NOW + 3 * HOUR; now += MINUTE) {
    store.forgetFuture(now);
    for (const job of store.duePolls(now, 10)) {
      polls++;
      const at = now + 1_000 + wrongByMs;
      const done = polled([item({ url: 'https://wire.example/a' })], job.feedId, { at });
      const { result } = inTime({ kind: 'feed-polled', value: done }, now, now + 2_000);
      await store.sink.feedPolled(result.value as FeedPolled);
    }
  }
  return polls;
}

test.each([
  ['an hour ahead', HOUR],
  ['a day ahead', 24 * HOUR],
  ['a day behind', -24 * HOUR],
])('a feed is asked no more often by a worker whose clock is %s', async (_how, wrongByMs) => {
  const right = await pollsInThreeHours(0);
  expect(right).toBeLessThan(6);
  expect(await pollsInThreeHours(wrongByMs)).toBe(right);
});
