/** Bounds the history that is kept of each feed. */
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';

/** Deletes all but the latest `count` rows of a feed; `feedId` null: of the rows that belong to no feed. */
export function keepLatest(
  db: Database,
  table: 'poll_events' | 'feed_events' | 'blind_windows',
  feedId: string | null,
  count: number,
): void {
  const rows = sql.raw(table);
  const whose = feedId === null ? sql`feed_id IS NULL` : sql`feed_id = ${feedId}`;
  db.run(sql`DELETE FROM ${rows} WHERE ${whose} AND id <= (
    SELECT id FROM ${rows} WHERE ${whose} ORDER BY id DESC LIMIT 1 OFFSET ${count})`);
}
