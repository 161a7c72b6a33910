/** Writes the items of a poll; with prepared statements, since every item of every poll passes here. */
import { createHash } from 'node:crypto';
import type { IngestJob, PollReceipt } from '../../core/jobs.ts';
import type { FeedItem } from '../../core/model.ts';
import { plainTitle } from '../../stories/same-article.ts';
import { pageKey } from '../../text/url/canonical-url.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import { findListed } from '../alerts/alert-events.ts';
import { itemHints } from '../articles/hints.ts';
import { sortTime } from '../articles/search-index.ts';
import type { Database } from '../file/database.ts';
import { and, asc, desc, eq, isNull, sql } from '../file/drizzle.ts';
import { isoOrNull } from '../file/iso.ts';
import { articles, articleUrls, items } from '../schema/articles-schema.ts';
import type { FeedRow } from '../schema/feeds-schema.ts';
import { epoch, newestItems } from './newest-items.ts';

/** Items recorded per document; the largest real feeds and news sitemaps have a thousand. */
const MAX_ITEMS = 5_000;

/** Characters kept of a feed item's summary and of its content each. */
const MAX_CONTENT = 500_000;

type ItemWriter = (feed: FeedRow, found: readonly FeedItem[], at: number) => PollReceipt;

/** Prepares the statements once. The caller wraps each call of the writer in a transaction. */
export function createItemWriter(db: Database): ItemWriter {
  const placeholder = sql.placeholder;
  const findSighting = db
    .select({ id: items.id, url: items.url, title: items.title })
    .from(items)
    .where(and(eq(items.feedId, placeholder('feedId')), eq(items.key, placeholder('key'))))
    .prepare();
  const touchSighting = db
    .update(items)
    .set({ lastSeenAt: sql`${placeholder('at')}`, url: sql`${placeholder('url')}` })
    .where(eq(items.id, placeholder('id')))
    .prepare();
  const findArticle = db
    .select({ articleId: articleUrls.articleId })
    .from(articleUrls)
    .where(eq(articleUrls.pageKey, placeholder('pageKey')))
    .orderBy(desc(sql`${articleUrls.url} = ${placeholder('url')}`), asc(articleUrls.articleId))
    .limit(1)
    .prepare();
  const insertArticle = db
    .insert(articles)
    .values({
      url: placeholder('url'),
      nextAttemptAt: placeholder('at'),
      feedId: placeholder('feedId'),
      firstSeenAt: placeholder('at'),
      title: placeholder('title'),
      authors: placeholder('authors'),
      publishedAt: placeholder('publishedAt'),
      sortAt: placeholder('sortAt'),
    })
    .returning({ id: articles.id })
    .prepare();
  const insertUrl = db
    .insert(articleUrls)
    .values({
      url: placeholder('url'),
      articleId: placeholder('articleId'),
      pageKey: placeholder('pageKey'),
    })
    .onConflictDoNothing()
    .prepare();
  const insertItem = db
    .insert(items)
    .values({
      feedId: placeholder('feedId'),
      key: placeholder('key'),
      guid: placeholder('guid'),
      url: placeholder('url'),
      title: placeholder('title'),
      authors: placeholder('authors'),
      publishedAt: placeholder('publishedAt'),
      summary: placeholder('summary'),
      contentHtml: placeholder('contentHtml'),
      firstSeenAt: placeholder('at'),
      lastSeenAt: placeholder('at'),
      articleId: placeholder('articleId'),
      rejected: placeholder('rejected'),
    })
    .prepare();

  /** Assigns the feed to listed articles that have none: ingested by hand, or their feed was removed, perhaps re-added. */
  const adoptArticles = db
    .update(articles)
    .set({ feedId: sql`${placeholder('feedId')}` })
    .where(
      and(
        isNull(articles.feedId),
        sql`${articles.id} IN (SELECT value FROM json_each(${placeholder('listed')}))`,
      ),
    )
    .prepare();

  return (feed, found, at) => {
    const rejections: Record<string, number> = {};
    const jobs: IngestJob[] = [];
    const taken = newestItems(found, MAX_ITEMS, at);
    const shared = sharedGuids(taken);
    const urlOfGuid = new Map<string, string>();
    const listed: number[] = [];
    let known = 0;
    const reject = (reason: string, count = 1): void => {
      rejections[reason] = (rejections[reason] ?? 0) + count;
    };
    for (const item of taken) {
      const url = item.url === null ? null : canonicalUrl(item.url);
      const publishedAt = epoch(item.publishedAt, at);
      let key = itemKey(item, url, urlOfGuid);
      let sighting = findSighting.get({ feedId: feed.id, key });
      const relinked = url !== null && sighting && !shared.has(key) && isRelinked(sighting, item.title, url);
      if (
        url !== null &&
        sighting &&
        sighting.url !== url &&
        !relinked &&
        !findArticle.get({ url, pageKey: pageKey(url) })
      ) {
        // A guid that was another page's last time identifies nothing: some feeds give every item the same guid.
        key = guidAndUrl(key, url);
        sighting = findSighting.get({ feedId: feed.id, key });
      }
      if (sighting) touchSighting.run({ id: sighting.id, at, url: relinked ? url : sighting.url });
      if (url === null) reject('no-link');
      else if (sighting) known++;
      if (sighting) continue;

      const common = { feedId: feed.id, url, at, title: item.title, authors: item.authors, publishedAt };
      let articleId: number | null = null;
      if (url !== null) {
        const page = { url, pageKey: pageKey(url) };
        articleId = findArticle.get(page)?.articleId ?? null;
        if (articleId === null) {
          articleId = insertArticle.get({ ...common, sortAt: sortTime(publishedAt ?? at) }).id;
          const hints = itemHints({ ...item, publishedAt: isoOrNull(publishedAt) }, feed.language);
          jobs.push({ kind: 'ingest', articleId, url, attempts: 0, item: hints, validators: null });
        } else {
          known++;
          listed.push(articleId);
        }
        insertUrl.run({ ...page, articleId });
      }
      insertItem.run({
        ...common,
        key,
        guid: item.guid,
        summary: item.summary?.slice(0, MAX_CONTENT) ?? null,
        contentHtml: item.contentHtml?.slice(0, MAX_CONTENT) ?? null,
        articleId,
        rejected: url === null ? 'no-link' : null,
      });
    }
    if (listed.length > 0) adoptArticles.run({ feedId: feed.id, listed: JSON.stringify(listed) });
    findListed(db, listed, at);
    if (found.length > MAX_ITEMS) reject('too-many', found.length - MAX_ITEMS);
    const rejected = Object.values(rejections).reduce((total, count) => total + count, 0);
    return { seen: found.length, new: jobs.length, known, rejected, rejections, jobs };
  };
}

