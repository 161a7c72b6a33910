/** What is due: counted once, and not where nobody may work on it. And the probe of whether the database can be written. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openForWriting } from '../../src/store/file/database.ts';
import { probeWrite } from '../../src/store/upkeep/gauges.ts';
import { freshStore, item, NOW, polled, read, reading, temporaryFolder, withFeed } from './fixtures.ts';

test('a probe that fails tells why, not which query', () => {
  const { db, client, close } = openForWriting(join(temporaryFolder(), 'jvwire.db'));
  probeWrite(db);
  client.pragma('query_only = ON');
  expect(() => probeWrite(db)).toThrow(/^attempt to write a readonly database$/);
  close();
});

test('feeds that are switched off or paused are not due', () => {
  const store = withFeed(freshStore());
  const due = () => store.workGauges(NOW + 3_600_000).feedsDue;
  const [first] = store.listFeeds();
  expect(due()).toEqual({ count: 1, oldestAt: first?.nextPollAt });
  for (const id of ['off', 'held']) withFeed(store, id);
  expect(due().count).toBe(3);
  store.setFeedEnabled('off', false, NOW);
  store.pause('held', NOW);
  expect(due().count).toBe(1);
  expect(store.workGauges(NOW + 3_600_000).feeds).toEqual({ ok: 1, paused: 2 });
});

test('articles are due from when they were first seen, or from when they may be tried again', async () => {
  const store = withFeed(freshStore());
  const urls = [1, 2].map((n) => `https://wire.example/${n}`);
  const items = urls.map((url) => item({ url, title: url }));
  const { jobs } = await store.sink.feedPolled(polled(items, 'wire', { at: NOW }));
  const [one, two] = jobs.map(({ articleId, url }) => ({ articleId, url }));
  if (!one || !two) throw new Error('no articles');
  const due = (at: number) => store.workGauges(at).articlesDue;
  expect(due(NOW)).toEqual({ count: 2, oldestAt: NOW });
  const failure = { code: 'timeout-body', action: 'retry', message: 'too slow' } as const;
  const failed = { ...one, ms: 1, at: NOW, failure, attempts: 1, fallback: null };
  await store.sink.articleFailed({ ...failed, retryAt: NOW + 5_000 });
  expect(due(NOW + 4_999)).toEqual({ count: 1, oldestAt: NOW });
  expect(due(NOW + 5_000)).toEqual({ count: 2, oldestAt: NOW });
  await store.sink.articleRead(read(two.articleId, reading({ url: two.url })));
  expect(due(NOW + 9_000)).toEqual({ count: 1, oldestAt: NOW + 5_000 });
  await store.sink.articleFailed({ ...failed, attempts: 2, retryAt: null });
  expect(store.workGauges(NOW + 9_000)).toMatchObject({
    articlesDue: { count: 0, oldestAt: null },
    givenUp: 1,
  });
});
