/** Articles looked at again over real HTTP into a real store: what changed is kept beside what it was, and nothing is lost. */
import type { ServerResponse } from 'node:http';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createFetcher } from '../../src/net/client.ts';
import { createRobots } from '../../src/net/robots.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { createHostCooldowns } from '../../src/pipeline/ingest/host-cooldowns.ts';
import { ingestArticle } from '../../src/pipeline/ingest/ingest-article.ts';
import { reread } from '../../src/pipeline/operations/reread.ts';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import type { Store } from '../../src/store/store.ts';
import { httpServer } from '../net/servers.ts';
import { filesIn, freshStore, NOW, read, reading, temporaryFolder } from '../store/fixtures.ts';

const HOUR = 3_600_000;

const sandbox = createSandbox({ processes: 1 });
const fetcher = createFetcher({ userAgent: 'jvwire-test', allowHosts: ['127.0.0.1'], clock: () => NOW });
afterAll(async () => {
  await Promise.all([sandbox.close(), fetcher.close()]);
});

const HEADLINE = 'Stellantis and CATL start their battery venture in Aragon';
const LEAD =
  'Stellantis and CATL have founded a joint venture that will make batteries for electric cars in Aragon. ' +
  'The two companies invest 4.1 billion euros and hold half of it each.';
const REST = [
  'Production is to begin at the end of 2026, and the cells are meant for small and middle-sized cars.',
  'The regional government spoke of three thousand jobs and of a railway siding that it will pay for.',
  'Unions asked who will be hired, and how many of the first workers will come from abroad for a while.',
];

const html = (title: string, ...paragraphs: string[]): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta property="article:published_time" content="2026-11-01T10:00:00Z"></head>
   <body><article><h1>${title}</h1>${paragraphs.map((one) => `<p>${one}</p>`).join('')}</article></body></html>`;

const PAGE = html(HEADLINE, LEAD, ...REST);
const CHANGED_PAGE = html(HEADLINE.replace('start', 'delay'), LEAD, ...REST);
const WALL = `<html><head><title>Before you continue</title></head><body><div id="consent"><h1>We value your privacy</h1>
  <p>We and our partners use cookies to store and access information on your device.</p>
  <button>Accept all</button><button>Reject all</button></div></body></html>`;

const ARTICLE_HOME = html('Latest news', ...REST, ...REST).replace(
  '<head>',
  '<head><meta property="og:type" content="article">',
);

type Answer = (response: ServerResponse) => void;
const page =
  (body: string): Answer =>
  (response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
const status =
  (code: number): Answer =>
  (response) =>
    response.writeHead(code, { 'content-type': 'text/html' }).end('<h1>no such page</h1>');

const redirect =
  (location: string): Answer =>
  (response) =>
    response.writeHead(302, { location }).end();

/** A store with one article, read at NOW from a server whose answer the test changes. */
async function placeWith(first: Answer = page(PAGE)) {
  let answer = first;
  let asked = 0;
  const server = await httpServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end();
    asked++;
    if (request.url === '/') return page(html('Latest news', ...REST, ...REST))(response);
    if (request.url === '/en/') return page(ARTICLE_HOME)(response);
    return answer(response);
  });
  onTestFinished(() => server.close());
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const robots = createRobots({ fetcher, userAgentToken: 'jvwire' });
  const work = async (job: Parameters<typeof ingestArticle>[1], at: number) => {
    const slots = createHostSlots({ intervalMs: 0 });
    const wait = async (): Promise<void> => {};
    const deps = {
      fetcher,
      sandbox,
      sink: store.sink,
      slots,
      robots,
      cooldowns: createHostCooldowns(),
      now: () => at,
      random: () => 0.5,
      wait,
    };
    // The first turn at a host reads its rules.
    while ((await ingestArticle(deps, job)).kind === 'busy');
  };
  const url = `http://127.0.0.1:${server.port}/news/2026/stellantis-catl-venture`;
  await work(store.jobForUrl(url, NOW), NOW);
  return {
    store,
    url,
    folder,
    asked: () => asked,
    article: () => theArticle(store),
    revisions: () => store.articleVersions(url)?.revisions ?? [],
    /** Works off what is due at this time, when the page gives this answer; each job `times` times. */
    visit: async (at: number, next: Answer, times = 1) => {
      answer = next;
      const due = store.dueArticles(at, 10);
      for (const job of due) for (let n = 0; n < times; n++) await work(job, at);
      return due.length;
    },
  };
}

function theArticle(store: Store) {
  const article = store.getArticle('1');
  if (!article) throw new Error('no article');
  return article;
}

