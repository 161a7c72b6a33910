/** Reads what our outgoing feeds show of articles beyond their list entry: quotes, ventures, authors, the last change. */
import type { CompanyMention, Evidence, VentureMention } from '../../core/model.ts';
import type { Database } from '../file/database.ts';
import { asc, desc, inArray, sql } from '../file/drizzle.ts';
import { isoOf } from '../file/iso.ts';
import { articleCompanies, articles, articleTags, articleVentures } from '../schema/articles-schema.ts';

export interface ArticleFindings {
  /** When it was read, or its publisher's last change was found; ISO 8601. */
  readonly updatedAt: string;
  readonly authors: readonly string[];
  /** The publisher's own. */
  readonly summary: string | null;
  readonly verdictReason: string | null;
  /** Evidence of the tag, the best first. */
  readonly evidence: readonly Evidence[];
  /** The most central first. */
  readonly ventures: readonly VentureMention[];
  /** The most named first. */
  readonly companies: readonly CompanyMention[];
}

/** By article id; an id without an article is left out. For as many ids as a page of a list has. */
export function findingsOf(db: Database, ids: readonly number[]): Map<number, ArticleFindings> {
  const among = [...ids];
  const rows = db
    .select({
      id: articles.id,
      authors: articles.authors,
      summary: articles.summary,
      verdictReason: articles.verdictReason,
      readAt: sql<number>`coalesce(${articles.fetchedAt}, ${articles.firstSeenAt})`,
      // `articles.id` is written out: Drizzle drops the table's name from selected columns, and `id` would be the revision's.
      changedAt: sql<number>`coalesce((SELECT max(r.at) FROM revisions r WHERE r.article_id = articles.id), 0)`,
    })
    .from(articles)
    .where(inArray(articles.id, among))
    .all();
  const tags = Map.groupBy(
    db.select().from(articleTags).where(inArray(articleTags.articleId, among)).all(),
    ({ articleId }) => articleId,
  );
  const ventures = Map.groupBy(
    db
      .select()
      .from(articleVentures)
      .where(inArray(articleVentures.articleId, among))
      .orderBy(asc(articleVentures.position))
      .all(),
    ({ articleId }) => articleId,
  );
  const companies = Map.groupBy(
    db
      .select()
      .from(articleCompanies)
      .where(inArray(articleCompanies.articleId, among))
      .orderBy(desc(articleCompanies.mentions), asc(articleCompanies.companyId))
      .all(),
    ({ articleId }) => articleId,
  );
  return new Map(
    rows.map(({ id, readAt, changedAt, ...told }) => [
      id,
      {
        ...told,
        updatedAt: isoOf(Math.max(readAt, changedAt)),
        evidence: (tags.get(id) ?? []).flatMap(({ evidence }) => evidence),
        ventures: ventures.get(id) ?? [],
        companies: companies.get(id) ?? [],
      },
    ]),
  );
}
