/** Reads and writes the rows of stories: features, members, bounds, earlier ids, decisions. Callers wrap transactions. */
import type { Constraint } from '../../stories/constraints.ts';
import type { StoryFeatures } from '../../stories/features.ts';
import { byTime, type DatedArticle, storyId } from '../../stories/settle.ts';
import { readFeatures } from '../../stories/stored-features.ts';
import type { Database } from '../file/database.ts';
import { eq, inArray, sql } from '../file/drizzle.ts';
import { onConnection, prepared } from '../file/prepared.ts';
import { stories, storyAliases, storyArticles, storyFeatures } from '../schema/stories-schema.ts';

export interface FeaturesRow {
  readonly articleId: number;
  readonly storyId: string | null;
  readonly features: StoryFeatures;
}

/** In the order of the ids; articles without features, or with those of another version, are left out. */
export function featuresRows(db: Database, articleIds: readonly number[]): FeaturesRow[] {
  if (articleIds.length === 0) return [];
  const rows = prepared(
    db,
    `SELECT f.article_id AS articleId, f.key, f.published_at AS publishedAt, f.body, s.story_id AS storyId
     FROM json_each(?) AS wanted JOIN story_features AS f ON f.article_id = wanted.value
     LEFT JOIN story_articles AS s ON s.article_id = f.article_id ORDER BY wanted.key`,
  ).all(JSON.stringify(articleIds)) as {
    articleId: number;
    key: string;
    publishedAt: number | null;
    body: string;
    storyId: string | null;
  }[];
  return rows.flatMap(({ articleId, storyId: story, key, publishedAt, body }) => {
    const features = readCached(db, articleId, body);
    return features === null
      ? []
      : [{ articleId, storyId: story, features: { ...features, key, publishedAt } }];
  });
}

/** Entries of an LRU cache of parsed features, some 6 KB each: articles of one time share most of their candidates. */
const MOST_CACHED = 1_000;
const cacheOf = onConnection(
  () => new Map<number, { readonly body: string; readonly features: StoryFeatures | null }>(),
);

function readCached(db: Database, articleId: number, body: string): StoryFeatures | null {
  const cache = cacheOf(db);
  const known = cache.get(articleId);
  const read = known?.body === body ? known : { body, features: readFeatures(body) };
  cache.delete(articleId);
  cache.set(articleId, read);
  const [oldest] = cache.keys();
  if (cache.size > MOST_CACHED && oldest !== undefined) cache.delete(oldest);
  return read.features;
}

export function storyOf(db: Database, articleId: number): string | null {
  const sql = 'SELECT story_id FROM story_articles WHERE article_id = ?';
  return (prepared(db, sql).pluck().get(articleId) as string | undefined) ?? null;
}

/** Ids of a story's articles; none for a story that no longer exists. */
export function membersOf(db: Database, id: string): number[] {
  const sql = 'SELECT article_id FROM story_articles WHERE story_id = ? ORDER BY article_id';
  return prepared(db, sql).pluck().all(id) as number[];
}

/** Puts an article into a story, creating it if needed, and widens its bounds. The caller refreshes the story that it left. */
export function joinStory(db: Database, articleId: number, id: string): void {
  // The id of an existing story must not be an alias of another one.
  prepared(db, 'DELETE FROM story_aliases WHERE old_id = ?').run(id);
  prepared(
    db,
    `INSERT INTO stories (id, from_at, to_at) SELECT ?, at, at FROM story_features WHERE article_id = ?
     ON CONFLICT (id) DO UPDATE SET from_at = min(from_at, excluded.from_at), to_at = max(to_at, excluded.to_at)`,
  ).run(id, articleId);
  prepared(
    db,
    `INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)
     ON CONFLICT (article_id) DO UPDATE SET story_id = excluded.story_id`,
  ).run(articleId, id);
}

