/** The one HTTP client: guarded addresses, bounded time and size, honest about who asks. */
import { Agent } from 'undici';
import { type Failure, isFailure, UsageError } from '../core/errors.ts';
import type { Redirect } from '../core/jobs.ts';
import type { Fetcher, FetchOutcome, FetchRequest, Poster, RefusalStart } from '../core/ports.ts';
import { createAllowList } from './address.ts';
import { createChainCookies } from './chain-cookies.ts';
import { createConnector, createGuard, type LookupFunction } from './connect.ts';
import { ACCEPT_ENCODING } from './decode-body.ts';
import {
  type Answer,
  exchange,
  HEADER_VALUE,
  header,
  type NetContext,
  refuseLiteral,
  startOfAnswer,
  stopped,
} from './exchange.ts';
import { bodyLimit, DEFAULT_LIMITS, type Limits } from './limits.ts';
import { post } from './post.ts';
import { readBody } from './read-body.ts';
import { nextTarget, parseTarget, type Visit } from './redirects.ts';
import { isRedirect, statusFailure } from './status.ts';
import { transportFailure } from './transport-failure.ts';

export interface FetcherOptions {
  /** Names this program and where to learn about it. */
  readonly userAgent: string;
  /** Exceptions to the private-address guard, see createAllowList. */
  readonly allowHosts: readonly string[];
  readonly limits?: Partial<Limits>;
  /** Like `dns.lookup`, which is the default. */
  readonly lookup?: LookupFunction;
  /** Epoch milliseconds, to read Retry-After by; `Date.now` unless given. */
  readonly clock?: () => number;
}

const ACCEPT: Readonly<Record<FetchRequest['kind'], string>> = {
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1',
  page: 'text/html, application/xhtml+xml, */*;q=0.1',
  robots: 'text/plain, */*;q=0.1',
};

/** Sockets per origin; the rate limit per host allows one request at a time anyway. */
const SOCKETS_PER_ORIGIN = 8;
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 15_000;
/** How much of an answer with a failure status is read: bot protections name their vendor at the beginning. */
const REFUSAL_BYTES = 20_000;

/** Throws UsageError for a bad allow list or user agent; fetch() and post() never throw. */
export function createFetcher(options: FetcherOptions): Fetcher & Poster & { close(): Promise<void> } {
  if (!HEADER_VALUE.test(options.userAgent))
    throw new UsageError('the user agent must be one line of plain text');
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const guard = createGuard(createAllowList(options.allowHosts), options.lookup);
  // Agents of our own: no proxy from the environment, no cookie jar, no automatic redirects.
  const newAgent = (pipelining: 0 | 1): Agent =>
    new Agent({
      connect: createConnector(guard, limits.connectMs),
      connections: SOCKETS_PER_ORIGIN,
      pipelining,
      allowH2: false,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      bodyTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    });
  const agent = newAgent(1);
  // 0 keeps no connection alive: a reused one may have been closed by its server just now, and nobody could tell whether the
  // message arrived.
  const postAgent = newAgent(0);
  const context: NetContext = {
    agent,
    connected: connectionsOf(agent),
    guard,
    limits,
    userAgent: options.userAgent,
    clock: options.clock ?? Date.now,
  };
  return {
    async fetch(request) {
      const started = performance.now();
      const outcome = await followAll(context, request);
      return { ...outcome, ms: Math.round(performance.now() - started) };
    },
    post: (request) => post({ ...context, agent: postAgent }, request),
    async close() {
      await Promise.all([agent.destroy(), postAgent.destroy()]);
    },
  };
}

/** Origins to which there is a connection at the moment. */
function connectionsOf(agent: Agent): { has(origin: string): boolean } {
  const counts = new Map<string, number>();
  const count = (origin: string, change: number): void => {
    const left = (counts.get(origin) ?? 0) + change;
    if (left > 0) counts.set(origin, left);
    else counts.delete(origin);
  };
  agent.on('connect', ({ origin }) => count(origin, 1));
  agent.on('disconnect', ({ origin }) => count(origin, -1));
  return counts;
}

