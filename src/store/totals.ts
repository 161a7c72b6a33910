/** Counts over the whole store. */
import type { Database } from './database.ts';
import { sql } from './drizzle.ts';

export interface Totals {
  readonly feeds: number;
  readonly enabledFeeds: number;
  readonly articles: number;
  readonly pending: number;
  readonly tagged: number;
}

export function totals(db: Database): Totals {
  return db.get(sql`SELECT
    (SELECT count(*) FROM feeds) AS feeds,
    (SELECT count(*) FROM feeds WHERE enabled = 1) AS enabledFeeds,
    (SELECT count(*) FROM articles WHERE state = 'stored') AS articles,
    (SELECT count(*) FROM articles WHERE state = 'pending') AS pending,
    (SELECT count(*) FROM articles WHERE tagged = 1) AS tagged`);
}

/** What waits for a later try: how many articles, and when the first is due (epoch ms). */
export function nextWork(db: Database): { readonly waiting: number; readonly at: number | null } {
  return db.get(
    sql`SELECT count(*) AS waiting, min(coalesce(next_attempt_at, 0)) AS at FROM articles WHERE state = 'pending'`,
  );
}
