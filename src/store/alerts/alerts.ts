/** Adds, reads, pauses and removes alerts. */
import type { Receiver, Timing } from '../../core/alerts.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import type { Database } from '../file/database.ts';
import { asc, eq, sql } from '../file/drizzle.ts';
import { lastSeq } from '../lists/article-queries.ts';
import { alerts, savedSearches } from '../schema/alerts-schema.ts';

export type NewAlert = Omit<
  typeof alerts.$inferInsert,
  'id' | 'createdAt' | 'pausedAt' | 'pausedWhy' | 'cursor'
>;

/** An alert with its filter, its own or its saved search's. */
export interface StoredAlert {
  readonly id: number;
  readonly name: string;
  readonly about: 'articles' | 'feeds';
  /** Null for feeds. */
  readonly filter: WrittenFilter | null;
  readonly per: 'article' | 'story';
  readonly receiver: Receiver;
  readonly timing: Timing;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly paused: boolean;
}

/** The cursor starts at the end: an alert does not report what is stored already. */
export function addAlert(db: Database, alert: NewAlert, now: number): void {
  const feedEvents = sql`SELECT coalesce(max(id), 0) AS id FROM feed_events`;
  const cursor = alert.about === 'feeds' ? db.get<{ id: number }>(feedEvents).id : lastSeq(db);
  db.insert(alerts)
    .values({ ...alert, createdAt: now, cursor })
    .run();
}

export function listAlerts(db: Database): StoredAlert[] {
  return selectAlerts(db).orderBy(asc(alerts.name)).all().map(stored);
}

export function findAlert(db: Database, name: string): StoredAlert | undefined {
  const row = selectAlerts(db).where(eq(alerts.name, name)).get();
  return row && stored(row);
}

export function selectAlerts(db: Database) {
  return db
    .select({ alert: alerts, saved: savedSearches.filter })
    .from(alerts)
    .leftJoin(savedSearches, eq(savedSearches.name, alerts.search));
}

function stored({
  alert,
  saved,
}: {
  alert: typeof alerts.$inferSelect;
  saved: WrittenFilter | null;
}): StoredAlert {
  const { id, name, about, per, channel, target, secret, timing, createdAt } = alert;
  const receiver = { channel, target, secret };
  const paused = alert.pausedAt !== null;
  return { id, name, about, filter: alert.filter ?? saved, per, receiver, timing, createdAt, paused };
}

/** `why` is null when it is paused by hand. */
export function pauseAlert(db: Database, id: number, why: string | null, now: number): void {
  db.update(alerts).set({ pausedAt: now, pausedWhy: why }).where(eq(alerts.id, id)).run();
}

export function resumeAlert(db: Database, id: number): void {
  db.update(alerts).set({ pausedAt: null, pausedWhy: null }).where(eq(alerts.id, id)).run();
}

/** Its events and messages are deleted with it. */
export function removeAlert(db: Database, id: number): void {
  db.delete(alerts).where(eq(alerts.id, id)).run();
}
