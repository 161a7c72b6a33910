/** Stands before every request: is it meant for us, does a stranger's page send it, who asks, how often, and may they. */
import type { Context, MiddlewareHandler } from 'hono';
import { mayDo, type Scope } from '../../core/access.ts';
import type { Caller, Callers } from './callers.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';
import { type Refuse, wantsPage } from './refusal.ts';

/** What the guard tells the handlers behind it; what is public has no caller, or any. */
export interface Guarded {
  readonly Variables: { readonly caller: Caller };
  readonly Bindings: { readonly incoming?: { readonly socket: { readonly remoteAddress?: string } } };
}

interface GuardOptions {
  readonly callers: Callers;
  /** The host that is listened on. */
  readonly host: string;
  readonly limit: RateLimit;
  readonly now: () => number;
  readonly refuse: Refuse;
}

/** Generous for a page with its parts and for a program that goes through everything. */
export const RATE_LIMIT: RateLimit = { burst: 200, perSecond: 50 };

/** On this machine, without a token: everything but the machinery itself. */
const OPEN: Caller = { id: 'open', scope: 'write', session: false };

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

const PUBLIC: ReadonlySet<string> = new Set(['/login', '/logout', '/healthz', '/readyz']);
/**
 * What can be had without a token: the way in and out, what it looks like, and what monitoring asks. Whatever token is sent:
 * a watcher whose token has expired must not take a service that lives for a dead one.
 */
const isPublic = (path: string): boolean => PUBLIC.has(path) || path.startsWith('/assets/');

function neededScope(method: string, path: string): Scope {
  if (path === '/admin' || path.startsWith('/admin/')) return 'admin';
  // The tools of agents are called by POST and say themselves which of them write.
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
    // A page of a stranger whose name leads here (DNS rebinding) could otherwise ask in its reader's browser.
    if (open && !isLoopback(new URL(c.req.url).hostname.replace(/^\[|\]$/g, '')))
      return refuse(c, { status: 421, code: 'host', detail: 'this name is not one of this service' });
    const known = await callers.callerOf(c);
    const refused = known === 'refused';
    const caller = refused ? null : (known ?? (open ? OPEN : null));
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
        detail: `this takes a token with the scope ${needs}; ${caller === OPEN ? 'there is none' : `this one has ${caller.scope}`}; \`jvwire token create NAME --scope ${needs}\` makes one`,
      });
    return next();
  };
}

/** Browsers are shown the way in; programs are told what is missing. */
function askForToken(c: Context, refuse: Refuse, refused: boolean): Response | Promise<Response> {
  const { pathname, search } = new URL(c.req.url);
  const byHand = wantsPage(c) && !refused;
  if (byHand && c.req.method === 'GET')
    return c.redirect(`/login?next=${encodeURIComponent(pathname + search)}`, 303);
  const detail = refused ? 'this token is not, or no longer, good' : 'a token is needed';
  // With `Basic` a browser would ask for a password before it shows the page.
  const ways = byHand ? ['Bearer'] : ['Bearer', 'Basic'];
  return refuse(
    c,
    { status: 401, code: 'token', detail: refused || byHand ? detail : `${detail}: Authorization: Bearer` },
    { 'WWW-Authenticate': ways.map((way) => `${way} realm="jvwire"`).join(', ') },
  );
}

const addressOf = (c: Context<Guarded>): string => c.env?.incoming?.socket.remoteAddress ?? 'unknown';

/** Browsers say where a request comes from; what is no browser has no cookies that a page could use. */
function isCrossSite(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('Origin');
  // A proxy before us may speak TLS: the host is what matters.
  return origin !== undefined && URL.parse(origin)?.host !== c.req.header('Host');
}
