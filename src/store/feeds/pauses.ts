/** Pauses made by hand, stored so that they survive a restart. */
import type { WorkName } from '../../core/jobs.ts';
import { EVERYTHING } from '../../core/operations.ts';
import type { Database } from '../file/database.ts';
import { asc, eq, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import type { articles } from '../schema/articles-schema.ts';
import { type feeds, pauses } from '../schema/feeds-schema.ts';

export interface Pause {
  /** A feed's id, or `*`. */
  readonly scope: string;
  /** Epoch ms. */
  readonly since: number;
}

export function listPauses(db: Database): Pause[] {
  return db.select().from(pauses).orderBy(asc(pauses.scope)).all();
}

/** False when it was paused already. */
export function pause(db: Database, scope: string, now: number): boolean {
  return db.insert(pauses).values({ scope, since: now }).onConflictDoNothing().run().changes > 0;
}

/** False when it was not paused. */
export function resume(db: Database, scope: string): boolean {
  return db.delete(pauses).where(eq(pauses.scope, scope)).run().changes > 0;
}

/** Since when (epoch ms) this feed, or everything, is paused; null when it is not. */
export function pausedSince(db: Database, feedId: string): number | null {
  const { since } = db.get<{ since: number | null }>(
    sql`SELECT min(since) AS since FROM pauses WHERE scope = ${EVERYTHING} OR scope = ${feedId}`,
  );
  return since;
}

/** pausedSince() as a function that reads the table once, for use on every feed. */
export function pausesNow(db: Database): (feedId: string) => number | null {
  const since = new Map(listPauses(db).map((one) => [one.scope, one.since]));
  const everything = since.get(EVERYTHING) ?? Number.POSITIVE_INFINITY;
  return (feedId) => {
    const first = Math.min(everything, since.get(feedId) ?? Number.POSITIVE_INFINITY);
    return first === Number.POSITIVE_INFINITY ? null : first;
  };
}

const FEED_OF_ARTICLE = '(SELECT feed_id FROM articles WHERE id = ?)';

/** Whether a job must not start because its feed, or everything, is paused. */
export function isPaused(db: Database, job: WorkName): boolean {
  const [feedId, id] = job.kind === 'poll' ? ['?', job.feedId] : [FEED_OF_ARTICLE, job.articleId];
  const paused = prepared(db, `SELECT 1 FROM pauses WHERE scope = ? OR scope = ${feedId}`);
  return paused.get(EVERYTHING, id) !== undefined;
}

/** SQL condition for work of a feed: true unless that feed, or everything, is paused. */
export function notPaused(feedId: typeof feeds.id | typeof articles.feedId) {
  return sql`NOT EXISTS (SELECT 1 FROM pauses WHERE scope = ${EVERYTHING} OR scope = ${feedId})`;
}
