/** Checks every request before its handler: host, cross-site writes, rate limit, token and scope. */
import type { Context, MiddlewareHandler } from 'hono';
import { mayDo, type Scope } from '../../core/access.ts';
import type { Caller, Callers } from './callers.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { type Refuse, wantsPage } from './refusal.ts';

/** What the guard sets for the handlers behind it; on public paths `caller` may be unset. */
export interface Guarded {
  readonly Variables: { readonly caller: Caller };
  readonly Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
}

interface GuardOptions {
  readonly callers: Callers;
  /** The host that the server listens on. */
  readonly host: string;
  readonly limit: RateLimit;
  readonly now: () => number;
  readonly refuse: Refuse;
}

/** Enough for a page with its assets, and for a program that pages through everything. */
export const RATE_LIMIT: RateLimit = { burst: 200, perSecond: 50 };

/** Whoever asks on loopback while no token exists: may do everything except what is under /admin. */
const OPEN: Caller = { id: 'open', scope: 'write', session: false };

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const PUBLIC: ReadonlySet<string> = new Set(['/login', '/logout', '/healthz', '/readyz']);
/**
 * Paths that need no token: signing in and out, assets, health checks. They answer whatever token is sent: monitoring
 * whose token has expired must not report a healthy service as down.
 */
const isPublic = (path: string): boolean => PUBLIC.has(path) || path.startsWith('/assets/');

function neededScope(method: string, path: string): Scope {
  if (path === '/admin' || path.startsWith('/admin/')) return 'admin';
  // MCP calls tools by POST, and all of ours only read.
  if (SAFE_METHODS.includes(method) || path === '/mcp') return 'read';
  return 'write';
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

export function guard({ callers, host, limit, now, refuse }: GuardOptions): MiddlewareHandler<Guarded> {
  const limiter = createRateLimit(limit);
  return async (c, next) => {
    const { method, path } = c.req;
    const open = isLoopback(host) && !callers.anyToken();
    // Against DNS rebinding: a foreign page whose host name resolves to this machine could otherwise send requests from
    // its reader's browser.
    if (open && !isLoopback(new URL(c.req.url).hostname.replace(/^\[|\]$/g, '')))
      return refuse(c, {
        status: 421,
        code: 'host',
        detail: 'this host name does not belong to this service',
      });
    const identified = await callers.callerOf(c);
    const refused = identified === 'refused';
    const caller = refused ? null : (identified ?? (open ? OPEN : null));
    if (caller) c.set('caller', caller);
    const wait = limiter.take(caller?.id ?? addressOf(c), now());
    if (wait > 0)
      return refuse(
        c,
        { status: 429, code: 'rate', detail: `too many requests; ask again in ${wait} s` },
        { 'Retry-After': String(wait) },
      );
    if (!SAFE_METHODS.includes(method) && isCrossSite(c))
      return refuse(c, { status: 403, code: 'cross-site', detail: 'sent by a page of another site' });
    if (isPublic(path)) return next();
    if (caller === null) return askForToken(c, refuse, refused);
    const needs = neededScope(method, path);
    if (!mayDo(caller.scope, needs))
      return refuse(c, {
        status: 403,
        code: 'scope',
        detail: `this needs a token with the scope ${needs}; ${caller === OPEN ? 'there is none' : `this one has ${caller.scope}`}; \`jvwire token create NAME --scope ${needs}\` makes one`,
      });
    return next();
  };
}

/** Sends a browser to the sign-in page; tells a program what is missing. */
function askForToken(c: Context, refuse: Refuse, refused: boolean): Response | Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const inBrowser = wantsPage(c) && !refused;
  if (inBrowser && c.req.method === 'GET')
    return c.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 303);
  const detail = refused ? 'this token is unknown, expired or revoked' : 'a token is needed';
  // With `Basic` a browser would open its own password prompt instead of showing the page.
  const schemes = inBrowser ? ['Bearer'] : ['Bearer', 'Basic'];
  return refuse(
    c,
    {
      status: 401,
      code: 'token',
      detail: refused || inBrowser ? detail : `${detail}: Authorization: Bearer`,
    },
    { 'WWW-Authenticate': schemes.map((scheme) => `${scheme} realm="jvwire"`).join(', ') },
  );
}

const addressOf = (c: Context<Guarded>): string => c.env?.incoming?.socket.remoteAddress ?? 'unknown';

/**
 * Browsers send Sec-Fetch-Site or at least Origin. A client that sends neither is no browser, so it holds no session
 * cookie that a foreign page could misuse.
 */
function isCrossSite(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('Origin');
  // Hosts only: the schemes differ behind a proxy that terminates TLS.
  return origin !== undefined && URL.parse(origin)?.host !== c.req.header('Host');
}
