/** Cookies that a chain of redirects asks for: sent back to the host that set them, within the chain, and never beyond. */
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createChainCookies } from '../../src/net/chain-cookies.ts';
import { bodyText, httpServer, names, testFetcher } from './servers.ts';

interface Seen {
  readonly host: string;
  readonly path: string;
  readonly cookie: string | undefined;
}

/** Whoever has the cookie is answered; whoever has none is sent where `redirect` says. */
async function site(redirect: (response: ServerResponse, seen: Seen, port: number) => boolean) {
  const seen: Seen[] = [];
  const server = await httpServer((request, response) => {
    const { host = '', cookie } = request.headers;
    const one = { host: host.replace(/:.*/, ''), path: request.url ?? '', cookie };
    seen.push(one);
    if (redirect(response, one, server.port)) response.end();
    else response.end('the page');
  });
  const lookup = names({ 'site.test': ['127.0.0.1'], 'other.test': ['127.0.0.1'] });
  const fetcher = testFetcher({ allowHosts: ['*.test'], lookup });
  onTestFinished(async () => {
    await fetcher.close();
    await server.close();
  });
  const get = () => fetcher.fetch({ url: `http://site.test:${server.port}/news`, kind: 'page' });
  return { get, seen, cookies: () => seen.map(({ cookie }) => cookie) };
}

/** Sends every request without a cookie back to the same page, with these. */
const askFor =
  (...lines: string[]) =>
  (response: ServerResponse, { cookie }: Seen): boolean => {
    if (cookie === undefined) response.writeHead(302, { location: '/news', 'set-cookie': lines });
    return cookie === undefined;
  };

test('a page that sets a cookie and redirects to itself is read, and the next fetch has no cookie again', async () => {
  const { get, cookies } = await site(askFor('visit=1; Path=/; HttpOnly', 'region=eu; Max-Age=60'));
  const outcome = await get();
  expect(bodyText(outcome)).toBe('the page');
  expect(JSON.stringify(outcome)).not.toContain('visit=1');
  expect(bodyText(await get())).toBe('the page');
  expect(cookies()).toEqual([undefined, 'visit=1; region=eu', undefined, 'visit=1; region=eu']);
});

test('a cookie that is set on the way, and set anew, is sent as it was set last', async () => {
  const { get, seen } = await site((response, { path, cookie }) => {
    if (path === '/check') response.writeHead(302, { location: '/news', 'set-cookie': 'visit=2' });
    else if (cookie !== 'visit=2') response.writeHead(302, { location: '/check', 'set-cookie': 'visit=1' });
    return path === '/check' || cookie !== 'visit=2';
  });
  expect(bodyText(await get())).toBe('the page');
  expect(seen.map(({ path, cookie }) => [path, cookie])).toEqual([
    ['/news', undefined],
    ['/check', 'visit=1'],
    ['/news', 'visit=2'],
  ]);
});

test('no other host gets a cookie, whatever domain it names, and its own host has it back', async () => {
  const { get, seen } = await site((response, { host, cookie }, port) => {
    if (host === 'other.test')
      response.writeHead(302, { location: `http://site.test:${port}/news`, 'set-cookie': 'theirs=1' });
    else if (cookie === undefined)
      response.writeHead(302, {
        location: `http://other.test:${port}/sign`,
        'set-cookie': ['own=1', 'wide=1; Domain=other.test', 'top=1; Domain=.test'],
      });
    return host === 'other.test' || cookie === undefined;
  });
  expect(bodyText(await get())).toBe('the page');
  expect(seen.map(({ host, cookie }) => [host, cookie])).toEqual([
    ['site.test', undefined],
    ['other.test', undefined],
    ['site.test', 'own=1; wide=1; top=1'],
  ]);
});

test.each([
  ['is taken back', 'visit=1; Max-Age=0'],
  ['is over', 'visit=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
  ['is for TLS only', 'visit=1; Secure'],
  ['is none', 'visit'],
  ['has no name', '=1'],
  ['is another header in disguise', 'visit=1\tx: y'],
  ['is too large', `visit=${'x'.repeat(5_000)}`],
])('a cookie that %s is not sent: the circle ends', async (_name, line) => {
  const { get, cookies } = await site(askFor(line));
  const outcome = await get();
  expect(outcome).toMatchObject({ kind: 'failed', failure: { code: 'too-many-redirects', action: 'drop' } });
  expect(cookies()).toEqual([undefined]);
});

test('a flood of cookies is bounded in number and size', async () => {
  const many = Array.from({ length: 500 }, (_, at) => `c${at}=${at}`);
  const first = await site(askFor(...many));
  expect(bodyText(await first.get())).toBe('the page');
  expect(first.cookies()[1]?.split('; ')).toEqual(many.slice(0, 20));
  const second = await site(askFor(...['a', 'b', 'c', 'd'].map((name) => `${name}=${'x'.repeat(4_000)}`)));
  expect(bodyText(await second.get())).toBe('the page');
  expect(second.cookies()[1]).toHaveLength(4_002);
});

test('whoever asks for another cookie each time is left after as many redirects as any other', async () => {
  let count = 0;
  const { get, seen } = await site((response) => {
    response.writeHead(302, { location: '/news', 'set-cookie': `visit=${++count}` });
    return true;
  });
  expect(await get()).toMatchObject({ kind: 'failed', failure: { code: 'too-many-redirects' } });
  expect(seen).toHaveLength(6);
});

test('what was set over TLS, or at another port, is not sent in the open, or there', () => {
  const cookies = createChainCookies(() => 0);
  cookies.keep(new URL('https://site.test/'), ['visit=1']);
  cookies.keep(new URL('http://site.test/'), ['open=1']);
  expect(
    ['https://site.test/x', 'http://site.test/x', 'https://site.test:8443/', 'https://www.site.test/'].map(
      (url) => cookies.headerFor(new URL(url)),
    ),
  ).toEqual(['visit=1; open=1', 'open=1', '', '']);
});
