/** Counts articles, and the venture stages that they report, by day: the numbers of the charts. */

import type { Stage } from '../../core/model.ts';
import type { Period } from '../../feed/watch/coverage.ts';
import { DAY_MS } from '../../text/date/time.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { SHOWN } from './article-conditions.ts';

export interface DayCount {
  /** Days since the epoch, UTC. */
  readonly day: number;
  readonly articles: number;
  readonly tagged: number;
}

export interface StageCount {
  /** Days since the epoch, UTC. */
  readonly day: number;
  /** Stage of the article's most central venture; null when it has no stage or the article no venture. */
  readonly stage: Stage | null;
  readonly articles: number;
}

/** Days without articles are left out. Reads all articles of the period, from a covering index. */
export function articlesByDay(db: Database, { since, until }: Period): DayCount[] {
  return db.all(sql`
    SELECT a.sort_at / ${sql.raw(String(DAY_MS))} AS day, count(*) AS articles, sum(a.tagged) AS tagged
    FROM articles a INDEXED BY articles_by_time
    WHERE a.sort_at >= ${since} AND a.sort_at < ${until} AND ${SHOWN} GROUP BY 1`);
}

/** Tagged articles of the period by day and stage, each counted once. Days without any are left out. */
export function stagesByDay(db: Database, { since, until }: Period): StageCount[] {
  return db.all(sql`
    SELECT a.sort_at / ${sql.raw(String(DAY_MS))} AS day, v.stage AS stage, count(*) AS articles
    FROM articles a INDEXED BY articles_tagged
    LEFT JOIN article_ventures v ON v.article_id = a.id AND v.position = 0
    WHERE a.tagged = 1 AND a.sort_at >= ${since} AND a.sort_at < ${until} AND ${SHOWN} GROUP BY 1, 2 ORDER BY 1`);
}
