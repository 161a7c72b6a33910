/** One article for one page however it is reached, and for what its publisher publishes twice; two articles stay two. */
import { expect, test } from 'vitest';
import type { Article } from '../../src/core/model.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { Store } from '../../src/store/store.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from './fixtures.ts';

const page = 'https://www.wire.example/news/2026/saic-and-gm-open-plant';

/** Thirty words and more, so that two copies can be told to be one. */
const BODY =
  'SAIC and GM opened their electric joint venture. The plant in Wuhan is to build 120,000 cars a year from next spring, ' +
  'and both owners hold half of it. Workers of an older line will move over after a training of six weeks, the company ' +
  'told reporters at the gate, and suppliers from the province have been asked to follow.';

/** The same event and figures in other words. */
const REPORT =
  'In Wuhan the gates of a new car factory were opened on Saturday. Half of it belongs to SAIC of Shanghai, half to ' +
  'General Motors, and when production begins next spring it can turn out 120,000 electric cars in a year. The mayor ' +
  'spoke of two thousand jobs, of which many go to people who build petrol engines today.';

async function articleIds(store: Store, ...urls: string[]): Promise<number[]> {
  const items = urls.map((url, n) => item({ guid: `${n} ${url}`, url, title: 'SAIC and GM open plant' }));
  const { jobs } = await store.sink.feedPolled(polled(items));
  return jobs.map(({ articleId }) => articleId);
}

const stored = (store: Store, articleId: number, fields: Partial<Article> & { url: string }, at?: number) =>
  store.sink.articleRead(
    read(articleId, reading({ title: 'SAIC and GM open plant', text: BODY, ...fields }), at),
  );

test.each([
  ['http instead of https', page.replace('https:', 'http:')],
  ['without www.', page.replace('www.', '')],
  ['the mobile host', page.replace('www.', 'm.')],
  ['the AMP page', `${page}/amp`],
  ['the AMP page by parameter', `${page}?amp=1`],
  ['an AMP cache', `https://www-wire-example.cdn.ampproject.org/c/s/${page.slice('https://'.length)}`],
  ['the print version', `${page}?print=1`],
  ['tracking parameters', `${page}?utm_source=rss&fbclid=abc`],
  ['a trailing slash', `${page}/`],
  ['a fragment', `${page}#comments`],
  ['an alert link around it', `https://www.google.com/url?url=${encodeURIComponent(page)}&ct=ga`],
])('%s leads to the same article', async (_name, variant) => {
  const store = withFeed(withFeed(freshStore()), 'other');
  const [id = 0] = await articleIds(store, page);
  const again = await store.sink.feedPolled(polled([item({ guid: 'x', url: variant })], 'other'));
  expect(again).toMatchObject({ new: 0, known: 1, jobs: [] });
  await stored(store, id, { url: page });
  expect(store.getArticle(variant)?.id).toBe(id);
  expect(store.jobForUrl(variant, NOW).articleId).toBe(id);
  expect(store.getArticle(page)?.sightings).toMatchObject([
    { feedId: 'wire', url: page },
    { feedId: 'other', guid: 'x' },
  ]);
  expect(store.totals()).toMatchObject({ articles: 1, pending: 0 });
});

test('a variant that came first is fetched as it is, never under its key', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: 'http://m.wire.example/news/2026/saic-and-gm-open-plant?amp=1' })]),
  );
  expect(jobs[0]?.url).toBe('http://m.wire.example/news/2026/saic-and-gm-open-plant?amp=1');
});

test('a link that only a redirect resolves becomes an address of the article that it leads to', async () => {
  const store = withFeed(freshStore());
  const link = 'https://news.google.com/rss/articles/CBMiAUFVX3lxTE1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5eg?oc=5';
  const feedburner = 'https://feedproxy.google.com/~r/wire/~3/AbCdEf/';
  const [direct = 0, google = 0, burner = 0] = await articleIds(store, page, link, feedburner);
  await stored(store, direct, { url: page });
  for (const [id, asked] of [
    [google, link],
    [burner, feedburner],
  ] as const) {
    const result = read(id, reading({ url: page, title: 'SAIC and GM open plant', text: BODY }));
    const hop = `https://go.wire.example/plant/${id}`;
    const redirected = {
      ...result,
      page: { ...result.page, redirects: [asked, `${page}?ref=hop`, hop, page] },
    };
    expect(await store.sink.articleRead(redirected)).toMatchObject({ kind: 'merged', articleId: direct });
    for (const address of [asked, hop]) expect(store.getArticle(address)?.id).toBe(direct);
  }
  expect(store.getArticle(page)?.sightings).toHaveLength(3);
  expect(store.totals()).toMatchObject({ articles: 1, pending: 0 });
});

