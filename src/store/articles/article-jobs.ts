/** Builds the jobs that fetch articles from what the database holds. */
import type { IngestJob, ItemHints } from '../../core/jobs.ts';
import { notPaused } from '../feeds/pauses.ts';
import type { Database } from '../file/database.ts';
import { and, asc, desc, eq, isNotNull, isNull, lte, or, sql } from '../file/drizzle.ts';
import { isoOrNull } from '../file/iso.ts';
import { articles, items } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';
import { itemHints } from './hints.ts';

/** Jobs for the articles that are due, the longest due first; when `limit` or more are, taken from the feeds in turn. */
export function unfinishedArticles(db: Database, now: number, limit: number): IngestJob[] {
  const due = and(
    sql`${articles.state} = 'pending'`,
    or(isNull(articles.nextAttemptAt), lte(articles.nextAttemptAt, now)),
    notPaused(articles.feedId),
  );
  const rows = db
    .select(jobColumns)
    .from(articles)
    .where(due)
    .orderBy(asc(articles.nextAttemptAt), asc(articles.id))
    .limit(limit)
    .all();
  if (rows.length < limit) return rows.map(jobOf);
  // Round robin over the feeds: a backlog that takes one host days must not hold up the others. Slower, and seldom needed.
  const inTurn = db.all<{ id: number }>(sql`SELECT id FROM (
      SELECT id, row_number() OVER (PARTITION BY feed_id ORDER BY next_attempt_at, id) AS turn FROM articles WHERE ${due}
    ) ORDER BY turn, id LIMIT ${limit}`);
  const ids = JSON.stringify(inTurn.map(({ id }) => id));
  return db
    .select(jobColumns)
    .from(articles)
    .innerJoin(sql`json_each(${ids}) AS chosen`, sql`chosen.value = ${articles.id}`)
    .orderBy(sql`chosen.key`)
    .all()
    .map(jobOf);
}

/** All that a job needs, in one row: the article, title and summary of its first sighting, its feed's language. */
const jobColumns = {
  id: articles.id,
  url: articles.url,
  attempts: articles.attempts,
  authors: articles.authors,
  publishedAt: articles.publishedAt,
  title: firstSighting(items.title),
  summary: firstSighting(items.summary),
  language: sql<string | null>`(SELECT f.language FROM feeds f WHERE f.id = articles.feed_id)`,
};

/** The job that fetches this article, for the first time or again. Throws when there is no such article. */
export function ingestJob(db: Database, articleId: number): IngestJob {
  const row = db.select(jobColumns).from(articles).where(eq(articles.id, articleId)).get();
  if (!row) throw new Error(`no article ${articleId}`);
  return jobOf(row);
}

interface JobRow {
  readonly id: number;
  readonly url: string;
  readonly attempts: number;
  readonly authors: readonly string[];
  readonly publishedAt: number | null;
  readonly title: string | null;
  readonly summary: string | null;
  readonly language: string | null;
}

function jobOf({ id, url, attempts, authors, publishedAt, title, summary, language }: JobRow): IngestJob {
  const date = isoOrNull(publishedAt);
  const item = itemHints({ title, authors, publishedAt: date, summary }, language);
  return { kind: 'ingest', articleId: id, url, attempts, item, validators: null };
}

/** `articles.id` is written out: Drizzle drops the table's name from selected columns, and `id` would be the item's. */
function firstSighting(column: typeof items.title | typeof items.summary) {
  const name = sql.identifier(column.name);
  return sql<
    string | null
  >`(SELECT i.${name} FROM items i WHERE i.article_id = articles.id ORDER BY i.id LIMIT 1)`;
}

/** The longest content that a feed carried for this article, with its item; null when none did. */
export function feedContent(
  db: Database,
  articleId: number,
): { readonly item: ItemHints; readonly contentHtml: string } | null {
  const row = db
    .select({ item: items, language: feeds.language })
    .from(items)
    .innerJoin(feeds, eq(feeds.id, items.feedId))
    .where(and(eq(items.articleId, articleId), isNotNull(items.contentHtml)))
    .orderBy(desc(sql`length(${items.contentHtml})`))
    .limit(1)
    .get();
  if (!row?.item.contentHtml) return null;
  const { title, authors, publishedAt, summary, contentHtml } = row.item;
  const date = isoOrNull(publishedAt);
  return { item: itemHints({ title, authors, publishedAt: date, summary }, row.language), contentHtml };
}
