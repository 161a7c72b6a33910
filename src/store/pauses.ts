/** What was paused by hand, kept in the database so that a restart does not forget it. */
import type { Database } from './database.ts';
import { asc, eq, sql } from './drizzle.ts';
import { type articles, type feeds, pauses } from './schema.ts';

/** Stands for everything; no feed's id looks like it. */
export const EVERYTHING = '*';

export interface Pause {
  /** A feed's id, or `*`. */
  readonly scope: string;
  /** Epoch ms. */
  readonly since: number;
}

export function listPauses(db: Database): Pause[] {
  return db.select().from(pauses).orderBy(asc(pauses.scope)).all();
}

export function pause(db: Database, scope: string, now: number): void {
  db.insert(pauses).values({ scope, since: now }).onConflictDoNothing().run();
}

export function resume(db: Database, scope: string): void {
  db.delete(pauses).where(eq(pauses.scope, scope)).run();
}

/** A condition for work that belongs to this feed: true unless it, or everything, is paused. */
export function notPaused(feedId: typeof feeds.id | typeof articles.feedId) {
  return sql`NOT EXISTS (SELECT 1 FROM pauses WHERE scope = ${EVERYTHING} OR scope = ${feedId})`;
}
