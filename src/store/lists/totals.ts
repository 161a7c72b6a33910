/** Counts over the whole store and over recent activity. */
import type { Activity, Totals } from '../../core/status.ts';
import { notPaused } from '../feeds/pauses.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { articles } from '../schema/articles-schema.ts';

export function totals(db: Database): Totals {
  return db.get(sql`SELECT
    (SELECT count(*) FROM feeds) AS feeds,
    (SELECT count(*) FROM feeds WHERE enabled = 1) AS enabledFeeds,
    (SELECT count(*) FROM articles WHERE state = 'stored') AS articles,
    (SELECT count(*) FROM articles WHERE state <> 'stored' AND verdict IS NOT NULL) AS feedOnly,
    (SELECT count(*) FROM articles WHERE state = 'pending') AS pending,
    (SELECT count(*) FROM dead_letters) AS failed,
    (SELECT count(*) FROM articles WHERE tagged = 1) AS tagged`);
}

/** What happened from `since` (epoch ms) on. */
export function activity(db: Database, since: number): Activity {
  return db.get(sql`SELECT
    (SELECT count(*) FROM poll_events WHERE at >= ${since}) AS polls,
    (SELECT count(*) FROM poll_events WHERE at >= ${since} AND outcome = 'unchanged') AS unchanged,
    (SELECT count(*) FROM poll_events WHERE at >= ${since} AND outcome = 'failed') AS failedPolls,
    (SELECT coalesce(sum(new), 0) FROM poll_events WHERE at >= ${since}) AS newItems,
    (SELECT count(*) FROM articles WHERE fetched_at >= ${since}) AS articles,
    (SELECT count(*) FROM articles WHERE fetched_at >= ${since} AND tagged = 1) AS tagged,
    (SELECT count(*) FROM dead_letters WHERE at >= ${since}) AS givenUp`);
}

/** What is still to be fetched: how many articles, and when the first that is not paused is due (epoch ms). */
export function nextWork(db: Database): { readonly waiting: number; readonly at: number | null } {
  return db.get(sql`SELECT count(*) AS waiting,
    min(coalesce(next_attempt_at, 0)) FILTER (WHERE ${notPaused(articles.feedId)}) AS at
    FROM articles WHERE state = 'pending'`);
}
