/** Deletes old messages that were delivered or given up, without letting what they reported be reported again. */
import type { PrunedSlice, Retention } from '../../core/pruning.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';

/** The latest messages, delivered or given up, that are kept for each alert. */
export const MESSAGES_KEPT = 1_000;

/** Messages of one slice. */
const SLICE = 200;

interface Old {
  readonly id: string;
  readonly alertId: number;
}

/** The one message of an alert that is never deleted: the last delivered or, if none was, the last given up. */
const lastOf = (alertId: SQL | number): SQL => sql`
  SELECT id FROM deliveries WHERE alert_id = ${alertId} AND state <> 'pending'
  ORDER BY state = 'delivered' DESC, ended_at DESC, rowid DESC LIMIT 1`;

/** One slice of the messages that were delivered, or given up, before `before` (epoch ms). */
export function pruneMessages(db: Database, { before, dryRun }: Retention, after: number): PrunedSlice {
  return db.transaction(
    () => {
      const old = db.all<Old & { row: number; bytes: number }>(sql`
        SELECT id, alert_id AS alertId, rowid AS row,
          60 + octet_length(id) + coalesce(octet_length(news), 0) + coalesce(octet_length(last_error), 0) AS bytes
        FROM deliveries WHERE rowid > ${after} AND state <> 'pending' AND ended_at < ${before}
          AND id NOT IN (SELECT (${lastOf(sql`a.id`)}) AS last FROM alerts a WHERE last IS NOT NULL)
        ORDER BY rowid LIMIT ${SLICE}`);
      if (!dryRun) forget(db, old);
      const bytes = old.reduce((sum, each) => sum + each.bytes, 0);
      return { rows: old.length, bytes, next: old.length === SLICE ? (old.at(-1)?.row ?? null) : null };
    },
    { behavior: 'immediate' },
  );
}

/** Deletes all but the latest messages of the alert that this message belongs to. */
export function keepLatestMessages(db: Database, deliveryId: string): void {
  const old = db.all<Old>(sql`
    SELECT id, alert_id AS alertId FROM deliveries
    WHERE alert_id = (SELECT alert_id FROM deliveries WHERE id = ${deliveryId}) AND state <> 'pending'
    ORDER BY rowid DESC LIMIT ${SLICE} OFFSET ${MESSAGES_KEPT}`);
  forget(db, old);
}

/**
 * Deletes these messages. The events of their articles are kept for ever and moved to the alert's last message: without them
 * an article would be news again when its publisher changes it. Feed events are found only once, so theirs are deleted.
 */
function forget(db: Database, old: readonly Old[]): void {
  for (const alertId of new Set(old.map((each) => each.alertId))) {
    const last = db.get<{ id: string }>(lastOf(alertId)).id;
    const ids = old.filter((each) => each.alertId === alertId && each.id !== last).map(({ id }) => id);
    const gone = sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
    db.run(sql`DELETE FROM alert_events WHERE delivery_id IN ${gone} AND article_id IS NULL`);
    db.run(sql`UPDATE alert_events SET delivery_id = ${last} WHERE delivery_id IN ${gone}`);
    db.run(sql`DELETE FROM deliveries WHERE id IN ${gone}`);
  }
}
