/** Feeds are added at the address that is to be asked from now on, whatever answered when they were looked at. */
import { afterAll, expect, onTestFinished, test } from 'vitest';
import type { FeedPolled } from '../../src/core/jobs.ts';
import { createFetcher } from '../../src/net/client.ts';
import { addFeed } from '../../src/pipeline/operations/add-feeds.ts';
import { moveFeed } from '../../src/pipeline/operations/move-feed.ts';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import { httpServer } from '../net/servers.ts';
import { freshStore, NOW, polledWith } from '../store/fixtures.ts';

const sandbox = createSandbox({ processes: 1 });
const fetcher = createFetcher({ userAgent: 'jvwire-test', allowHosts: ['127.0.0.1'] });
afterAll(async () => {
  await Promise.all([sandbox.close(), fetcher.close()]);
});

const FEED = '<rss version="2.0"><channel><title>Wire</title><item><title>a</title></item></channel></rss>';
const LIST = '<html><ul><li><a href="/1">One</a></li></ul></html>';

/** A site with a feed at /feed, a list at /list, a page that links to /moved and /today, and redirects. */
async function site() {
  const redirects: Readonly<Record<string, readonly [status: number, to: string]>> = {
    '/today': [302, '/feed?token=1'],
    '/moved': [301, '/feed'],
    '/moved-today': [308, '/today'],
    '/list-today': [307, '/list'],
  };
  const asked: string[] = [];
  const server = await httpServer((request, response) => {
    asked.push(request.url ?? '');
    const path = (request.url ?? '').replace(/\?.*$/, '');
    const redirect = redirects[path];
    if (redirect) response.writeHead(redirect[0], { location: redirect[1] }).end();
    else if (path === '/feed') response.setHeader('content-type', 'application/rss+xml').end(FEED);
    else if (path === '/') response.end('<link rel="alternate" type="application/rss+xml" href="/today">');
    else response.setHeader('content-type', 'text/html').end(LIST);
  });
  onTestFinished(() => server.close());
  const origin = `http://127.0.0.1:${server.port}`;
  const store = freshStore();
  const add = async (
    path: string,
    selectors: { item: string } | null = null,
    language: string | null = null,
    region: string | null = null,
  ): Promise<string> => {
    const reading = async () => ({ fetcher, sandbox });
    const wish = { url: origin + path, name: null, site: null, language, region, folder: null };
    const feed = await addFeed({ store, now: () => NOW, reading }, { ...wish, selectors, check: true });
    return `${feed.added ? 'added' : 'known'} ${feed.url.slice(origin.length)}`;
  };
  const move = async (id: string, path: string | null, check = true) => {
    const reading = async () => ({ fetcher, sandbox });
    const url = path === null ? null : origin + path;
    const moved = await moveFeed({ store, now: () => NOW, reading }, { id, url, check });
    return { ...moved, url: moved.url.slice(origin.length) };
  };
  return { add, move, store, asked };
}

test.each([
  ['/feed#latest', null, 'added /feed'],
  ['/moved', null, 'added /feed'],
  // What it redirects to for now may be gone tomorrow.
  ['/today', null, 'added /today'],
  ['/moved-today', null, 'added /today'],
  ['/', null, 'added /today'],
  ['/list-today', { item: 'li' }, 'added /list-today'],
] as const)('%s %j: %s', async (path, selectors, expected) => {
  const { add } = await site();
  expect(await add(path, selectors)).toBe(expected);
});

/** Adds a feed of a site that answers every address so. */
async function addFrom(answer: Parameters<typeof httpServer>[0]) {
  const server = await httpServer(answer);
  onTestFinished(() => server.close());
  const deps = { store: freshStore(), now: () => NOW, reading: async () => ({ fetcher, sandbox }) };
  const url = `http://127.0.0.1:${server.port}/news`;
  const wish = { url, name: null, site: null, language: null, region: null, folder: null };
  return addFeed(deps, { ...wish, selectors: null, check: true });
}

test('of a page that is no feed it is said how one that lists articles is watched', async () => {
  const page = addFrom((_request, response) => response.setHeader('content-type', 'text/html').end(LIST));
  await expect(page).rejects.toThrow(/leads to none; a page that lists articles is watched with --item,/);
});

