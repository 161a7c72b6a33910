/** Feeds over HTTP, of a real store: every question of a list, and nothing sent twice to a reader that has it. */
import { Hono } from 'hono';
import { beforeEach, expect, test } from 'vitest';
import { createFeedsOut } from '../../src/api/feeds-out.ts';
import { answerError } from '../../src/api/problem.ts';
import { parseFeed } from '../../src/feed/document/parse.ts';
import { type Answers, createAnswers } from '../../src/pipeline/answers/answers.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { broken } from '../pipeline/feed-rules.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';

let app: Hono;
let answers: Answers;
let change: (title: string, at: number) => Promise<unknown>;

beforeEach(async () => {
  const store = withFeed(freshStore());
  const urls = Array.from({ length: 5 }, (_, index) => `https://wire.example/${index}?a=1&b=2`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: url }))));
  for (const [index, { articleId, url }] of jobs.entries()) {
    const publishedAt = new Date(NOW - index * 3_600_000).toISOString();
    const text = index === 4 ? 'About something else.' : undefined;
    const own = reading({ url, title: `Article ${index}`, publishedAt, ...(text ? { text } : {}) });
    await store.sink.articleRead(read(articleId, own, NOW + index * 1000));
  }
  const first = jobs[0];
  change = (title, at) =>
    store.sink.articleRead(
      read(first?.articleId ?? 0, reading({ url: first?.url ?? '', title, text: `${title}.` }), at),
    );
  answers = createAnswers({
    reader: { ...store, pagesOf: () => [] },
    knowledge: async () => loadKnowledge(),
    now: () => NOW,
  });
  app = new Hono().route('/feeds', createFeedsOut({ answers, now: () => NOW }));
  app.onError(answerError(collectingLog().log));
});

const get = async (path: string, headers: Record<string, string> = {}) =>
  app.request(`https://wire.example${path}`, { headers });
const itemsOf = async (response: Response) =>
  (await parseFeed(new Uint8Array(await response.arrayBuffer()), { url: response.url })).items;

