/** The web server of the daemon: everything on HTTP hangs below one application, behind one guard. */
import { randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { COMPRESSIBLE_CONTENT_TYPE_REGEX, compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { type Callers, createCallers, type TokenBook } from '../api/access/callers.ts';
import { type Guarded, guard, isLoopback, RATE_LIMIT } from '../api/access/guard.ts';
import { createLogin } from '../api/access/login.ts';
import type { RateLimit } from '../api/access/rate-limit.ts';
import { createRefuse } from '../api/access/refusal.ts';
import { createApi, documentOf } from '../api/create-api.ts';
import { createDocs } from '../api/docs.ts';
import { createFeedsOut } from '../api/feeds-out.ts';
import { answerError, problemResponse } from '../api/problem.ts';
import { logRequests } from '../api/request-log.ts';
import type { ShowPage } from '../api/show-page.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import type { Operations } from '../core/operations.ts';
import type { Log } from '../core/ports.ts';
import { createMcpRoutes } from '../mcp/routes.ts';
import type { Answers } from '../pipeline/answers/answers.ts';
import { VERSION } from '../version.ts';
import { createWeb } from '../web/app.ts';
import { createFrame } from '../web/frame.ts';
import { BULL_BOARD } from '../web/site.ts';

/** What everything on HTTP is made of. */
export interface HttpParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly book: TokenBook;
  /** JVWIRE_API_TOKEN. */
  readonly ownToken: string | undefined;
  readonly host: string;
  /** Address at which people open the pages, with a slash at its end, when it is set. */
  readonly page?: string | null;
  readonly now: () => number;
  readonly log: Log;
  readonly limit?: RateLimit;
  /** `/metrics`, `/healthz` and `/readyz`; absent where no jobs run. */
  readonly monitoring?: Hono;
  /** The dashboard of the queues, where they are on Redis. */
  readonly queueBoard?: Hono;
}

/** Path of the API. */
const API = '/api/v1';

/** Bodies are JSON of a few fields, or one message of an agent. */
const MAX_BODY_BYTES = 1024 * 1024;

/** All of HTTP as one application. Each part is mounted in one line. */
function createHttpApp(parts: HttpParts, callers: Callers = createCallersOf(parts)): Hono<Guarded> {
  const { host, now, log, limit = RATE_LIMIT } = parts;
  const frame = createFrame();
  const show: ShowPage = (c, page) => frame.show(c, { section: null, ...page });
  const app = new Hono<Guarded>();
  app.use(logRequests(log));
  app.use(
    // Routes that need another policy, such as the dashboard, set their own.
    secureHeaders({
      overwrite: false,
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  app.use(guard({ callers, host, limit, now, refuse: createRefuse(show) }));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => tooLarge() }));
  app.use(compress({ contentTypeFilter: isCompressible }));
  app.onError(answerError(log));
  app.notFound((c) =>
    problemResponse({ status: 404, code: 'not-found', detail: `there is nothing at ${c.req.path}` }),
  );
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  const api = createApi(parts);
  app.route('/', createLogin(callers, show));
  app.route('/', createDocs(documentOf(api, API, VERSION), API, show));
  app.route(API, api);
  app.route('/feeds', createFeedsOut(parts));
  if (parts.monitoring) app.route('/', parts.monitoring);
  app.route('/mcp', createMcpRoutes({ ...parts, version: VERSION }));
  if (parts.queueBoard) app.route(BULL_BOARD, parts.queueBoard);
  app.route(
    '/',
    createWeb(
      {
        ...parts,
        dashboard: parts.queueBoard ? BULL_BOARD : null,
        onFault: (err, path) => log.error({ err, path }, 'page failed'),
      },
      frame,
    ),
  );
  return app;
}

const createCallersOf = ({ book, ownToken, now }: HttpParts): Callers =>
  createCallers({ book, ownToken, cookieSecret: randomBytes(32).toString('base64url'), now });

const refuseMethod = (c: Context, methods: readonly string[]): Response =>
  problemResponse(
    { status: 405, code: 'method', detail: `${c.req.path} takes ${methods.join(', ')}` },
    { Allow: methods.join(', ') },
  );

const tooLarge = (): Response =>
  problemResponse({ status: 413, code: 'too-large', detail: `a body has at most ${MAX_BODY_BYTES} bytes` });

const isCompressible = (type: string): boolean =>
  COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type) || type.startsWith('application/x-ndjson');

export interface HttpServer {
  /** Where it answers. */
  readonly url: string;
  /** Takes no more requests, and ends those that do not end in time. */
  close(): Promise<void>;
}

/** Milliseconds until the header and the body of a request must have arrived, and until an idle connection is closed. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 2_000,
  /** Longer than a request waits for work (src/api/waiting.ts). */
  idle: 60_000,
};
export type Timeouts = typeof TIMEOUTS;

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_CONNECTIONS = 512;

/** Open requests get this long when the server closes. */
const CLOSE_DEADLINE_MS = 2_000;

/**
 * Listens. Throws OperationError `token-needed` when others could reach it and no token is required of them, `port` when the
 * port is taken or not allowed; UsageError for a host that is none of this machine.
 */
export async function serveHttp(
  parts: HttpParts,
  port: number,
  timeouts: Partial<Timeouts> = {},
): Promise<HttpServer> {
  const { host, log } = parts;
  const callers = createCallersOf(parts);
  if (isIP(host) === 0) await lookup(host).catch(() => refuseHost(host));
  if (!isLoopback(host) && !callers.anyToken())
    throw new OperationError(
      'token-needed',
      `answering HTTP on ${host} lets others in, and there is no token; \`jvwire token create NAME\` makes one, or set JVWIRE_API_TOKEN`,
    );
  const app = createHttpApp(parts, callers);
  const listener = getRequestListener(app.fetch, {
    errorHandler: () =>
      problemResponse({ status: 400, code: 'bad-request', detail: 'the address or host is not one' }),
  });
  const { idle, ...limits } = { ...TIMEOUTS, ...timeouts };
  const options = { ...limits, maxHeaderSize: MAX_HEADER_BYTES };
  const server = createServer(options, (request, response) => void listener(request, response));
  server.timeout = idle;
  server.maxConnections = MAX_CONNECTIONS;
  await listen(server, host, port);
  server.on('error', (error) => log.error({ err: error }, 'web server'));
  const { port: bound } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  log.info({ url }, 'listening');
  return { url, close: () => close(server) };
}

function refuseHost(host: string): never {
  throw new UsageError(`--host ${host}: is no address of this machine`);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new OperationError(
        'port',
        `port ${port} of ${host} is taken; give another with --port or JVWIRE_PORT (0 takes any that is free)`,
      );
    if (error.code === 'EACCES')
      throw new OperationError('port', `port ${port} is not allowed to this user; give one above 1023`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') refuseHost(host);
    throw new OperationError('port', `cannot answer HTTP on ${host}:${port}: ${error.message}`);
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_DEADLINE_MS);
  await closed;
  clearTimeout(deadline);
}
