/** Stores the API tokens, only as hashes, with the day of their last use. */

import type { ApiToken, Scope } from '../core/access.ts';
import { DAY_MS } from '../text/date/time.ts';
import type { Database } from './file/database.ts';
import { asc, eq, or, sql } from './file/drizzle.ts';
import { isoOf, isoOrNull } from './file/iso.ts';
import { prepared } from './file/prepared.ts';
import { apiTokens } from './schema/tokens-schema.ts';

/** Times are epoch ms. */
export type NewToken = Omit<typeof apiTokens.$inferInsert, 'usedAt'>;

/** The part of the store that tokens use. */
export function tokenStore(db: Database) {
  return {
    addToken: (token: NewToken) => addToken(db, token),
    listTokens: () => listTokens(db),
    removeToken: (idOrName: string) => removeToken(db, idOrName),
    /** What the web server needs to check them. */
    tokens: {
      find: (id: string) => findToken(db, id),
      any: () => hasTokens(db),
      used: (id: string, now: number) => noteTokenUse(db, id, now),
    },
  };
}

/** False when the name is taken, or the random id (one in 2^32). */
function addToken(db: Database, token: NewToken): boolean {
  return db.insert(apiTokens).values(token).onConflictDoNothing().run().changes > 0;
}

function listTokens(db: Database): ApiToken[] {
  return db.select().from(apiTokens).orderBy(asc(apiTokens.name)).all().map(viewOf);
}

/** By its id or name; null when there is none. */
function removeToken(db: Database, idOrName: string): ApiToken | null {
  const row = db
    .delete(apiTokens)
    .where(or(eq(apiTokens.id, idOrName), eq(apiTokens.name, idOrName)))
    .returning()
    .get();
  return row ? viewOf(row) : null;
}

/** Runs for every request that has a token. */
function findToken(db: Database, id: string) {
  const row = prepared(db, 'SELECT scope, hash, expires_at AS expiresAt FROM api_tokens WHERE id = ?').get(
    id,
  ) as { scope: Scope; hash: Uint8Array; expiresAt: number | null } | undefined;
  return row ? { id, ...row } : null;
}

function hasTokens(db: Database): boolean {
  return prepared(db, 'SELECT 1 FROM api_tokens LIMIT 1').get() !== undefined;
}

/** Records the day of use; writes at most once a day per token. */
function noteTokenUse(db: Database, id: string, now: number): void {
  const day = now - (now % DAY_MS);
  db.update(apiTokens)
    .set({ usedAt: day })
    .where(sql`${apiTokens.id} = ${id} AND coalesce(${apiTokens.usedAt}, 0) < ${day}`)
    .run();
}

function viewOf({ id, name, scope, createdAt, expiresAt, usedAt }: typeof apiTokens.$inferSelect): ApiToken {
  return {
    id,
    name,
    scope,
    createdAt: isoOf(createdAt),
    expiresAt: isoOrNull(expiresAt),
    lastUsedDay: isoOrNull(usedAt)?.slice(0, 10) ?? null,
  };
}
