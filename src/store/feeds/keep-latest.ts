/** Bounds what is kept of a feed's past. */
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';

/** Deletes all but the latest rows of a feed in a table with `id` and `feed_id`; null: of the rows of no feed. */
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
