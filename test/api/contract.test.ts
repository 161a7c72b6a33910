/** Every operation of the served document, asked of a real daemon over a filled store, answers as documented. */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Daemon, startDaemon } from '../../src/app/daemon.ts';
import { parseConfig } from '../../src/config.ts';
import { jvwire } from '../cli/jvwire.ts';
import { lastingPlace } from '../cli/newsroom-settings.ts';
import { type Newsroom, startNewsroom } from '../newsroom/server.ts';
import { checker, type DocumentedOperation, type OpenApi, operationsOf } from './document.ts';
import { type Answer, ask } from './serving.ts';

let newsroom: Newsroom;
let daemon: Daemon;
let place: ReturnType<typeof lastingPlace>;
let url: string;
let openapi: OpenApi;
let check: ReturnType<typeof checker>;

beforeAll(async () => {
  newsroom = await startNewsroom({ slowMs: 10 });
  place = lastingPlace(newsroom);
  const config = parseConfig({ ...place.env, LOG_LEVEL: 'silent' }, {});
  daemon = await startDaemon(config, { host: '127.0.0.1', port: 0 });
  await daemon.idle();
  const { stdout } = await jvwire(['status', '--json'], { env: place.env });
  url = (JSON.parse(stdout) as { daemon: { url: string } }).daemon.url;
  openapi = (await ask(url, '/openapi.json')).json as unknown as OpenApi;
  check = checker(openapi);
}, 60_000);

afterAll(async () => {
  await daemon.close('the test is over');
  await newsroom.close();
  place.remove();
});

const api = async <T = never>(path: string): Promise<T> => {
  const { status, text } = await ask(url, `/api/v1${path}`);
  expect({ path, status }).toEqual({ path, status: 200 });
  return JSON.parse(text) as T;
};
const cli = async <T>(...args: string[]): Promise<T> => {
  const { code, stdout, stderr } = await jvwire([...args, '--json'], { env: place.env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
};
type Ids = readonly { readonly id: string | number }[];
const idsOf = (list: Ids) => list.map(({ id }) => id);

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(structuredClone(openapi) as never)).toMatchObject({ valid: true });
  expect(validator.version).toBe('3.1');
  // A token, or none where there is none yet.
  for (const { security } of operationsOf(openapi)) expect(security).toEqual([{ token: [] }, {}]);
});

/** What each operation is asked with; `{id}` stands for the first of a list, or for what is named. */
interface Example {
  readonly id?: () => Promise<string>;
  readonly query?: string;
  readonly body?: () => Promise<object>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it is not 200. */
  readonly status?: number;
}

const firstArticle = async () =>
  String((await api<{ articles: Ids }>('/articles?tag=chinese-ev-jv&limit=1')).articles[0]?.id);
const storiesOfTwo = async () =>
  (
    await api<{ stories: { id: string; articles: number; firstMover: number }[] }>('/stories?limit=500')
  ).stories.filter(({ articles }) => articles > 1);
const firstStory = async () => (await storiesOfTwo())[0]?.id ?? '';
const someFeed = async () => 'volt-ledger';

