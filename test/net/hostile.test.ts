/** Servers that stall or flood: every fetch ends, in bounded time and memory, and says how. */
import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { FetchRequest } from '../../src/core/ports.ts';
import {
  drip,
  fetchFrom,
  flood,
  gist,
  type Once,
  plain,
  rawServer,
  type TestServer,
  tcpServer,
  testFetcher,
} from './servers.ts';

const MB = 1024 * 1024;
const SHORT = { connectMs: 400, headersMs: 400, bodyIdleMs: 300, bodyTotalMs: 900 };
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function fetchOnce(answer: (socket: Socket) => void, once?: Once): ReturnType<typeof fetchFrom> {
  const outcome = await fetchFrom(answer, once);
  servers.push(outcome.server);
  return outcome;
}

describe('time', () => {
  it.each<[string, (socket: Socket) => void, string, number]>([
    ['silence before the header', () => {}, 'timeout-headers retry', 400],
    [
      'a header that never ends',
      (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx: '),
      'timeout-headers retry',
      400,
    ],
    [
      'early hints for ever',
      (socket) => drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n'),
      'timeout-headers retry',
      800,
    ],
    [
      'silence in the body',
      (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\nbegin'),
      'timeout-body retry',
      300,
    ],
    [
      'a body of one byte at a time',
      (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n'),
      'timeout-body retry',
      900,
    ],
    [
      'a compressed body of one byte at a time',
      (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n'),
      'timeout-body retry',
      900,
    ],
  ])('%s ends by its limit', async (_, answer, expected, limit) => {
    const outcome = await fetchOnce(answer, { limits: SHORT });
    expect(gist(outcome)).toBe(expected);
    expect(outcome.ms).toBeGreaterThan(limit - 100);
    expect(outcome.ms).toBeLessThan(limit + 3_000);
    await expect.poll(() => outcome.server.open()).toBe(0);
  });

  it('a fetch can be stopped while the body comes', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const outcome = await fetchOnce((socket) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n'), {
      signal: stop.signal,
    });
    expect(gist(outcome)).toBe('internal retry');
    expect(outcome.ms).toBeLessThan(5_000);
  });

  it('a port that nobody listens on is a connect failure', async () => {
    const server = await rawServer(() => {});
    await server.close();
    const fetcher = testFetcher();
    expect(gist(await fetcher.fetch({ url: `http://site.test:${server.port}/`, kind: 'page' }))).toBe(
      'connect retry',
    );
    await fetcher.close();
  });

  it('a name server that never answers is a connect time-out', async () => {
    const fetcher = testFetcher({ lookup: () => {}, limits: { connectMs: 200 } });
    expect(gist(await fetcher.fetch({ url: 'http://site.test/', kind: 'page' }))).toBe(
      'timeout-connect retry',
    );
    await fetcher.close();
  });

  it('a server without TLS is a tls failure', async () => {
    const server = await tcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    servers.push(server);
    const fetcher = testFetcher({ limits: { connectMs: 1_000 } });
    expect(gist(await fetcher.fetch({ url: `https://site.test:${server.port}/`, kind: 'page' }))).toBe(
      'tls retry',
    );
    await fetcher.close();
  });
});

describe('size', () => {
  it('a header flood ends early', async () => {
    const outcome = await fetchOnce((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      flood(socket, Buffer.from(`x: ${'y'.repeat(4_000)}\r\n`.repeat(10)));
    });
    expect(gist(outcome)).toBe('too-large drop');
  });

  it('an endless body is left at the limit', async () => {
    const outcome = await fetchOnce((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      flood(socket, Buffer.alloc(64 * 1024, 'x'));
    });
    expect(gist(outcome)).toBe('too-large drop');
    await expect.poll(() => outcome.server.open()).toBe(0);
  });

  it.each<[FetchRequest['kind'], number, string]>([
    ['page', 10 * MB, 'ok'],
    ['page', 10 * MB + 1, 'too-large drop'],
    ['feed', 10 * MB + 1, 'ok'],
    ['feed', 20 * MB + 1, 'too-large drop'],
    ['robots', 600 * 1024, 'ok'],
  ])('a %s of %i bytes is %s', async (kind, size, expected) => {
    const outcome = await fetchOnce(plain(`content-length: ${size}`, Buffer.alloc(size, 'x')), {
      kind,
    });
    expect(gist(outcome)).toBe(expected);
    if (outcome.kind === 'ok')
      expect(outcome.body.length).toBe(Math.min(size, kind === 'robots' ? 512 * 1024 : size));
  });

  it('bombs of a quarter to one gigabyte cost bounded time and memory', async () => {
    const zeros = Buffer.alloc(16 * MB);
    const quarter = Buffer.alloc(256 * MB);
    const manyTimes = (piece: Buffer): Buffer => Buffer.concat(Array.from({ length: 64 }, () => piece));
    const bombs: Readonly<Record<string, Buffer>> = {
      identity: Buffer.from('<p>small</p>'),
      gzip: manyTimes(gzipSync(zeros)),
      deflate: deflateSync(quarter, { level: 1 }),
      br: brotliCompressSync(quarter, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
      zstd: manyTimes(zstdCompressSync(zeros)),
      'gzip, gzip': gzipSync(manyTimes(gzipSync(zeros))),
    };
    const encodings = Object.keys(bombs);
    const server = await rawServer((socket, request) => {
      const encoding = encodings[Number(/^GET \/(\d)/.exec(request)?.[1])] ?? '';
      plain(`content-encoding: ${encoding}`, bombs[encoding])(socket);
    });
    servers.push(server);
    const urls = encodings.map((_, index) => `http://site.test:${server.port}/${index}`);
    const program = new URL('fetch-peaks.ts', import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...urls], { timeout: 15_000 });
    const [small, ...results] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { gist: string; ms: number; peakMb: number });
    expect(small?.gist).toBe('ok');
    expect(results.map((result) => result.gist)).toEqual(encodings.slice(1).map(() => 'too-large drop'));
    expect(Math.max(...results.map((result) => result.ms))).toBeLessThan(3_000);
    // A body at its limit, twice while its buffer grows, and what the collector has not yet taken: 5 fetches of 10 MB.
    expect((results.at(-1)?.peakMb ?? Number.POSITIVE_INFINITY) - (small?.peakMb ?? 0)).toBeLessThan(120);
  });

  it('a compressed stream that yields nothing is left as well', async () => {
    const nothing = gzipSync(Buffer.alloc(0));
    const outcome = await fetchOnce(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n');
        flood(socket, Buffer.concat(Array.from({ length: 2_000 }, () => nothing)));
      },
      { limits: { pageBytes: 1024 } },
    );
    expect(gist(outcome)).toBe('too-large drop');
  });

  it('a body in a million tiny chunks does not cost a buffer for each', async () => {
    const outcome = await fetchOnce(
      plain('transfer-encoding: chunked', `${'1\r\nx\r\n'.repeat(1_000_000)}0\r\n\r\n`),
      { limits: { bodyTotalMs: 20_000 } },
    );
    expect(outcome.kind === 'ok' && outcome.body.length).toBe(1_000_000);
  });
});
