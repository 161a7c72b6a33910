/** The index of articles by story key: finds those that may report the same event without looking at any others. */
import { MOST_CANDIDATES, MOST_UNDER_KEY } from '../stories/candidate-index.ts';
import type { Database } from './database.ts';

/** The caller wraps it in a transaction. */
export function replaceKeys(db: Database, articleId: number, keys: readonly number[], at: number): void {
  db.$client.prepare('DELETE FROM story_keys WHERE article_id = ?').run(articleId);
  const insert = db.$client.prepare('INSERT INTO story_keys (key, at, article_id) VALUES (?, ?, ?)');
  for (const key of new Set(keys)) insert.run(key, at, articleId);
}

/**
 * Ids of the articles that share the most keys, the nearest in time among equals. Under a key the nearest of each
 * direction of time are looked at, so that the work does not grow with the articles stored.
 */
export function candidateIds(db: Database, articleId: number, keys: readonly number[], at: number): number[] {
  // Not through Drizzle, which would take longer to build each of some hundred statements than they take to run.
  const before = db.$client
    .prepare('SELECT article_id, at FROM story_keys WHERE key = ? AND at <= ? ORDER BY at DESC LIMIT ?')
    .raw();
  const after = db.$client
    .prepare('SELECT article_id, at FROM story_keys WHERE key = ? AND at > ? ORDER BY at LIMIT ?')
    .raw();
  const found = new Map<number, { shared: number; away: number }>();
  for (const key of new Set(keys))
    for (const statement of [before, after])
      for (const [id, time] of statement.all(key, at, MOST_UNDER_KEY) as [number, number][]) {
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
