/** The articles table: what is to be fetched, what was read, what was given up. */
import { createHash } from 'node:crypto';
import type { ArticleFailed, ArticleRead, ArticleReceipt, IngestJob, PageReading } from '../core/jobs.ts';
import type { Article, Tagging } from '../core/model.ts';
import { indexTerms } from '../text/search-terms.ts';
import { canonicalUrl } from '../text/url.ts';
import type { Database } from './database.ts';
import { and, asc, eq, isNull, lte, or, sql } from './drizzle.ts';
import { itemHints } from './hints.ts';
import { notPaused } from './pauses.ts';
import {
  articleCompanies,
  articles,
  articleTags,
  articleUrls,
  articleVentures,
  deadLetters,
  feeds,
  items,
} from './schema.ts';

export type ArticleRow = typeof articles.$inferSelect;
type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Jobs for the articles whose time has come, oldest first. */
export function unfinishedArticles(db: Database, now: number, limit: number): IngestJob[] {
  const rows = db
    .select()
    .from(articles)
    .where(
      and(
        sql`${articles.state} = 'pending'`,
        or(isNull(articles.nextAttemptAt), lte(articles.nextAttemptAt, now)),
        notPaused(articles.feedId),
      ),
    )
    .orderBy(asc(articles.nextAttemptAt), asc(articles.id))
    .limit(limit)
    .all();
  return rows.map((row) => ingestJob(db, row));
}

/** The job that fetches this article (again). */
export function ingestJob(db: Database, article: ArticleRow): IngestJob {
  const sighting = db
    .select({ summary: items.summary, title: items.title })
    .from(items)
    .where(eq(items.articleId, article.id))
    .orderBy(asc(items.id))
    .limit(1)
    .get();
  const feed = article.feedId
    ? db.select({ language: feeds.language }).from(feeds).where(eq(feeds.id, article.feedId)).get()
    : undefined;
  const item = {
    title: sighting?.title ?? null,
    authors: article.authors,
    publishedAt: article.publishedAt === null ? null : new Date(article.publishedAt).toISOString(),
    summary: sighting?.summary ?? null,
  };
  return {
    kind: 'ingest',
    articleId: article.id,
    url: article.url,
    attempts: article.attempts,
    item: itemHints(item, feed?.language ?? null),
  };
}

/** Stores what was read from an article's page. Twice gives the same as once. */
export function recordReading(db: Database, read: ArticleRead): ArticleReceipt {
  return db.transaction(
    (tx) => {
      const row = tx.select().from(articles).where(eq(articles.id, read.articleId)).get();
      if (!row) return { kind: 'gone', articleId: read.articleId };
      const { article } = read.reading;
      const contentHash = hashOf(article);
      const url = canonicalUrl(article.canonicalUrl);
      const other = ownerOf(tx, url);
      if (other && other.id !== row.id && samePage(other, row, article, contentHash)) {
        merge(tx, row.id, other.id);
        // The survivor may be waiting for a fetch of its own: what was read just now is its page.
        if (other.state !== 'stored') writeReading(tx, other, read, contentHash, other.url);
        return { kind: 'merged', articleId: other.id };
      }
      writeReading(tx, row, read, contentHash, other && other.id !== row.id ? row.url : url);
      return { kind: 'stored', articleId: row.id };
    },
    { behavior: 'immediate' },
  );
}

/** Records a failed try: when it is due again, or, given up, a dead letter and what the feed item tells. */
export function recordFailure(db: Database, failed: ArticleFailed): void {
  db.transaction(
    (tx) => {
      const row = tx.select().from(articles).where(eq(articles.id, failed.articleId)).get();
      // A second delivery of the same job may come after the article was stored: that stands.
      if (!row || row.state === 'stored') return;
      const { failure, retryAt } = failed;
      const attempts = row.attempts + 1;
      tx.update(articles)
        .set({
          state: retryAt === null ? 'failed' : 'pending',
          attempts,
          nextAttemptAt: retryAt,
          lastFailure: `${failure.code}: ${failure.message}`,
        })
        .where(eq(articles.id, row.id))
        .run();
      if (retryAt !== null) return;
      const letter = {
        at: failed.at,
        url: row.url,
        code: failure.code,
        message: failure.message,
        status: failure.status ?? null,
        attempts,
      };
      tx.insert(deadLetters)
        .values({ articleId: row.id, ...letter })
        .onConflictDoUpdate({ target: deadLetters.articleId, set: letter })
        .run();
      if (failed.fallback) writeContent(tx, row, failed.fallback, null);
    },
    { behavior: 'immediate' },
  );
}