const EXAMPLES: Readonly<Record<string, Example>> = {
  getArticles: { query: '?tag=chinese-ev-jv&limit=20' },
  getSearch: { query: '?query=joint+venture' },
  getArticlesFacets: { query: '?lang=en' },
  getArticlesId: { id: firstArticle },
  getArticlesIdRevisions: { id: firstArticle },
  getStories: { query: '?limit=20' },
  getStoriesId: { id: firstStory },
  postStoriesIdSplit: {
    id: firstStory,
    body: async () => ({ articles: [(await storiesOfTwo())[0]?.firstMover] }),
  },
  postStoriesIdMerge: {
    id: firstStory,
    body: async () => ({ with: (await storiesOfTwo())[1]?.id }),
  },
  getVentures: {},
  getVenturesId: {
    id: async () => String((await api<{ ventures: Ids }>('/ventures?company=byd')).ventures[0]?.id),
  },
  getCompanies: { query: '?country=CN&name=by' },
  getCompaniesId: { id: async () => 'byd' },
  getFeeds: {},
  getHealth: {},
  getFeedsId: { id: someFeed, query: '?limit=5' },
  getFeedsIdPolls: { id: someFeed },
  getCoverage: { query: '?since=2d' },
  postFeeds: {
    body: async () => ({
      url: `${newsroom.outlets[0]?.origin}/list`,
      selectors: { item: 'li' },
      check: false,
    }),
  },
  postFeedsIdDisable: { id: someFeed },
  postFeedsIdEnable: { id: someFeed },
  postFeedsIdMove: {
    id: someFeed,
    body: async () => ({ url: `${newsroom.outlets[0]?.origin}/elsewhere`, check: false }),
  },
  deleteFeedsId: { id: async () => 'pressroom-pacific' },
  postSearches: { body: async () => ({ name: 'byd', filter: { company: ['byd'], lang: ['-de'] } }) },
  getSearches: {},
  deleteSearchesId: { id: async () => 'byd' },
  getStatus: {},
  getJobs: { query: '?limit=5' },
  postJobsPoll: { body: async () => ({ feeds: ['strom-und-rad'] }) },
  postJobsIngest: { body: async () => ({ url: newsroom.published[0]?.url }) },
  postJobsRetry: { body: async () => ({ ids: null }), headers: { Prefer: 'wait=20' } },
  postJobsRetag: { body: async () => ({ since: '1d', dryRun: true }) },
  postJobsPause: { body: async () => ({ feed: 'strom-und-rad' }) },
  postJobsResume: { body: async () => ({}) },
};

async function answerTo(path: string, method: string, example: Example): Promise<Answer> {
  const id = example.id ? encodeURIComponent(await example.id()) : '';
  const body = example.body ? JSON.stringify(await example.body()) : undefined;
  return ask(url, `/api/v1${path.replace('{id}', id)}${example.query ?? ''}`, {
    method,
    headers: { ...(body ? { 'Content-Type': 'application/json' } : {}), ...example.headers },
    ...(body ? { body } : {}),
  });
}

function expectDocumented(operation: DocumentedOperation, answer: Answer): void {
  const documented = operation.responses[String(answer.status)] ?? operation.responses['default'];
  const type = answer.headers['content-type']?.split(';')[0] ?? '';
  const schema = documented?.content[type]?.schema;
  if (!schema) throw new Error(`${operation.operationId}: ${answer.status} ${type} is not documented`);
  check(schema, JSON.parse(answer.text));
}

test('every operation answers as documented', { timeout: 60_000 }, async () => {
  const operations = operationsOf(openapi);
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(EXAMPLES).sort());
  // In the order of the examples, as some need what others change.
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const operation = operations.find(({ operationId }) => operationId === name);
    if (!operation) throw new Error(name);
    const answer = await answerTo(operation.path, operation.method, example);
    expect({ name, status: answer.status, text: answer.status === 200 ? '' : answer.text }).toEqual({
      name,
      status: example.status ?? 200,
      text: '',
    });
    expectDocumented(operation, answer);
  }
});

test('what a client fills in from the document asks what leaving it out asks', () => {
  const defaults = Object.fromEntries(
    operationsOf(openapi)
      .filter(({ method }) => method === 'GET')
      .map(({ path, parameters = [] }) => [
        path,
        Object.fromEntries(
          parameters.flatMap(({ name, schema }) => ('default' in schema ? [[name, schema['default']]] : [])),
        ),
      ]),
  );
  // A search is best first, an export has all: neither is what a page of a list has.
  expect(defaults).toMatchObject({ '/articles': { sort: 'newest' }, '/search': {}, '/stories': {} });
  for (const path of ['/articles', '/search', '/stories']) expect(defaults[path]).not.toHaveProperty('limit');
  expect(defaults['/search']).not.toHaveProperty('sort');
});

test('what stories may be narrowed by is told of stories, everywhere in the same words', async () => {
  const told =
    operationsOf(openapi).find(({ operationId }) => operationId === 'getStories')?.parameters ?? [];
  const { stdout } = await jvwire(['stories', '--help'], { env: place.env });
  const help = stdout.replace(/\s+/g, ' ');
  for (const { name, description = '' } of told) {
    expect(description).not.toMatch(/^only (articles|from|up to)/);
    if (name !== 'format' && name !== 'limit') expect(help).toContain(description);
  }
  expect(help).toContain('only stories with articles that mention this company');
});