test('an address is of the article that it led to, also where it is written almost as that of another one', async () => {
  const store = withFeed(freshStore());
  const [first = 0, second = 0] = await articleIds(store, page, other);
  await stored(store, first, { url: page });
  const mobile = page.replace('www.', 'm.');
  const result = read(second, reading({ url: other, title: 'Another plant', text: REPORT }));
  await store.sink.articleRead({ ...result, page: { ...result.page, redirects: [mobile, other] } });
  expect([page, mobile, other].map((address) => store.getArticle(address)?.id)).toEqual([
    first,
    second,
    second,
  ]);
});

test('an item that names its article by another of its addresses is the one seen before', async () => {
  const store = withFeed(freshStore());
  for (const url of [page, page.replace('www.', 'm.'), page]) {
    const { seen, new: fresh, known } = await store.sink.feedPolled(polled([item({ guid: '1', url })]));
    expect([seen, fresh + known]).toEqual([1, 1]);
  }
  expect(store.getArticle(page)?.sightings).toMatchObject([{ guid: '1', url: page }]);
});

test('a page that declares the address of a third article keeps that of the one whose page it is', async () => {
  const store = withFeed(freshStore());
  const link = 'https://go.wire.example/991';
  const [third = 0, own = 0, led = 0] = await articleIds(store, page, other, link);
  await stored(store, third, { url: page, title: 'Another plant', text: REPORT });
  const shown = reading({ url: other, canonicalUrl: page, title: 'SAIC and GM open plant', text: BODY });
  const receipt = await store.sink.articleRead({ ...read(led, shown), url: link });
  expect(receipt).toMatchObject({ kind: 'merged', articleId: own });
  expect(store.getArticle(String(own))).toMatchObject({ state: 'stored', canonicalUrl: other, text: BODY });
  expect(store.getArticle(page)).toMatchObject({ id: third, title: 'Another plant' });
});

test.each([
  ['later', '2026-10-31T17:30:00.000Z'],
  ['earlier', '2026-10-29T17:30:00.000Z'],
])(
  'what one publisher publishes twice, %s by its date, is one article with two sightings',
  async (_when, publishedAt) => {
    const store = withFeed(freshStore());
    const moved = 'https://wire.example/business/autos/991-plant';
    const [first = 0, second = 0] = await articleIds(store, page, moved);
    await stored(store, first, { url: page });
    const text = BODY.replace('next spring', 'the spring');
    const again = { url: moved, text, publishedAt };
    expect(await stored(store, second, again)).toMatchObject({ kind: 'merged', articleId: first });
    // Delivered twice.
    expect(await stored(store, second, again)).toMatchObject({ kind: 'gone' });
    expect(store.getArticle(moved)).toMatchObject({ id: first, text: BODY });
    expect(store.getArticle(moved)?.sightings).toMatchObject([{ url: page }, { url: moved }]);
    expect(store.totals()).toMatchObject({ articles: 1, pending: 0 });
  },
);

test('articles of one title that all end at the same wall stay apart, each at its own address', async () => {
  const store = withFeed(freshStore());
  // Tagged by the feed's words: they are looked at again where they were asked for, not at the wall.
  const text = 'SAIC and GM opened their electric joint venture. Our weekly look at the market.';
  const urls = ['https://wire.example/2025/weekly', 'https://wire.example/2026/weekly'];
  const wall = 'https://consent.wire.example/ask';
  const ids = await articleIds(store, ...urls);
  for (const [n, id] of ids.entries()) {
    const shown = {
      url: wall,
      verdict: 'consent',
      extractor: 'feed',
      text,
    } as const;
    const result = read(id, reading({ ...shown, title: 'The week in cars' }));
    const redirected = { ...result, page: { ...result.page, redirects: [urls[n] ?? '', wall] } };
    expect(await store.sink.articleRead(redirected)).toMatchObject({ kind: 'stored', articleId: id });
    expect(store.getArticle(String(id))?.canonicalUrl).toBe(urls[n]);
  }
  expect(store.totals().articles).toBe(2);
  // The wall is nobody's page.
  expect(store.getArticle(wall)?.id).toBeUndefined();
  expect(store.dueArticles(NOW + 2 * 3_600_000, 10).map(({ url }) => url)).toEqual(urls);
});

test('a page that has no text of its own is believed the address that it declares', async () => {
  const store = withFeed(freshStore());
  const asked = 'https://wire.example/go/991';
  const [id = 0] = await articleIds(store, asked);
  const found = 'https://wire.example/app/991';
  const shown = reading({ url: found, canonicalUrl: page, extractor: 'feed', text: BODY });
  await store.sink.articleRead({ ...read(id, shown), url: asked });
  expect(store.getArticle(String(id))?.canonicalUrl).toBe(page);
});

test('articles without headlines that end at one wall stay apart', async () => {
  const store = withFeed(freshStore());
  const urls = ['https://wire.example/2025/991', 'https://wire.example/2026/992'];
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url }))));
  const wall = reading({ url: 'https://consent.wire.example/ask', title: 'One moment', verdict: 'consent' });
  for (const { articleId, url } of jobs) {
    const receipt = await store.sink.articleRead({ ...read(articleId, wall), url });
    expect(receipt).toMatchObject({ kind: 'stored', articleId });
  }
  expect(store.totals().articles).toBe(2);
});

