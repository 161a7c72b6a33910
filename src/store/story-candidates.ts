/** The index of articles by story key: finds those that may report the same event without looking at any others. */
import { MOST_CANDIDATES, MOST_UNDER_KEY } from '../stories/candidate-index.ts';
import type { Database } from './database.ts';
import { prepared } from './prepared.ts';

/** The caller wraps it in a transaction. */
export function replaceKeys(db: Database, articleId: number, keys: readonly number[], at: number): void {
  prepared(db, 'DELETE FROM story_keys WHERE article_id = ?').run(articleId);
  const insert = prepared(db, 'INSERT INTO story_keys (key, at, article_id) VALUES (?, ?, ?)');
  for (const key of new Set(keys)) insert.run(key, at, articleId);
}

/** A list for each key and direction of time. In one statement: the calls would take longer than the looking up. */
const NEAR = `
  WITH wanted AS MATERIALIZED (SELECT value AS key FROM json_each(:keys)), near AS (
    SELECT (SELECT json_group_array(json_array(article_id, at)) FROM (
      SELECT article_id, at FROM story_keys WHERE key = wanted.key AND at <= :at ORDER BY at DESC LIMIT :most
    )) AS list FROM wanted
    UNION ALL
    SELECT (SELECT json_group_array(json_array(article_id, at)) FROM (
      SELECT article_id, at FROM story_keys WHERE key = wanted.key AND at > :at ORDER BY at LIMIT :most
    )) AS list FROM wanted
  )
  SELECT list FROM near WHERE list <> '[]'`;

/**
 * Ids of the articles that share the most keys, the nearest in time among equals. Under a key the nearest of each
 * direction of time are looked at, so that the work does not grow with the articles stored.
 */
export function candidateIds(db: Database, articleId: number, keys: readonly number[], at: number): number[] {
  const found = new Map<number, { shared: number; away: number }>();
  const asked = JSON.stringify([...new Set(keys)]);
  for (const near of prepared(db, NEAR).pluck().all({ keys: asked, at, most: MOST_UNDER_KEY }) as string[])
    for (const [id, time] of JSON.parse(near) as [number, number][]) {
      if (id === articleId) continue;
      const known = found.get(id);
      if (known === undefined) found.set(id, { shared: 1, away: Math.abs(time - at) });
      else known.shared++;
    }
  return [...found]
    .sort(([a, x], [b, y]) => y.shared - x.shared || x.away - y.away || a - b)
    .slice(0, MOST_CANDIDATES)
    .map(([id]) => id);
}
