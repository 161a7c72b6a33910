/** Counts for monitoring: cheap ones for every few seconds and, apart from them, those that scan all articles. */
import type { Verdict } from '../../core/model.ts';
import type { FeedState } from '../../feed/watch/health.ts';
import { notPaused } from '../feeds/pauses.ts';
import type { Database } from '../file/database.ts';
import { and, asc, count, isNull, lte, min, sql } from '../file/drizzle.ts';
import { articles } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';

/** How much is due, and since when the longest overdue of it is (epoch ms; null when nothing is due). */
interface Backlog {
  readonly count: number;
  readonly oldestAt: number | null;
}

export interface WorkGauges {
  readonly feeds: Readonly<Partial<Record<FeedState, number>>>;
  readonly feedsDue: Backlog;
  readonly articlesDue: Backlog;
  readonly givenUp: number;
}

/** Under a millisecond for hundreds of feeds and an empty backlog, whatever the number of articles. */
export function workGauges(db: Database, now: number): WorkGauges {
  const state = sql<FeedState>`CASE WHEN enabled = 0 OR NOT ${notPaused(feeds.id)} THEN 'paused'
    ELSE coalesce(json_extract(memory, '$.health.state'), 'ok') END`;
  const states = db.select({ state, n: count() }).from(feeds).groupBy(state).all();
  const feedsDue = db
    .select({ count: count(), oldestAt: min(feeds.nextPollAt) })
    .from(feeds)
    .where(and(sql`enabled = 1`, lte(feeds.nextPollAt, now), notPaused(feeds.id)))
    .get();
  const { n: givenUp } = db.get<{ n: number }>(sql`SELECT count(*) AS n FROM dead_letters`);
  return {
    feeds: Object.fromEntries(states.map(({ state: name, n }) => [name, n])),
    feedsDue: feedsDue ?? { count: 0, oldestAt: null },
    articlesDue: articlesDue(db, now),
    givenUp,
  };
}

/** Articles without a time for the next try are due since they were first seen; the index has those in the order of ids. */
function articlesDue(db: Database, now: number): Backlog {
  // Work that is paused is not overdue.
  const pending = and(sql`state = 'pending'`, notPaused(articles.feedId));
  const tried = db
    .select({ count: count(), oldestAt: min(articles.nextAttemptAt) })
    .from(articles)
    .where(and(pending, lte(articles.nextAttemptAt, now)))
    .get();
  const fresh = db
    .select({ count: count() })
    .from(articles)
    .where(and(pending, isNull(articles.nextAttemptAt)))
    .get();
  const first = db
    .select({ at: articles.firstSeenAt })
    .from(articles)
    .where(and(pending, isNull(articles.nextAttemptAt)))
    .orderBy(asc(articles.id))
    .limit(1)
    .get();
  const times = [tried?.oldestAt, first?.at].filter((at) => typeof at === 'number');
  return {
    count: (tried?.count ?? 0) + (fresh?.count ?? 0),
    oldestAt: times.length === 0 ? null : Math.min(...times),
  };
}

export interface ArticleCounts {
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly tagged: number;
}

/** Scans an index of all articles: 0.1 s for a million. */
export function articleCounts(db: Database): ArticleCounts {
  const rows = db
    .select({ verdict: articles.verdict, n: count() })
    .from(articles)
    .groupBy(articles.verdict)
    .all();
  const tagged = db.select({ n: count() }).from(articles).where(sql`tagged = 1`).get();
  const verdicts = rows.flatMap(({ verdict, n }) => (verdict === null ? [] : [[verdict, n] as const]));
  return { verdicts: Object.fromEntries(verdicts), tagged: tagged?.n ?? 0 };
}

/** The smallest possible write, of a value that is there already. Throws when the disk is full or read-only. */
export function probeWrite(db: Database): void {
  try {
    const { user_version: value } = db.get<{ user_version: number }>(sql`PRAGMA user_version`);
    db.run(sql.raw(`PRAGMA user_version = ${value}`));
  } catch (error) {
    // Drizzle's own error only names the query; SQLite's reason, which is for people, is its cause.
    throw (error as Error).cause ?? error;
  }
}