test('a tagged article is looked at again after an hour, a day and a week, and no more', async () => {
  const { visit, article, revisions, asked } = await placeWith();
  expect(article()).toMatchObject({ tagged: true, verdict: 'full', visits: { lastAt: null, revisions: 0 } });
  const { visits: _before, ...before } = article();
  expect(await visit(NOW + HOUR - 1, page(PAGE))).toBe(0);
  for (const hours of [1, 24, 7 * 24]) {
    expect(await visit(NOW + hours * HOUR, page(`${PAGE}<!-- built at ${hours} -->`))).toBe(1);
    expect(await visit(NOW + hours * HOUR, page(PAGE))).toBe(0);
  }
  expect(await visit(NOW + 400 * 24 * HOUR, page(PAGE))).toBe(0);
  expect(asked()).toBe(4);
  expect(revisions()).toEqual([]);
  const { visits, ...rest } = article();
  expect(rest).toEqual(before);
  expect(visits).toEqual({
    lastAt: new Date(NOW + 7 * 24 * HOUR).toISOString(),
    nextAt: null,
    revisions: 0,
    linkRot: null,
  });
});

test('a page that its server knows by a validator comes again only when it has changed', async () => {
  const answered: number[] = [];
  const known =
    (etag: string, body: string): Answer =>
    (response) => {
      const same = response.req.headers['if-none-match'] === etag;
      answered.push(same ? 304 : 200);
      if (same) response.writeHead(304).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(body);
    };
  const { visit, article, revisions } = await placeWith(known('"1"', PAGE));
  const { visits: _visits, ...before } = article();
  await visit(NOW + HOUR, known('"1"', PAGE), 2);
  expect(article()).toMatchObject({
    ...before,
    visits: {
      lastAt: new Date(NOW + HOUR).toISOString(),
      nextAt: new Date(NOW + 24 * HOUR).toISOString(),
    },
  });
  await visit(NOW + 24 * HOUR, known('"2"', CHANGED_PAGE));
  expect(revisions()).toHaveLength(1);
  await visit(NOW + 7 * 24 * HOUR, known('"2"', CHANGED_PAGE));
  expect(article()).toMatchObject({ visits: { nextAt: null, revisions: 1, linkRot: null } });
  expect(answered).toEqual([200, 304, 304, 200, 304]);
});

test('what stands of a changed page is what is asked for: a wall is no version of it', async () => {
  const asked: (string | undefined)[] = [];
  const answer =
    (etag: string, body: string): Answer =>
    (response) => {
      asked.push(response.req.headers['if-none-match']);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', etag }).end(body);
    };
  const { visit } = await placeWith(answer('"1"', PAGE));
  await visit(NOW + HOUR, answer('"wall"', WALL));
  await visit(NOW + 24 * HOUR, answer('"1"', PAGE));
  expect(asked).toEqual([undefined, '"1"', '"1"']);
});

test('an article without a tag is not looked at again, not even where it was asked for by hand while its host rested', async () => {
  const { visit, store, url } = await placeWith(page(html('Rain in Aragon', ...REST)));
  expect(await visit(NOW + HOUR, page(PAGE))).toBe(0);
  const failure = { code: 'paused', action: 'retry', message: 'left alone' } as const;
  const byHand = { articleId: 1, url, at: NOW + HOUR, ms: 1, failure, attempts: 0, fallback: null };
  await store.sink.articleFailed({ ...byHand, retryAt: NOW + 2 * HOUR });
  expect(await visit(NOW + 3 * HOUR, page(PAGE))).toBe(0);
});

test('a visit that its host asked to put off is made then', async () => {
  const { visit, store, url, article } = await placeWith();
  const failure = { code: 'paused', action: 'retry', message: 'left alone' } as const;
  const putOff = { articleId: 1, url, at: NOW + HOUR, ms: 1, failure, attempts: 0, fallback: null };
  await store.sink.articleFailed({ ...putOff, retryAt: NOW + 2 * HOUR });
  expect(article().visits.lastAt).toBeNull();
  expect(await visit(NOW + 2 * HOUR - 1, page(PAGE))).toBe(0);
  expect(await visit(NOW + 2 * HOUR, page(PAGE))).toBe(1);
});

