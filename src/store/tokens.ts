/** Keeps the API tokens: by their hashes, with the day of their last use. */

import type { ApiToken, Scope } from '../core/access.ts';
import { DAY_MS } from '../text/time.ts';
import type { Database } from './database.ts';
import { asc, eq, or, sql } from './drizzle.ts';
import { isoOf, isoOrNull } from './iso.ts';
import { prepared } from './prepared.ts';
import { apiTokens } from './tokens-schema.ts';

/** Times are epoch ms. */
export type NewToken = Omit<typeof apiTokens.$inferInsert, 'usedAt'>;

/** False when there is one of that name, or, of 4 thousand million, of that id. */
export function addToken(db: Database, token: NewToken): boolean {
  return db.insert(apiTokens).values(token).onConflictDoNothing().run().changes > 0;
}

export function listTokens(db: Database): ApiToken[] {
  return db.select().from(apiTokens).orderBy(asc(apiTokens.name)).all().map(viewOf);
}

/** By its id or name; null when there is none. */
export function removeToken(db: Database, idOrName: string): ApiToken | null {
  const row = db
    .delete(apiTokens)
    .where(or(eq(apiTokens.id, idOrName), eq(apiTokens.name, idOrName)))
    .returning()
    .get();
  return row ? viewOf(row) : null;
}

/** What every request asks. */
export function findToken(db: Database, id: string) {
  const row = prepared(db, 'SELECT scope, hash, expires_at AS expiresAt FROM api_tokens WHERE id = ?').get(
    id,
  ) as { scope: Scope; hash: Uint8Array; expiresAt: number | null } | undefined;
  return row ? { id, ...row } : null;
}

export function hasTokens(db: Database): boolean {
  return prepared(db, 'SELECT 1 FROM api_tokens LIMIT 1').get() !== undefined;
}

/** Writes once a day. */
export function noteTokenUse(db: Database, id: string, now: number): void {
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
