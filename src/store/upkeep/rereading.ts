/** Reads stored articles and archived pages back for retagging and reextracting, and applies what changed. */
import { MAX_BODY_BYTES, type PageBytes, splitBody } from '../../core/archived-pages.ts';
import type { ItemHints, PageReading } from '../../core/jobs.ts';
import type { Article, SiteRuleOutcome, Tagging, Verdict } from '../../core/model.ts';
import { unpackNow } from '../../core/packed.ts';
import { FEATURES_VERSION } from '../../stories/stored-features.ts';
import {
  type ArticleRow,
  articleRow,
  contentHashOf,
  nextSeq,
  writeContent,
  writeTagging,
} from '../articles/article-content.ts';
import { ingestJob } from '../articles/article-jobs.ts';
import { taggingOf } from '../articles/stored-tagging.ts';
import type { Database } from '../file/database.ts';
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lte, ne, sql } from '../file/drizzle.ts';
import { isoOrNull } from '../file/iso.ts';
import { ownReading } from '../results/articles.ts';
import { scheduleVisit } from '../results/visits.ts';
import { articles } from '../schema/articles-schema.ts';
import { pages } from '../schema/pages-schema.ts';
import { placeInStory } from '../stories/stories.ts';
import { TEXT_PRUNED } from './prune.ts';

export interface StoredText extends Omit<Article, 'verdict' | 'siteRule'> {
  readonly articleId: number;
  /** `articles.seq` as it was read, by which applyRereadings() notices a later change. */
  readonly seq: number | null;
  readonly verdict: Verdict | null;
  readonly siteRule: SiteRuleOutcome | null;
  /** The stored tagging. */
  readonly tagging: Omit<Tagging, 'language'>;
}

export interface RereadingScope {
  /** Only articles published (or first seen) from this time on, epoch ms; null: all. */
  readonly since: number | null;
  readonly feedId: string | null;
}

/** Articles with content that was not pruned, in order of id, after `afterId`. */
export function storedTexts(
  db: Database,
  scope: RereadingScope,
  afterId: number,
  limit: number,
): StoredText[] {
  const conditions = [isNotNull(articles.verdict), gt(articles.id, afterId), sql`NOT ${TEXT_PRUNED}`];
  if (scope.since !== null) conditions.push(gte(articles.sortAt, scope.since));
  if (scope.feedId !== null)
    conditions.push(sql`${articles.id} IN (SELECT article_id FROM items WHERE feed_id = ${scope.feedId})`);
  const rows = db
    .select()
    .from(articles)
    .where(and(...conditions))
    .orderBy(asc(articles.id))
    .limit(limit)
    .all();
  return rows.map((row) => storedText(db, row));
}

function storedText(db: Database, row: ArticleRow): StoredText {
  return {
    articleId: row.id,
    seq: row.seq,
    url: row.finalUrl ?? row.url,
    canonicalUrl: row.url,
    title: row.title,
    text: row.text,
    authors: row.authors,
    language: row.language,
    publishedAt: isoOrNull(row.publishedAt),
    publishedDay: row.publishedDay,
    modifiedAt: isoOrNull(row.modifiedAt),
    siteName: row.siteName,
    summary: row.summary,
    image: row.image,
    wordCount: row.wordCount,
    verdict: row.verdict,
    verdictReason: row.verdictReason ?? '',
    extractor: row.extractor ?? '',
    confidence: row.confidence ?? 0,
    siteRule: row.siteRule,
    tagging: taggingOf(db, row),
  };
}

/** Range of ids that one call reads: some 50 ms where no features are missing. */
const SPAN = 5_000;

/**
 * A batch of articles that should be in a story but have no features, or older ones, in order of id, after `afterId`.
 * `through`: the `afterId` of the next batch; null when this was the last one.
 */
export function textsWithoutFeatures(
  db: Database,
  afterId: number,
  limit: number,
): { readonly texts: readonly StoredText[]; readonly through: number | null } {
  const rows = db
    .select()
    .from(articles)
    .where(
      and(
        gt(articles.id, afterId),
        lte(articles.id, afterId + SPAN),
        isNotNull(articles.verdict),
        ne(articles.verdict, 'not-article'),
        sql`NOT EXISTS (SELECT 1 FROM story_features WHERE article_id = articles.id AND version = ${FEATURES_VERSION})`,
        sql`(tagged = 1 OR EXISTS (SELECT 1 FROM article_companies WHERE article_id = articles.id))`,
        sql`NOT ${TEXT_PRUNED}`,
      ),
    )
    .orderBy(asc(articles.id))
    .limit(limit)
    .all();
  const texts = rows.map((row) => storedText(db, row));
  if (rows.length === limit) return { texts, through: rows.at(-1)?.id ?? null };
  const newest = db.select({ id: articles.id }).from(articles).orderBy(desc(articles.id)).limit(1).get();
  const through = afterId + SPAN;
  return { texts, through: through < (newest?.id ?? 0) ? through : null };
}