const other = 'https://wire.example/business/autos/991-plant';
test.each<[string, Partial<Article>]>([
  ['a year later', { publishedAt: '2027-10-31T08:00:00.000Z' }],
  ['eight days later', { publishedAt: '2026-11-08T08:00:01.000Z' }],
  ['without a date', { publishedAt: null }],
  ['with other figures', { text: BODY.replace('120,000', '180,000') }],
  ['with another text', { text: REPORT }],
  ['under another title', { title: 'SAIC and GM close plant' }],
  ['of which only a teaser can be read', { verdict: 'paywalled' }],
  [
    'of another publisher',
    { url: 'https://other.example/991-plant', canonicalUrl: 'https://other.example/991-plant' },
  ],
])('the same article %s stays another one', async (_name, fields) => {
  const store = withFeed(freshStore());
  const [first = 0, second = 0] = await articleIds(store, page, fields.url ?? other);
  await stored(store, first, { url: page });
  expect(await stored(store, second, { url: other, ...fields })).toMatchObject({ kind: 'stored' });
  expect(store.totals()).toMatchObject({ articles: 2, pending: 0 });
});

test('an article of which only a teaser could be read is not the one that says the whole', async () => {
  const store = withFeed(freshStore());
  const [first = 0, second = 0] = await articleIds(store, page, other);
  await stored(store, first, { url: page, verdict: 'paywalled' });
  expect(await stored(store, second, { url: other })).toMatchObject({ kind: 'stored', articleId: second });
});

test('an article that was given up with the whole text of its feed is read when it is taken up again', async () => {
  const store = withFeed(freshStore());
  const [id = 0] = await articleIds(store, page);
  const said = { url: page, title: 'SAIC and GM open plant', text: BODY };
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  const fallback = reading({ ...said, extractor: 'feed' });
  const failed = { articleId: id, url: page, at: NOW, ms: 1, failure, attempts: 1, retryAt: null };
  await store.sink.articleFailed({ ...failed, fallback });
  store.requeueArticles([id], NOW + 1);
  expect(await stored(store, id, said, NOW + 2)).toMatchObject({ kind: 'stored', articleId: id });
  expect(store.getArticle(page)).toMatchObject({ id, state: 'stored', extractor: 'blocks', text: BODY });
});

test('two links to one page that has no headline are one article by its text', async () => {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url: page }), item({ url: other })]));
  const [first = 0, second = 0] = jobs.map(({ articleId }) => articleId);
  await stored(store, first, { url: page, title: null });
  const claims = { url: other, canonicalUrl: page, title: null };
  expect(await stored(store, second, claims)).toMatchObject({ kind: 'merged', articleId: first });
});

test('a section page that names the same companies is no article that was renamed', async () => {
  const store = withFeed(freshStore());
  const [first = 0, second = 0] = await articleIds(store, page, other);
  await stored(store, first, { url: page });
  const shown = reading({ url: page, title: 'All of today', verdict: 'not-article', text: BODY });
  const told = reading({ url: other, extractor: 'feed', verdict: 'blocked', text: BODY });
  const led = { ...read(second, { ...shown, ofItem: told }), url: other };
  expect(await store.sink.articleRead(led)).toMatchObject({ kind: 'stored', articleId: second });
  expect(store.totals().articles).toBe(2);
});

test('addresses stored before there were keys get theirs at the next opening, whatever was done before', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const urls = Array.from({ length: 2_100 }, (_, n) => `https://www.wire.example/news/${n}-plant-opens`);
  for (let from = 0; from < urls.length; from += 700)
    await articleIds(store, ...urls.slice(from, from + 700));
  store.close();
  const { database } = filesIn(folder);
  const client = new Sqlite(database);
  // As an interruption left it: some have theirs.
  client.exec("UPDATE article_urls SET page_key = '' WHERE article_id % 3 <> 0");
  client.close();
  const reopened = freshStore(folder);
  expect(reopened.getArticle('http://m.wire.example/news/1-plant-opens')?.urls).toBeDefined();
  const again = new Sqlite(database, { readonly: true });
  expect(again.prepare("SELECT count(*) FROM article_urls WHERE page_key = ''").pluck().get()).toBe(0);
  again.close();
});

test('no page is kept of an article that is another one by now', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const [first = 0, second = 0] = await articleIds(store, page, `${page}-again`);
  await stored(store, first, { url: page });
  expect(await stored(store, second, { url: `${page}-again` })).toMatchObject({ kind: 'merged' });
  expect(await stored(store, second, { url: `${page}-again` })).toMatchObject({ kind: 'gone' });
  const archive = new Sqlite(filesIn(folder).pages, { readonly: true });
  expect(archive.prepare('SELECT DISTINCT article_id FROM pages').pluck().all()).toEqual([first]);
  archive.close();
});
