/** Reads articles for people and programs: lists by filter, full-text search, one article whole. */
import { UsageError } from '../core/errors.ts';
import type { Article, Evidence, Tagging, Verdict } from '../core/model.ts';
import { type ArticleFilter, decodeCursor, encodeCursor, resolveTime } from '../query/article-filter.ts';
import { highlight, matchQuery } from '../text/search-terms.ts';
import { canonicalUrl, parseHttpUrl } from '../text/url.ts';
import {
  articleCompanies,
  articles,
  articleTags,
  articleUrls,
  articleVentures,
  deadLetters,
  items,
} from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, asc, desc, eq, sql } from './drizzle.ts';

/** One line of a list. */
export interface ArticleSummary {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly publishedDay: string | null;
  readonly firstSeenAt: string;
  readonly language: string | null;
  readonly siteName: string | null;
  readonly feedId: string | null;
  readonly verdict: Verdict | null;
  readonly wordCount: number;
  readonly tagged: boolean;
  /** Of the tag; null when not tagged. */
  readonly confidence: number | null;
  /** The best quote; null when not tagged. */
  readonly evidence: Evidence | null;
  /** Text around the words searched for, only in a search. */
  readonly snippet?: string;
}

export interface ArticlePage {
  readonly articles: readonly ArticleSummary[];
  /** Give it as `cursor` to go on; null when this was the last page. */
  readonly nextCursor: string | null;
}

/** Articles that have something to show: read from their page, or given up but told of by their feed. */
const SHOWN = sql`(${articles.state} = 'stored' OR (${articles.state} = 'failed' AND ${articles.verdict} IS NOT NULL))`;

/** Lists articles. Throws UsageError for a cursor or query that cannot be used. */
export function listArticles(db: Database, filter: ArticleFilter, now: number): ArticlePage {
  const match = matchOf(filter);
  if (filter.sort === 'best' && match === null) throw new UsageError('--sort best needs --query');
  const cursor = filter.cursor === undefined ? null : decodeCursor(filter.cursor);
  if (filter.cursor !== undefined && cursor === null)
    throw new UsageError(`--cursor "${filter.cursor}" is not one that jvwire gave`);
  if (cursor && filter.sort === 'best')
    throw new UsageError('--cursor does not go with --sort best; raise --limit instead');

  const conditions = [SHOWN, ...conditionsOf(filter, now)];
  if (match !== null) conditions.push(sql`${articles.id} IN (SELECT rowid FROM articles_fts(${match}))`);
  if (cursor) {
    const row = sql`(${articles.sortAt}, ${articles.id})`;
    const after = sql`(${cursor.sortAt}, ${cursor.id})`;
    conditions.push(filter.sort === 'newest' ? sql`${row} < ${after}` : sql`${row} > ${after}`);
  }
  const order = {
    newest: [desc(articles.sortAt), desc(articles.id)],
    oldest: [asc(articles.sortAt), asc(articles.id)],
    // A word in the title weighs ten times one in the text.
    best: [
      sql`(SELECT bm25(articles_fts, 10.0, 1.0) FROM articles_fts WHERE articles_fts MATCH ${match} AND rowid = ${articles.id})`,
      desc(articles.sortAt),
    ],
  }[filter.sort];
  const rows = db
    .select({ article: articles, tag: articleTags })
    .from(articles)
    .leftJoin(articleTags, and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, 'chinese-ev-jv')))
    .where(and(...conditions))
    .orderBy(...order)
    .limit(filter.limit + 1)
    .all();
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1)?.article;
  return {
    articles: shown.map(({ article, tag }) => summaryOf(article, tag, filter.query)),
    nextCursor: rows.length > filter.limit && last && filter.sort !== 'best' ? encodeCursor(last) : null,
  };
}

/** What followers need to know to go on from here. */
export function lastSeq(db: Database): number {
  return db.get<{ seq: number }>(sql`SELECT coalesce(max(seq), 0) AS seq FROM articles`).seq;
}

