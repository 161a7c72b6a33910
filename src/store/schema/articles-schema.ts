/** The tables of the articles. Times are epoch milliseconds; JSON columns hold the model's own shapes. */

import type { Evidence, Partner, Sector, SiteRuleOutcome, Stage, Verdict } from '../../core/model.ts';
import type { ArticleChange } from '../../stories/revision.ts';
import { index, integer, primaryKey, real, sql, sqliteTable, text, uniqueIndex } from '../file/drizzle.ts';
import { feeds } from './feeds-schema.ts';

/** One row for each article, whether it was fetched, is to be fetched, or was given up. */
export const articles = sqliteTable(
  'articles',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** The canonical address once it is known; until then the feed's link. */
    url: text().notNull().unique(),
    /** `pending`: to be fetched; `stored`: read from its page; `failed`: given up, see dead_letters. */
    state: text({ enum: ['pending', 'stored', 'failed'] })
      .notNull()
      .default('pending'),
    attempts: integer().notNull().default(0),
    nextAttemptAt: integer(),
    lastFailure: text(),
    /**
     * The feed that listed it first. Null for an article ingested by hand, or whose feed was removed, until another feed
     * lists it.
     */
    feedId: text().references(() => feeds.id, { onDelete: 'set null' }),
    firstSeenAt: integer().notNull(),
    /** When its page was first read. */
    fetchedAt: integer(),
    /** When its page was last requested again after that, whatever the outcome; null: never. */
    visitedAt: integer(),
    /** When its page is due to be fetched again; null: no further visit is planned. */
    revisitAt: integer(),
    /** When its page was first found to be gone, and the failure code (`http-404`, `http-410`); null while it is there. */
    linkRotAt: integer(),
    linkRotCode: text(),
    finalUrl: text(),
    /** Hash of the archived page that the content was read from; null for articles older than this column. */
    pageHash: text(),
    /** HTTP validators of that page, for conditional requests. */
    pageEtag: text(),
    pageLastModified: text(),
    /** Site and folded title, see titleKeyOf(): finds an article that was published twice. */
    titleKey: text(),
    title: text(),
    authors: text({ mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    publishedAt: integer(),
    publishedDay: text(),
    modifiedAt: integer(),
    language: text(),
    siteName: text(),
    summary: text(),
    image: text(),
    text: text().notNull().default(''),
    wordCount: integer().notNull().default(0),
    verdict: text().$type<Verdict>(),
    verdictReason: text(),
    extractor: text(),
    confidence: real(),
    /** How well the site's extraction rule worked on the page; null for a site without a rule. */
    siteRule: text({ mode: 'json' }).$type<SiteRuleOutcome>(),
    contentHash: text(),
    tagged: integer({ mode: 'boolean' }).notNull().default(false),
    rulesVersion: text(),
    /** Sequence number of the last change of its content: a higher one than any before, so that followers miss no change. */
    seq: integer(),
    /**
     * publishedAt, or firstSeenAt where the publisher gives no date, rounded down to whole seconds (still epoch ms): lists
     * are sorted by it, and it is the upper part of the article's rowid in the search index (search-index.ts).
     */
    sortAt: integer().notNull(),
  },
  (table) => [
    index('articles_unfinished').on(table.nextAttemptAt).where(sql`state = 'pending'`),
    // Covers most filters: lists are found without reading the table's rows, which are large because of their texts.
    index('articles_by_time').on(
      table.sortAt,
      table.id,
      table.state,
      table.verdict,
      table.language,
      table.tagged,
    ),
    index('articles_tagged')
      .on(table.sortAt, table.id, table.state, table.verdict, table.language)
      .where(sql`tagged = 1`),
    index('articles_columns').on(
      table.id,
      table.sortAt,
      table.state,
      table.verdict,
      table.language,
      table.tagged,
      table.feedId,
    ),
    index('articles_by_language').on(table.language, table.sortAt, table.id),
    index('articles_by_verdict').on(table.verdict, table.sortAt, table.id),
    index('articles_by_feed').on(table.feedId, table.sortAt),
    index('articles_by_rule').on(table.feedId, table.fetchedAt).where(sql`site_rule IS NOT NULL`),
    index('articles_by_seq').on(table.seq),
    index('articles_by_fetch').on(table.fetchedAt),
    index('articles_to_revisit').on(table.revisitAt).where(sql`revisit_at IS NOT NULL`),
    index('articles_gone').on(table.linkRotAt).where(sql`link_rot_at IS NOT NULL`),
    index('articles_by_title').on(table.titleKey).where(sql`title_key IS NOT NULL`),
  ],
);

/** Every address that leads to an article: feed links, redirects, the canonical one. */
export const articleUrls = sqliteTable(
  'article_urls',
  {
    url: text().primaryKey(),
    articleId: integer()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** pageKey() of the address: only for comparing, never fetched. Empty in old rows until fillPageKeys() has run. */
    pageKey: text().notNull().default(''),
  },
  (table) => [
    index('article_urls_by_article').on(table.articleId),
    index('article_urls_by_page').on(table.pageKey),
  ],
);

/** Earlier versions of articles that their publishers changed. */
export const revisions = sqliteTable(
  'revisions',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    articleId: integer()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** When the change was found: this version stood until then. */
    at: integer().notNull(),
    title: text(),
    text: text().notNull(),
    contentHash: text(),
    /** What the next version changed. */
    changes: text({ mode: 'json' }).$type<ArticleChange>().notNull(),
  },
  (table) => [index('revisions_by_article').on(table.articleId, table.at)],
);

