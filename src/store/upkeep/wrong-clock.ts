/** Undoes what was planned while the clock was ahead: otherwise nothing would be due until that time comes. */
import { NO_VALIDATORS } from '../../feed/watch/conditional.ts';
import { firstSchedule } from '../../feed/watch/schedule.ts';
import { DAY_MS } from '../../text/date/time.ts';
import { memoryOf, remember } from '../feeds/feed-memory.ts';
import type { Database } from '../file/database.ts';
import { and, eq, gt, inArray, or, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { scheduleVisit } from '../results/visits.ts';
import { alertEvents, alerts, deliveries } from '../schema/alerts-schema.ts';
import { articles } from '../schema/articles-schema.ts';
import { feeds, hosts } from '../schema/feeds-schema.ts';

/** Smaller differences are ordinary adjustments of the clock. */
const TOLERANCE_MS = 60_000;

/** A correct clock plans nothing further ahead than this: a week, and up to a week of days that a feed asks to skip. */
const LONGEST_PLAN_MS = 15 * DAY_MS;

/**
 * Detects a clock that was ahead by events dated in the future (a poll, a 429, an article read, an alert made) and by plans
 * too far ahead, and makes everything that such a clock deferred due at once. Polled feeds restart their schedules. Returns
 * how many feeds, articles, alerts and messages were changed; 0 when all times are plausible.
 */
export function forgetFuture(db: Database, now: number): number {
  const future = now + TOLERANCE_MS;
  if (!knowsFuture(db, future, now + LONGEST_PLAN_MS)) return 0;
  return db.transaction(
    () => beginFeedsAnew(db, future, now) + takeUpArticles(db, future, now) + takeUpAlerts(db, future, now),
    { behavior: 'immediate' },
  );
}

/** Whether forgetFuture(), which every sweep calls, has something to do. */
export function waitsForFuture(db: Database, now: number): boolean {
  return knowsFuture(db, now + TOLERANCE_MS, now + LONGEST_PLAN_MS);
}

export interface Misdated {
  /** Articles listed under a future time: their publishers give no date, and the clock was ahead when they were first seen. */
  readonly articles: number;
  readonly polls: number;
  /** How far ahead the last of them is, ms; 0 when there is none. */
  readonly aheadMs: number;
}

/** Counts what keeps its wrong time for good: it is only history, nothing is planned by it. */
export function misdated(db: Database, now: number): Misdated {
  const future = now + TOLERANCE_MS;
  const {
    articles: found,
    polls,
    last,
  } = db.get<{ articles: number; polls: number; last: number | null }>(
    sql`WITH late AS (
        SELECT 1 AS article, sort_at AS at FROM articles WHERE sort_at > ${future} AND first_seen_at > ${future}
        UNION ALL SELECT 0, at FROM poll_events WHERE at > ${future})
      SELECT count(*) FILTER (WHERE article) AS articles, count(*) FILTER (WHERE NOT article) AS polls, max(at) AS last
      FROM late`,
  );
  return { articles: found, polls, aheadMs: last === null ? 0 : last - now };
}

/** Runs in every sweep: each of these queries has an index or a small table. */
function knowsFuture(db: Database, future: number, furthest: number): boolean {
  return (
    prepared(
      db,
      `SELECT EXISTS (SELECT 1 FROM feeds WHERE last_polled_at > :future)
        OR EXISTS (SELECT 1 FROM feeds WHERE enabled = 1 AND next_poll_at > :furthest)
        OR EXISTS (SELECT 1 FROM hosts WHERE last_strike_at > :future)
        OR EXISTS (SELECT 1 FROM articles WHERE fetched_at > :future)
        OR EXISTS (SELECT 1 FROM articles WHERE state = 'pending' AND next_attempt_at > :furthest)
        OR EXISTS (SELECT 1 FROM alerts WHERE created_at > :future)
        OR EXISTS (SELECT 1 FROM deliveries WHERE state = 'pending' AND next_try_at > :furthest)`,
    )
      .pluck()
      .get({ future, furthest }) === 1
  );
}

function beginFeedsAnew(db: Database, future: number, now: number): number {
  const polled = db.select().from(feeds).where(gt(feeds.lastPolledAt, future)).all();
  for (const feed of polled) {
    db.update(feeds).set({ nextPollAt: now, lastPolledAt: now }).where(eq(feeds.id, feed.id)).run();
    const memory = { ...memoryOf(db, feed), schedule: firstSchedule(now), validators: NO_VALIDATORS };
    remember(db, feed.id, memory, now);
  }
  const struck = gt(hosts.lastStrikeAt, future);
  const held = inArray(feeds.host, db.select({ host: hosts.host }).from(hosts).where(struck));
  const heldBack = or(and(held, gt(feeds.nextPollAt, future)), gt(feeds.nextPollAt, now + LONGEST_PLAN_MS));
  const { changes } = db.update(feeds).set({ nextPollAt: now }).where(heldBack).run();
  db.update(hosts).set({ notBefore: now, lastStrikeAt: now }).where(struck).run();
  return polled.length + changes;
}

function takeUpArticles(db: Database, future: number, now: number): number {
  const { changes: waiting } = db
    .update(articles)
    .set({ nextAttemptAt: now })
    .where(and(sql`${articles.state} = 'pending'`, gt(articles.nextAttemptAt, future)))
    .run();
  // Visits are shifted by the same time, so that they are not all due together.
  const read = db
    .update(articles)
    .set({ fetchedAt: now, revisitAt: sql`${articles.revisitAt} - ${articles.fetchedAt} + ${now}` })
    .where(gt(articles.fetchedAt, future))
    .returning({ id: articles.id })
    .all();
  const visited = db
    .update(articles)
    .set({ visitedAt: now })
    .where(gt(articles.visitedAt, future))
    .returning({ id: articles.id })
    .all();
  // By a clock that far ahead, articles may have been too old for another visit and have none planned.
  for (const { id } of [...read, ...visited]) scheduleVisit(db, id);
  return waiting + read.length;
}

/** Otherwise an alert reports nothing older than its future creation time, nor anything while a message of it is pending. */
function takeUpAlerts(db: Database, future: number, now: number): number {
  const { changes: made } = db
    .update(alerts)
    .set({ createdAt: now })
    .where(gt(alerts.createdAt, future))
    .run();
  db.update(alertEvents).set({ foundAt: now }).where(gt(alertEvents.foundAt, future)).run();
  const { changes: messages } = db
    .update(deliveries)
    .set({ madeAt: now, nextTryAt: now })
    .where(
      and(
        eq(deliveries.state, 'pending'),
        or(gt(deliveries.madeAt, future), gt(deliveries.nextTryAt, now + LONGEST_PLAN_MS)),
      ),
    )
    .run();
  return made + messages;
}
