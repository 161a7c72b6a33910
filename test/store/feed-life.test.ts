/** What the store makes of polls over days: moves, outages, walls, complaints, blindness, and what people do about them. */
import { describe, expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import type { FeedPolled } from '../../src/core/jobs.ts';
import type { FeedItem } from '../../src/core/model.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { Store } from '../../src/store/store.ts';
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

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const posts = (from: number, to: number): FeedItem[] =>
  Array.from({ length: to - from }, (_, index) => {
    const number = to - 1 - index;
    return item({
      guid: `post-${number}`,
      url: `https://wire.example/post/${number}`,
      title: `Post number ${number}`,
    });
  });
const fail = (failure: Partial<Failure>): FeedPolled['result'] => ({
  kind: 'failed',
  failure: { code: 'http-5xx', action: 'retry', message: 'down', ...failure },
});
const unchanged: FeedPolled['result'] = {
  kind: 'unchanged',
  status: 304,
  bytes: 0,
  freshMinutes: 0,
  validators: null,
};
const stateOf = (store: Store, now: number, id = 'wire') =>
  store.feedViews(now).find((feed) => feed.id === id)?.health;
const kindsOf = (store: Store, id = 'wire') =>
  (store.feedDetail(id, 50, NOW)?.events ?? []).map(({ kind }) => kind).reverse();

test('a poll that is delivered twice is recorded once', async () => {
  const store = withFeed(freshStore());
  const poll = polled(posts(0, 3), 'wire', { at: NOW });
  const first = await store.sink.feedPolled(poll);
  const nextAt = store.findFeed('wire')?.nextPollAt;
  const second = await store.sink.feedPolled(poll);
  expect(second).toEqual({ ...first, jobs: [] });
  expect(store.feedDetail('wire', 50, NOW)?.polls).toHaveLength(1);
  expect(store.findFeed('wire')?.nextPollAt).toBe(nextAt);
});

test('validators go out with the next poll, and once a day none', async () => {
  const store = withFeed(freshStore());
  await store.sink.feedPolled(polled(posts(0, 3), 'wire', { at: NOW }));
  expect(store.pollOf('wire', NOW + HOUR)).toMatchObject({ etag: '"1"', bodyHash: 'hash' });
  expect(store.pollOf('wire', NOW + DAY + MINUTE)).toMatchObject({ etag: null, lastModified: null });
  const rotated = { ...unchanged, status: 200, validators: { etag: '"2"', lastModified: null } } as const;
  await store.sink.feedPolled(polledWith(rotated, { at: NOW + DAY }));
  expect(store.pollOf('wire', NOW + DAY + HOUR)).toMatchObject({ etag: '"2"', bodyHash: 'hash' });
});

test('a server whose validators do not change with its items is found out and told', async () => {
  const store = withFeed(freshStore());
  await store.sink.feedPolled(polled(posts(0, 3), 'wire', { at: NOW }));
  await store.sink.feedPolled(polledWith(unchanged, { at: NOW + HOUR }));
  const later = polled(posts(0, 5), 'wire', { at: NOW + DAY });
  if (later.result.kind !== 'polled') throw new Error('not polled');
  await store.sink.feedPolled({ ...later, result: { ...later.result, bodyHash: 'other' } });
  expect(store.feedDetail('wire', 1, NOW)?.polls[0]).toMatchObject({ staleValidators: true, new: 2 });
  expect(store.pollOf('wire', NOW + DAY + HOUR)).toMatchObject({ etag: null });
  const [source] = store.sourceHistories({ since: NOW, until: NOW + 2 * DAY });
  expect(source?.windows).toEqual([
    { from: NOW, until: NOW + DAY, reason: 'stale-304', mayHaveMissed: false },
  ]);
});

describe('an address that redirects for good', () => {
  const redirects = [{ status: 301, to: 'https://new.example/feed' }];
  const pollThere = (store: Store, items: readonly FeedItem[], at: number) =>
    store.sink.feedPolled(polled(items, 'wire', { at, redirects }));

  test('is taken over after five polls in three days, and the move can be undone', async () => {
    const store = withFeed(freshStore());
    await store.sink.feedPolled(polled(posts(0, 10), 'wire', { at: NOW }));
    for (let n = 1; n <= 4; n++) await pollThere(store, posts(n, 10 + n), NOW + n * HOUR);
    expect(store.findFeed('wire')?.url).toBe('https://wire.example/feed');
    expect(store.feedDetail('wire', 1, NOW)?.redirectsTo).toMatchObject({ polls: 4, mismatch: false });
    await pollThere(store, posts(5, 15), NOW + 4 * DAY);
    expect(store.findFeed('wire')?.url).toBe('https://new.example/feed');
    expect(kindsOf(store)).toEqual(['moved']);

    store.changeAddress('wire', null, NOW + 5 * DAY);
    expect(store.findFeed('wire')).toMatchObject({
      url: 'https://wire.example/feed',
      nextPollAt: NOW + 5 * DAY,
    });
    for (let n = 0; n < 8; n++) await pollThere(store, posts(5, 15), NOW + (6 + n) * DAY);
    expect(store.findFeed('wire')?.url).toBe('https://wire.example/feed');
    expect(() => store.changeAddress('wire', null, NOW + 15 * DAY)).toThrow(/no move that could be undone/);
  });

  test('to something else brings none of its items, and says so', async () => {
    const store = withFeed(freshStore());
    await store.sink.feedPolled(polled(posts(0, 10), 'wire', { at: NOW }));
    const casino = [1, 2, 3].map((n) =>
      item({ guid: `x${n}`, url: `https://new.example/casino-number-${n}`, title: `Casino offer ${n}` }),
    );
    const receipt = await pollThere(store, casino, NOW + HOUR);
    expect(receipt).toMatchObject({ seen: 3, new: 0, rejected: 3, rejections: { 'other-feed': 3 } });
    for (let n = 2; n < 9; n++) await pollThere(store, casino, NOW + n * DAY);
    expect(store.findFeed('wire')?.url).toBe('https://wire.example/feed');
    expect(stateOf(store, NOW + 9 * DAY)).toMatchObject({
      state: 'failing',
      why: expect.stringMatching(/redirects for good/) as string,
    });
    expect(kindsOf(store)).toEqual(['feed-state', 'move-doubtful']);
    store.changeAddress('wire', 'https://new.example/feed', NOW + 9 * DAY);
    expect(stateOf(store, NOW + 9 * DAY)?.state).not.toBe('failing');
  });

  test('of a new feed is simply where it is', async () => {
    const store = withFeed(freshStore());
    for (let n = 0; n < 5; n++)
      expect(await pollThere(store, posts(0, 4), NOW + n * DAY)).toMatchObject({ rejected: 0 });
    expect(store.findFeed('wire')?.url).toBe('https://new.example/feed');
  });

  test('at a host that rests is asked when the host may be', async () => {
    const store = withFeed(freshStore());
    withFeed(store, 'other', 'https://new.example/other');
    for (let n = 0; n < 4; n++) await pollThere(store, posts(0, 4), NOW + n * DAY);
    const until = NOW + 5 * DAY;
    const request = { url: 'https://new.example/other', etag: null, lastModified: null };
    const busy = fail({ code: 'http-429', status: 429, retryAt: until });
    await store.sink.feedPolled(polledWith(busy, { feedId: 'other', at: NOW + 4 * DAY - HOUR, request }));
    await pollThere(store, posts(0, 4), NOW + 4 * DAY);
    expect(store.findFeed('wire')?.url).toBe('https://new.example/feed');
    expect(store.findFeed('wire')?.nextPollAt).toBeGreaterThanOrEqual(until);
  });

  test('that another feed has already is left to that one', async () => {
    const store = withFeed(withFeed(freshStore()), 'new');
    for (let n = 0; n < 8; n++) await pollThere(store, posts(0, 4), NOW + n * DAY);
    expect(store.findFeed('wire')?.url).toBe('https://wire.example/feed');
    expect(() => store.changeAddress('wire', 'https://new.example/feed', NOW)).toThrow(/watched already/);
  });
});

test('a host that complains has all its feeds held back, each at an instant of its own', async () => {
  const store = freshStore();
  for (const id of ['one', 'two', 'three']) withFeed(store, id, `https://host.example/${id}`);
  const request = { url: 'https://host.example/one', etag: null, lastModified: null };
  await store.sink.feedPolled(
    polledWith(fail({ code: 'http-429', status: 429 }), { feedId: 'one', at: NOW, request }),
  );
  const times = store.listFeeds().map((feed) => feed.nextPollAt);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(NOW + 20 * MINUTE);
  expect(new Set(times).size).toBe(3);
  withFeed(store, 'off', 'https://host.example/off');
  store.setFeedEnabled('off', false, NOW);
  withFeed(store, 'elsewhere', 'https://elsewhere.example/feed');
  const told = 'host.example asked us to wait until 2026-11-01 12:20:00Z; none of its feeds is asked before';
  expect(Object.fromEntries(store.feedViews(NOW).map(({ id, warning }) => [id, warning]))).toEqual({
    one: told,
    two: told,
    three: told,
    off: null,
    elsewhere: null,
  });
  expect(store.feedDetail('two', 1, NOW)?.warning).toBe(told);
  expect(store.feedDetail('two', 1, NOW + 21 * MINUTE)?.warning).toBeNull();
  const busy = freshStore();
  for (const id of ['one', 'two']) withFeed(busy, id, `https://host.example/${id}`);
  await busy.sink.feedPolled(
    polledWith(fail({ code: 'http-5xx', status: 503 }), { feedId: 'one', at: NOW, request }),
  );
  expect(busy.findFeed('two')?.nextPollAt).toBe(NOW);
});

describe('our own line', () => {
  const dead = fail({ code: 'dns', message: 'name does not resolve' });
  const many = (folder?: string): Store => {
    const store = freshStore(folder);
    for (let n = 0; n < 6; n++) withFeed(store, `f${n}`);
    return store;
  };
  const pollAll = async (store: Store, at: number, result: FeedPolled['result']) => {
    for (let n = 0; n < 6; n++)
      await store.sink.feedPolled(polledWith(result, { feedId: `f${n}`, at: at + n }));
  };

  test('being down blames no feed, and is said once', async () => {
    const store = many();
    await pollAll(store, NOW - HOUR, unchanged);
    for (let round = 0; round < 30; round++) await pollAll(store, NOW + round * 10 * MINUTE, dead);
    const now = NOW + 5 * HOUR;
    expect(store.lineDown()?.message).toMatch(/could not be reached/);
    expect(store.feedViews(now).map(({ health }) => health.state)).toEqual(Array(6).fill('ok'));
    expect(store.feedViews(now).map(({ consecutiveFailures }) => consecutiveFailures)).toSatisfy(
      (counts: number[]) => counts.every((count) => count <= 1),
    );
    await pollAll(store, now, unchanged);
    expect(store.lineDown()).toBeNull();
    for (const { windows } of store.sourceHistories({ since: NOW, until: now }))
      expect(windows).toMatchObject([{ reason: 'dns' }]);
  });

  test('its return that could not be stored is told with the next answer', async () => {
    const folder = temporaryFolder();
    const store = many(folder);
    await pollAll(store, NOW, dead);
    expect(store.lineDown()).not.toBeNull();
    const client = new Sqlite(filesIn(folder).database);
    client.exec("CREATE TRIGGER full BEFORE INSERT ON poll_events BEGIN SELECT RAISE(ABORT, 'full'); END");
    await expect(pollAll(store, NOW + MINUTE, unchanged)).rejects.toThrow();
    client.exec('DROP TRIGGER full');
    client.close();
    expect(store.lineDown()).not.toBeNull();
    await pollAll(store, NOW + 2 * MINUTE, unchanged);
    expect(store.lineDown()).toBeNull();
  });

  test('being down uses up no try of an article, and is remembered by the next process', async () => {
    const store = many();
    const { jobs } = await store.sink.feedPolled(polled(posts(0, 1), 'f0', { at: NOW - HOUR }));
    await pollAll(store, NOW, dead);
    const failed = {
      articleId: jobs[0]?.articleId ?? 0,
      url: 'https://wire.example/post/0',
      at: NOW + MINUTE,
      ms: 1,
      failure: { code: 'dns', action: 'retry', message: 'name does not resolve' },
      attempts: 6,
      retryAt: null,
      fallback: null,
    } as const;
    await store.sink.articleFailed(failed);
    expect(store.waitingArticles(10)).toMatchObject([{ attempts: 5 }]);
    expect(store.failedArticles(10)).toEqual([]);
    const refused = { ...failed, failure: { code: 'http-404', action: 'drop', message: 'gone' } } as const;
    await store.sink.articleFailed(refused);
    expect(store.failedArticles(10)).toMatchObject([{ attempts: 6 }]);
  });
});

describe('states', () => {
  test('a wall against robots is called blocked, and its end well', async () => {
    const store = withFeed(freshStore());
    await store.sink.feedPolled(polled(posts(0, 10), 'wire', { at: NOW }));
    const challenge = { vendor: 'Cloudflare', sign: 'header cf-mitigated' };
    await store.sink.feedPolled(
      polledWith(fail({ code: 'http-403', action: 'drop', status: 403, challenge }), { at: NOW + HOUR }),
    );
    expect(stateOf(store, NOW + HOUR)).toMatchObject({ state: 'blocked', since: NOW + HOUR + 10 });
    expect(store.feedDetail('wire', 1, NOW)?.polls[0]).toMatchObject({ class: 'blocked', code: 'http-403' });
    await store.sink.feedPolled(polledWith(unchanged, { at: NOW + 2 * DAY }));
    expect(stateOf(store, NOW + 2 * DAY)?.state).toBe('ok');
    expect(kindsOf(store)).toEqual(['feed-state', 'feed-state']);
  });

  test('410 twice is gone, and the feed is still asked once a week', async () => {
    const store = withFeed(freshStore());
    for (let n = 0; n < 2; n++)
      await store.sink.feedPolled(
        polledWith(fail({ code: 'http-410', action: 'drop', status: 410 }), { at: NOW + n * DAY }),
      );
    expect(stateOf(store, NOW + DAY)?.state).toBe('gone');
    const wait = (store.findFeed('wire')?.nextPollAt ?? 0) - NOW - DAY;
    expect(wait).toBeGreaterThan(5 * DAY);
    expect(wait).toBeLessThan(8 * DAY);
  });

  test('a feed whose dates end long ago is quiet from its first poll', async () => {
    const store = withFeed(freshStore());
    const old = posts(0, 10).map((one, index) => ({
      ...one,
      publishedAt: new Date(NOW - 400 * DAY - index * 7 * DAY).toISOString(),
    }));
    await store.sink.feedPolled(polled(old, 'wire', { at: NOW }));
    expect(stateOf(store, NOW)).toMatchObject({ state: 'quiet', since: NOW - 400 * DAY });
  });

  test('pausing and switching off are states with a beginning, and end; what is off is not asked', () => {
    const store = withFeed(freshStore());
    store.pause('wire', NOW + HOUR);
    expect(stateOf(store, NOW + DAY)).toMatchObject({
      state: 'paused',
      since: NOW + HOUR,
      why: 'paused by hand',
    });
    store.resume('wire', NOW + 2 * HOUR);
    store.setFeedEnabled('wire', false, NOW + 3 * HOUR);
    expect(stateOf(store, NOW + DAY)).toMatchObject({ state: 'paused', since: NOW + 3 * HOUR });
    expect(store.duePolls(NOW + 30 * DAY, 10)).toEqual([]);
    store.setFeedEnabled('wire', true, NOW + 4 * HOUR);
    expect(stateOf(store, NOW + DAY)?.state).toBe('ok');
    expect(kindsOf(store)).toEqual(['feed-state', 'feed-state', 'feed-state', 'feed-state']);
  });
});

describe('coverage', () => {
  test('time without polls is blind, and items that fell out of the document may have been missed', async () => {
    const store = withFeed(freshStore());
    await store.sink.feedPolled(polled(posts(0, 10), 'wire', { at: NOW }));
    const due = store.findFeed('wire')?.nextPollAt ?? 0;
    const period = { since: NOW, until: NOW + 3 * DAY };
    expect(store.blindLine(period)).toBe('1 of 1 source was blind on 1-4 Nov');
    await store.sink.feedPolled(polled(posts(500, 510), 'wire', { at: NOW + 2 * DAY }));
    const [source] = store.sourceHistories(period);
    expect(source?.windows).toEqual([
      { from: NOW, until: NOW + 2 * DAY, reason: 'not-asked', mayHaveMissed: true },
    ]);
    expect(due).toBeLessThan(NOW + DAY);
  });

  test('feeds that are switched off are no sources', () => {
    const store = withFeed(freshStore());
    store.setFeedEnabled('wire', false, NOW);
    expect(store.sourceHistories({ since: NOW, until: NOW + DAY })).toEqual([]);
    expect(store.blindLine({ since: NOW, until: NOW + DAY })).toBeNull();
  });
});

test("a site's rule that has stopped matching is told with its feed", async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled(posts(0, 12), 'wire', { at: NOW }));
  const missed = { id: 'wire', missed: ['body'] } as const;
  for (const [index, { articleId, url }] of jobs.entries()) {
    expect(store.feedDetail('wire', 1, NOW)?.warning).toBe(
      index < 10
        ? null
        : `the site rule wire is out of date: its body matched 0 of the last ${index} pages; its pages are read as any site's`,
    );
    const page = reading({ url, text: `Text number ${index}.`, siteRule: missed });
    await store.sink.articleRead(read(articleId, page, NOW + index));
  }
  const last = await store.sink.feedPolled(polled(posts(12, 13), 'wire', { at: NOW + HOUR }));
  const { articleId, url } = last.jobs[0] ?? { articleId: 0, url: '' };
  const hit = reading({ url, text: 'Well again.', siteRule: { id: 'wire', missed: [] } });
  await store.sink.articleRead(read(articleId, hit, NOW + HOUR));
  expect(store.feedViews(NOW)[0]?.warning).toBeNull();
});