test.each([
  ['atom', 'application/atom+xml'],
  ['rss', 'application/rss+xml'],
  ['json', 'application/feed+json'],
] as const)('a question as .%s', async (ending, type) => {
  const response = await get(`/feeds/articles.${ending}?company=saic&lang=en`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
  const text = await response.clone().text();
  expect(broken(ending === 'json' ? 'jsonfeed' : ending, text)).toEqual([]);
  expect(text).toContain(
    `https://wire.example/feeds/articles.${ending}?company=saic&`.replace(
      '&',
      ending === 'json' ? '&' : '&amp;',
    ),
  );
  expect((await itemsOf(response)).map(({ title }) => title)).toEqual(
    [0, 1, 2, 3].map((n) => `Article ${n}`),
  );
  expect(await itemsOf(await get(`/feeds/articles.${ending}?stage=dissolved`))).toEqual([]);
});

test('its pages together have every article once', async () => {
  const seen: (string | null)[] = [];
  let address: string | undefined = 'https://wire.example/feeds/articles.json?limit=2';
  while (address !== undefined) {
    const page = (await (await app.request(address)).json()) as {
      items: { title: string }[];
      next_url?: string;
    };
    seen.push(...page.items.map(({ title }) => title));
    address = page.next_url;
  }
  expect(seen).toEqual([0, 1, 2, 3, 4].map((n) => `Article ${n}`));
});

test('a reader that has it gets a 304, until an article changes', async () => {
  const first = await get('/feeds/articles.atom');
  const etag = first.headers.get('etag') ?? '';
  for (const known of [etag, `W/"x", W/${etag}`]) {
    const again = await get('/feeds/articles.atom', { 'If-None-Match': known });
    expect([again.status, await again.text()]).toEqual([304, '']);
  }
  expect((await get('/feeds/articles.atom', { 'If-None-Match': '"other"' })).status).toBe(200);

  await change('Changed by its publisher', NOW + 7_200_000);

  // A time would not tell of what is new in a list though it is old.
  for (const headers of [
    { 'If-None-Match': etag },
    { 'If-Modified-Since': new Date(NOW * 2).toUTCString() },
  ]) {
    const again = await get('/feeds/articles.atom', headers as Record<string, string>);
    expect([again.status, again.headers.get('last-modified')]).toEqual([200, null]);
    const entry = (await itemsOf(again)).find(({ title }) => title === 'Changed by its publisher');
    const before = (await itemsOf(first.clone())).find(({ url }) => url === entry?.url);
    expect(entry?.guid).toBe(before?.guid);
    expect(entry?.updatedAt).not.toBe(before?.updatedAt);
  }
});

test.each([
  ['/feeds/articles.atom?compny=byd', 'did you mean company'],
  ['/feeds/articles.rss?stage=wedding', 'must be one of'],
  ['/feeds/articles.json?limit=501', 'at most 500 entries; its link "next" has more'],
  ['/feeds/stories.json?limit=501', 'limit: must be a whole number from 1 to 500'],
  ['/feeds/articles.atom?cursor=nonsense', 'is not one that jvwire gave'],
  ['/feeds/articles.atom?company=voltzwgen', 'there is no company "voltzwgen"'],
  ['/feeds/articles.rss?feed=wier', 'there is no feed "wier"; did you mean wire?'],
  ['/feeds/stories.json?company=bydd', 'did you mean byd?'],
  ['/feeds/stories.atom?feed=wire', 'there is no parameter "feed"'],
  ['/feeds/ventures.atom?limit=5', 'there is no parameter "limit"'],
  ['/feeds/ventures.rss?company=bydd', 'did you mean byd?'],
])('%s is a problem: %s', async (path, reason) => {
  const response = await get(path);
  expect(response.status).toBe(400);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({
    status: 400,
    detail: expect.stringContaining(reason) as string,
  });
});

test('a company named otherwise is the same question, with the same address and id', async () => {
  const byId = await (await get('/feeds/articles.atom?company=saic')).text();
  for (const name of ['SAIC', 'SAIC Motor', '上汽集团'])
    expect(await (await get(`/feeds/articles.atom?company=${encodeURIComponent(name)}`)).text()).toBe(byId);
  expect(byId).toContain('<entry');
});

test('ventures are feeds too: each once, and those of the ledger or those that it does not know', async () => {
  const response = await get('/feeds/ventures.atom?company=SAIC');
  expect(broken('atom', await response.clone().text())).toEqual([]);
  expect((await itemsOf(response)).map(({ url }) => url)).toEqual(['https://wire.example/ventures/saic-gm']);
  expect(await itemsOf(await get('/feeds/ventures.atom?new=true'))).toEqual([]);
  expect(await itemsOf(await get('/feeds/ventures.atom?new=false'))).toHaveLength(1);
});

test('a page of a feed has 500 entries at most', async () => {
  expect((await get('/feeds/articles.json?limit=500')).status).toBe(200);
});

test('a venture is told of from its beginning, whenever it was last told of, and not beyond the end of the period', async () => {
  const store = withFeed(freshStore());
  const told = [
    ['2026-10-01', 'talks'],
    ['2026-10-12', 'signed'],
    ['2026-10-24', 'operating'],
  ] as const;
  const items = told.map(([day]) => item({ url: `https://wire.example/${day}`, title: day }));
  const { jobs } = await store.sink.feedPolled(polled(items));
  for (const [at, { articleId, url }] of jobs.entries()) {
    const [day, stage] = told[at] ?? ['', null];
    const page = reading({ url, title: day, publishedAt: `${day}T08:00:00.000Z`, publishedDay: day });
    const ventures = page.tagging.ventures.map((one) => ({ ...one, stage }));
    await store.sink.articleRead(read(articleId, { ...page, tagging: { ...page.tagging, ventures } }));
  }
  const reader = { ...store, pagesOf: () => [] };
  const own = createAnswers({ reader, knowledge: async () => loadKnowledge(), now: () => NOW });
  const feeds = new Hono().route('/feeds', createFeedsOut({ answers: own, now: () => NOW }));
  const address = 'https://wire.example/feeds/ventures.json?since=2026-10-10&until=2026-10-15';
  expect(await (await feeds.request(address)).json()).toMatchObject({
    items: [
      {
        date_published: '2026-10-01T00:00:00.000Z',
        date_modified: '2026-10-12T00:00:00.000Z',
        content_html: expect.stringContaining('https://wire.example/2026-10-01') as string,
      },
    ],
  });
});

test('behind a proxy a feed leads to where people open it', async () => {
  const page = 'https://wire.example/jv/';
  const behind = new Hono().route('/feeds', createFeedsOut({ answers, now: () => NOW, page }));
  const text = await (await behind.request('http://127.0.0.1:7450/feeds/articles.atom?company=saic')).text();
  expect(text).toContain('href="https://wire.example/jv/feeds/articles.atom?company=saic" rel="self"');
  expect(text).not.toContain('127.0.0.1');
});

test('stories are feeds too', async () => {
  const response = await get('/feeds/stories.atom?company=saic');
  expect(response.status).toBe(200);
  expect(broken('atom', await response.text())).toEqual([]);
});