test('every operation refuses a parameter, or a field of its body, that it does not know, as documented', async () => {
  for (const operation of operationsOf(openapi)) {
    const example = EXAMPLES[operation.operationId] ?? {};
    const reads = operation.method === 'GET';
    if (!reads && !operation.requestBody) continue;
    const id = example.id ? 'something' : '';
    const path = `/api/v1${operation.path.replace('{id}', id)}`;
    const answer = reads
      ? await ask(url, `${path}?limti=1`)
      : await ask(url, path, {
          method: operation.method,
          headers: { 'Content-Type': 'application/json' },
          body: '{"limti":1}',
        });
    expect(answer.status, `${operation.operationId}: ${answer.text}`).toBe(reads ? 400 : 422);
    expectDocumented(operation, answer);
  }
});

describe('the same question', () => {
  test('finds the same articles through every door', async () => {
    const query = 'company=byd&company=catl&lang=-de&tag=chinese-ev-jv&limit=20';
    const flags = ['--company', 'byd,catl', '--lang=-de', '--tag', 'chinese-ev-jv', '--limit', '20'];
    const { articles } = await cli<{ articles: Ids }>('articles', ...flags);
    const expected = idsOf(articles);
    expect(expected.length).toBeGreaterThan(3);

    expect(idsOf((await api<{ articles: Ids }>(`/articles?${query}`)).articles)).toEqual(expected);

    const page = await ask(url, `/articles?${query}`, { headers: { Accept: 'text/html' } });
    const linked = page.text.matchAll(/<h\d[^>]*><a href="\/articles\/(\d+)"/g);
    expect([...linked].map(([, id]) => Number(id))).toEqual(expected);

    const feed = await ask(url, `/feeds/articles.json?${query}`);
    const { items } = JSON.parse(feed.text) as { items: { id: string }[] };
    expect(items.map(({ id }) => Number(/article-(\d+)-/.exec(id)?.[1]))).toEqual(expected);

    const agent = new Client({ name: 'test', version: '1' });
    await agent.connect(new StreamableHTTPClientTransport(new URL('/mcp', url)) as never);
    const asked = { company: ['byd', 'catl'], lang: ['-de'], tag: ['chinese-ev-jv'], limit: 20 };
    const told = await agent.callTool({ name: 'search_articles', arguments: asked });
    await agent.close();
    expect(idsOf((told.structuredContent as { articles: Ids }).articles)).toEqual(expected);
  });

  test.each([
    ['--limit 500', 'limit=500'],
    ['--company byd --lang=-de', 'company=byd&lang=-de'],
    ['--stage mou,signed --sort oldest', 'stage=mou&stage=signed&sort=oldest'],
    ['--since 2016-09-01 --until 2016-09-30', 'since=2016-09-01&until=2016-09-30'],
  ])('has the same articles on the command line (%s) and over HTTP', async (flags, query) => {
    const [shell, http] = await Promise.all([
      cli<{ articles: Ids; nextCursor: string | null }>('articles', ...flags.split(' ')),
      api<{ articles: Ids; links: object }>(`/articles?${query}`),
    ]);
    const { links: _links, ...page } = http;
    expect(page).toEqual(shell);
    expect(page.articles.length).toBeGreaterThan(0);
  });

  test.each(['合资', '"joint venture" stage:signed,mou', 'batter* -lang:de sort:newest', 'company:byd'])(
    'finds the same for %s',
    async (words) => {
      const shell = await cli<{ articles: Ids }>('search', words);
      const http = await api<{ articles: Ids }>(`/search?query=${encodeURIComponent(words)}`);
      expect(idsOf(http.articles)).toEqual(idsOf(shell.articles));
      expect(idsOf(http.articles).length).toBeGreaterThan(0);
    },
  );

  test('has the same feeds, stories, ventures, coverage and article', async () => {
    const id = await firstArticle();
    const [feeds, stories, ventures, article] = await Promise.all([
      cli<object>('feeds', 'list'),
      cli<{ stories: Ids }>('stories'),
      cli<object>('ventures'),
      cli<object>('article', id),
    ]);
    expect(await api('/feeds')).toEqual(feeds);
    expect((await api<{ stories: Ids }>('/stories')).stories).toEqual(stories.stories);
    expect(await api('/ventures')).toEqual(ventures);
    expect(await api(`/articles/${id}`)).toEqual(article);
  });
});