test('histories are bounded', async () => {
  const store = withFeed(freshStore());
  for (let n = 0; n < 700; n++) {
    const at = NOW + n * 3 * HOUR;
    await store.sink.feedPolled(polledWith(n % 2 === 0 ? unchanged : fail({ code: 'http-403' }), { at }));
  }
  const detail = store.feedDetail('wire', 1000, NOW);
  expect(detail?.polls).toHaveLength(50);
  expect(detail?.events).toHaveLength(200);
  const [source] = store.sourceHistories({ since: NOW, until: NOW + 1000 * DAY });
  expect(source?.windows.length).toBeLessThanOrEqual(500);
  expect(source?.windows.length).toBeGreaterThan(300);
});

test('a page that is answered "too many requests" puts off the articles and feeds of its host, and no others', async () => {
  const store = withFeed(freshStore());
  const urls = ['https://wire.example/a', 'https://wire.example/b', 'https://wire.example.org/c'];
  const { jobs } = await store.sink.feedPolled(
    polled(urls.map((url) => item({ guid: url, url, title: url }))),
  );
  const until = NOW + 7_200_000;
  // One that was to wait longer does.
  const [late] = (await store.sink.feedPolled(polled([item({ url: 'https://wire.example/late' })]))).jobs;
  const down = { code: 'http-5xx', action: 'retry', message: 'down' } as const;
  const tried = {
    articleId: late?.articleId ?? 0,
    url: late?.url ?? '',
    at: NOW,
    ms: 1,
    failure: down,
    attempts: 5,
  };
  await store.sink.articleFailed({ ...tried, retryAt: until + 1, fallback: null });
  const complaint = {
    code: 'http-429',
    action: 'retry',
    message: '429',
    status: 429,
    retryAt: until,
  } as const;
  await store.sink.articleFailed({
    articleId: jobs[0]?.articleId ?? 0,
    url: urls[0] ?? '',
    at: NOW,
    ms: 1,
    failure: complaint,
    attempts: 1,
    retryAt: until,
    fallback: null,
  });
  expect(store.dueArticles(until - 1, 10).map(({ url }) => url)).toEqual([urls[2]]);
  expect(
    store
      .dueArticles(until, 10)
      .map(({ url }) => url)
      .toSorted(),
  ).toEqual(urls.toSorted());
  expect(store.duePolls(until - 1, 10)).toEqual([]);
});