/**
 * Identifies an item within its feed: by its guid, or by guid and link where the document gives several links the same
 * guid. Without a guid by its link, without either by a hash of its content.
 */
function itemKey(item: FeedItem, url: string | null, urlOfGuid: Map<string, string>): string {
  if (item.guid) {
    const first = urlOfGuid.get(item.guid);
    if (first === undefined) urlOfGuid.set(item.guid, url ?? '');
    return first === undefined || first === (url ?? '') ? item.guid : guidAndUrl(item.guid, url ?? '');
  }
  if (url) return url;
  const said = JSON.stringify([item.title, item.summary, item.publishedAt]);
  return `sha256:${createHash('sha256').update(said).digest('hex')}`;
}

/** Guids that this document gives to items with different links. */
function sharedGuids(found: readonly FeedItem[]): ReadonlySet<string> {
  const urls = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const { guid, url } of found) {
    if (!guid) continue;
    const first = urls.get(guid);
    if (first === undefined) urls.set(guid, url);
    else if (first !== url) shared.add(guid);
  }
  return shared;
}

/**
 * Whether an item is the one seen before although the query of its link differs: some feeds put a new session id into every
 * link at every poll.
 */
function isRelinked(
  seen: { readonly url: string | null; readonly title: string | null },
  title: string | null,
  url: string,
): boolean {
  const plain = plainTitle(title ?? '');
  if (seen.url === null || plain === '' || plain !== plainTitle(seen.title ?? '')) return false;
  return bareAddress(seen.url) === bareAddress(url);
}

const bareAddress = (url: string): string => url.replace(/[?#].*$/s, '');

const guidAndUrl = (guid: string, url: string): string => `${guid} ${url}`;