/** Articles that got their content, or got it anew, after `seq`, in that order. */
export function articlesSince(
  db: Database,
  filter: ArticleFilter,
  seq: number,
  now: number,
): { readonly articles: readonly ArticleSummary[]; readonly seq: number } {
  const match = matchOf(filter);
  const conditions = [SHOWN, sql`${articles.seq} > ${seq}`, ...conditionsOf(filter, now)];
  if (match !== null) conditions.push(sql`${articles.id} IN (SELECT rowid FROM articles_fts(${match}))`);
  const rows = db
    .select({ article: articles, tag: articleTags })
    .from(articles)
    .leftJoin(articleTags, and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, 'chinese-ev-jv')))
    .where(and(...conditions))
    .orderBy(asc(articles.seq))
    .limit(filter.limit)
    .all();
  return {
    articles: rows.map(({ article, tag }) => summaryOf(article, tag, filter.query)),
    // Short of the limit, everything up to now has been looked at, whether it matched or not.
    seq: rows.length < filter.limit ? Math.max(seq, lastSeq(db)) : (rows.at(-1)?.article.seq ?? seq),
  };
}

function matchOf(filter: ArticleFilter): string | null {
  if (filter.query === undefined) return null;
  const match = matchQuery(filter.query);
  if (match === null) throw new UsageError(`"${filter.query}" has no word to search for`);
  return match;
}

function conditionsOf(filter: ArticleFilter, now: number) {
  const conditions = [];
  const { tag, company, venture, stage, sector, feed, lang, verdict, since, until } = filter;
  if (tag !== undefined)
    conditions.push(
      // The partial index on tagged articles serves the one tag there is.
      tag === 'chinese-ev-jv'
        ? sql`${articles.tagged} = 1`
        : sql`${articles.id} IN (SELECT article_id FROM article_tags WHERE tag = ${tag})`,
    );
  if (company !== undefined)
    conditions.push(
      sql`${articles.id} IN (SELECT article_id FROM article_companies WHERE company_id = ${company})`,
    );
  // One and the same venture of the article must meet all three.
  const ofVenture = [];
  if (venture !== undefined) ofVenture.push(sql`venture_id = ${venture}`);
  if (stage !== undefined) ofVenture.push(sql`stage = ${stage}`);
  if (sector !== undefined) ofVenture.push(sql`sector = ${sector}`);
  if (ofVenture.length > 0)
    conditions.push(
      sql`${articles.id} IN (SELECT article_id FROM article_ventures WHERE ${sql.join(ofVenture, sql` AND `)})`,
    );
  if (feed !== undefined)
    conditions.push(sql`${articles.id} IN (SELECT article_id FROM items WHERE feed_id = ${feed})`);
  if (lang !== undefined) conditions.push(eq(articles.language, lang));
  if (verdict !== undefined) conditions.push(eq(articles.verdict, verdict));
  if (since !== undefined) conditions.push(sql`${articles.sortAt} >= ${resolveTime(since, now)}`);
  if (until !== undefined) {
    const end = 'at' in until ? until.at + 86_400_000 : resolveTime(until, now);
    conditions.push(sql`${articles.sortAt} < ${end}`);
  }
  return conditions;
}

function summaryOf(
  article: typeof articles.$inferSelect,
  tag: typeof articleTags.$inferSelect | null,
  query: string | undefined,
): ArticleSummary {
  return {
    id: article.id,
    url: article.url,
    title: article.title,
    publishedAt: iso(article.publishedAt),
    publishedDay: article.publishedDay,
    firstSeenAt: new Date(article.firstSeenAt).toISOString(),
    language: article.language,
    siteName: article.siteName,
    feedId: article.feedId,
    verdict: article.verdict,
    wordCount: article.wordCount,
    tagged: article.tagged,
    confidence: tag?.confidence ?? null,
    evidence: tag?.evidence[0] ?? null,
    ...(query === undefined ? {} : { snippet: snippetOf(article, query) }),
  };
}

function snippetOf({ title, text }: { title: string | null; text: string }, query: string): string {
  const inText = highlight(text, query);
  return inText.matches.length > 0 ? inText.snippet : highlight(title ?? '', query).snippet;
}