test('a host that a page was sent on to, and that answered "too many requests", is the one that rests', async () => {
  const store = withFeed(withFeed(freshStore()), 'other');
  const url = 'https://wire.example/a';
  const { jobs } = await store.sink.feedPolled(polled([item({ url })], 'wire', { at: NOW - HOUR }));
  const complaint = { code: 'http-429', action: 'retry', message: '429', status: 429 } as const;
  const tried = { articleId: jobs[0]?.articleId ?? 0, url, at: NOW, ms: 1, failure: complaint, attempts: 1 };
  const answeredBy = 'other.example';
  await store.sink.articleFailed({ ...tried, retryAt: NOW + MINUTE, fallback: null, answeredBy });
  expect(store.restOf('https://other.example/feed', NOW)).toBeGreaterThan(NOW);
  expect(store.restOf('https://wire.example/feed', NOW)).toBeNull();
  expect(store.duePolls(NOW, 10)).toEqual([]);
  expect(store.duePolls(NOW + 2 * HOUR, 10).map(({ feedId }) => feedId)).toContain('wire');
});

test('what is added, switched on again or moved to a host that rests waits until the host may be asked', async () => {
  const store = withFeed(freshStore(), 'one', 'https://host.example/one');
  withFeed(store, 'off', 'https://host.example/off');
  store.setFeedEnabled('off', false, NOW);
  withFeed(store, 'mover', 'https://elsewhere.example/feed');
  const until = NOW + 2 * HOUR;
  const request = { url: 'https://host.example/one', etag: null, lastModified: null };
  await store.sink.feedPolled(
    polledWith(fail({ code: 'http-429', status: 429, retryAt: until }), { feedId: 'one', at: NOW, request }),
  );
  const named = ['late', 'later'].map((id) => ({
    id,
    url: `https://host.example/${id}`,
    name: id,
    origin: 'user' as const,
    enabled: true,
  }));
  const due = () => store.duePolls(until - 1, 10).map(({ feedId }) => feedId);
  store.addFeeds(named, NOW + MINUTE);
  expect(due()).toEqual(['mover']);
  store.setFeedEnabled('off', true, NOW + MINUTE);
  expect(due()).toEqual(['mover']);
  store.changeAddress('mover', 'https://host.example/moved', NOW + MINUTE);
  expect(due()).toEqual([]);
  expect(
    store
      .duePolls(until + HOUR, 10)
      .map(({ feedId }) => feedId)
      .toSorted(),
  ).toEqual(['late', 'later', 'mover', 'off', 'one']);
  expect(store.restOf('https://host.example/any', NOW)).toBe(until);
  expect(store.restOf('https://host.example/any', until)).toBeNull();
});