test.each<[how: string, status: number]>([
  ['refuses', 403],
  ['is answered as if it were the page', 200],
])('a wall against robots that %s is called one', async (_how, status) => {
  const wall = addFrom((_request, response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<title>Just a moment...</title>'),
  );
  await expect(wall).rejects.toThrow(/Cloudflare asks for proof that we are no robot/);
});

test('what leads to a feed that is watched is not watched beside it', async () => {
  const { add, store } = await site();
  await add('/feed?token=1');
  expect(await add('/today')).toBe('known /feed?token=1');
  expect(store.listFeeds()).toHaveLength(1);
});

test.each([
  ['de', 'de'],
  ['German', 'de'],
  ['zh_TW', 'zh-TW'],
  [null, null],
])('the language %s is kept as %s', async (written, kept) => {
  const { add, store } = await site();
  await add('/feed', null, written);
  expect(store.listFeeds().map(({ language }) => language)).toEqual([kept]);
});

test('what is no language is refused, with what was probably meant', async () => {
  const { add, store } = await site();
  await expect(add('/feed', null, 'Germn')).rejects.toThrow('there is no language "Germn"; did you mean de?');
  await expect(add('/feed', null, 'zz zz')).rejects.toThrow('there is no language "zz zz"');
  expect(store.listFeeds()).toEqual([]);
});

test.each([
  ['th', 'TH'],
  ['Thailand', 'TH'],
  ['Global', 'global'],
  [null, null],
])('the country %s is kept as the region %s', async (written, kept) => {
  const { add, store } = await site();
  await add('/feed', null, null, written);
  expect(store.listFeeds().map(({ region }) => region)).toEqual([kept]);
});

test('what is no country is refused, with what was probably meant', async () => {
  const { add, store } = await site();
  await expect(add('/feed', null, null, 'Thailnd')).rejects.toThrow(
    'there is no country "Thailnd"; did you mean TH?',
  );
  expect(store.listFeeds()).toEqual([]);
});

test('a feed is moved once its new address was looked at, and what was found there is told', async () => {
  const { add, move, store } = await site();
  await add('/today');
  const [{ id = '' } = {}] = store.listFeeds();
  const where = () => new URL(store.listFeeds()[0]?.url ?? '').pathname;
  await expect(move(id, '/lost')).rejects.toThrow(
    /an HTML page, not a feed \(not-a-feed\); --no-check moves it all the same$/,
  );
  await expect(move(id, '/today')).rejects.toThrow('already');
  expect(where()).toBe('/today');
  const found = { format: 'rss', title: 'Wire', items: 1, cutOff: false };
  expect(await move(id, '/moved')).toEqual({ id, url: '/feed', found });
  expect(await move(id, '/moved-today')).toEqual({ id, url: '/today', found });
  expect(await move(id, '/lost', false)).toEqual({ id, url: '/lost', found: null });
  expect(await move(id, null)).toEqual({ id, url: '/today', found: null });
});

test('a page that is watched like a feed is looked at with its selectors', async () => {
  const { add, move, store } = await site();
  await add('/list', { item: 'li' });
  const [{ id = '' } = {}] = store.listFeeds();
  expect(await move(id, '/other-list')).toMatchObject({
    url: '/other-list',
    found: { format: 'html', items: 1 },
  });
});

test('a host that asked us to wait is not looked at before, also for a feed that is new or moves there', async () => {
  const { add, move, store, asked } = await site();
  await add('/feed');
  const [feed] = store.listFeeds();
  if (!feed) throw new Error('no feed');
  const request = { url: feed.url, etag: null, lastModified: null };
  const failure = {
    code: 'http-429',
    action: 'retry',
    message: 'slow',
    status: 429,
    retryAt: NOW + 7_200_000,
  };
  await store.sink.feedPolled(
    polledWith({ kind: 'failed', failure } as FeedPolled['result'], { feedId: feed.id, at: NOW, request }),
  );
  const before = asked.length;
  const { host } = new URL(feed.url);
  const told = `${host} asked us to wait until 2026-11-01 14:00:00Z and is not looked at before; --no-check`;
  await expect(add('/today')).rejects.toThrow(`${told} adds it, to be asked from then on`);
  await expect(move(feed.id, '/today')).rejects.toThrow(`${told} moves it, to be asked from then on`);
  expect(asked).toHaveLength(before);
  expect(await add('/feed')).toBe('known /feed');
});
