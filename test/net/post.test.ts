/** Posting to an address that a user named: guarded, bounded, never redirected. */
import { afterEach, expect, test } from 'vitest';
import type { PostOutcome } from '../../src/core/ports.ts';
import type { Limits } from '../../src/net/limits.ts';
import { flood, httpServer, rawServer, type TestServer, testFetcher } from './servers.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function opened(server: Promise<TestServer>): Promise<TestServer> {
  servers.push(await server);
  return server;
}

async function post(url: string, limits: Partial<Limits> = {}): Promise<PostOutcome> {
  const fetcher = testFetcher({ limits, clock: () => 0 });
  const outcome = await fetcher.post({
    url,
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  await fetcher.close();
  return outcome;
}

const gist = (outcome: PostOutcome): string =>
  outcome.kind === 'ok' ? `ok ${outcome.status}` : `${outcome.failure.code} ${outcome.failure.action}`;

test('body and headers arrive, and the beginning of the answer comes back', async () => {
  const got: string[] = [];
  const server = await opened(
    httpServer((request, response) => {
      got.push(
        `${request.method} ${request.url} ${request.headers['content-type']} ${request.headers['user-agent']}`,
      );
      request
        .on('data', (data) => got.push(String(data)))
        .on('end', () => response.writeHead(202).end('noted'));
    }),
  );
  expect(await post(`http://site.test:${server.port}/hook?a=b`)).toEqual({
    kind: 'ok',
    status: 202,
    answer: 'noted',
  });
  expect(got).toEqual([
    'POST /hook?a=b application/json jvwire-test/1.0 (+https://example.org/bot)',
    '{"a":1}',
  ]);
});

test('a message never goes over a connection that another request left open', async () => {
  const used: string[] = [];
  const server = await opened(
    httpServer((request, response) => {
      used.push(`${request.method} ${request.socket.remotePort}`);
      request.resume().on('end', () => response.end('<p>answer</p>'));
    }),
  );
  const url = `http://site.test:${server.port}/`;
  const fetcher = testFetcher();
  await fetcher.fetch({ url, kind: 'page' });
  await fetcher.post({ url, headers: {}, body: '{}' });
  await fetcher.post({ url, headers: {}, body: '{}' });
  await fetcher.close();
  expect(used).toHaveLength(3);
  expect(new Set(used.map((line) => line.split(' ')[1])).size).toBe(3);
});

test.each([
  [204, {}, 'ok 204'],
  [301, { location: 'http://127.0.0.1/' }, 'bad-redirect drop'],
  [307, { location: '/elsewhere' }, 'bad-redirect drop'],
  [400, {}, 'http-4xx drop'],
  [410, {}, 'http-410 drop'],
  [503, { 'retry-after': '120' }, 'http-5xx retry'],
])('an answer of %i is %s %s', async (status, headers, expected) => {
  const server = await opened(httpServer((_request, response) => response.writeHead(status, headers).end()));
  const outcome = await post(`http://site.test:${server.port}/`);
  expect(gist(outcome)).toBe(expected);
  expect(server.connections()).toBe(1);
  if (outcome.kind === 'failed' && status === 503) expect(outcome.failure.retryAt).toBe(120_000);
});

test.each(['http://127.0.0.1:PORT/', 'http://[::1]:PORT/', 'http://0x7f.1:PORT/', 'http://169.254.169.254/'])(
  'no connection is made to %s',
  async (url) => {
    const server = await opened(httpServer((_request, response) => response.end()));
    expect(gist(await post(url.replace('PORT', String(server.port))))).toBe('private-address drop');
    expect(server.connections()).toBe(0);
  },
);

test('an answer without end is read for a moment, one that never begins is given up', async () => {
  const endless = await opened(
    rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood(socket, Buffer.alloc(64 * 1024, 'x'));
    }),
  );
  const outcome = await post(`http://site.test:${endless.port}/`);
  expect(outcome).toMatchObject({ kind: 'ok', answer: 'x'.repeat(2_000) });
  const silent = await opened(rawServer(() => {}));
  const limits = { connectMs: 200, headersMs: 200 };
  expect(gist(await post(`http://site.test:${silent.port}/`, limits))).toBe('timeout-headers retry');
});