test('a feed whose document breaks off carries a warning, until it is whole again', async () => {
  const store = withFeed(freshStore());
  const warning = (now: number) => store.feedViews(now)[0]?.warning;
  const whole = polled(posts(0, 3), 'wire', { at: NOW });
  if (whole.result.kind !== 'polled') throw new Error('not polled');
  const { document } = whole.result;
  await store.sink.feedPolled({
    ...whole,
    result: { ...whole.result, document: { ...document, cutOff: true } },
  });
  expect(warning(NOW)).toMatch(/^its document breaks off before its end, so that items may be missing: tell/);
  expect(stateOf(store, NOW)?.state).toBe('ok');
  await store.sink.feedPolled(polledWith(unchanged, { at: NOW + HOUR }));
  expect(warning(NOW + HOUR)).toMatch(/^its document breaks off/);
  await store.sink.feedPolled(polled(posts(0, 4), 'wire', { at: NOW + DAY }));
  expect(warning(NOW + DAY)).toBeNull();
});

test('feeds of one name count on, in one list and in the next', () => {
  const store = freshStore();
  const named = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => ({
      id: 'rss',
      url: `https://host-${from + index}.example/rss`,
      name: 'RSS',
      language: 'en',
      origin: 'user' as const,
      enabled: true,
    }));
  const idsOf = (from: number, to: number) => store.addFeeds(named(from, to), NOW).map(({ id }) => id);
  expect(idsOf(0, 3)).toEqual(['rss', 'rss-2', 'rss-3']);
  expect(idsOf(3, 5)).toEqual(['rss-4', 'rss-5']);
});

