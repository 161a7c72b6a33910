/** What strangers may send: each is answered with a plain refusal, and nothing else happens. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Server, STATUS_CODES } from 'node:http';
import { connect } from 'node:net';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { streamRows } from '../../src/api/export.ts';
import { answerError } from '../../src/api/problem.ts';
import { OperationError } from '../../src/core/errors.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { ArticleSummary } from '../../src/store/lists/article-queries.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { filesIn, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';
import { type OpenApi, operationsOf } from './document.ts';
import { type Asked, type Serving, sendRaw, serving } from './serving.ts';

const ARTICLES = 12;

async function filled(): Promise<Serving> {
  const server = await serving({ now: () => NOW + 10_000, limit: { burst: 10_000, perSecond: 1 } });
  const { store } = server;
  withFeed(store);
  const urls = Array.from({ length: ARTICLES }, (_, index) => `https://wire.example/${index}`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: url }))));
  for (const { articleId, url } of jobs) await store.sink.articleRead(read(articleId, reading({ url })));
  return server;
}

/** Nothing has changed and nothing failed inside. */
function expectUnharmed({ store, logged }: Serving): void {
  expect(store.totals()).toMatchObject({ articles: ARTICLES, feeds: 1 });
  expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
}

const INJECTIONS = [
  "' OR 1=1 --",
  '"; DROP TABLE articles; --',
  '1) UNION SELECT hash FROM api_tokens --',
  'x\u0000y',
  'byd\r\nSet-Cookie: a=b',
  '{"$gt":""}',
  '../../etc/passwd',
  '😀'.repeat(600),
];

test('injections into every parameter of every question are values, or refused', {
  timeout: 60_000,
}, async () => {
  const server = await filled();
  const openapi = (await server.ask('/openapi.json')).json as unknown as OpenApi;
  let asked = 0;
  for (const { path, method, parameters = [] } of operationsOf(openapi)) {
    if (method !== 'GET') continue;
    const names = parameters.filter((one) => one.in === 'query').map(({ name }) => `?${name}=`);
    for (const place of [...names, ...(path.includes('{id}') ? ['{id}'] : [])])
      for (const injection of INJECTIONS) {
        const value = encodeURIComponent(injection);
        const written = `/api/v1${path}`;
        const target =
          place === '{id}'
            ? written.replace(place, value)
            : `${written.replace('{id}', '1')}${place}${value}`;
        const answer = await server.ask(target);
        expect([200, 400, 404], `${target}: ${answer.text}`).toContain(answer.status);
        expect(answer.headers['set-cookie']).toBeUndefined();
        asked++;
      }
  }
  expect(asked).toBeGreaterThan(400);
  expectUnharmed(server);
});

const json = (body: string, type = 'application/json'): Asked => ({
  method: 'POST',
  headers: { 'Content-Type': type },
  body,
});
const big = 'x'.repeat(2 * 1024 * 1024);

