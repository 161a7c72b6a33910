/** What a fetch sends and what it makes of the answers of honest servers. */
import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import type { FetchRequest } from '../../src/core/ports.ts';
import { bodyText, gist, httpServer, names, type TestServer, testFetcher } from './servers.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
let server: TestServer;
let lastHeaders: IncomingHttpHeaders = {};
const fetcher = testFetcher({
  clock: () => NOW,
  allowHosts: ['*.test'],
  lookup: names({ 'site.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] }),
});

beforeAll(async () => {
  server = await httpServer((request, response) => {
    lastHeaders = request.headers;
    const url = new URL(request.url ?? '/', 'http://site.test');
    const [, what = '', argument = ''] = url.pathname.split('/');
    switch (what) {
      case 'status':
        for (const [name, value] of url.searchParams) response.setHeader(name, value);
        response
          .writeHead(Number(argument))
          .end(argument === '204' || argument === '304' ? undefined : 'body');
        break;
      case 'hops':
        if (argument === '0') response.end(`arrived ${url.search}`);
        else response.writeHead(302, { location: `/hops/${Number(argument) - 1}` }).end('moved');
        break;
      case 'circle':
        response.writeHead(301, { location: argument === 'a' ? '/circle/b' : '/circle/a#again' }).end();
        break;
      case 'utf8':
        // Raw UTF-8 in a header, as some servers send it.
        response.writeHead(308, { location: Buffer.from('/echo/上汽').toString('latin1') }).end();
        break;
      case 'elsewhere':
        response.writeHead(307, { location: `http://other.test:${server.port}/hops/0?x=1` }).end();
        break;
      case 'conditional':
        if (
          request.headers['if-none-match'] === '"v1"' ||
          request.headers['if-modified-since'] === 'Sat, 21 Nov 2026 00:00:00 GMT'
        ) {
          response.writeHead(304).end();
        } else {
          response.setHeader('Set-Cookie', ['a=1', 'b=2']);
          response.setHeader('Link', ['<a>', '<b>']);
          response
            .writeHead(200, {
              ETag: '"v1"',
              'Last-Modified': 'Sat, 21 Nov 2026 00:00:00 GMT',
              'Content-Type': 'text/html; charset=gbk',
            })
            .end('fresh');
        }
        break;
      case 'later':
        setTimeout(() => response.end('later'), 40);
        break;
      case 'hints':
        response.writeEarlyHints({ link: '</style.css>; rel=preload' });
        response.end('after hints');
        break;
      default:
        response.end(`echo ${decodeURIComponent(url.pathname)}`);
    }
  });
});
afterAll(async () => {
  await fetcher.close();
  await server.close();
});

const get = (path: string, more: Partial<FetchRequest> = {}): ReturnType<typeof fetcher.fetch> =>
  fetcher.fetch({ url: `http://site.test:${server.port}${path}`, kind: 'page', ...more });

async function failure(path: string, more: Partial<FetchRequest> = {}): Promise<Failure> {
  const outcome = await get(path, more);
  if (outcome.kind !== 'failed') throw new Error(`expected a failure, got ${outcome.kind}`);
  return outcome.failure;
}

describe('a good answer', () => {
  it('comes back whole, with its address, headers and validators, without cookies', async () => {
    const outcome = await get('/conditional');
    expect(outcome).toMatchObject({
      kind: 'ok',
      url: `http://site.test:${server.port}/conditional`,
      status: 200,
      redirects: [],
      contentType: 'text/html; charset=gbk',
      etag: '"v1"',
      lastModified: 'Sat, 21 Nov 2026 00:00:00 GMT',
      headers: { link: '<a>, <b>' },
    });
    expect(outcome.kind === 'ok' && 'set-cookie' in outcome.headers).toBe(false);
    expect(bodyText(outcome)).toBe('fresh');
  });

  it('tells how long it took', async () => {
    expect((await get('/later')).ms).toBeGreaterThanOrEqual(35);
  });

  it('is asked for honestly: user agent, accept by kind, encodings, no cookies, no referrer', async () => {
    await get('/', { kind: 'feed' });
    expect(lastHeaders).toMatchObject({
      host: `site.test:${server.port}`,
      'user-agent': 'jvwire-test/1.0 (+https://example.org/bot)',
      'accept-encoding': 'zstd, br, gzip, deflate',
      accept: expect.stringContaining('application/rss+xml'),
    });
    expect(lastHeaders).not.toHaveProperty('cookie');
    expect(lastHeaders).not.toHaveProperty('referer');
    await get('/', { kind: 'page' });
    expect(lastHeaders.accept).toMatch(/^text\/html/);
    await get('/', { kind: 'robots' });
    expect(lastHeaders.accept).toMatch(/^text\/plain/);
  });

  it('keeps its connection for the next', async () => {
    const before = server.connections();
    for (let index = 0; index < 5; index += 1) await get(`/n/${index}`);
    expect(server.connections() - before).toBeLessThanOrEqual(1);
  });

  it('may be announced by early hints', async () => {
    expect(bodyText(await get('/hints'))).toBe('after hints');
  });
});

describe('a conditional request', () => {
  it.each([
    ['an entity tag', { etag: '"v1"' }, 'not-modified'],
    ['a date', { lastModified: 'Sat, 21 Nov 2026 00:00:00 GMT' }, 'not-modified'],
    ['an old entity tag', { etag: '"v0"' }, 'ok'],
    ['an entity tag that no header can carry', { etag: 'a\r\nx-evil: 1' }, 'ok'],
    ['null validators', { etag: null, lastModified: null }, 'ok'],
  ])('with %s', async (_, validators, expected) => {
    const outcome = await get('/conditional', validators);
    expect(gist(outcome)).toBe(expected);
    expect(lastHeaders).not.toHaveProperty('x-evil');
  });

  it('is what 304 needs: without validators it is a bad response', async () => {
    expect(await failure('/status/304')).toMatchObject({ code: 'bad-response', action: 'drop', status: 304 });
  });
});

describe('status codes', () => {
  it.each([
    [200, 'ok'],
    [203, 'ok'],
    [204, 'bad-response drop'],
    [205, 'bad-response drop'],
    [300, 'bad-response drop'],
    [305, 'bad-response drop'],
    [400, 'http-4xx drop'],
    [401, 'http-401 drop'],
    [402, 'http-4xx drop'],
    [403, 'http-403 drop'],
    [404, 'http-404 drop'],
    [408, 'http-4xx retry'],
    [410, 'http-410 drop'],
    [425, 'http-4xx retry'],
    [429, 'http-429 retry'],
    [451, 'http-4xx drop'],
    [500, 'http-5xx retry'],
    [502, 'http-5xx retry'],
    [503, 'http-5xx retry'],
    [520, 'http-5xx retry'],
    [999, 'bad-response drop'],
  ])('%i is %s', async (status, expected) => {
    const outcome = await get(`/status/${status}`);
    expect(gist(outcome)).toBe(expected);
    if (outcome.kind === 'failed') {
      expect(outcome.failure.status).toBe(status);
      expect(outcome.failure.message).toMatch(new RegExp(`^site\\.test:\\d+ answered ${status}`));
    }
  });

  it.each([
    [429, '120', NOW + 120_000],
    [503, '0', NOW],
    [503, ' 5 ', NOW + 5_000],
    [503, '99999999999', NOW + 7 * 86_400_000],
    [503, 'Sat, 21 Nov 2026 12:30:00 GMT', NOW + 1_800_000],
    [503, 'Saturday, 21-Nov-26 12:30:00 GMT', NOW + 1_800_000],
    [503, 'Sat Nov 21 12:30:00 2026', NOW + 1_800_000],
    [503, 'Sat, 21 Nov 2026 13:30:00 +0100', NOW + 1_800_000],
    [503, 'Sat, 21 Nov 2026 12:30:00 UTC', NOW + 1_800_000],
    [503, 'Fri, 20 Nov 2026 12:30:00 GMT', NOW],
    [503, 'Sat, 21 Nov 2099 12:30:00 GMT', NOW + 7 * 86_400_000],
    [503, '-5', undefined],
    [503, '1.5', undefined],
    [503, 'tomorrow', undefined],
    [503, '2026', NOW + 2_026_000],
    [403, '120', undefined],
  ])('%i with Retry-After %j is to be retried at the right time', async (status, retryAfter, retryAt) => {
    const result = await failure(`/status/${status}?retry-after=${encodeURIComponent(retryAfter)}`);
    expect(result.retryAt).toBe(retryAt);
  });
});

describe('redirects', () => {
  it('are followed five times and listed', async () => {
    const outcome = await get('/hops/5');
    expect(bodyText(outcome)).toBe('arrived ');
    const base = `http://site.test:${server.port}`;
    expect(outcome).toMatchObject({
      url: `${base}/hops/0`,
      redirects: [4, 3, 2, 1, 0].map((hop) => ({ status: 302, to: `${base}/hops/${hop}` })),
    });
  });

  it('end at the sixth', async () => {
    expect(await failure('/hops/6')).toMatchObject({ code: 'too-many-redirects', action: 'drop' });
  });

  it('end when they come back to where they were', async () => {
    expect(await failure('/circle/a')).toMatchObject({
      code: 'too-many-redirects',
      message: expect.stringContaining('circle'),
    });
  });

  it('without a Location are bad', async () => {
    expect(await failure('/status/302')).toMatchObject({ code: 'bad-redirect', status: 302 });
  });

  it('may name other hosts and other letters', async () => {
    expect(bodyText(await get('/elsewhere'))).toBe('arrived ?x=1');
    expect(bodyText(await get('/utf8'))).toBe('echo /echo/上汽');
  });

  it('ask the hook first, which may end the fetch', async () => {
    const seen: string[] = [];
    const robots: Failure = { code: 'robots', action: 'drop', message: 'other.test forbids it' };
    const onRedirect = (url: URL): Promise<Failure | null> => {
      seen.push(url.pathname);
      return Promise.resolve(url.pathname === '/hops/1' ? robots : null);
    };
    const before = server.connections();
    const outcome = await get('/hops/3', { onRedirect });
    expect(seen).toEqual(['/hops/2', '/hops/1']);
    expect(outcome).toMatchObject({
      kind: 'failed',
      failure: robots,
      url: expect.stringMatching(/\/hops\/1$/),
    });
    expect(server.connections() - before).toBeLessThanOrEqual(2);
  });

  it('to a private address end before anybody is asked about it', async () => {
    let asked = 0;
    const onRedirect = (): Promise<null> => {
      asked++;
      return Promise.resolve(null);
    };
    const location = encodeURIComponent('http://10.0.0.1/x');
    const outcome = await get(`/status/302?location=${location}`, { onRedirect });
    expect([gist(outcome), outcome.url, asked]).toEqual(['private-address drop', 'http://10.0.0.1/x', 0]);
  });

  it('lead to an address without a fragment', async () => {
    const outcome = await get(`/status/302?location=${encodeURIComponent('/echo/x#part')}`);
    expect(outcome.url).toBe(`http://site.test:${server.port}/echo/x`);
  });

  it('survive a hook that throws', async () => {
    const result = await failure('/hops/1', { onRedirect: () => Promise.reject(new Error('hook broke')) });
    expect(result).toMatchObject({ code: 'internal', message: expect.stringContaining('hook broke') });
  });
});

describe('stopping', () => {
  it('a fetch whose signal is already aborted makes no connection', async () => {
    const before = server.connections();
    expect(await failure('/echo/x', { signal: AbortSignal.abort() })).toMatchObject({
      code: 'internal',
      action: 'retry',
    });
    expect(server.connections()).toBe(before);
  });

  it('a closed fetcher fails instead of throwing', async () => {
    const closed = testFetcher();
    await closed.close();
    expect(gist(await closed.fetch({ url: `http://site.test:${server.port}/`, kind: 'page' }))).toBe(
      'internal retry',
    );
  });

  it('a user agent of several lines is refused at once', () => {
    expect(() => testFetcher({ userAgent: 'a\r\nb' })).toThrow('user agent');
  });
});
