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
  /** Grows with every change of the article, so that applyRereadings() knows what came in meanwhile. */
  readonly seq: number | null;
  readonly verdict: Verdict | null;
  readonly siteRule: SiteRuleOutcome | null;
  /** As it is stored now. */
  readonly tagging: Omit<Tagging, 'language'>;
}

export interface RereadingScope {
  /** Only articles from this time on (epoch ms). */
  readonly since: number | null;
  readonly feedId: string | null;
}

/** Articles whose text was not pruned, in order of id, after `afterId`. */
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

/** Ids looked at in one call: some 50 ms where nothing is lacking. */
const SPAN = 5_000;

/**
 * Articles that should have a story but lack its features, or have older ones, in order of id, among those after `afterId`.
 * `through`: the last id that was looked at; null when it was the last of all.
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

/** The archived page that each of these articles was read from; those without one are left out. */
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
          // The newest page may be a wall that came after the text.
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

/** What of an archived page, read again, is this article's; `url` is the address that answered. See ownReading(). */
export function ownRereading(
  db: Database,
  articleId: number,
  url: string,
  reading: PageReading,
): PageReading {
  const row = articleRow(db, articleId);
  return row ? ownReading(db, row, { reading, page: { url } }) : reading;
}

/** Null for what is no page: what another machine sent through Redis is archived unseen, and must not stop all others. */
function unpacked({ body, headers }: typeof pages.$inferSelect): ReturnType<typeof splitBody> | null {
  try {
    return splitBody(unpackNow(body, MAX_BODY_BYTES), headers);
  } catch {
    return null;
  }
}

/** What each changed article is from now on. */
export interface Rereadings {
  readonly taggings: readonly {
    readonly articleId: number;
    readonly tagging: Tagging;
    readonly storyFeatures: string | null;
  }[];
  readonly readings: readonly { readonly articleId: number; readonly reading: PageReading }[];
  readonly rulesVersion: string;
  /** The articles that were read again, changed or not, as they were then: they have been tagged by these rules now. */
  readonly examined: readonly { readonly articleId: number; readonly seq: number | null }[];
}

/**
 * Applies them in one transaction. Gives back the ids of those that changed after they were read: what came in meanwhile is
 * newer than what was made of them, and stays.
 */
export function applyRereadings(
  db: Database,
  { taggings, readings, rulesVersion, examined }: Rereadings,
): number[] {
  return db.transaction(
    () => {
      const meanwhile = changedSince(db, examined);
      const left = new Set(meanwhile);
      // Only what was read: an article that came in meanwhile was tagged by the rules of whoever brought it.
      const stamped = examined.flatMap(({ articleId }) => (left.has(articleId) ? [] : [articleId]));
      for (const { articleId, tagging, storyFeatures } of taggings) {
        if (left.has(articleId)) continue;
        writeTagging(db, articleId, tagging, rulesVersion);
        db.update(articles)
          .set({ tagged: tagging.tagged, seq: nextSeq })
          .where(eq(articles.id, articleId))
          .run();
        scheduleVisit(db, articleId);
        placeInStory(db, articleId, storyFeatures);
      }
      for (const { articleId, reading } of readings) {
        const row = left.has(articleId) ? undefined : articleRow(db, articleId);
        if (!row) continue;
        writeContent(db, row, reading, contentHashOf(reading.article));
        scheduleVisit(db, articleId);
        placeInStory(db, articleId, reading.storyFeatures);
      }
      const ids = sql`(SELECT value FROM json_each(${JSON.stringify(stamped)}))`;
      db.run(sql`UPDATE articles SET rules_version = ${rulesVersion} WHERE id IN ${ids}`);
      db.run(sql`UPDATE article_tags SET rules_version = ${rulesVersion} WHERE article_id IN ${ids}`);
      return meanwhile;
    },
    { behavior: 'immediate' },
  );
}

/** Those that say something else by now, that were tagged anew, merged or removed, or whose text was pruned. */
function changedSince(db: Database, examined: Rereadings['examined']): number[] {
  const read = JSON.stringify(examined.map(({ articleId, seq }) => [articleId, seq]));
  const rows = db.all<{ id: number }>(sql`
    SELECT r.value ->> 0 AS id FROM json_each(${read}) r LEFT JOIN articles a ON a.id = r.value ->> 0
    WHERE a.id IS NULL OR a.seq IS NOT r.value ->> 1 OR ${TEXT_PRUNED}`);
  return rows.map(({ id }) => id);
}
