/** Reads one article completely: its content, its tags with their evidence, its sightings and failures. */
import type { Article, Tagging, Verdict } from '../../core/model.ts';
import { sourceOf } from '../../text/shown/source-name.ts';
import { canonicalUrl, parseHttpUrl } from '../../text/url/url.ts';
import type { ArticleRow } from '../articles/article-content.ts';
import { ownerOf } from '../articles/article-urls.ts';
import { type Visits, visitsOf } from '../articles/revisions.ts';
import { taggingOf } from '../articles/stored-tagging.ts';
import { pausedSince } from '../feeds/pauses.ts';
import type { Database } from '../file/database.ts';
import { asc, eq } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { articles, articleUrls, deadLetters, items } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';

/** One article with everything that is known of it. Times are ISO 8601. */
export interface ArticleDetail extends Omit<Article, 'verdict'>, Omit<Tagging, 'language'> {
  readonly id: number;
  readonly state: string;
  /** Name of its source, see sourceOf(). */
  readonly source: string;
  /**
   * The address that answered when its page was last read; null when it never was. Where only the feed's text was available,
   * that of the wall which answered instead.
   */
  readonly finalUrl: string | null;
  readonly verdict: Verdict | null;
  readonly rulesVersion: string | null;
  readonly firstSeenAt: string;
  readonly fetchedAt: string | null;
  readonly contentHash: string | null;
  /** What happened to its page after it was first read. */
  readonly visits: Visits;
  /** Other addresses that lead to it. */
  readonly urls: readonly string[];
  readonly sightings: readonly {
    readonly feedId: string;
    readonly guid: string | null;
    readonly url: string | null;
    readonly firstSeenAt: string;
  }[];
  /** The next try, while its page is still to be read; null otherwise. */
  readonly waiting: {
    /** Tries so far. */
    readonly attempts: number;
    /** Code and message of the last try's failure; null when none failed yet. */
    readonly lastFailure: string | null;
    readonly nextAt: string;
    /** Whether its feed, or everything, is paused. */
    readonly paused: boolean;
  } | null;
  /** Why its page was given up; null when it was not. */
  readonly failure: { readonly code: string; readonly message: string; readonly attempts: number } | null;
}

/** Reads an article by its id or any of its addresses; null when there is none. */
export function getArticle(db: Database, idOrUrl: string): ArticleDetail | null {
  const row = findArticle(db, idOrUrl);
  return row ? articleDetail(db, row) : null;
}

export function findArticle(db: Database, idOrUrl: string): ArticleRow | undefined {
  const id = /^\d{1,15}$/.test(idOrUrl) ? Number(idOrUrl) : idOfUrl(db, idOrUrl);
  return id === null ? undefined : db.select().from(articles).where(eq(articles.id, id)).get();
}

export function articleDetail(db: Database, row: ArticleRow): ArticleDetail {
  const letter = db.select().from(deadLetters).where(eq(deadLetters.articleId, row.id)).get();
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
    url: row.url,
    canonicalUrl: row.url,
    finalUrl: row.finalUrl,
    source: sourceOf({ ...row, feedName: feedNameOf(db, row.feedId) }),
    title: row.title,
    authors: row.authors,
    publishedAt: isoOrNull(row.publishedAt),
    publishedDay: row.publishedDay,
    modifiedAt: isoOrNull(row.modifiedAt),
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
    ...taggingOf(db, row),
    rulesVersion: row.rulesVersion,
    firstSeenAt: isoOf(row.firstSeenAt),
    fetchedAt: isoOrNull(row.fetchedAt),
    contentHash: row.contentHash,
    visits: visitsOf(db, row),
    urls: urls.map(({ url }) => url).filter((url) => url !== row.url),
    sightings: sightings.map(({ feedId, guid, url, firstSeenAt }) => ({
      feedId,
      guid,
      url,
      firstSeenAt: isoOf(firstSeenAt),
    })),
    waiting: row.state === 'pending' ? waitingOf(db, row) : null,
    failure: letter ? { code: letter.code, message: letter.message, attempts: letter.attempts } : null,
  };
}

function feedNameOf(db: Database, id: string | null): string | null {
  if (id === null) return null;
  return db.select({ name: feeds.name }).from(feeds).where(eq(feeds.id, id)).get()?.name ?? null;
}

function waitingOf(db: Database, row: ArticleRow): NonNullable<ArticleDetail['waiting']> {
  const { attempts, lastFailure, nextAttemptAt, firstSeenAt, feedId } = row;
  return {
    attempts,
    lastFailure,
    nextAt: isoOf(nextAttemptAt ?? firstSeenAt),
    paused: pausedSince(db, feedId ?? '') !== null,
  };
}

function idOfUrl(db: Database, text: string): number | null {
  const url = parseHttpUrl(text);
  if (!url) return null;
  return ownerOf(db, canonicalUrl(url))?.id ?? null;
}
