/** A clock that was a year ahead for a moment must not silence feeds and articles for that year. */
import { expect, test } from 'vitest';
import { createLog } from '../../src/observe/log.ts';
import { findNews } from '../../src/pipeline/daemon/find-news.ts';
import { clockTraces } from '../../src/store/upkeep/diagnosis.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  polledWith,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from './fixtures.ts';

const YEAR = 365 * 86_400_000;
const HOUR = 3_600_000;
const url = 'https://wire.example/a';

test('what was polled, tried and read by a clock a year ahead is due when the clock is right again', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const ahead = NOW + YEAR;
  const other = 'https://wire.example/b';
  const found = await store.sink.feedPolled(
    polled([item({ url }), item({ url: other })], 'wire', { at: ahead }),
  );
  const [first, second] = found.jobs;
  if (!first || !second) throw new Error('no jobs');
  const failure = { code: 'http-5xx', action: 'retry', message: 'down' } as const;
  const tried = { articleId: first.articleId, url, at: ahead, ms: 1, failure, attempts: 1, fallback: null };
  await store.sink.articleFailed({ ...tried, retryAt: ahead + 10_000 });
  await store.sink.articleRead(read(second.articleId, reading({ url: other, publishedAt: null }), ahead));
  expect([store.duePolls(NOW, 10), store.dueArticles(NOW, 10)]).toEqual([[], []]);
  // The feed, the article that failed, and the one that was read.
  const traces = () => clockTraces(filesIn(folder).database, NOW);
  expect(traces()).toEqual({ articles: 2, polls: 1, aheadMs: YEAR, waits: true });
  expect(store.forgetFuture(NOW)).toBe(3);
  expect(store.forgetFuture(NOW)).toBe(0);
  // Where people read it, it keeps the date; nothing is planned by that.
  expect(traces()).toEqual({ articles: 2, polls: 1, aheadMs: YEAR, waits: false });
  expect(store.duePolls(NOW, 10)).toMatchObject([{ feedId: 'wire', etag: null }]);
  expect(store.dueArticles(NOW, 10).map((job) => job.url)).toEqual([url]);
  // Looking at it again is due after the hour that it always is, is recorded as a visit, and the next one has its time.
  const hour = NOW + 3_600_000;
  const visit = store.dueArticles(hour, 10).find((job) => job.url === other);
  if (!visit) throw new Error('no visit');
  const again = read(visit.articleId, reading({ url: other, publishedAt: null }), hour + 1000);
  expect((await store.sink.articleRead(again)).kind).toBe('unchanged');
  expect(store.dueArticles(hour + 1000, 10).map((job) => job.url)).toEqual([url]);
});

const REFUSED = { code: 'http-429', action: 'retry', message: 'slow down', status: 429 } as const;

test('feeds that were held back with a host that refused a year ahead are due when the clock is right again', async () => {
  const store = withFeed(withFeed(freshStore()), 'sibling', 'https://wire.example/other');
  withFeed(store, 'never-polled', 'https://wire.example/third');
  await store.sink.feedPolled(polled([item({ url })], 'sibling', { at: NOW }));
  await store.sink.feedPolled(polledWith({ kind: 'failed', failure: REFUSED }, { at: NOW + YEAR }));
  expect(store.duePolls(NOW + YEAR - 1, 10)).toEqual([]);
  // Someone asks for a run before anybody has looked at the clock: the feed alone gives nothing away any more.
  await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW + 1000 }));
  expect(store.forgetFuture(NOW + 2000)).toBeGreaterThan(0);
  const due = store.duePolls(NOW + 2000, 10).map(({ feedId }) => feedId);
  expect(due).toEqual(expect.arrayContaining(['sibling', 'never-polled']));
  await store.sink.feedPolled(polled([item({ url })], 'sibling', { at: NOW + 3000 }));
  await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW + 3000 }));
  expect(store.duePolls(NOW + 3 * 3_600_000, 10)).toHaveLength(3);
});

test('articles alone give a clock away that was ahead', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  const failure = { code: 'http-5xx', action: 'retry', message: 'down' } as const;
  const tried = { articleId: jobs[0]?.articleId ?? 0, url, ms: 1, failure, attempts: 1, fallback: null };
  await store.sink.articleFailed({ ...tried, at: NOW + YEAR, retryAt: NOW + YEAR + 10_000 });
  expect(store.dueArticles(NOW + 30 * 86_400_000, 10)).toEqual([]);
  expect(store.forgetFuture(NOW)).toBe(1);
  expect(store.dueArticles(NOW, 10).map((job) => job.url)).toEqual([url]);
});

test('a feed that was added while the clock was ahead is asked when it is right again', () => {
  const store = freshStore();
  const feed = {
    id: 'wire',
    url: 'https://wire.example/feed',
    name: 'Wire',
    origin: 'user',
    enabled: true,
  } as const;
  store.addFeeds([feed], NOW + YEAR);
  expect(store.duePolls(NOW, 10)).toEqual([]);
  expect(store.forgetFuture(NOW)).toBe(1);
  expect(store.duePolls(NOW, 10).map(({ feedId }) => feedId)).toEqual(['wire']);
});

