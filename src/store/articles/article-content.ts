/** Writes an article's content: its fields, tags, ledger rows and search terms. */
import { createHash } from 'node:crypto';
import type { PageReading } from '../../core/jobs.ts';
import type { Article, Tagging } from '../../core/model.ts';
import { keyInArticle, ventureKey } from '../../core/venture-key.ts';
import { plainTitle } from '../../stories/same-article.ts';
import { siteOf } from '../../text/url/url.ts';
import type { Database } from '../file/database.ts';
import { eq, type SQL, sql } from '../file/drizzle.ts';
import { onConnection, prepared } from '../file/prepared.ts';
import { articles, articleTags, articleVentures } from '../schema/articles-schema.ts';
import { addToIndex, removeFromIndex, sortTime } from './search-index.ts';

export type ArticleRow = typeof articles.$inferSelect;

const NEXT_SEQ = '(SELECT coalesce(max(seq), 0) + 1 FROM articles)';

/** The next sequence number of changes (`articles.seq`), for a statement that writes an article. */
export const nextSeq = sql.raw(NEXT_SEQ) as SQL<number>;

export function articleRow(db: Database, id: number): ArticleRow | undefined {
  return rowById(db).get({ id });
}

const rowById = onConnection((db) =>
  db
    .select()
    .from(articles)
    .where(eq(articles.id, sql.placeholder('id')))
    .prepare(),
);

const WRITE_CONTENT = `UPDATE articles SET title = :title, title_key = :titleKey, authors = :authors,
  published_at = :publishedAt, published_day = :publishedDay, modified_at = :modifiedAt, language = :language,
  site_name = :siteName, summary = :summary, image = :image, text = :text, word_count = :wordCount, verdict = :verdict,
  verdict_reason = :verdictReason, extractor = :extractor, confidence = :confidence, site_rule = :siteRule,
  content_hash = :contentHash, tagged = :tagged, rules_version = :rulesVersion, sort_at = :sortAt, seq = ${NEXT_SEQ}
  WHERE id = :id`;

/** Replaces an article's content and everything derived from it. The caller wraps it in a transaction. */
export function writeContent(
  db: Database,
  row: ArticleRow,
  { article, tagging, rulesVersion }: PageReading,
  contentHash: string | null,
): void {
  const publishedAt = article.publishedAt === null ? null : Date.parse(article.publishedAt);
  const sortAt = sortTime(publishedAt ?? row.firstSeenAt);
  removeFromIndex(db, row.id);
  prepared(db, WRITE_CONTENT).run({
    id: row.id,
    title: article.title,
    titleKey: titleKeyOf(article.title, article.canonicalUrl),
    authors: JSON.stringify(article.authors),
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
    siteRule: article.siteRule ? JSON.stringify(article.siteRule) : null,
    contentHash,
    tagged: tagging.tagged ? 1 : 0,
    rulesVersion,
    sortAt,
  });
  writeTagging(db, row.id, tagging, rulesVersion);
  addToIndex(db, { id: row.id, sortAt, title: article.title, text: article.text });
}

/** Replaces an article's tags and ledger rows. */
export function writeTagging(db: Database, articleId: number, tagging: Tagging, rulesVersion: string): void {
  for (const table of ['article_tags', 'article_ventures', 'article_companies'])
    prepared(db, `DELETE FROM ${table} WHERE article_id = ?`).run(articleId);
  const tags = tagging.tags.map((tag) => ({ articleId, rulesVersion, ...tag }));
  if (tags.length > 0) db.insert(articleTags).values(tags).run();
  const ventures = tagging.ventures.map((venture, position) => ({
    articleId,
    position,
    key: keyInArticle(ventureKey(venture), articleId),
    ...venture,
  }));
  if (ventures.length > 0) db.insert(articleVentures).values(ventures).run();
  const insertCompany = prepared(
    db,
    'INSERT INTO article_companies (article_id, company_id, name, mentions) VALUES (?, ?, ?, ?)',
  );
  for (const { companyId, name, mentions } of tagging.companies)
    insertCompany.run(articleId, companyId, name, mentions);
}

/** SHA-256, hex, of an article's title and text. */
export function contentHashOf(article: Article): string {
  return createHash('sha256')
    .update(JSON.stringify([article.title, article.text]))
    .digest('hex');
}

/** Site and folded title, which an article that is published twice keeps; null for one without a title. */
export function titleKeyOf(title: string | null, url: string): string | null {
  const plain = plainTitle(title ?? '');
  return plain === '' ? null : `${siteOf(url)} ${plain}`;
}
