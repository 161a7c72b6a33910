/** Reads and writes the rows of stories: features, members, bounds, earlier ids, decisions. Callers wrap transactions. */
import type { Constraint } from '../stories/constraints.ts';
import type { StoryFeatures } from '../stories/features.ts';
import { byTime, storyId } from '../stories/settle.ts';
import { readFeatures } from '../stories/stored-features.ts';
import type { Database } from './database.ts';
import { asc, eq, inArray, or, sql } from './drizzle.ts';
import { stories, storyAliases, storyArticles, storyDecisions, storyFeatures } from './stories-schema.ts';

export interface FeaturesRow {
  readonly articleId: number;
  readonly storyId: string | null;
  readonly features: StoryFeatures;
}

/** In the order of the ids given; those of another version are left out. */
export function featuresRows(db: Database, articleIds: readonly number[]): FeaturesRow[] {
  if (articleIds.length === 0) return [];
  // Not through Drizzle: on the path of every article, and it would map some hundred kilobytes for nothing.
  const rows = db.$client
    .prepare(
      `SELECT f.article_id AS articleId, f.key, f.published_at AS publishedAt, f.body, s.story_id AS storyId
       FROM json_each(?) AS wanted JOIN story_features AS f ON f.article_id = wanted.value
       LEFT JOIN story_articles AS s ON s.article_id = f.article_id ORDER BY wanted.key`,
    )
    .all(JSON.stringify(articleIds)) as {
    articleId: number;
    key: string;
    publishedAt: number | null;
    body: string;
    storyId: string | null;
  }[];
  return rows.flatMap(({ articleId, storyId: story, key, publishedAt, body }) => {
    const features = readFeatures(body);
    return features === null
      ? []
      : [{ articleId, storyId: story, features: { ...features, key, publishedAt } }];
  });
}

export function storyOf(db: Database, articleId: number): string | null {
  const row = db.select().from(storyArticles).where(eq(storyArticles.articleId, articleId)).get();
  return row?.storyId ?? null;
}

/** Ids of a story's articles; none for a story that is no more. */
export function membersOf(db: Database, id: string): number[] {
  const rows = db
    .select({ articleId: storyArticles.articleId })
    .from(storyArticles)
    .where(eq(storyArticles.storyId, id))
    .orderBy(asc(storyArticles.articleId))
    .all();
  return rows.map(({ articleId }) => articleId);
}

export function joinStory(db: Database, articleId: number, id: string): void {
  // Nobody may be led elsewhere by the id of a story that exists.
  db.delete(storyAliases).where(eq(storyAliases.oldId, id)).run();
  db.insert(stories).values({ id, fromAt: 0, toAt: 0 }).onConflictDoNothing().run();
  db.insert(storyArticles)
    .values({ articleId, storyId: id })
    .onConflictDoUpdate({ target: storyArticles.articleId, set: { storyId: id } })
    .run();
}

/** Sets the bounds by the articles that the story has; a story without any is removed. */
export function refreshStory(db: Database, id: string): void {
  const bounds = db.get<{ first: number | null; last: number | null }>(
    sql`SELECT min(at) AS first, max(at) AS last FROM story_features
      WHERE article_id IN (SELECT article_id FROM story_articles WHERE story_id = ${id})`,
  );
  if (bounds.first === null || bounds.last === null) db.delete(stories).where(eq(stories.id, id)).run();
  else db.update(stories).set({ fromAt: bounds.first, toAt: bounds.last }).where(eq(stories.id, id)).run();
}

/** Takes an article out of its story. One that was known by this article is known by its earliest from then on. */
export function leaveStory(db: Database, articleId: number): void {
  const id = storyOf(db, articleId);
  if (id === null) return;
  const [leaving] = keysOfArticles(db, [articleId]);
  db.delete(storyArticles).where(eq(storyArticles.articleId, articleId)).run();
  const rest = keysOfArticles(db, membersOf(db, id)).sort(byTime);
  const [first] = rest;
  if (first !== undefined && leaving !== undefined && storyId(leaving.key) === id) {
    const next = storyId(first.key);
    for (const member of rest) joinStory(db, member.articleId, next);
    refreshStory(db, next);
    renameStory(db, id, next);
  }
  refreshStory(db, id);
}

/** Who asks for the old id gets the new story. */
export function renameStory(db: Database, oldId: string, id: string): void {
  db.update(storyAliases).set({ storyId: id }).where(eq(storyAliases.storyId, oldId)).run();
  db.insert(storyAliases)
    .values({ oldId, storyId: id })
    .onConflictDoUpdate({ target: storyAliases.oldId, set: { storyId: id } })
    .run();
}

/** The id that a story has now, by this or an earlier one; null when there is none. */
export function currentStory(db: Database, id: string): string | null {
  const alias = db.select().from(storyAliases).where(eq(storyAliases.oldId, id)).get();
  const now = alias?.storyId ?? id;
  return db.select().from(stories).where(eq(stories.id, now)).get()?.id ?? null;
}

export interface DatedArticle {
  readonly articleId: number;
  readonly key: string;
  readonly publishedAt: number | null;
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

/** Articles of the stories that reach beyond `since` (epoch ms), or of all. */
export function articlesOfStories(db: Database, since: number | null): DatedArticle[] {
  const { articleId, key, publishedAt } = storyFeatures;
  const reaching =
    since === null
      ? undefined
      : sql`article_id IN (SELECT article_id FROM story_articles
          WHERE story_id IN (SELECT id FROM stories WHERE to_at >= ${since}))`;
  return db.select({ articleId, key, publishedAt }).from(storyFeatures).where(reaching).all();
}

/** Articles of a story, by its id or an earlier one; null when there is none. */
export function articlesOfStory(db: Database, id: string): DatedArticle[] | null {
  const current = currentStory(db, id);
  return current === null ? null : keysOfArticles(db, membersOf(db, current));
}

/** Every decision, or those that name one of these articles, in the order in which they were made. */
export function decisions(db: Database, keys?: readonly string[]): Constraint[] {
  const { kind, a, b, id } = storyDecisions;
  const naming = keys && or(inArray(a, [...keys]), inArray(b, [...keys]));
  return db.select({ kind, a, b }).from(storyDecisions).where(naming).orderBy(asc(id)).all();
}
