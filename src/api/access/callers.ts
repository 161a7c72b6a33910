/** Tells who asks: by a bearer token, by basic authentication as feed readers do it, or by the cookie of a login. */

import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { hashOf, idOfToken, isSecret, type Scope } from '../../core/access.ts';

export interface Caller {
  /** Of its token; `open` where none is needed. */
  readonly id: string;
  readonly scope: Scope;
  /** By the cookie of a login, which can be given back. */
  readonly session: boolean;
}

/** A token as it is kept. */
interface KnownToken extends Pick<Caller, 'id' | 'scope'> {
  readonly hash: Uint8Array;
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null;
}

/** The tokens of the database. */
export interface TokenBook {
  find(id: string): KnownToken | null;
  /** Whether there are any, expired ones too. */
  any(): boolean;
  /** Told at every use. */
  used(id: string, now: number): void;
}

export interface Callers {
  /** Whether a token is needed at all. */
  anyToken(): boolean;
  /** Null without credentials; `refused` with such that are not, or no longer, good. */
  callerOf(c: Context): Promise<Caller | 'refused' | null>;
  /** Null when the token is not good. */
  login(c: Context, token: string): Promise<Caller | null>;
  /** Ends the session of the cookie, for whoever may have copied it too. */
  logout(c: Context): Promise<void>;
}

const COOKIE = 'jvwire_session';
const SESSION_SECONDS = 7 * 86_400;
/** Sessions given back that are remembered until they would have ended; beyond, the first ones are forgotten. */
const MOST_ENDED = 10_000;

interface CallerDependencies {
  readonly book: TokenBook;
  /** JVWIRE_API_TOKEN. */
  readonly ownToken: string | undefined;
  /** Signs the cookies; a new one at every start ends the sessions of the last. */
  readonly cookieSecret: string;
  readonly now: () => number;
  /** Ended sessions that are remembered. */
  readonly mostEnded?: number;
}

export function createCallers(deps: CallerDependencies): Callers {
  const { book, ownToken, cookieSecret, now, mostEnded = MOST_ENDED } = deps;
  const own: KnownToken | null =
    ownToken === undefined
      ? null
      : { id: 'JVWIRE_API_TOKEN', scope: 'admin', hash: hashOf(ownToken), expiresAt: null };

  /** The sessions that were given back before their time, each as its cookie says it. */
  const ended = new Set<string>();

  /** What cannot be noted, as on a full disk, is noted at a later use: it is no reason to keep anyone out. */
  const noteUse = (id: string): void => {
    try {
      book.used(id, now());
    } catch {}
  };
  const good = (token: KnownToken | null, session = false): Caller | null => {
    if (token === null || (token.expiresAt !== null && token.expiresAt <= now())) return null;
    if (token !== own) noteUse(token.id);
    return { id: token.id, scope: token.scope, session };
  };
  const byId = (id: string): KnownToken | null => (id === own?.id ? own : book.find(id));
  const bySecret = (secret: string): Caller | null => {
    if (own && isSecret(secret, own.hash)) return good(own);
    const token = book.find(idOfToken(secret) ?? '');
    return token && isSecret(secret, token.hash) ? good(token) : null;
  };

  return {
    anyToken: () => own !== null || book.any(),
    callerOf: async (c) => {
      const given = c.req.header('Authorization');
      if (given !== undefined) return bySecret(secretIn(given)) ?? 'refused';
      const session = await getSignedCookie(c, cookieSecret, COOKIE);
      if (!session || ended.has(session)) return null;
      const [id = '', until = '0'] = session.split(' ');
      return Number(until) > now() ? good(byId(id), true) : null;
    },
    login: async (c, token) => {
      const caller = bySecret(token);
      if (caller)
        await setSignedCookie(
          c,
          COOKIE,
          `${caller.id} ${now() + SESSION_SECONDS * 1000} ${randomUUID()}`,
          cookieSecret,
          { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: SESSION_SECONDS },
        );
      return caller;
    },
    logout: async (c) => {
      const session = await getSignedCookie(c, cookieSecret, COOKIE);
      deleteCookie(c, COOKIE, { path: '/' });
      if (!session) return;
      ended.add(session);
      const [first] = ended;
      if (first !== undefined && ended.size > mostEnded) ended.delete(first);
    },
  };
}

/** The token of `Bearer TOKEN`, or the password of basic authentication. */
function secretIn(authorization: string): string {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
