/** Writes what an article says: its fields, tags, ledger rows and search terms. */
import { createHash } from 'node:crypto';
import type { PageReading } from '../core/jobs.ts';
import type { Article, Tagging } from '../core/model.ts';
import { ventureKey } from '../core/venture-key.ts';
import { plainTitle } from '../stories/same-article.ts';
import { siteOf } from '../text/url.ts';
import { articleCompanies, articles, articleTags, articleVentures } from './articles-schema.ts';
import type { Database } from './database.ts';
import { eq, sql } from './drizzle.ts';
import { addToIndex, removeFromIndex, sortTime } from './search-index.ts';

export type ArticleRow = typeof articles.$inferSelect;
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

/** Next number in the order in which articles change. */
export const nextSeq = sql<number>`(SELECT coalesce(max(seq), 0) + 1 FROM articles)`;

/** Replaces everything that is derived from an article's text: fields, tags, ledger rows, search terms. */
export function writeContent(
  tx: Transaction,
  row: ArticleRow,
  { article, tagging, rulesVersion }: PageReading,
  contentHash: string | null,
): void {
  const publishedAt = article.publishedAt === null ? null : Date.parse(article.publishedAt);
  const sortAt = sortTime(publishedAt ?? row.firstSeenAt);
  removeFromIndex(tx, row.id);
  tx.update(articles)
    .set({
      title: article.title,
      titleKey: titleKeyOf(article.title, article.canonicalUrl),
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
      siteRule: article.siteRule ?? null,
      contentHash,
      tagged: tagging.tagged,
      rulesVersion,
      sortAt,
      seq: nextSeq,
    })
    .where(eq(articles.id, row.id))
    .run();
  writeTagging(tx, row.id, tagging, rulesVersion);
  addToIndex(tx, { id: row.id, sortAt, title: article.title, text: article.text });
}

/** Replaces an article's tags and ledger rows. */
export function writeTagging(
  tx: Transaction,
  articleId: number,
  tagging: Tagging,
  rulesVersion: string,
): void {
  tx.delete(articleTags).where(eq(articleTags.articleId, articleId)).run();
  tx.delete(articleVentures).where(eq(articleVentures.articleId, articleId)).run();
  tx.delete(articleCompanies).where(eq(articleCompanies.articleId, articleId)).run();
  const tags = tagging.tags.map((tag) => ({ articleId, rulesVersion, ...tag }));
  if (tags.length > 0) tx.insert(articleTags).values(tags).run();
  const ventures = tagging.ventures.map((venture, position) => ({
    articleId,
    position,
    key: ventureKey(venture),
    ...venture,
  }));
  if (ventures.length > 0) tx.insert(articleVentures).values(ventures).run();
  const companies = tagging.companies.map((company) => ({ articleId, ...company }));
  if (companies.length > 0) tx.insert(articleCompanies).values(companies).run();
}

/** Identity of what an article says. */
export function contentHashOf(article: Article): string {
  return createHash('sha256')
    .update(JSON.stringify([article.title, article.text]))
    .digest('hex');
}

/** What an article shares with itself published again: its site and folded title; null for one without a title. */
export function titleKeyOf(title: string | null, url: string): string | null {
  const plain = plainTitle(title ?? '');
  return plain === '' ? null : `${siteOf(url)} ${plain}`;
}