test('a list of feeds tells of each what is told of it alone, paused alone or with everything', () => {
  const store = withFeed(withFeed(freshStore()), 'other', 'https://other.example/feed');
  const told = (now: number) => store.feedViews(now).map(({ id, health }) => [id, health]);
  const alone = (now: number) => ['other', 'wire'].map((id) => [id, store.feedDetail(id, 1, now)?.health]);
  store.pause('wire', NOW);
  expect(told(NOW + HOUR)).toEqual(alone(NOW + HOUR));
  expect(told(NOW + HOUR)).toMatchObject([
    ['other', { state: 'ok' }],
    ['wire', { state: 'paused', since: NOW }],
  ]);
  store.pause('*', NOW + HOUR);
  expect(told(NOW + 2 * HOUR)).toMatchObject([
    ['other', { state: 'paused', since: NOW + HOUR }],
    ['wire', { state: 'paused', since: NOW }],
  ]);
});

describe('everything paused', () => {
  const numbered = (n: number) => ({
    id: `feed-${n}`,
    url: `https://host-${n}.example/feed`,
    name: 'Feed',
    origin: 'opml' as const,
    enabled: true,
  });
  const storeOf = (count: number): Store => {
    const store = freshStore();
    store.addFeeds(
      Array.from({ length: count }, (_, n) => numbered(n)),
      NOW,
    );
    return store;
  };

  test('is one row and one event, however many feeds there are', () => {
    const store = storeOf(500);
    const before = store.listFeeds();
    store.pause('*', NOW + HOUR);
    store.pause('*', NOW + 2 * HOUR);
    expect(store.workGauges(NOW + DAY).feeds).toEqual({ paused: 500 });
    expect(new Set(store.feedViews(NOW + DAY).map(({ health }) => health.since))).toEqual(
      new Set([NOW + HOUR]),
    );
    store.resume('*', NOW + DAY);
    store.resume('*', NOW + DAY + HOUR);
    expect(store.workGauges(NOW + DAY).feeds).toEqual({ ok: 500 });
    expect(store.listFeeds()).toEqual(before);
    expect(kindsOf(store, 'feed-7')).toEqual(['paused', 'resumed']);
    store.addFeeds([numbered(500)], NOW + 2 * DAY);
    expect(kindsOf(store, 'feed-500')).toEqual([]);
  });

  test('leaves none behind that was paused alone, or whose poll ended meanwhile', async () => {
    const store = storeOf(3);
    store.pause('feed-0', NOW);
    store.pause('feed-1', NOW);
    store.pause('*', NOW + HOUR);
    store.resume('feed-1', NOW + HOUR);
    await store.sink.feedPolled(polled([], 'feed-2', { at: NOW + HOUR }));
    expect(store.workGauges(NOW + DAY).feeds).toEqual({ paused: 3 });
    store.resume('*', NOW + DAY);
    expect(store.workGauges(NOW + DAY).feeds).toEqual({ paused: 1, ok: 2 });
    expect(stateOf(store, NOW + DAY, 'feed-0')).toMatchObject({ state: 'paused', since: NOW });
  });

  test('keeps since when a feed fails, and tells no alert of it anew', async () => {
    const store = withFeed(freshStore());
    for (let n = 0; n < 3; n++)
      await store.sink.feedPolled(polledWith(fail({ code: 'http-403' }), { at: NOW + n * HOUR }));
    const failing = stateOf(store, NOW + 4 * HOUR);
    store.pause('*', NOW + 4 * HOUR);
    store.resume('*', NOW + DAY);
    expect(stateOf(store, NOW + DAY)).toEqual(failing);
    expect(kindsOf(store)).toEqual(['feed-state', 'paused', 'resumed']);
  });
});