test('an article that was ingested by hand gives a clock away that was ahead', async () => {
  const store = freshStore();
  const { articleId } = store.jobForUrl(url, NOW);
  await store.sink.articleRead(read(articleId, reading({ url }), NOW + YEAR));
  expect(store.forgetFuture(NOW)).toBe(1);
  expect(store.dueArticles(NOW + HOUR, 10).map((job) => job.url)).toEqual([url]);
});

test('a host that a clock a day ahead saw refuse an article gives it away, too', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  const tried = {
    articleId: jobs[0]?.articleId ?? 0,
    url,
    ms: 1,
    failure: REFUSED,
    attempts: 1,
    fallback: null,
  };
  const at = NOW + 24 * HOUR;
  await store.sink.articleFailed({ ...tried, at, retryAt: at + HOUR });
  expect(store.duePolls(NOW + 12 * HOUR, 10)).toEqual([]);
  expect(store.forgetFuture(NOW)).toBe(2);
  expect(store.duePolls(NOW, 10).map(({ feedId }) => feedId)).toEqual(['wire']);
  expect(store.dueArticles(NOW, 10).map((job) => job.url)).toEqual([url]);
});

test('the visits that a clock a year ahead took for the last ones are made', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  const articleId = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(read(articleId, reading({ url }), NOW));
  await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW + YEAR }));
  expect(store.dueArticles(NOW + YEAR, 10)).toHaveLength(1);
  await store.sink.articleUnchanged({ articleId, url, at: NOW + YEAR, ms: 1 });
  store.forgetFuture(NOW + 1000);
  expect(store.dueArticles(NOW + HOUR, 10).map((job) => job.url)).toEqual([url]);
  const text = 'SAIC and GM opened their electric joint venture. Its publisher added this.';
  const visit = read(articleId, reading({ url, text }), NOW + HOUR);
  expect((await store.sink.articleRead(visit)).kind).toBe('revised');
});

test('an alert that was made, and a message that failed, while the clock was ahead are not silent until then', async () => {
  const store = withFeed(freshStore());
  const timing = { timeZone: 'UTC', daily: null, quiet: null };
  const about = {
    about: 'articles',
    search: null,
    filter: { tag: 'chinese-ev-jv' },
    per: 'article',
  } as const;
  const to = { channel: 'webhook', target: 'https://hook.example/x', secret: null } as const;
  store.addAlert({ name: 'deals', ...about, ...to, timing }, NOW + YEAR);
  expect(store.forgetFuture(NOW)).toBe(1);
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url }), NOW + 1000));
  const due = (now: number) =>
    findNews({ store, newId: () => `message-${now}`, log: createLog('silent') }, now);
  const [message] = await due(NOW + YEAR);
  if (!message) throw new Error('no message');
  store.recordTryFailed(message.deliveryId, { message: 'down', nextTryAt: NOW + YEAR + 60_000 }, NOW + YEAR);
  expect(await due(NOW + 2000)).toEqual([]);
  expect(store.forgetFuture(NOW + 2000)).toBe(1);
  expect((await due(NOW + 3000)).map(({ deliveryId }) => deliveryId)).toEqual([message.deliveryId]);
});

test('what an alert found while the clock was ahead is in the next digest', async () => {
  const store = withFeed(freshStore());
  const timing = { timeZone: 'UTC', daily: 13 * 60, quiet: null };
  const to = { channel: 'webhook', target: 'https://hook.example/x', secret: null } as const;
  const about = { about: 'articles', search: null, filter: {}, per: 'article' } as const;
  store.addAlert({ name: 'all', ...about, ...to, timing }, NOW);
  const { jobs } = await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW + YEAR }));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url }), NOW + YEAR));
  const due = (now: number) =>
    findNews({ store, newId: () => `message-${now}`, log: createLog('silent') }, now);
  expect(await due(NOW + YEAR)).toEqual([]);
  store.forgetFuture(NOW);
  expect(await due(NOW + HOUR / 2)).toEqual([]);
  expect(await due(NOW + HOUR + 1)).toHaveLength(1);
});

test('an article of a clock that was ahead is listed under no time to come where its publisher gives one', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const dated = item({ url, publishedAt: new Date(NOW - HOUR).toISOString() });
  await store.sink.feedPolled(polled([dated], 'wire', { at: NOW + YEAR }));
  expect(clockTraces(filesIn(folder).database, NOW)).toMatchObject({ articles: 0, polls: 1 });
});

test('a feed polled a moment ago is left as it is', async () => {
  const store = withFeed(freshStore());
  await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW + 30_000 }));
  expect(store.forgetFuture(NOW)).toBe(0);
  expect(store.duePolls(NOW + 30_000, 10)).toEqual([]);
});
