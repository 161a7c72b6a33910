/** Reads how an article came in: feed items, polls, tries, archived pages; and why an address did not become one. */
import { existsSync } from 'node:fs';
import type { ItemCounts } from '../../core/jobs.ts';
import { canonicalUrl, parseHttpUrl } from '../../text/url/url.ts';
import { type ArticleRow, articleRow } from '../articles/article-content.ts';
import { pausedSince } from '../feeds/pauses.ts';
import { type Database, openForReading } from '../file/database.ts';
import { and, asc, desc, eq, or, sql } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { deadLetters, items } from '../schema/articles-schema.ts';
import { feeds, pollEvents } from '../schema/feeds-schema.ts';
import { pages } from '../schema/pages-schema.ts';
import { type StoryPlace, storyPlace } from '../stories/story-place.ts';
import { type ArticleDetail, articleDetail, findArticle } from './article-detail.ts';

/** One item of one feed. Times are ISO 8601. */
export interface SeenItem {
  readonly feedId: string;
  readonly feedName: string;
  readonly guid: string | null;
  readonly url: string | null;
  readonly title: string | null;
  readonly publishedAt: string | null;
  readonly firstSeenAt: string;
  /** When a poll last read it in its feed; polls of an unchanged feed do not count. */
  readonly lastSeenAt: string;
  readonly articleId: number | null;
  /** Why it could not become an article. */
  readonly rejected: string | null;
  /** The poll that brought it; null when it is no longer kept. */
  readonly poll:
    | (Omit<ItemCounts, 'rejections'> & { readonly at: string; readonly status: number | null })
    | null;
}

/** A page in the archive. */
export interface SeenPage {
  /** The address that answered. */
  readonly url: string;
  readonly fetchedAt: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Decompressed. */
  readonly bytes: number;
  /** False when it was too large to be kept. */
  readonly archived: boolean;
}

export interface ArticleHistory {
  readonly article: ArticleDetail;
  readonly items: readonly SeenItem[];
  readonly fetch: {
    /** Tries so far. */
    readonly attempts: number;
    /** When the next try is due; null when none is planned. */
    readonly nextAttemptAt: string | null;
    /** Code and message of the last try's failure; null when it did not fail. */
    readonly lastFailure: string | null;
    readonly givenUp: { readonly at: string; readonly code: string; readonly status: number | null } | null;
    /** Whether its feed, or everything, is paused. */
    readonly paused: boolean;
  };
  /** Null for an article that has no story. */
  readonly story: StoryPlace | null;
}

/** A feed of the site that an address belongs to. */
export interface SiteFeed {
  readonly id: string;
  readonly enabled: boolean;
  readonly lastPolledAt: string | null;
  /** {reason: count} of the items rejected in those of its polls that are still stored. */
  readonly rejections: Readonly<Record<string, number>>;
}

/** Items shown for one address; more than a handful means that a feed gives every item the same address or guid. */
const MOST_ITEMS = 20;

/** Finds an article by its id, any of its addresses, or the guid of a feed item; null when there is none. */
export function articleHistory(db: Database, wanted: string): ArticleHistory | null {
  const row = findArticle(db, wanted) ?? articleOfItem(db, wanted);
  if (!row) return null;
  const { id, attempts, lastFailure, feedId } = row;
  const article = articleDetail(db, row);
  const letter = db.select().from(deadLetters).where(eq(deadLetters.articleId, id)).get();
  return {
    article,
    items: seenItems(db, eq(items.articleId, id)),
    fetch: {
      attempts,
      nextAttemptAt: article.waiting?.nextAt ?? null,
      lastFailure,
      givenUp: letter ? { at: isoOf(letter.at), code: letter.code, status: letter.status } : null,
      paused: pausedSince(db, feedId ?? '') !== null,
    },
    story: storyPlace(db, id),
  };
}