const REQUESTS: readonly (readonly [string, string, Asked, number, string])[] = [
  ['no JSON', '/jobs/poll', json('{'), 400, 'bad-json'],
  ['JSON in another charset', '/jobs/poll', json('\u00ff\u00fe', 'application/json'), 400, 'bad-json'],
  ['a list for an object', '/jobs/poll', json('[]'), 422, 'body'],
  ['nothing at all', '/jobs/ingest', json('null'), 422, 'body'],
  ['deep JSON', '/jobs/poll', json('['.repeat(200_000)), 400, 'bad-json'],
  ['deep JSON that ends', '/jobs/poll', json(`${'['.repeat(99_999)}${']'.repeat(99_999)}`), 422, 'body'],
  ['a polluted prototype', '/jobs/poll', json('{"__proto__":{"polluted":true}}'), 422, 'body'],
  ['a polluted constructor', '/jobs/poll', json('{"constructor":{"prototype":{"polluted":1}}}'), 422, 'body'],
  ['a form', '/jobs/pause', json('feed=wire', 'application/x-www-form-urlencoded'), 415, 'content-type'],
  ['no body where one says what', '/jobs/pause', { method: 'POST' }, 415, 'content-type'],
  ['plain text', '/jobs/pause', json('{}', 'text/plain'), 415, 'content-type'],
  ['too much', '/jobs/pause', json(`{"feed":"${big}"}`), 413, 'too-large'],
  [
    'too much in chunks',
    '/jobs/pause',
    {
      ...json(`{"feed":"${big}"}`),
      headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
    },
    413,
    'too-large',
  ],
  ['a cursor that is none', '/articles?cursor=%00', {}, 400, 'usage'],
  ['a cursor of another list', '/articles?cursor=MTUuczE', {}, 400, 'usage'],
  ['a cursor of another order', '/search?query=venture&cursor=MS4x', {}, 400, 'usage'],
  ['a story cursor of articles', '/stories?cursor=MS4x', {}, 400, 'usage'],
  ['too high a limit', '/articles?limit=10001', {}, 400, 'usage'],
  ['no number', '/articles?limit=1e9999', {}, 400, 'usage'],
  ['a parameter twice', '/articles?limit=1&limit=2', {}, 400, 'usage'],
  ['a parameter of everything', '/articles?__proto__=1', {}, 400, 'usage'],
  ['a parameter of objects', '/feeds?constructor=1', {}, 400, 'usage'],
  ['too many values', `/articles?company=${'a,'.repeat(200)}`, {}, 400, 'usage'],
  ['a number of counts', '/articles/facets?limit=5', {}, 400, 'usage'],
  ['a query that is wrong', '/articles?query=a+stgae:mou', {}, 400, 'query'],
  ['a format that is none', '/articles?format=exe', {}, 400, 'usage'],
  ['two formats', '/articles?format=json&format=csv', {}, 400, 'usage'],
  ['bytes that are no text', '/articles/%E0%A4%A', {}, 404, 'not-found'],
  ['the number of no article', '/articles/99999999999999999999', {}, 404, 'not-found'],
  ['an id without end', `/articles/${'x'.repeat(2049)}`, {}, 422, 'body'],
  ['an address of a file', '/articles/file%3A%2F%2F%2Fetc%2Fpasswd', {}, 404, 'not-found'],
  ['no such thing', '/nothing', {}, 404, 'not-found'],
  ['the wrong method', '/articles', { method: 'DELETE' }, 405, 'method'],
  ['a method that nobody knows', '/articles', { method: 'PROPFIND' }, 405, 'method'],
  [
    'a page of another site',
    '/jobs/pause',
    { ...json('{}'), headers: { 'Content-Type': 'application/json', Origin: 'https://evil.example' } },
    403,
    'cross-site',
  ],
];

test('requests that are wrong are refused with the reason', async () => {
  const server = await filled();
  const refusals: unknown[] = [];
  for (const [what, path, asked] of REQUESTS) {
    const answer = await server.ask(`/api/v1${path}`, asked);
    expect(answer.headers, what).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
    });
    expect(answer.json['title'], what).toBe(STATUS_CODES[answer.status]);
    refusals.push([what, answer.status, answer.json['code']]);
  }
  expect(refusals).toEqual(REQUESTS.map(([what, , , status, code]) => [what, status, code]));
  expectUnharmed(server);
});

test('a mistake in a query is told with its place', async () => {
  const { ask } = await serving();
  const { json: problem } = await ask('/api/v1/articles?query=byd+stgae:mou');
  expect(problem).toMatchObject({ code: 'query', offset: 4 });
});

test('what goes wrong inside is told to the log, and nothing of it to whoever asked', async () => {
  const { ask, logged } = await serving();
  const answer = await ask('/api/v1/jobs/poll', json('{"all":true}'));
  expect(answer).toMatchObject({ status: 500, json: { code: 'internal' } });
  expect(answer.text).not.toContain('machinery');
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([
    { fields: { method: 'POST', path: '/api/v1/jobs/poll', err: { message: 'no machinery in this test' } } },
  ]);
});