describe('lists', () => {
  test.each(['/articles?limit=11', '/search?query=electric&limit=7', '/stories?limit=9'])(
    '%s goes on by its links until everything was there once',
    async (path) => {
      const key = path.startsWith('/stories') ? 'stories' : 'articles';
      const whole = await api<Record<string, Ids>>(
        path.replace(/limit=\d+/, key === 'stories' ? 'limit=500' : 'limit=1000'),
      );
      const paged: (string | number)[] = [];
      for (let next: string | null = `/api/v1${path}`; next !== null; ) {
        const { headers, json }: Answer = await ask(url, next);
        paged.push(...idsOf(json[key] as unknown as Ids));
        next = (json['links'] as { next: string | null }).next;
        expect(headers['link'] ?? null).toBe(next === null ? null : `<${next}>; rel="next"`);
      }
      expect(paged).toEqual(idsOf(whole[key] ?? []));
    },
  );

  test('all of one is streamed as NDJSON and as CSV, in the same order, or as much as is asked for', async () => {
    const { articles } = await api<{ articles: Ids }>('/articles?limit=1000');
    const rows = await ask(url, '/api/v1/articles', { headers: { Accept: 'application/x-ndjson' } });
    expect(rows.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    expect(
      rows.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object),
    ).toEqual(articles);
    for (const limited of ['limit=3', 'query=limit:3']) {
      const few = await ask(url, `/api/v1/articles?format=ndjson&${limited}`);
      expect(few.text.trimEnd().split('\n'), limited).toHaveLength(3);
    }
    const csv = await ask(url, '/api/v1/articles?format=csv&limit=2');
    const shell = await jvwire(['articles', '--format', 'csv', '--limit', '2'], { env: place.env });
    expect(csv.text).toBe(shell.stdout);
    const none = await ask(url, '/api/v1/articles?format=csv&lang=tlh');
    expect(none.text).toBe(csv.text.slice(0, csv.text.indexOf('\n') + 1));
  });
});

test.each([
  ['application/x-ndjson, */*', 'application/x-ndjson; charset=utf-8'],
  ['Text/CSV, application/json;q=0.9', 'text/csv; charset=utf-8'],
  // What a client sends that was made from the document.
  ['application/json, application/x-ndjson, text/csv, application/problem+json', 'application/json'],
  ['application/x-ndjson;q=0.5, application/json', 'application/json'],
  ['text/csv;q=0', 'application/json'],
  ['application/x-ndjson;q=0.5, text/csv', 'text/csv; charset=utf-8'],
])('a list for a client that accepts %s comes as %s', async (accept, type) => {
  const answer = await ask(url, '/api/v1/articles?limit=1', { headers: { Accept: accept } });
  expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
});

const linesOf = ({ text }: Answer) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly id: string | number });

test.each([
  ['stories', 'limit=500', ['--all']],
  ['ventures', '', []],
] as const)(
  'all %s are streamed as NDJSON and as CSV, as the command line has them',
  async (list, most, flags) => {
    const found = (await api<Record<string, Ids>>(`/${list}?${most}`))[list] ?? [];
    expect(found.length).toBeGreaterThan(10);
    expect(linesOf(await ask(url, `/api/v1/${list}?format=ndjson`))).toEqual(found);
    const [csv, none, shell] = await Promise.all([
      ask(url, `/api/v1/${list}`, { headers: { Accept: 'text/csv' } }),
      ask(url, `/api/v1/${list}?format=csv&since=2100-01-01`),
      jvwire([list, ...flags, '--format', 'csv'], { env: place.env }),
    ]);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['vary']).toContain('Accept');
    expect(csv.text).toBe(shell.stdout);
    expect(csv.text.startsWith(none.text)).toBe(true);
    expect(none.text).toMatch(/^id,[\w,]+\n$/);
    const wrong = await ask(url, `/api/v1/${list}?format=atom`);
    expect([wrong.status, wrong.json['detail']]).toEqual([400, 'format: must be one of json, ndjson, csv']);
  },
);