/** The feed items with this address or guid, whether they became articles or not. */
export function itemsOf(db: Database, wanted: string): SeenItem[] {
  const url = parseHttpUrl(wanted);
  const names = [...new Set([wanted, ...(url ? [canonicalUrl(url), url.href] : [])])];
  // Without an index: this runs rarely, and only for what is not an article.
  return seenItems(db, or(...names.flatMap((name) => [eq(items.url, name), eq(items.guid, name)])));
}

const hostOf = (address: string): string | null => parseHttpUrl(address)?.host.replace(/^www\./, '') ?? null;

/** The feeds whose own address, or whose site, is on the host of this address. */
export function siteFeeds(db: Database, wanted: string): SiteFeed[] {
  const host = hostOf(wanted);
  if (host === null) return [];
  const rows = db.select().from(feeds).orderBy(asc(feeds.id)).all();
  const ofHost = ({ url, site }: { url: string; site: string | null }): boolean =>
    [url, site].some((address) => address !== null && hostOf(address) === host);
  return rows.filter(ofHost).map(({ id, enabled, lastPolledAt }) => {
    const rejections: Record<string, number> = {};
    const events = db
      .select({ rejections: pollEvents.rejections })
      .from(pollEvents)
      .where(and(eq(pollEvents.feedId, id), sql`${pollEvents.rejected} > 0`))
      .all();
    for (const event of events)
      for (const [reason, count] of Object.entries(event.rejections))
        rejections[reason] = (rejections[reason] ?? 0) + count;
    return { id, enabled, lastPolledAt: isoOrNull(lastPolledAt), rejections };
  });
}

/** The archived pages of an article, the newest first. `file` may not be there. */
export function pagesOf(file: string, articleId: number): SeenPage[] {
  if (!existsSync(file)) return [];
  const { db, close } = openForReading(file);
  try {
    const rows = db
      .select({
        url: pages.url,
        fetchedAt: pages.fetchedAt,
        status: pages.status,
        headers: pages.headers,
        bytes: pages.bytes,
        length: sql<number>`length(${pages.body})`,
      })
      .from(pages)
      .where(eq(pages.articleId, articleId))
      .orderBy(desc(pages.fetchedAt), desc(pages.id))
      .all();
    return rows.map(({ url, fetchedAt, status, headers, bytes, length }) => ({
      url,
      fetchedAt: isoOf(fetchedAt),
      status,
      contentType: headers['content-type'] ?? null,
      bytes,
      archived: length > 0,
    }));
  } finally {
    close();
  }
}

function articleOfItem(db: Database, wanted: string): ArticleRow | undefined {
  const item = itemsOf(db, wanted).find(({ articleId }) => articleId !== null);
  return item?.articleId ? articleRow(db, item.articleId) : undefined;
}

function seenItems(db: Database, which: ReturnType<typeof and>): SeenItem[] {
  const rows = db
    .select({ item: items, feedName: feeds.name, poll: pollEvents })
    .from(items)
    .innerJoin(feeds, eq(feeds.id, items.feedId))
    .leftJoin(pollEvents, and(eq(pollEvents.feedId, items.feedId), eq(pollEvents.at, items.firstSeenAt)))
    .where(which)
    .orderBy(asc(items.firstSeenAt), asc(items.id))
    .limit(MOST_ITEMS)
    .all();
  return rows.map(({ item, feedName, poll }) => ({
    feedId: item.feedId,
    feedName,
    guid: item.guid,
    url: item.url,
    title: item.title,
    publishedAt: isoOrNull(item.publishedAt),
    firstSeenAt: isoOf(item.firstSeenAt),
    lastSeenAt: isoOf(item.lastSeenAt),
    articleId: item.articleId,
    rejected: item.rejected,
    poll: poll && {
      at: isoOf(poll.at),
      status: poll.status,
      seen: poll.seen,
      new: poll.new,
      known: poll.known,
      rejected: poll.rejected,
    },
  }));
}
