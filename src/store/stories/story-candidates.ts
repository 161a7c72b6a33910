/** The index of articles by candidate key: finds those that may report the same event without reading any others. */
import { MOST_CANDIDATES, MOST_UNDER_KEY } from '../../stories/candidate-index.ts';
import { KEY_BITS, REACH_MS } from '../../stories/candidate-keys.ts';
import type { Database } from '../file/database.ts';
import { prepared } from '../file/prepared.ts';

/** Long enough that for most articles all others in reach are in the same period, short enough to stay in the page cache. */
const PERIOD_MS = 3 * REACH_MS;

/**
 * A key as it is stored: the period comes first, so that writes and lookups at one time touch neighbouring pages, which are
 * in memory already, however large the index is.
 */
export const placed = (key: number, at: number): number => periodOf(at) * 2 ** KEY_BITS + key;
const periodOf = (at: number): number => Math.max(0, Math.floor(at / PERIOD_MS));

/** The caller wraps it in a transaction. */
export function replaceKeys(db: Database, articleId: number, keys: readonly number[], at: number): void {
  prepared(db, 'DELETE FROM story_keys WHERE article_id = ?').run(articleId);
  const insert = prepared(db, 'INSERT INTO story_keys (key, at, article_id) VALUES (?, ?, ?)');
  for (const key of keys) insert.run(placed(key, at), at, articleId);
}

/** A list for each key and direction of time. One statement: the calls of many would take longer than the lookups. */
const NEAR = `
  WITH near AS (
    SELECT (SELECT json_group_array(json_array(article_id, at)) FROM (
      SELECT article_id, at FROM story_keys
      WHERE key = earlier.value AND at BETWEEN :at - :reach AND :at ORDER BY at DESC LIMIT :most
    )) AS list FROM json_each(:earlier) AS earlier
    UNION ALL
    SELECT (SELECT json_group_array(json_array(article_id, at)) FROM (
      SELECT article_id, at FROM story_keys
      WHERE key = later.value AND at > :at AND at <= :at + :reach ORDER BY at LIMIT :most
    )) AS list FROM json_each(:later) AS later
  )
  SELECT list FROM near WHERE list <> '[]'`;

/**
 * Ids of the articles that share the most keys with this one, ties broken by nearness in time. For each key only the nearest
 * articles in each direction of time are read, so that the work does not grow with the number of articles stored.
 */
export function candidateIds(db: Database, articleId: number, keys: readonly number[], at: number): number[] {
  const asked = (...times: readonly number[]): string =>
    JSON.stringify([...new Set(times.flatMap((time) => keys.map((key) => placed(key, time))))]);
  const lists = prepared(db, NEAR)
    .pluck()
    .all({
      earlier: asked(at, at - REACH_MS),
      later: asked(at, at + REACH_MS),
      at,
      reach: REACH_MS,
      most: MOST_UNDER_KEY,
    }) as string[];
  const found = new Map<number, { shared: number; away: number }>();
  for (const near of lists)
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