async function followAll(context: NetContext, request: FetchRequest): Promise<FetchOutcome> {
  const first = parseTarget(request.url);
  if (!(first instanceof URL)) return failed(first, request.url, []);
  let url = first;
  const visited: Visit[] = [];
  const redirects: Redirect[] = [];
  const cookies = createChainCookies(context.clock);
  for (;;) {
    const { host, href } = url;
    const cookie = cookies.headerFor(url);
    visited.push({ href, cookie });
    const answer = await exchange(context, url, {
      method: 'GET',
      headers: { ...requestHeaders(context.userAgent, request), ...(cookie && { cookie }) },
      signal: request.signal,
    });
    if (isFailure(answer)) return failed(answer, href, redirects);
    const { status, headers, body } = answer;
    if (status === 304 && (request.etag || request.lastModified)) {
      body.destroy();
      return { kind: 'not-modified', url: href, status, redirects, headers, ms: 0 };
    }
    if (isRedirect(status)) {
      body.destroy();
      cookies.keep(url, answer.cookies);
      const chain = { visited, cookies, max: context.limits.redirects };
      const next = nextTarget(url, header(answer, 'location'), chain);
      if (!(next instanceof URL)) return failed({ ...next, status }, href, redirects);
      const refusal = refuseLiteral(context.guard, next) ?? (await askHook(request, next));
      if (refusal !== null) return failed(refusal, next.href, redirects);
      redirects.push({ status, to: next.href });
      url = next;
      continue;
    }
    const failure = statusFailure(status, host, header(answer, 'retry-after'), context.clock());
    if (failure !== null) {
      const start = request.kind === 'robots' ? discard(answer) : await startOfAnswer(answer, REFUSAL_BYTES);
      return failed(failure, href, redirects, { status, headers, body: start });
    }
    const bytes = await takeBody(context.limits, request, answer, host);
    if (!(bytes instanceof Uint8Array)) return failed({ ...bytes, status }, href, redirects);
    return {
      kind: 'ok',
      url: href,
      status,
      redirects,
      headers,
      contentType: header(answer, 'content-type'),
      etag: header(answer, 'etag'),
      lastModified: header(answer, 'last-modified'),
      body: bytes,
      ms: 0,
    };
  }
}

async function takeBody(
  limits: Limits,
  request: FetchRequest,
  answer: Answer,
  host: string,
): Promise<Uint8Array | Failure> {
  const onAbort = (): void => {
    answer.body.destroy(stopped());
  };
  if (request.signal?.aborted) onAbort();
  request.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await readBody(answer.body, header(answer, 'content-encoding') ?? '', {
      maxBytes: bodyLimit(limits, request.kind),
      cut: request.kind === 'robots',
      idleMs: limits.bodyIdleMs,
      totalMs: limits.bodyTotalMs,
    });
  } catch (error) {
    return transportFailure(error, host, true);
  } finally {
    request.signal?.removeEventListener('abort', onAbort);
  }
}

function requestHeaders(userAgent: string, request: FetchRequest): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: ACCEPT[request.kind],
    'accept-encoding': ACCEPT_ENCODING,
  };
  const { etag, lastModified } = request;
  if (etag && HEADER_VALUE.test(etag)) headers['if-none-match'] = etag;
  if (lastModified && HEADER_VALUE.test(lastModified)) headers['if-modified-since'] = lastModified;
  return headers;
}

async function askHook(request: FetchRequest, next: URL): Promise<Failure | null> {
  try {
    return (await request.onRedirect?.(new URL(next))) ?? null;
  } catch (error) {
    return transportFailure(error, next.host, false);
  }
}

/** When robots.txt itself is refused, the status says everything: its body is not read. */
function discard({ body }: Answer): Uint8Array {
  body.destroy();
  return new Uint8Array();
}

function failed(
  failure: Failure,
  url: string,
  redirects: readonly Redirect[],
  refusal: RefusalStart | null = null,
): FetchOutcome {
  return { kind: 'failed', failure, url, redirects, refusal, ms: 0 };
}
