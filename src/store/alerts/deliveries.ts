/** Messages to be delivered: which are due, what each contains, and the outcome of its tries. */
import type { Notice, Receiver, Timing } from '../../core/alerts.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, isNull, lte, sql } from '../file/drizzle.ts';
import { alerts, deliveries } from '../schema/alerts-schema.ts';
import { keepLatestMessages } from './old-messages.ts';

interface DueDelivery {
  readonly id: string;
  readonly timing: Timing;
  readonly receiver: Pick<Receiver, 'channel' | 'target'>;
}

/** Messages to try at `now`, of alerts that are not paused. */
export function dueDeliveries(db: Database, now: number, limit: number): DueDelivery[] {
  const { timing, channel, target } = alerts;
  return db
    .select({ id: deliveries.id, timing, receiver: { channel, target } })
    .from(deliveries)
    .innerJoin(alerts, eq(alerts.id, deliveries.alertId))
    .where(and(eq(deliveries.state, 'pending'), lte(deliveries.nextTryAt, now), isNull(alerts.pausedAt)))
    .orderBy(asc(deliveries.nextTryAt))
    .limit(limit)
    .all();
}

interface PendingDelivery {
  readonly alertId: number;
  readonly receiver: Receiver;
  readonly notice: Notice;
  /** Tries so far. */
  readonly attempts: number;
}

/** A message with its receiver, to be tried at `now`; null when it is delivered, given up, paused or not due. */
export function pendingDelivery(db: Database, id: string, now: number): PendingDelivery | null {
  const row = db
    .select()
    .from(deliveries)
    .innerJoin(alerts, eq(alerts.id, deliveries.alertId))
    .where(
      and(
        eq(deliveries.id, id),
        eq(deliveries.state, 'pending'),
        lte(deliveries.nextTryAt, now),
        isNull(alerts.pausedAt),
      ),
    )
    .get();
  if (!row?.deliveries.news) return null;
  const { news, madeAt, attempts } = row.deliveries;
  const { id: alertId, name, channel, target, secret } = row.alerts;
  const notice: Notice = { id, alert: name, madeAt, test: false, news };
  return { alertId, receiver: { channel, target, secret }, notice, attempts };
}

/** Recorded before a try, so that after a crash during it the message is not due again before `nextTryAt`. */
export function recordTryBegun(db: Database, id: string, nextTryAt: number): void {
  db.update(deliveries).set({ attempts: sql`attempts + 1`, nextTryAt }).where(eq(deliveries.id, id)).run();
}

/** The last try succeeded; the content of the message is no longer kept. */
export function recordDelivered(db: Database, id: string, now: number): void {
  recordEnd(db, id, { state: 'delivered', lastError: null, news: null, endedAt: now });
}

/** The last try failed; `nextTryAt` null gives the message up. */
export function recordTryFailed(
  db: Database,
  id: string,
  { message, nextTryAt }: { readonly message: string; readonly nextTryAt: number | null },
  now: number,
): void {
  if (nextTryAt === null) recordEnd(db, id, { state: 'dead', lastError: message, endedAt: now });
  else db.update(deliveries).set({ lastError: message, nextTryAt }).where(eq(deliveries.id, id)).run();
}

function recordEnd(db: Database, id: string, end: Partial<typeof deliveries.$inferInsert>): void {
  db.transaction(
    () => {
      db.update(deliveries).set(end).where(eq(deliveries.id, id)).run();
      keepLatestMessages(db, id);
    },
    { behavior: 'immediate' },
  );
}

/** Makes failed messages due at once, given up or waiting for their next try, and resets their tries; returns how many. */
export function reviveDeliveries(db: Database, alertId: number, now: number): number {
  return db
    .update(deliveries)
    .set({ state: 'pending', attempts: 0, nextTryAt: now, endedAt: null })
    .where(
      and(eq(deliveries.alertId, alertId), sql`(state = 'dead' OR (state = 'pending' AND attempts > 0))`),
    )
    .run().changes;
}
