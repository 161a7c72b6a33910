/** Undoes what a clock planned that was ahead of the right time: without this, nothing would be due until that time comes. */
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

/** Clocks are set by this much without anybody noticing. */
const TOLERANCE_MS = 60_000;

/** Nothing that is planned by a clock that is right lies further ahead: a week, and a week of days that a feed skips. */
const LONGEST_PLAN_MS = 15 * DAY_MS;

/**
 * What was done in the future gives a wrong clock away: a feed polled, a host that refused, an article read or put off, an
 * alert or a message made. All that such a clock put off is due at once: feeds begin their schedules anew, and so do those that
 * were held back with a host. Returns how many feeds, articles, alerts and messages that were; 0 when the time is right.
 */
export function forgetFuture(db: Database, now: number): number {
  const future = now + TOLERANCE_MS;
  if (!knowsFuture(db, future, now + LONGEST_PLAN_MS)) return 0;
  return db.transaction(
    () => beginFeedsAnew(db, future, now) + takeUpArticles(db, future, now) + takeUpAlerts(db, future, now),
    { behavior: 'immediate' },
  );
}

/** Whether something is not due only because a clock was ahead; the next sweep takes it up. */
export function waitsForFuture(db: Database, now: number): boolean {
  return knowsFuture(db, now + TOLERANCE_MS, now + LONGEST_PLAN_MS);
}

export interface Misdated {
  /** Listed under a time to come, because their publishers give none and the clock was ahead when they were found. */
  readonly articles: number;
  readonly polls: number;
  /** How far the last of them lies ahead, ms; 0 where there is none. */
  readonly aheadMs: number;
}

/** What keeps the time of a clock that was ahead: nothing is planned by it. */
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

/** Looked at in every sweep: each of these has an index, or few rows. */
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
  // Visits keep their distance, so that not all of them are due together.
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
  // To a clock that far ahead they were too old to be looked at again.
  for (const { id } of [...read, ...visited]) scheduleVisit(db, id);
  return waiting + read.length;
}

/** An alert tells what comes after it was made, and nothing more while a message of it waits. */
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
