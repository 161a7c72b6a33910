/** Identifies who sent a request: by bearer token, basic authentication (as feed readers do) or session cookie. */

import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';
import { hashOf, idOfToken, isSecret, type Scope } from '../../core/access.ts';

export interface Caller {
  /** Id of the caller's token; `open` where no token is needed. */
  readonly id: string;
  readonly scope: Scope;
  /** Whether a session cookie identified the caller, who can then sign out. */
  readonly session: boolean;
}

/** A token as it is stored: by its hash only. */
interface KnownToken extends Pick<Caller, 'id' | 'scope'> {
  readonly hash: Uint8Array;
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null;
}

/** The tokens of the database. */
export interface TokenBook {
  find(id: string): KnownToken | null;
  /** Whether any token exists, expired ones included. */
  any(): boolean;
  /** Records a use of the token; called for every request that carries it. `now`: epoch ms. */
  used(id: string, now: number): void;
}

export interface Callers {
  /** Whether a token is needed at all. */
  anyToken(): boolean;
  /**
   * `refused` when the Authorization header holds no valid token. Null without credentials, and also when the session
   * cookie is no longer valid: its owner may simply sign in again.
   */
  callerOf(c: Context): Promise<Caller | 'refused' | null>;
  /** Sets the session cookie; null, and no cookie, when the token is not valid. */
  login(c: Context, token: string): Promise<Caller | null>;
  /** Deletes the cookie and revokes its session, so that a copied cookie is of no use either. */
  logout(c: Context): Promise<void>;
}

const COOKIE = 'jvwire_session';
const SESSION_SECONDS = 7 * 86_400;
/** Revoked sessions that are remembered; beyond that, the one revoked first is forgotten. */
const MAX_REVOKED = 10_000;

interface CallerDependencies {
  readonly book: TokenBook;
  /** JVWIRE_API_TOKEN. */
  readonly ownToken: string | undefined;
  /** Signs the cookies; made anew at every start, which ends all earlier sessions. */
  readonly cookieSecret: string;
  /** Epoch ms. */
  readonly now: () => number;
  readonly maxRevoked?: number;
}

export function createCallers(deps: CallerDependencies): Callers {
  const { book, ownToken, cookieSecret, now, maxRevoked = MAX_REVOKED } = deps;
  const own: KnownToken | null =
    ownToken === undefined
      ? null
      : { id: 'JVWIRE_API_TOKEN', scope: 'admin', hash: hashOf(ownToken), expiresAt: null };

  /** Cookie values of the sessions that were signed out before they expired. */
  const revoked = new Set<string>();

  /** A use that cannot be recorded, as on a full disk, is no reason to keep the caller out. */
  const noteUse = (id: string): void => {
    try {
      book.used(id, now());
    } catch {}
  };
  const callerIfValid = (token: KnownToken | null, session = false): Caller | null => {
    if (token === null || (token.expiresAt !== null && token.expiresAt <= now())) return null;
    if (token !== own) noteUse(token.id);
    return { id: token.id, scope: token.scope, session };
  };
  const byId = (id: string): KnownToken | null => (id === own?.id ? own : book.find(id));
  const bySecret = (secret: string): Caller | null => {
    if (own && isSecret(secret, own.hash)) return callerIfValid(own);
    const token = book.find(idOfToken(secret) ?? '');
    return token && isSecret(secret, token.hash) ? callerIfValid(token) : null;
  };

  return {
    anyToken: () => own !== null || book.any(),
    callerOf: async (c) => {
      const authorization = c.req.header('Authorization');
      if (authorization !== undefined) return bySecret(secretIn(authorization)) ?? 'refused';
      const session = await getSignedCookie(c, cookieSecret, COOKIE);
      if (!session || revoked.has(session)) return null;
      const [id = '', until = '0'] = session.split(' ');
      return Number(until) > now() ? callerIfValid(byId(id), true) : null;
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
      revoked.add(session);
      const [oldest] = revoked;
      if (oldest !== undefined && revoked.size > maxRevoked) revoked.delete(oldest);
    },
  };
}

/** The token of `Bearer TOKEN`, or the password of basic authentication; '' where there is neither. */
function secretIn(authorization: string): string {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}