function writeReading(
  tx: Transaction,
  row: ArticleRow,
  read: ArticleRead,
  contentHash: string,
  url: string,
): void {
  tx.update(articles)
    .set({
      url,
      state: 'stored',
      attempts: row.state === 'stored' ? row.attempts : row.attempts + 1,
      nextAttemptAt: null,
      lastFailure: null,
      fetchedAt: read.at,
      finalUrl: read.page.url,
    })
    .where(eq(articles.id, row.id))
    .run();
  const addresses = [url, read.page.url, ...read.page.redirects].map((address) => canonicalUrl(address));
  for (const address of new Set(addresses))
    tx.insert(articleUrls).values({ url: address, articleId: row.id }).onConflictDoNothing().run();
  tx.delete(deadLetters).where(eq(deadLetters.articleId, row.id)).run();
  writeContent(tx, row, read.reading, contentHash);
}

/** Replaces everything that is derived from an article's text: fields, tags, ledger rows, search terms. */
function writeContent(
  tx: Transaction,
  row: ArticleRow,
  { article, tagging, rulesVersion }: PageReading,
  contentHash: string | null,
): void {
  const publishedAt = article.publishedAt === null ? null : Date.parse(article.publishedAt);
  tx.update(articles)
    .set({
      title: article.title,
      authors: article.authors,
      publishedAt,
      publishedDay: article.publishedDay,
      modifiedAt: article.modifiedAt === null ? null : Date.parse(article.modifiedAt),
      language: article.language,
      siteName: article.siteName,
      summary: article.summary,
      image: article.image,
      text: article.text,
      wordCount: article.wordCount,
      verdict: article.verdict,
      verdictReason: article.verdictReason,
      extractor: article.extractor,
      confidence: article.confidence,
      contentHash,
      tagged: tagging.tagged,
      rulesVersion,
      sortAt: publishedAt ?? row.firstSeenAt,
      seq: sql`(SELECT coalesce(max(seq), 0) + 1 FROM articles)`,
    })
    .where(eq(articles.id, row.id))
    .run();
  writeTagging(tx, row.id, tagging, rulesVersion);
  tx.run(sql`DELETE FROM articles_fts WHERE rowid = ${row.id}`);
  tx.run(
    sql`INSERT INTO articles_fts (rowid, title, body) VALUES (${row.id}, ${indexTerms(article.title ?? '')}, ${indexTerms(article.text)})`,
  );
}

function writeTagging(tx: Transaction, articleId: number, tagging: Tagging, rulesVersion: string): void {
  tx.delete(articleTags).where(eq(articleTags.articleId, articleId)).run();
  tx.delete(articleVentures).where(eq(articleVentures.articleId, articleId)).run();
  tx.delete(articleCompanies).where(eq(articleCompanies.articleId, articleId)).run();
  const tags = tagging.tags.map((tag) => ({ articleId, rulesVersion, ...tag }));
  if (tags.length > 0) tx.insert(articleTags).values(tags).run();
  const ventures = tagging.ventures.map((venture, position) => ({ articleId, position, ...venture }));
  if (ventures.length > 0) tx.insert(articleVentures).values(ventures).run();
  const companies = tagging.companies.map((company) => ({ articleId, ...company }));
  if (companies.length > 0) tx.insert(articleCompanies).values(companies).run();
}

function ownerOf(tx: Transaction, url: string): ArticleRow | undefined {
  return tx
    .select({ article: articles })
    .from(articleUrls)
    .innerJoin(articles, eq(articles.id, articleUrls.articleId))
    .where(eq(articleUrls.url, url))
    .get()?.article;
}

/**
 * Two articles that claim one canonical address are one page only if they also say the same: sites exist whose every
 * page names the same canonical address, and believing them would lose articles.
 */
function samePage(other: ArticleRow, mine: ArticleRow, article: Article, contentHash: string): boolean {
  if (other.contentHash !== null && other.contentHash === contentHash) return true;
  const theirs = folded(other.title);
  return theirs !== '' && (theirs === folded(article.title) || theirs === folded(mine.title));
}

const folded = (title: string | null): string =>
  (title ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Everything that points to `from` points to `to` afterwards; `from` is no more. */
function merge(tx: Transaction, from: number, to: number): void {
  tx.update(items).set({ articleId: to }).where(eq(items.articleId, from)).run();
  tx.update(articleUrls).set({ articleId: to }).where(eq(articleUrls.articleId, from)).run();
  tx.delete(articles).where(eq(articles.id, from)).run();
}

function hashOf(article: Article): string {
  return createHash('sha256')
    .update(JSON.stringify([article.title, article.text]))
    .digest('hex');
}
