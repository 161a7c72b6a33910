/** Our own line was down and is back: what was concluded from it of hosts is forgotten, and costs no article a try. */
import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import type { FeedPolled } from '../../src/core/jobs.ts';
import { hearLineReturn } from '../../src/pipeline/daemon/line-return.ts';
import { freshStore, NOW, withFeed } from '../store/fixtures.ts';

const MINUTE = 60_000;
const noName: Failure = { code: 'dns', action: 'retry', message: 'no such name' };

const polled = (feedId: string, at: number, failure: Failure): FeedPolled => ({
  feedId,
  at,
  ms: 1,
  request: { url: `https://${feedId}.example/feed`, etag: null, lastModified: null },
  redirects: [],
  result: { kind: 'failed', failure },
});

test('it is told once, when the first host answers again', async () => {
  const store = freshStore();
  let returned = 0;
  const sink = hearLineReturn(
    store.sink,
    () => store.lineDown() !== null,
    () => returned++,
  );
  for (const id of ['a', 'b', 'c', 'd']) {
    withFeed(store, id);
    await sink.feedPolled(polled(id, NOW + MINUTE, noName));
  }
  expect(store.lineDown()).not.toBeNull();
  expect(returned).toBe(0);
  const answer: Failure = { code: 'http-5xx', action: 'retry', message: 'broken', status: 500 };
  for (const id of ['a', 'b']) await sink.feedPolled(polled(id, NOW + 5 * MINUTE, answer));
  expect(store.lineDown()).toBeNull();
  expect(returned).toBe(1);
});
