/** Refused addresses get no connection, however they are written or reached. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFetcher } from '../../src/net/client.ts';
import type { LookupFunction } from '../../src/net/connect.ts';
import { bodyText, gist, httpServer, names, type TestServer, testFetcher } from './servers.ts';

let server: TestServer;
beforeAll(async () => {
  server = await httpServer((request, response) => {
    const to = new URL(request.url ?? '/', 'http://x').searchParams.get('to');
    if (to !== null) response.writeHead(302, { location: to, connection: 'close' }).end();
    else response.writeHead(200, { connection: 'close' }).end('inside');
  });
});
afterAll(() => server.close());

describe('a URL that leads inside', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://localhost:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://017700000001:PORT/',
    'http://127.1:PORT/',
    'http://0:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://①②⑦.0.0.1:PORT/',
    'http://１２７.0.0.1:PORT/',
    'http://127。0。0。1:PORT/',
    'http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:PORT/',
    'http://loc\u00adalhost:PORT/',
    'http://0000:PORT/',
    'http://127.0.1:PORT/',
    'http://127.0.0.0x1:PORT/',
    'http://127%2e0%2e0%2e1:PORT/',
    'http://[0:0:0:0:0:ffff:7f00:1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[64:ff9b:1::7f00:1]:PORT/',
    'http://[fc00::1]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'https://127.0.0.1:PORT/',
    'http://user:pass@127.0.0.1:PORT/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://100.100.100.200/latest/meta-data/',
    'http://inside.test:PORT/',
    'http://mapped.test:PORT/',
    'http://zone.test:PORT/',
    'http://all-inside.test:PORT/',
  ])('%s is refused without a connection', async (url) => {
    const fetcher = testFetcher({
      lookup: names({
        localhost: ['127.0.0.1', '::1'],
        'inside.test': ['10.0.0.1'],
        'mapped.test': ['::ffff:127.0.0.1'],
        'zone.test': ['fe80::1%lo'],
        'all-inside.test': ['127.0.0.1', '10.0.0.1', '::1'],
      }),
    });
    const before = server.connections();
    const outcome = await fetcher.fetch({ url: url.replace('PORT', String(server.port)), kind: 'page' });
    expect(gist(outcome)).toBe('private-address drop');
    expect(outcome.kind === 'failed' && outcome.failure.message).toMatch(
      /^\S+: refused, .*(address|metadata)/,
    );
    expect(server.connections()).toBe(before);
    await fetcher.close();
  });

  it.each([
    ['file:///etc/passwd', 'bad-scheme drop'],
    ['ftp://site.test/x', 'bad-scheme drop'],
    ['javascript:alert(1)', 'bad-scheme drop'],
    ['data:text/html,x', 'bad-scheme drop'],
    ['//site.test/', 'bad-url drop'],
    ['http://', 'bad-url drop'],
    ['http://[::1', 'bad-url drop'],
    ['http://[fe80::1%25lo]/', 'bad-url drop'],
    ['http://[fe80::1%lo]/', 'bad-url drop'],
    ['http://256.256.256.256/', 'bad-url drop'],
    ['http://0x100000000/', 'bad-url drop'],
    ['http://a\u0000b.test/', 'bad-url drop'],
    ['http://a\u2025b.test/', 'bad-url drop'],
    ['', 'bad-url drop'],
  ])('%j is %s', async (url, expected) => {
    const fetcher = testFetcher();
    expect(gist(await fetcher.fetch({ url, kind: 'page' }))).toBe(expected);
    await fetcher.close();
  });
});

describe('a redirect', () => {
  it.each([
    ['http://127.0.0.1:PORT/secret', 'private-address drop'],
    ['http://0x7f.1:PORT/secret', 'private-address drop'],
    ['http://[::ffff:127.0.0.1]:PORT/secret', 'private-address drop'],
    ['http://inside.test:PORT/secret', 'private-address drop'],
    ['http://169.254.169.254/latest', 'private-address drop'],
    ['//127.0.0.1:PORT/secret', 'private-address drop'],
    ['file:///etc/passwd', 'bad-scheme drop'],
    ['gopher://127.0.0.1/', 'bad-scheme drop'],
    ['http://[broken', 'bad-redirect drop'],
    ['', 'bad-redirect drop'],
  ])('from an allowed host to %j is %s', async (location, expected) => {
    const fetcher = testFetcher({
      lookup: names({ 'site.test': ['127.0.0.1'], 'inside.test': ['127.0.0.1'] }),
    });
    const before = server.connections();
    const to = encodeURIComponent(location.replace('PORT', String(server.port)));
    const outcome = await fetcher.fetch({ url: `http://site.test:${server.port}/?to=${to}`, kind: 'page' });
    expect(gist(outcome)).toBe(expected);
    expect(server.connections()).toBe(before + 1);
    await fetcher.close();
  });
});

describe('the address that was checked is the one that is dialled', () => {
  it('resolves once for a connection and checks each new connection again', async () => {
    // 127.0.0.2 stands for a public address: it alone is allowed. Every later answer leads inside.
    const outside = await httpServer(
      (_, response) => response.writeHead(200, { connection: 'close' }).end('outside'),
      '127.0.0.2',
    );
    let lookups = 0;
    const rebinding: LookupFunction = (_hostname, _options, callback) => {
      lookups += 1;
      callback(null, [{ address: lookups === 1 ? '127.0.0.2' : '127.0.0.1', family: 4 }]);
    };
    const fetcher = testFetcher({ allowHosts: ['127.0.0.2'], lookup: rebinding });
    const before = server.connections();
    const url = `http://rebinding.test:${outside.port}/`;
    expect(bodyText(await fetcher.fetch({ url, kind: 'page' }))).toBe('outside');
    expect(lookups).toBe(1);
    const second = await fetcher.fetch({ url: `http://rebinding.test:${server.port}/`, kind: 'page' });
    expect(gist(second)).toBe('private-address drop');
    expect(lookups).toBe(2);
    expect(server.connections()).toBe(before);
    await fetcher.close();
    await outside.close();
  });

  it('dials only the public ones of several addresses', async () => {
    const outside = await httpServer((_, response) => response.end('outside'), '127.0.0.2');
    const fetcher = testFetcher({
      allowHosts: ['127.0.0.2/32'],
      lookup: names({ 'mixed.test': ['127.0.0.1', '10.0.0.1', '127.0.0.2', '::1'] }),
    });
    expect(bodyText(await fetcher.fetch({ url: `http://mixed.test:${outside.port}/`, kind: 'page' }))).toBe(
      'outside',
    );
    await fetcher.close();
    await outside.close();
  });

  it('dials both families, however many addresses a host has of one that leads nowhere', async () => {
    const dead = Array.from({ length: 9 }, (_, at) => `fd00::${at + 1}`);
    const fetcher = testFetcher({ lookup: names({ 'site.test': [...dead, '127.0.0.1'] }) });
    const outcome = await fetcher.fetch({ url: `http://site.test:${server.port}/`, kind: 'page' });
    expect(bodyText(outcome)).toBe('inside');
    await fetcher.close();
  });

  it('lets an allowed address and an allowed name pass, with the system resolver too', async () => {
    const byAddress = testFetcher({ allowHosts: ['127.0.0.0/8'] });
    expect(bodyText(await byAddress.fetch({ url: `http://127.0.0.1:${server.port}/`, kind: 'page' }))).toBe(
      'inside',
    );
    await byAddress.close();
    const byName = createFetcher({ userAgent: 'jvwire-test/1.0', allowHosts: ['localhost'] });
    expect(bodyText(await byName.fetch({ url: `http://localhost:${server.port}/`, kind: 'page' }))).toBe(
      'inside',
    );
    await byName.close();
  });

  it('calls an unknown name a dns failure that may pass', async () => {
    const fetcher = testFetcher();
    const outcome = await fetcher.fetch({ url: 'http://nowhere.test/', kind: 'page' });
    expect(gist(outcome)).toBe('dns retry');
    await fetcher.close();
  });
});
