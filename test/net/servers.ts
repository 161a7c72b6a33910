/** Real local servers for the tests of src/net, which count the connections they get, and names that lead to them. */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type LookupFunction,
  type Server,
  type Socket,
} from 'node:net';
import type { FetchOutcome, FetchRequest } from '../../src/core/ports.ts';
import { createFetcher, type FetcherOptions } from '../../src/net/client.ts';
import type { Limits } from '../../src/net/limits.ts';

export interface TestServer {
  readonly port: number;
  /** Connections accepted so far. */
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  close(): Promise<void>;
}

/** `answer` gets every request. */
export function httpServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  address = '127.0.0.1',
): Promise<TestServer> {
  return listen(createHttpServer(answer), address);
}

/** `answer` gets the socket once the request's header is there: for answers that no honest server gives. */
export function rawServer(answer: (socket: Socket, request: string) => void): Promise<TestServer> {
  return tcpServer((socket) => {
    let text = '';
    socket.on('data', (data) => {
      text += data.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      const request = text;
      text = '';
      answer(socket, request);
    });
  });
}

/** `greet` gets every connection as it is made. */
export function tcpServer(greet: (socket: Socket) => void): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    greet(socket);
  });
  return listen(server, '127.0.0.1');
}

async function listen(server: Server, address: string): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => accepted,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A world of names stated as data; other names do not exist. */
export function names(world: Readonly<Record<string, readonly string[]>>): LookupFunction {
  return (hostname, _options, callback) => {
    const addresses = world[hostname];
    setImmediate(() => {
      if (addresses !== undefined)
        callback(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      else callback(Object.assign(new Error(`no ${hostname}`), { code: 'ENOTFOUND' }), []);
    });
  };
}

/** `site.test` is allowed although it leads here; nothing else is. */
export function testFetcher(options: Partial<FetcherOptions> = {}): ReturnType<typeof createFetcher> {
  return createFetcher({
    userAgent: 'jvwire-test/1.0 (+https://example.org/bot)',
    allowHosts: ['site.test'],
    lookup: names({ 'site.test': ['127.0.0.1'] }),
    ...options,
  });
}

/** `code action` of a failure, else the kind of outcome: short enough for tables. */
export function gist(outcome: FetchOutcome): string {
  return outcome.kind === 'failed' ? `${outcome.failure.code} ${outcome.failure.action}` : outcome.kind;
}

export function bodyText(outcome: FetchOutcome): string {
  return outcome.kind === 'ok' ? new TextDecoder().decode(outcome.body) : `(${gist(outcome)})`;
}

export interface Once {
  readonly limits?: Partial<Limits>;
  readonly kind?: FetchRequest['kind'];
  readonly signal?: AbortSignal;
}

/** Fetches once from a server that answers with `answer`; also hands the server over, to be closed. */
export async function fetchFrom(
  answer: (socket: Socket) => void,
  { limits, kind = 'page', signal }: Once = {},
): Promise<FetchOutcome & { server: TestServer }> {
  const server = await rawServer(answer);
  const fetcher = testFetcher({ limits: limits ?? {} });
  const outcome = await fetcher.fetch({
    url: `http://site.test:${server.port}/`,
    kind,
    ...(signal ? { signal } : {}),
  });
  await fetcher.close();
  return { ...outcome, server };
}

/** Answers 200 with this head and body, and closes. */
export const plain =
  (head: string, body: string | Buffer = ''): ((socket: Socket) => void) =>
  (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n`);
    socket.end(body);
  };

/** `socket` gets `chunk` as often as it takes it, until it is closed. */
export function flood(socket: Socket, chunk: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
}

/** Writes `head`, then `piece` again and again until the other side is gone. */
export function drip(socket: Socket, head: string, piece = 'x'): void {
  socket.write(head);
  const timer = setInterval(() => socket.write(piece), 50);
  socket.on('close', () => clearInterval(timer));
}
