/** The tables of the stories: which articles report the same event. Times are epoch milliseconds. */

import { desc, index, integer, primaryKey, sql, sqliteTable, text } from '../file/drizzle.ts';
import { articles } from './articles-schema.ts';

/** What is kept of an article to tell which others report its event; only articles that name a company have one. */
export const storyFeatures = sqliteTable('story_features', {
  articleId: integer()
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  /** The page's identity when it was first read; it stays, whatever address the page has later. */
  key: text().notNull().unique(),
  publishedAt: integer(),
  /** publishedAt, or when the article was first seen. */
  at: integer().notNull(),
  /** FEATURES_VERSION of the body. */
  version: integer().notNull(),
  body: text().notNull(),
});

/** The index of candidates; WITHOUT ROWID, which its migration adds by hand: it has 38 rows for an article. */
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
    /** Of its first and its last article. */
    fromAt: integer().notNull(),
    toAt: integer().notNull(),
  },
  (table) => [
    // As lists are sorted, with all that they ask of time.
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

/** What people decided by merging and splitting stories, in order; `a` and `b` are keys of articles. */
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

/** Ids that stories had before. */
export const storyAliases = sqliteTable(
  'story_aliases',
  {
    oldId: text().primaryKey(),
    storyId: text().notNull(),
  },
  (table) => [index('story_aliases_by_story').on(table.storyId)],
);

/** When something was last done that is to be done now and then, whichever process does it. */
export const passes = sqliteTable('passes', {
  name: text().primaryKey(),
  at: integer().notNull(),
});
