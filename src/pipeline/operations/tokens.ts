/** Makes, lists and revokes the tokens that programs and people need to ask over HTTP. */
import { randomBytes } from 'node:crypto';
import { type ApiToken, type CreatedToken, hashOf, type Scope, tokenOf } from '../../core/access.ts';
import { OperationError, UsageError } from '../../core/errors.ts';

export interface TokenStore {
  addToken(token: {
    readonly id: string;
    readonly name: string;
    readonly scope: Scope;
    readonly hash: Buffer;
    readonly createdAt: number;
    readonly expiresAt: number | null;
  }): boolean;
  listTokens(): readonly ApiToken[];
  removeToken(idOrName: string): ApiToken | null;
}

/** The secret is returned only here. Throws UsageError for a name that is taken, or a time that has passed. */
export function createToken(
  store: TokenStore,
  { name, scope, expiresAt }: { name: string; scope: Scope; expiresAt: number | null },
  now: number,
): CreatedToken {
  if (expiresAt !== null && expiresAt <= now) throw new UsageError('expires: lies in the past');
  const { id, secret } = tokenOf(randomBytes(36));
  const hash = Buffer.from(hashOf(secret));
  if (!store.addToken({ id, name, scope, hash, createdAt: now, expiresAt }))
    throw new UsageError(`there is a token "${name}" already; \`jvwire token list\` shows them`);
  const token = store.listTokens().find((one) => one.id === id);
  if (!token) throw new Error(`token ${id} is gone as soon as it was made`);
  return { ...token, secret };
}

/** By its name or id. Throws OperationError `not-found`. */
export function revokeToken(store: TokenStore, idOrName: string): ApiToken {
  const token = store.removeToken(idOrName);
  if (!token)
    throw new OperationError('not-found', `no token "${idOrName}"; \`jvwire token list\` shows them`);
  return token;
}