test.each([
  '/articles?company=byd&limit=100',
  '/stories?company=byd',
  '/stories?all=true&limit=3',
  '/ventures?company=byd,-catl',
  '/ventures?company=catl&view=timeline',
])('what %s shows can be taken along in every form', async (path) => {
  const list = path.slice(1, path.indexOf('?'));
  const { text } = await ask(url, path, { headers: { Accept: 'text/html' } });
  const shown = [...text.matchAll(/<(?:h\d|th)[^>]*><a href="\/\w+\/([^"]+)"/g)].map(([, id = '']) =>
    decodeURIComponent(id),
  );
  expect(shown.length).toBeGreaterThan(0);
  const along = text.slice(text.indexOf('id="along"'), text.indexOf('</main>'));
  const links = Object.fromEntries(
    [...along.matchAll(/<li><a href="([^"]+)">([^<]+)/g)].map(([, href = '', name = '']) => [
      name,
      href.replaceAll('&amp;', '&'),
    ]),
  );
  expect(Object.keys(links)).toEqual(['Atom', 'RSS', 'JSON Feed', 'CSV', 'NDJSON', 'API call']);
  const answers = Object.fromEntries(
    await Promise.all(
      Object.entries(links).map(async ([name, href]) => [name, await ask(url, href)] as const),
    ),
  );
  expect(Object.values(answers).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  const { 'API call': call, NDJSON: file } = answers;
  if (!call || !file) throw new Error('no answers');
  expect(idsOf(call.json[list] as Ids).map(String)).toEqual(shown);
  // A file has all of the list, whatever number a page shows.
  const all = linesOf(file).map(({ id }) => String(id));
  expect(all.slice(0, shown.length)).toEqual(shown);
  expect(all.length > shown.length).toBe(path.includes('limit=3'));
});

test('what is known already is not sent again, compressed or not', async () => {
  const path = '/api/v1/articles?limit=20';
  const plain = await ask(url, path);
  const { etag = '' } = plain.headers;
  expect(etag).toMatch(/^"[\w-]{43}"$/);
  for (const [known, status] of [
    [etag, 304],
    [`W/${etag}`, 304],
    [`"other", ${etag}`, 304],
    ['*', 304],
    ['"other"', 200],
  ] as const) {
    const again = await ask(url, path, { headers: { 'If-None-Match': known } });
    expect({ known, status: again.status, length: again.text.length }).toEqual({
      known,
      status,
      length: status === 304 ? 0 : plain.text.length,
    });
  }
  for (const { method, responses } of operationsOf(openapi))
    expect(Object.hasOwn(responses, '304')).toBe(method === 'GET');
  const known = { etag, 'cache-control': 'private, no-cache' };
  expect(plain.headers).toMatchObject(known);
  expect((await ask(url, path, { method: 'HEAD' })).headers).toMatchObject(known);
  // What changes something is no answer that could be known.
  const headers = { 'Content-Type': 'application/json', 'If-None-Match': '*' };
  const changed = await ask(url, '/api/v1/jobs/resume', { method: 'POST', headers, body: '{}' });
  expect([changed.status, changed.headers.etag]).toEqual([200, undefined]);
  const packed = await ask(url, path, { headers: { 'Accept-Encoding': 'gzip' } });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', etag: `W/${etag}` });
  expect(packed.text.length).toBeLessThan(plain.text.length / 2);
});

test.each([
  ['/jobs/retag', 'retag', () => ({})],
  ['/feeds', 'feeds.add', () => ({ url: newsroom.outlets[0]?.origin })],
] as const)(
  'work at %s that takes longer than one waits goes on, and says where to look',
  async (path, operation, body) => {
    const answer = await ask(url, `/api/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Prefer: 'respond-async' },
      body: JSON.stringify(body()),
    });
    expect(answer).toMatchObject({ status: 202, json: { operation, state: 'running' } });
    const documented = operationsOf(openapi).find((each) => each.method === 'POST' && each.path === path);
    expect(documented).toBeDefined();
    if (documented) expectDocumented(documented, answer);
  },
);

test('the page of the document needs nothing from elsewhere, and all of the document is on it', async () => {
  const page = await ask(url, '/docs');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.text).not.toMatch(/<script(?! src="\/assets)|style=|https?:\/\//);
  for (const { path } of operationsOf(openapi)) expect(page.text).toContain(`/api/v1${path}`);
});
