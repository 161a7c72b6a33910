/** The tables of the stories: which articles report the same event. Times are epoch milliseconds. */

import { desc, index, integer, primaryKey, sql, sqliteTable, text } from '../file/drizzle.ts';
import { articles } from './articles-schema.ts';

/** Features of an article, by which others that report the same event are found; articles without any have no row. */
export const storyFeatures = sqliteTable('story_features', {
  articleId: integer()
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  /** pageKey() of its address when the row was made; stays the same when the address changes later. */
  key: text().notNull().unique(),
  publishedAt: integer(),
  /** publishedAt, or when the article was first seen. */
  at: integer().notNull(),
  /** FEATURES_VERSION of the body. */
  version: integer().notNull(),
  body: text().notNull(),
});

/** The candidate index, up to 38 rows for each article; its migration makes it WITHOUT ROWID, which Drizzle cannot express. */
export const storyKeys = sqliteTable(
  'story_keys',
  {
    key: integer().notNull(),
    at: integer().notNull(),
    articleId: integer()
      .notNull()
      .references(() => storyFeatures.articleId, { onDelete: 'cascade' }),
  },
  (table) => [
    primaryKey({ columns: [table.key, table.at, table.articleId] }),
    index('story_keys_by_article').on(table.articleId),
  ],
);

export const stories = sqliteTable(
  'stories',
  {
    id: text().primaryKey(),
    /** Times of its first and last article. */
    fromAt: integer().notNull(),
    toAt: integer().notNull(),
  },
  (table) => [
    // Covering index in the order of lists, with every time that they filter by.
    index('stories_by_time').on(desc(table.toAt), table.id, table.fromAt),
    index('stories_by_length').on(sql`to_at - from_at`),
  ],
);

/** An article is in one story at most. */
export const storyArticles = sqliteTable(
  'story_articles',
  {
    articleId: integer()
      .primaryKey()
      .references(() => storyFeatures.articleId, { onDelete: 'cascade' }),
    storyId: text()
      .notNull()
      .references(() => stories.id),
  },
  (table) => [index('story_articles_by_story').on(table.storyId)],
);

/** What people decided by merging and splitting stories, in order; `a` and `b` are `story_features.key`. */
export const storyDecisions = sqliteTable(
  'story_decisions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    kind: text({ enum: ['together', 'apart'] }).notNull(),
    a: text().notNull(),
    b: text().notNull(),
  },
  (table) => [index('story_decisions_by_a').on(table.a), index('story_decisions_by_b').on(table.b)],
);

/** Earlier ids of stories, so that old links still lead to them. */
export const storyAliases = sqliteTable(
  'story_aliases',
  {
    oldId: text().primaryKey(),
    storyId: text().notNull(),
  },
  (table) => [index('story_aliases_by_story').on(table.storyId)],
);

/** When each periodic task last ran, by whichever process. */
export const passes = sqliteTable('passes', {
  name: text().primaryKey(),
  at: integer().notNull(),
});
