/** One HTTP host on a loopback port of its own, with validators, gzip, latency and a log of every request. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** One request as the host saw it. Times are epoch milliseconds; `endedAt` is null while the answer is under way. */
export interface LoggedRequest {
  readonly outlet: string;
  readonly at: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The request carried If-None-Match or If-Modified-Since. */
  readonly conditional: boolean;
  /** Requests in hand at this host when this one came, itself included. */
  readonly overlap: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly status: number;
}

/** What a host answers; `body` is sent as it is, or gzipped when the client asks for that. */
export interface Reply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  /** ISO 8601; becomes Last-Modified. */
  readonly modified?: string;
  readonly location?: string;
  /** Milliseconds before the answer, in place of the host's own latency. */
  readonly delayMs?: number;
  /** The connection is cut in the middle of the body. */
  readonly cut?: boolean;
  /** Milliseconds over which the body comes, in pieces. */
  readonly overMs?: number;
}

export interface HostOptions {
  readonly id: string;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number;
  /** Where it listens; 127.0.0.1. */
  readonly address?: string;
  /** What its origin calls it; its address. */
  readonly name?: string;
  /** The answer to a path (without its query); null is a 404. */
  readonly answer: (path: string, query: string) => Reply | null;
  /** Every request is appended here as it comes, and completed when its answer has gone. */
  readonly log: LoggedRequest[];
}

export interface Host {
  readonly id: string;
  /** `http://NAME:PORT`. */
  readonly origin: string;
  /** Stops listening and cuts what is still open. */
  close(): Promise<void>;
}

/** Bodies below this many bytes are not worth compressing; servers commonly draw the line near here. */
const GZIP_FROM = 512;

/** Pieces of a body that comes slowly. */
const PIECES = 10;

const LOOPBACK = '127.0.0.1';

/** Starts a host on a free port. */
export async function startHost(options: HostOptions): Promise<Host> {
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    const entry = logEntry(options.id, request, open);
    options.log.push(entry);
    const finish = (): void => {
      open -= 1;
      entry.endedAt = Date.now();
      entry.status = response.statusCode;
    };
    response.once('close', finish);
    respond(options, request, response).catch(() => response.destroy());
  });
  const { address = LOOPBACK, name = address } = options;
  const port = await listen(server, address);
  return { id: options.id, origin: `http://${name}:${port}`, close: () => shut(server) };
}

/** Listens on a free port and returns it. */
export async function listen(
  server: ReturnType<typeof createServer>,
  address: string = LOOPBACK,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, address, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Closes a server at once, open connections included. */
export function shut(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

type Entry = { -readonly [K in keyof LoggedRequest]: LoggedRequest[K] };

function logEntry(outlet: string, request: IncomingMessage, overlap: number): Entry {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) headers[name] = String(value);
  const now = Date.now();
  return {
    outlet,
    at: now,
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers,
    conditional: 'if-none-match' in headers || 'if-modified-since' in headers,
    overlap,
    startedAt: now,
    endedAt: null,
    status: 0,
  };
}

async function respond(
  options: HostOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const reply = options.answer(path, query) ?? {
    status: 404,
    body: '<!doctype html><title>Not found</title><h1>404</h1>',
  };
  const delay = reply.delayMs ?? options.latencyMs ?? 0;
  if (delay > 0) await wait(delay);
  const body = Buffer.from(reply.body ?? '');
  response.setHeader('content-type', reply.type ?? 'text/html; charset=utf-8');
  if (reply.location !== undefined) response.setHeader('location', reply.location);
  const status = reply.status ?? 200;
  if (status === 200) {
    // Weak, because the gzipped and the plain answer share it.
    const etag = `W/"${createHash('sha256').update(body).digest('hex').slice(0, 20)}"`;
    response.setHeader('etag', etag);
    response.setHeader('vary', 'accept-encoding');
    if (reply.modified !== undefined)
      response.setHeader('last-modified', new Date(reply.modified).toUTCString());
    if (unchanged(request, etag, reply.modified)) {
      response.statusCode = 304;
      response.removeHeader('content-type');
      response.end();
      return;
    }
  }
  response.statusCode = status;
  const gzipped =
    /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')) && body.length >= GZIP_FROM;
  if (gzipped) response.setHeader('content-encoding', 'gzip');
  const sent = gzipped ? gzipSync(body) : body;
  response.setHeader('content-length', sent.length);
  if (request.method === 'HEAD') response.end();
  else if (reply.cut) response.write(sent.subarray(0, sent.length / 2), () => response.destroy());
  else if (reply.overMs !== undefined) await sendSlowly(response, sent, reply.overMs);
  else response.end(sent);
}

async function sendSlowly(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  const size = Math.ceil(body.length / PIECES);
  // Ended with its last piece: who has all of it may ask for more at once.
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    await wait(ms / PIECES);
    response.write(body.subarray(at, at + size));
  }
  response.end();
}

/** RFC 9110 section 13.2.2: If-None-Match decides alone when it is there. */
function unchanged(request: IncomingMessage, etag: string, modified: string | undefined): boolean {
  const match = request.headers['if-none-match'];
  if (match !== undefined) return match.split(',').some((one) => one.trim() === etag || one.trim() === '*');
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  if (Number.isNaN(since) || modified === undefined) return false;
  return Math.floor(Date.parse(modified) / 1000) * 1000 <= since;
}
