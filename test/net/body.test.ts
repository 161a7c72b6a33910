/** Bodies as servers send them: framed in every way, encoded in every way, and some of them wrong. */
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it, test } from 'vitest';
import {
  bodyText,
  fetchFrom,
  gist,
  type Once,
  plain,
  rawServer,
  type TestServer,
  testFetcher,
} from './servers.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function fetchOnce(answer: (socket: Socket) => void, once?: Once): ReturnType<typeof fetchFrom> {
  const outcome = await fetchFrom(answer, once);
  servers.push(outcome.server);
  return outcome;
}

describe('a body', () => {
  it.each<[string, (socket: Socket) => void, string]>([
    ['without a length ends with the connection', plain('x: y', 'whole'), 'whole'],
    ['of length zero is empty', plain('content-length: 0'), ''],
    [
      'in chunks is put together',
      plain('transfer-encoding: chunked', '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n'),
      'abcde',
    ],
    ['shorter than announced is cut off', plain('content-length: 100', 'short'), '(cut-off retry)'],
    ['longer than announced is taken as announced', plain('content-length: 5', 'whole and more'), 'whole'],
    ['whose chunks break off is cut off', plain('transfer-encoding: chunked', '5\r\nab'), '(cut-off retry)'],
    [
      'without its last chunk is cut off',
      plain('transfer-encoding: chunked', '2\r\nab\r\n'),
      '(cut-off retry)',
    ],
    [
      'with a chunk size that is none is cut off',
      plain('transfer-encoding: chunked', 'zz\r\nab\r\n'),
      '(cut-off retry)',
    ],
  ])('%s', async (_, answer, expected) => {
    expect(bodyText(await fetchOnce(answer))).toBe(expected);
  });

  it('comes from one place when its address was written twice', async () => {
    const outcome = await fetchOnce((socket) =>
      socket.end('HTTP/1.1 301 Moved\r\nlocation: /here\r\nlocation: /here\r\ncontent-length: 0\r\n\r\n'),
    );
    expect(outcome.redirects.map(({ to }) => new URL(to).pathname)).toEqual(['/here']);
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['two lengths', plain('content-length: 5\r\ncontent-length: 6', 'whole'), 'cut-off retry'],
    ['a negative length', plain('content-length: -1', 'whole'), 'bad-response retry'],
    ['no HTTP at all', (socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n\r\n'), 'bad-response retry'],
    ['nothing, and closes', (socket) => socket.end(), 'cut-off retry'],
    ['half a header, and closes', (socket) => socket.end('HTTP/1.1 200 OK\r\nx: '), 'cut-off retry'],
    ['a reset', (socket) => socket.resetAndDestroy(), 'cut-off retry'],
    [
      'a switch of protocols',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      'cut-off retry',
    ],
  ])('a server that answers with %s', async (_, answer, expected) => {
    expect(gist(await fetchOnce(answer))).toBe(expected);
  });
});

test('a server that closes its connection when it is asked again is asked again on another', async () => {
  const asked = new Set<Socket>();
  const server = await rawServer((socket) => {
    if (asked.has(socket)) socket.destroy();
    else socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
    asked.add(socket);
  });
  servers.push(server);
  const fetcher = testFetcher();
  const request = { url: `http://site.test:${server.port}/`, kind: 'page' } as const;
  expect(bodyText(await fetcher.fetch(request))).toBe('ok');
  // until the connection waits
  await delay(20);
  expect(bodyText(await fetcher.fetch(request))).toBe('ok');
  expect(server.connections()).toBe(2);
  await fetcher.close();
});

describe('content encodings', () => {
  const text = `<html>${'上汽通用五菱 '.repeat(500)}</html>`;
  const bytes = Buffer.from(text);
  const gzipped = gzipSync(bytes);
  const large = `<html>${'x'.repeat(3_000_000)}</html>`;
  const wide = Buffer.from('\ufeff<p>上汽</p>', 'utf16le');
  it.each<[string, Buffer, string]>([
    ['gzip', gzipped, text],
    ['x-gzip', gzipped, text],
    ['GZIP', gzipped, text],
    ['identity', bytes, text],
    ['deflate', deflateSync(bytes), text],
    ['deflate', deflateRawSync(bytes), text],
    // Too large to be decoded at once, without the header that most servers send.
    ['deflate', deflateRawSync(large), large],
    ['br', brotliCompressSync(bytes), text],
    ['zstd', zstdCompressSync(bytes), text],
    ['gzip, br', brotliCompressSync(gzipped), text],
    ['gzip', Buffer.concat([gzipSync('<p>one</p>'), gzipSync('<p>two</p>')]), '<p>one</p><p>two</p>'],
    ['gzip', Buffer.concat([gzipped, Buffer.alloc(100)]), text],
    ['gzip', Buffer.concat([gzipped, Buffer.from('\n')]), text],
    ['x-gzip', Buffer.concat([gzipped, Buffer.from('<!-- cached -->\r\n')]), text],
    ['gzip', Buffer.concat([gzipped.subarray(0, -8), Buffer.alloc(8, 0x20)]), '(bad-encoding retry)'],
    ['gzip', Buffer.alloc(0), ''],
    ['gzip', bytes, text],
    ['br', bytes, text],
    ['deflate', bytes, text],
    ['zstd', bytes, text],
    ['gzip, gzip', gzipped, text],
    ['gzip', Buffer.from('short'), 'short'],
    ['gzip', wide, new TextDecoder().decode(wide)],
    ['gzip', Buffer.from(wide).swap16(), new TextDecoder().decode(Buffer.from(wide).swap16())],
    ['utf-8', bytes, text],
    ['none', bytes, text],
    ['gzip', Buffer.from([0x3c, 0x70, 0x3e, 0xc9, 0xcf, 0xc6, 0xfb]), '<p>\ufffd\ufffd\ufffd\ufffd'],
    ['gzip', gzipped.subarray(0, gzipped.length - 20), '(cut-off retry)'],
    ['br', brotliCompressSync(bytes).subarray(0, 40), '(cut-off retry)'],
    ['zstd', zstdCompressSync(bytes).subarray(0, 40), '(cut-off retry)'],
    ['gzip', Buffer.concat([gzipped.subarray(0, 30), Buffer.alloc(200, 0xff)]), '(bad-encoding retry)'],
    ['zstd', gzipped, '(bad-encoding retry)'],
    ['br', Buffer.alloc(200, 0xff), '(bad-encoding retry)'],
    ['gzip', Buffer.alloc(200), '(bad-encoding retry)'],
    ['compress', gzipped, '(bad-encoding drop)'],
    ['gzip, gzip, gzip', gzipped, '(bad-encoding drop)'],
    // Nothing comes out of many empty gzip files in a row, which pack to a thousandth.
    ['gzip, gzip', gzipSync(Buffer.alloc(40_000_000, gzipSync(''))), '(too-large drop)'],
  ])('%s of %#', async (encoding, body, expected) => {
    const outcome = await fetchOnce(
      plain(`content-encoding: ${encoding}\r\ncontent-length: ${body.length}`, body),
    );
    expect(bodyText(outcome)).toBe(expected);
  });
});