test('a changed headline and figure are kept beside what they were, in the archive too', async () => {
  const { visit, article, revisions, store, folder } = await placeWith();
  const old = article();
  const title = HEADLINE.replace('start', 'delay');
  await visit(NOW + HOUR, page(html(title, LEAD.replace('4.1', '4.6'), ...REST)), 2);
  expect(article()).toMatchObject({ title, tagged: true, visits: { revisions: 1 } });
  expect(article().text).toContain('4.6 billion euros');
  expect(revisions()).toMatchObject([
    {
      at: new Date(NOW + HOUR).toISOString(),
      title: old.title,
      text: old.text,
      contentHash: old.contentHash,
      changes: {
        kinds: ['headline', 'figures', 'text'],
        headline: { before: HEADLINE, after: title },
      },
    },
  ]);
  const evidence = article().tags[0]?.evidence[0];
  expect(article()[evidence?.field ?? 'text']?.slice(evidence?.start, evidence?.end)).toBe(
    evidence?.sentence,
  );
  const { openReader } = await import('../../src/store/store.ts');
  const reader = openReader(filesIn(folder));
  expect(reader.pagesOf(old.id)).toHaveLength(2);
  reader.close();
  // And back: three versions, none lost.
  await visit(NOW + 24 * HOUR, page(PAGE));
  expect(article()).toMatchObject({ title: HEADLINE, text: old.text, contentHash: old.contentHash });
  expect(revisions().map((each) => each.title)).toEqual([HEADLINE, title]);
  expect(store.totals().articles).toBe(1);
});

test('a venture that is no longer spoken of is named, the tag goes, and the visits go on', async () => {
  const { visit, article, revisions } = await placeWith();
  const keys = article().ventures.map(({ ventureId }) => ventureId);
  expect(keys.length).toBeGreaterThan(0);
  const plain = 'A carmaker and a supplier will make parts in Aragon. They invest 4.1 billion euros.';
  await visit(NOW + HOUR, page(html('Carmaker starts work in Aragon', plain, ...REST)));
  expect(article()).toMatchObject({ tagged: false, ventures: [], visits: { revisions: 1 } });
  expect(revisions()[0]?.changes.kinds).toContain('ventures');
  expect(revisions()[0]?.changes.ventures).toMatchObject({ removed: [expect.any(String)], added: [] });
  await visit(NOW + 24 * HOUR, page(html('Carmaker works in Aragon', plain, ...REST)));
  expect(article()).toMatchObject({ tagged: false, visits: { revisions: 2 } });
  await visit(NOW + 7 * 24 * HOUR, page(PAGE));
  expect(article()).toMatchObject({ tagged: true, visits: { revisions: 3 } });
});

test.each([404, 410])(
  'a page that answers %d is noted once and keeps its text; it may come back',
  async (code) => {
    const { visit, article, revisions, store } = await placeWith();
    const { text, tags } = article();
    await visit(NOW + HOUR, status(code), 2);
    await visit(NOW + 24 * HOUR, status(code));
    const linkRot = { at: new Date(NOW + HOUR).toISOString(), code: `http-${code}` };
    expect(article()).toMatchObject({ state: 'stored', failure: null, text, tags, visits: { linkRot } });
    expect(store.failedArticles(10)).toEqual([]);
    await visit(NOW + 7 * 24 * HOUR, page(PAGE));
    expect(article().visits.linkRot).toBeNull();
    expect(revisions()).toEqual([]);
  },
);

test.each<[string, Answer]>([
  ['a consent wall', page(WALL)],
  ['a teaser', page(html(HEADLINE, 'Subscribe to read on.'))],
  ['its home page', redirect('/')],
  ['a home page that calls itself an article', redirect('/en/')],
  ['a server error', status(503)],
])('%s takes no text away, not even when the archive is read again', async (_name, answer) => {
  const { visit, article, revisions, store } = await placeWith();
  const { visits: _visits, urls: _urls, ...before } = article();
  await visit(NOW + HOUR, answer);
  expect(article()).toMatchObject(before);
  expect(article().visits).toMatchObject({
    lastAt: new Date(NOW + HOUR).toISOString(),
    nextAt: new Date(NOW + 24 * HOUR).toISOString(),
    linkRot: null,
  });
  expect(revisions()).toEqual([]);
  const again = { over: 'pages', since: null, feedId: null, dryRun: false } as const;
  const report = await reread(store, sandbox, again, new AbortController().signal);
  expect(report).toMatchObject({ examined: 1, missing: 0, changes: [] });
  expect(article().text).toBe(before.text);
});

test('a result that comes late or twice changes nothing', async () => {
  const { store, visit, article, revisions } = await placeWith();
  await visit(NOW + HOUR, page(html(HEADLINE.replace('start', 'delay'), LEAD, ...REST)));
  const [before, kept] = [article(), revisions()];
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  const late = { articleId: 1, url: before.url, at: NOW + HOUR / 2, ms: 1, failure, attempts: 1 };
  expect(await store.sink.articleFailed({ ...late, retryAt: null, fallback: null })).toBe('kept');
  const old = reading({ url: before.url, title: HEADLINE, text: [LEAD, ...REST].join('\n\n') });
  expect(await store.sink.articleRead(read(1, old, NOW + HOUR / 2))).toMatchObject({ kind: 'unchanged' });
  await store.sink.articleUnchanged({ articleId: 1, url: before.url, at: NOW + HOUR / 2, ms: 1 });
  expect([article(), revisions()]).toEqual([before, kept]);
});
