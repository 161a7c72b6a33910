/** Bounds what is kept of messages that were delivered or given up, so that nothing they told of is told again. */
import type { PrunedSlice, Retention } from '../../core/pruning.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';

/** Messages kept of each alert once they are delivered or given up, the latest. */
export const MESSAGES_KEPT = 1_000;

/** Messages of one slice. */
const SLICE = 200;

interface Old {
  readonly id: string;
  readonly alertId: number;
}

/** The message of an alert that never goes: the last that was delivered, or else given up. */
const lastOf = (alertId: SQL | number): SQL => sql`
  SELECT id FROM deliveries WHERE alert_id = ${alertId} AND state <> 'pending'
  ORDER BY state = 'delivered' DESC, ended_at DESC, rowid DESC LIMIT 1`;

/** Messages that were delivered, or given up, before. */
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

/** Forgets all but the latest messages of the alert whose message this is. */
export function keepLatestMessages(db: Database, deliveryId: string): void {
  const old = db.all<Old>(sql`
    SELECT id, alert_id AS alertId FROM deliveries
    WHERE alert_id = (SELECT alert_id FROM deliveries WHERE id = ${deliveryId}) AND state <> 'pending'
    ORDER BY rowid DESC LIMIT ${SLICE} OFFSET ${MESSAGES_KEPT}`);
  forget(db, old);
}

/**
 * An article stays told of for ever, now by its alert's last message: it would be news again when its publisher changes it.
 * A feed's event is found only once, and goes.
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