interface ArchivedBody {
  readonly articleId: number;
  readonly url: string;
  readonly contentType: string | null;
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly fetchedAt: number;
  readonly item: ItemHints;
  readonly following: readonly PageBytes[];
}

/** The archived page that each of these articles was read from; articles without one are left out. */
export function archivedBodies(
  main: Database,
  archive: Database,
  articleIds: readonly number[],
): ArchivedBody[] {
  const rows =
    articleIds.length === 0
      ? []
      : main
          .select()
          .from(articles)
          .where(inArray(articles.id, [...articleIds]))
          .all();
  return rows.flatMap((row) => {
    const page = archive
      .select()
      .from(pages)
      .where(
        and(
          eq(pages.articleId, row.id),
          sql`length(${pages.body}) > 0`,
          // Not just the newest page: that may be a wall which a later visit met.
          row.pageHash === null ? undefined : eq(pages.hash, row.pageHash),
        ),
      )
      .orderBy(desc(pages.fetchedAt), desc(pages.id))
      .limit(1)
      .get();
    const parted = page && unpacked(page);
    if (!parted) return [];
    const { item } = ingestJob(main, row.id);
    const { first, following } = parted;
    const { url, fetchedAt, headers } = page;
    const contentType = headers['content-type'] ?? null;
    return [{ articleId: row.id, url, contentType, bytes: first, fetchedAt, item, following }];
  });
}

/** ownReading() for an archived page that was read again; `url` is the address that answered. */
export function ownRereading(
  db: Database,
  articleId: number,
  url: string,
  reading: PageReading,
): PageReading {
  const row = articleRow(db, articleId);
  return row ? ownReading(db, row, { reading, page: { url } }) : reading;
}

/**
 * Null for a body that cannot be unpacked: bodies from remote workers are archived unchecked, and a bad one must not stop
 * the rereading of all others.
 */
function unpacked({ body, headers }: typeof pages.$inferSelect): ReturnType<typeof splitBody> | null {
  try {
    return splitBody(unpackNow(body, MAX_BODY_BYTES), headers);
  } catch {
    return null;
  }
}

/** The result of reading articles again: new taggings, or whole new readings, of those that changed. */
export interface Rereadings {
  readonly taggings: readonly {
    readonly articleId: number;
    readonly tagging: Tagging;
    readonly storyFeatures: string | null;
  }[];
  readonly readings: readonly { readonly articleId: number; readonly reading: PageReading }[];
  readonly rulesVersion: string;
  /** All articles that were read again, changed or not, with their `seq` at that time; they get this `rulesVersion`. */
  readonly examined: readonly { readonly articleId: number; readonly seq: number | null }[];
}

/**
 * Applies them in one transaction. Articles that changed since they were read are skipped, as their stored content is newer
 * (optimistic locking by `seq`); returns their ids.
 */
export function applyRereadings(
  db: Database,
  { taggings, readings, rulesVersion, examined }: Rereadings,
): number[] {
  return db.transaction(
    () => {
      const changed = changedSince(db, examined);
      const skipped = new Set(changed);
      // A skipped article keeps the version of the rules that tagged its newer content.
      const stamped = examined.flatMap(({ articleId }) => (skipped.has(articleId) ? [] : [articleId]));
      for (const { articleId, tagging, storyFeatures } of taggings) {
        if (skipped.has(articleId)) continue;
        writeTagging(db, articleId, tagging, rulesVersion);
        db.update(articles)
          .set({ tagged: tagging.tagged, seq: nextSeq })
          .where(eq(articles.id, articleId))
          .run();
        scheduleVisit(db, articleId);
        placeInStory(db, articleId, storyFeatures);
      }
      for (const { articleId, reading } of readings) {
        const row = skipped.has(articleId) ? undefined : articleRow(db, articleId);
        if (!row) continue;
        writeContent(db, row, reading, contentHashOf(reading.article));
        scheduleVisit(db, articleId);
        placeInStory(db, articleId, reading.storyFeatures);
      }
      const ids = sql`(SELECT value FROM json_each(${JSON.stringify(stamped)}))`;
      db.run(sql`UPDATE articles SET rules_version = ${rulesVersion} WHERE id IN ${ids}`);
      db.run(sql`UPDATE article_tags SET rules_version = ${rulesVersion} WHERE article_id IN ${ids}`);
      return changed;
    },
    { behavior: 'immediate' },
  );
}

/** Ids of those that were changed, retagged, merged or deleted since, or whose text was pruned. */
function changedSince(db: Database, examined: Rereadings['examined']): number[] {
  const read = JSON.stringify(examined.map(({ articleId, seq }) => [articleId, seq]));
  const rows = db.all<{ id: number }>(sql`
    SELECT r.value ->> 0 AS id FROM json_each(${read}) r LEFT JOIN articles a ON a.id = r.value ->> 0
    WHERE a.id IS NULL OR a.seq IS NOT r.value ->> 1 OR ${TEXT_PRUNED}`);
  return rows.map(({ id }) => id);
}