/** Every sighting of an article in a feed, and every item that could not become one, with the reason. */
export const items = sqliteTable(
  'items',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    feedId: text()
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    /** Identifies the item within its feed: its guid, else its link, else a hash of its content; see itemKey(). */
    key: text().notNull(),
    guid: text(),
    url: text(),
    title: text(),
    authors: text({ mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    publishedAt: integer(),
    summary: text(),
    contentHtml: text(),
    firstSeenAt: integer().notNull(),
    lastSeenAt: integer().notNull(),
    articleId: integer().references(() => articles.id, { onDelete: 'set null' }),
    rejected: text(),
  },
  (table) => [
    uniqueIndex('items_key').on(table.feedId, table.key),
    index('items_by_article').on(table.articleId, table.feedId),
    index('items_by_feed').on(table.feedId, table.articleId),
  ],
);

/** Articles that were given up, with the reason, until someone retries them. */
export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    articleId: integer()
      .notNull()
      .unique()
      .references(() => articles.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    url: text().notNull(),
    code: text().notNull(),
    message: text().notNull(),
    status: integer(),
    attempts: integer().notNull(),
  },
  (table) => [index('dead_letters_by_time').on(table.at)],
);

export const articleTags = sqliteTable(
  'article_tags',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    tag: text().notNull(),
    confidence: real().notNull(),
    evidence: text({ mode: 'json' }).$type<readonly Evidence[]>().notNull(),
    rulesVersion: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.tag] }),
    index('article_tags_by_tag').on(table.tag, table.articleId, table.confidence),
  ],
);

export const articleVentures = sqliteTable(
  'article_ventures',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** 0 is the most central. */
    position: integer().notNull(),
    ventureId: text(),
    /** The venture's id in the ledger, or `new:` and its partners or name for one that the ledger does not know. */
    key: text().notNull().default(''),
    name: text(),
    partners: text({ mode: 'json' }).$type<readonly Partner[]>().notNull(),
    stage: text().$type<Stage>(),
    sector: text().$type<Sector>(),
    stake: text(),
    amount: text(),
    confidence: real().notNull(),
    evidence: text({ mode: 'json' }).$type<readonly Evidence[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.position] }),
    index('article_ventures_by_key').on(table.key, table.articleId),
    index('article_ventures_by_stage').on(table.stage, table.articleId),
    index('article_ventures_by_stage_and_sector').on(table.stage, table.sector, table.articleId, table.key),
    index('article_ventures_by_sector').on(table.sector, table.articleId),
  ],
);

export const articleCompanies = sqliteTable(
  'article_companies',
  {
    articleId: integer()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    companyId: text().notNull(),
    name: text().notNull(),
    mentions: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.companyId] }),
    index('article_companies_by_company').on(table.companyId, table.articleId),
  ],
);