/** Recomputes a story's bounds from its articles; deletes a story without any. */
export function refreshStory(db: Database, id: string): void {
  const { first, last } = prepared(
    db,
    `SELECT min(at) AS first, max(at) AS last FROM story_articles JOIN story_features USING (article_id)
     WHERE story_id = ?`,
  ).get(id) as { first: number | null; last: number | null };
  if (first === null) prepared(db, 'DELETE FROM stories WHERE id = ?').run(id);
  else prepared(db, 'UPDATE stories SET from_at = ?, to_at = ? WHERE id = ?').run(first, last, id);
}

/**
 * Takes an article out of its story. A story whose id was made from this article gets one made from its earliest remaining
 * article. Returns the id that the story has now; null when the article was in none.
 */
export function leaveStory(db: Database, articleId: number): string | null {
  const id = storyOf(db, articleId);
  if (id === null) return null;
  const [leaving] = keysOfArticles(db, [articleId]);
  db.delete(storyArticles).where(eq(storyArticles.articleId, articleId)).run();
  const rest = keysOfArticles(db, membersOf(db, id)).sort(byTime);
  const [first] = rest;
  if (first !== undefined && leaving !== undefined && storyId(leaving.key) === id) {
    const next = storyId(first.key);
    moveStory(db, id, next, rest);
    return next;
  }
  refreshStory(db, id);
  return id;
}

/** Changes the id of a story, whose articles are `members`; the old id becomes an alias. */
export function moveStory(
  db: Database,
  from: string,
  to: string,
  members: readonly { readonly articleId: number }[],
): void {
  for (const { articleId } of members) joinStory(db, articleId, to);
  renameStory(db, from, to);
  refreshStory(db, from);
}

/** Makes the old id, and all of its aliases, aliases of the new one. */
export function renameStory(db: Database, oldId: string, id: string): void {
  db.update(storyAliases).set({ storyId: id }).where(eq(storyAliases.storyId, oldId)).run();
  db.insert(storyAliases)
    .values({ oldId, storyId: id })
    .onConflictDoUpdate({ target: storyAliases.oldId, set: { storyId: id } })
    .run();
}

/** The current id of the story that has or had this id; null when there is none. */
export function currentStory(db: Database, id: string): string | null {
  const alias = db.select().from(storyAliases).where(eq(storyAliases.oldId, id)).get();
  const now = alias?.storyId ?? id;
  return db.select().from(stories).where(eq(stories.id, now)).get()?.id ?? null;
}

export function keysOfArticles(db: Database, articleIds: readonly number[]): DatedArticle[] {
  const { articleId, key, publishedAt } = storyFeatures;
  if (articleIds.length === 0) return [];
  return db
    .select({ articleId, key, publishedAt })
    .from(storyFeatures)
    .where(inArray(articleId, [...articleIds]))
    .all();
}

/** Articles of the stories whose last article is from `since` (epoch ms) or later; null: of all stories. */
export function articlesOfStories(db: Database, since: number | null): DatedArticle[] {
  const { articleId, key, publishedAt } = storyFeatures;
  const reaching =
    since === null
      ? undefined
      : sql`article_id IN (SELECT article_id FROM story_articles
          WHERE story_id IN (SELECT id FROM stories WHERE to_at >= ${since}))`;
  return db.select({ articleId, key, publishedAt }).from(storyFeatures).where(reaching).all();
}

/** Articles of a story, by its current or an earlier id; null when there is no such story. */
export function articlesOfStory(db: Database, id: string): DatedArticle[] | null {
  const current = currentStory(db, id);
  return current === null ? null : keysOfArticles(db, membersOf(db, current));
}

/** Every decision, in the order in which they were made. */
export function decisions(db: Database): Constraint[] {
  return prepared(db, 'SELECT kind, a, b FROM story_decisions ORDER BY id').all() as Constraint[];
}

/** The decisions that involve one of these articles. */
export function decisionsAbout(db: Database, keys: readonly string[]): Constraint[] {
  return prepared(
    db,
    `WITH keys AS (SELECT value FROM json_each(:keys))
     SELECT kind, a, b FROM story_decisions WHERE a IN keys OR b IN keys ORDER BY id`,
  ).all({ keys: JSON.stringify(keys) }) as Constraint[];
}