/** One article with everything that is known of it. */
export interface ArticleDetail extends Omit<Article, 'verdict'>, Omit<Tagging, 'language'> {
  readonly id: number;
  readonly state: string;
  readonly verdict: Verdict | null;
  readonly rulesVersion: string | null;
  readonly firstSeenAt: string;
  readonly fetchedAt: string | null;
  readonly contentHash: string | null;
  /** Other addresses that lead to it. */
  readonly urls: readonly string[];
  readonly sightings: readonly {
    readonly feedId: string;
    readonly guid: string | null;
    readonly url: string | null;
    readonly firstSeenAt: string;
  }[];
  /** Why its page could not be had, null when it could. */
  readonly failure: { readonly code: string; readonly message: string; readonly attempts: number } | null;
}

/** Finds an article by id or by any of its addresses; null when there is none. */
export function getArticle(db: Database, idOrUrl: string): ArticleDetail | null {
  const id = /^\d{1,15}$/.test(idOrUrl) ? Number(idOrUrl) : idOfUrl(db, idOrUrl);
  const row = id === null ? undefined : db.select().from(articles).where(eq(articles.id, id)).get();
  if (!row) return null;
  const letter = db.select().from(deadLetters).where(eq(deadLetters.articleId, row.id)).get();
  const ventures = db
    .select()
    .from(articleVentures)
    .where(eq(articleVentures.articleId, row.id))
    .orderBy(asc(articleVentures.position))
    .all();
  const companies = db
    .select()
    .from(articleCompanies)
    .where(eq(articleCompanies.articleId, row.id))
    .orderBy(desc(articleCompanies.mentions), asc(articleCompanies.companyId))
    .all();
  const tags = db.select().from(articleTags).where(eq(articleTags.articleId, row.id)).all();
  const urls = db.select().from(articleUrls).where(eq(articleUrls.articleId, row.id)).all();
  const sightings = db
    .select()
    .from(items)
    .where(eq(items.articleId, row.id))
    .orderBy(asc(items.firstSeenAt), asc(items.id))
    .all();
  return {
    id: row.id,
    state: row.state,
    url: row.finalUrl ?? row.url,
    canonicalUrl: row.url,
    title: row.title,
    authors: row.authors,
    publishedAt: iso(row.publishedAt),
    publishedDay: row.publishedDay,
    modifiedAt: iso(row.modifiedAt),
    language: row.language,
    siteName: row.siteName,
    summary: row.summary,
    image: row.image,
    text: row.text,
    wordCount: row.wordCount,
    verdict: row.verdict,
    verdictReason: row.verdictReason ?? '',
    extractor: row.extractor ?? '',
    confidence: row.confidence ?? 0,
    tagged: row.tagged,
    tags: tags.map(({ confidence, evidence }) => ({ tag: 'chinese-ev-jv', confidence, evidence })),
    ventures: ventures.map(({ articleId: _id, position: _position, key: _key, ...venture }) => venture),
    companies: companies.map(({ articleId: _id, ...company }) => company),
    rulesVersion: row.rulesVersion,
    firstSeenAt: new Date(row.firstSeenAt).toISOString(),
    fetchedAt: iso(row.fetchedAt),
    contentHash: row.contentHash,
    urls: urls.map(({ url }) => url).filter((url) => url !== row.url),
    sightings: sightings.map(({ feedId, guid, url, firstSeenAt }) => ({
      feedId,
      guid,
      url,
      firstSeenAt: new Date(firstSeenAt).toISOString(),
    })),
    failure: letter ? { code: letter.code, message: letter.message, attempts: letter.attempts } : null,
  };
}

function idOfUrl(db: Database, text: string): number | null {
  const url = parseHttpUrl(text);
  if (!url) return null;
  const row = db
    .select()
    .from(articleUrls)
    .where(eq(articleUrls.url, canonicalUrl(url)))
    .get();
  return row?.articleId ?? null;
}

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