test.each([
  // No process could be started to read with.
  ['internal', 503, 1],
  ['damaged', 503, 1],
  ['redis', 503, 0],
  ['locked', 409, 0],
  ['not-found', 404, 0],
])(
  'what stands in the way by the code %s is answered %i and logged %i times',
  async (code, status, logged) => {
    const { log, lines } = collectingLog();
    const app = new Hono().get('/', () => {
      throw new OperationError(code, 'it stands in the way');
    });
    const answer = await app.onError(answerError(log)).request('/');
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { status, code, detail: 'it stands in the way' },
    ]);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(logged);
  },
);

test.each(['/login', '/jobs/pause'])('a form to %s that cannot be read is refused as that', async (path) => {
  const server = await filled();
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x'])
    expect((await server.ask(path, json('--x\r\n', type))).status, type).toBe(400);
  expect(server.store.listPauses()).toEqual([]);
  expectUnharmed(server);
});

const request = (line: string, ...headers: string[]) =>
  `${[line, 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`;

const BYTES: readonly (readonly [string, string, number])[] = [
  ['a path out of the folder', request('GET /../../../etc/passwd HTTP/1.1', 'Host: localhost'), 404],
  [
    'the same in disguise',
    request('GET /assets/%2e%2e/%2e%2e/package.json HTTP/1.1', 'Host: localhost'),
    404,
  ],
  ['a backslash', request('GET /..\\..\\package.json HTTP/1.1', 'Host: localhost'), 400],
  ['an address of another host', request('GET http://evil.example/ HTTP/1.1', 'Host: localhost'), 421],
  ['no host', request('GET / HTTP/1.1'), 400],
  ['a host that is none', request('GET / HTTP/1.1', 'Host: a b'), 400],
  ['headers without end', request('GET / HTTP/1.1', 'Host: localhost', `X: ${'x'.repeat(20_000)}`), 431],
  [
    'a flood of headers',
    request('GET / HTTP/1.1', 'Host: localhost', ...(Array(3000).fill('X: y') as string[])),
    431,
  ],
  [
    'two lengths',
    request('POST /login HTTP/1.1', 'Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked'),
    400,
  ],
  ['no HTTP', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n', 400],
];

test('bytes that are wrong are refused by the server itself', async () => {
  const server = await filled();
  const refusals: unknown[] = [];
  for (const [what, bytes] of BYTES)
    refusals.push([what, Number(/^HTTP\/1\.1 (\d{3}) /.exec(await sendRaw(server.url, bytes))?.[1])]);
  expect(refusals).toEqual(BYTES.map(([what, , status]) => [what, status]));
  expectUnharmed(server);
});

test('who sends too slowly is not waited for', async () => {
  const slow = await serving({
    timeouts: { headersTimeout: 300, requestTimeout: 300, connectionsCheckingInterval: 50 },
  });
  const head = await sendRaw(slow.url, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', { open: true });
  expect(head).toMatch(/^HTTP\/1\.1 408 /);
  const body = await sendRaw(
    slow.url,
    'POST /api/v1/jobs/pause HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{',
    { open: true },
  );
  expect(body).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
  expect(slow.logged.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a connection on which nothing moves is closed', async () => {
  const slow = await serving({ timeouts: { idle: 100 } });
  expect(await sendRaw(slow.url, '', { open: true })).toBe('');
});

/** Of no connection. */
const ALONE = { env: {} };
const NDJSON = { format: 'ndjson', columns: [], rowsOf: () => [] } as const;

test('an export waits for its reader, and ends when the reader leaves', async () => {
  let pages = 0;
  let ended = false;
  const article = { id: 1, title: 'x'.repeat(1000) } as unknown as ArticleSummary;
  function* endless() {
    try {
      for (;;) {
        pages++;
        yield Array<ArticleSummary>(200).fill(article);
      }
    } finally {
      ended = true;
    }
  }
  const reader = (await streamRows(ALONE, NDJSON, endless(), collectingLog().log)).body?.getReader();
  await reader?.read();
  await reader?.read();
  expect(pages).toBeLessThan(6);
  await reader?.cancel();
  expect(ended).toBe(true);
});

test('between two pages of an export everything else has its turn', async () => {
  let turns = 0;
  const turnsAtPage: number[] = [];
  function* pages() {
    for (let page = 0; page < 50; page++) {
      turnsAtPage.push(turns);
      yield [{ id: page } as ArticleSummary];
    }
  }
  const count = (): void => {
    turns++;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  const text = await (await streamRows(ALONE, NDJSON, pages(), collectingLog().log)).text();
  clearImmediate(pending);
  expect(text.trimEnd().split('\n')).toHaveLength(50);
  expect(new Set(turnsAtPage).size).toBeGreaterThan(45);
});

test('an export that fails on the way is cut off, not ended as if it were whole', async () => {
  const { log, lines } = collectingLog();
  function* failing() {
    yield [{ id: 1 } as ArticleSummary];
    throw new Error('the disk is gone');
  }
  const { body } = await streamRows(ALONE, NDJSON, failing(), log);
  await expect(new Response(body).text()).rejects.toThrow('the disk is gone');
  expect(lines).toMatchObject([{ level: 'error', message: 'export failed' }]);
});

test('an export that fails while rows are on their way is cut off, too, and says nothing of the inside', async () => {
  const server = await filled();
  const { store, url, logged } = server;
  // More than a page, of more than the web server writes at once.
  const urls = Array.from({ length: 400 }, (_, index) => `https://wire.example/more/${index}`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((each) => item({ url: each, title: each }))));
  for (const job of jobs) await store.sink.articleRead(read(job.articleId, reading({ url: job.url })));
  const client = new Sqlite(filesIn(server.folder).database);
  client.exec(
    `UPDATE articles SET sort_at = 0 WHERE id = 1; UPDATE article_tags SET evidence = '{' WHERE article_id = 1`,
  );
  client.close();
  const heard = await sendRaw(
    url,
    'GET /api/v1/articles?format=ndjson HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    { open: true },
  ).catch(() => 'reset');
  expect(heard.slice(-200)).not.toMatch(/JSON at position|\r\n0\r\n\r\n$/);
  expect(logged.filter(({ level }) => level === 'error')).toMatchObject([{ message: 'export failed' }]);
});

test('a reader that leaves in the middle of an answer costs nobody anything', async () => {
  const server = await filled();
  const { hostname, port } = new URL(server.url);
  for (let reader = 0; reader < 20; reader++)
    await new Promise<void>((resolve) => {
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write('GET /api/v1/articles?format=ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n');
        socket.once('data', () => socket.destroy()).once('close', () => resolve());
      });
    });
  expect((await server.ask('/api/v1/articles?limit=1')).status).toBe(200);
  expectUnharmed(server);
});

test('an error of the server itself is logged each time, and it goes on answering', async () => {
  const server = await serving();
  const started = 'http.server.request.start';
  const failing = new Promise<Server>((resolve) => {
    const take = (message: unknown): void => {
      unsubscribe(started, take);
      resolve((message as { server: Server }).server);
    };
    subscribe(started, take);
  });
  await server.ask('/api/v1/feeds');
  for (const message of ['accept EMFILE', 'accept ENFILE']) (await failing).emit('error', new Error(message));
  expect((await server.ask('/api/v1/feeds')).status).toBe(200);
  expect(server.logged.filter(({ level }) => level === 'error')).toMatchObject([
    { fields: { err: { message: 'accept EMFILE' } } },
    { fields: { err: { message: 'accept ENFILE' } } },
  ]);
});
