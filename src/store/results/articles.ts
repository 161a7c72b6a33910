/** Records the results of fetching articles: read, failed for now, given up; and merges articles that are one page. */
import type {
  ArticleFailed,
  ArticleRead,
  ArticleReceipt,
  FailureReceipt,
  PageReading,
} from '../../core/jobs.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import { type ArticleRow, articleRow, contentHashOf, writeContent } from '../articles/article-content.ts';
import { addAddress, addressesOf } from '../articles/article-urls.ts';
import type { Database } from '../file/database.ts';
import { eq } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { articles, deadLetters } from '../schema/articles-schema.ts';
import { aliasStory, mergeInStories, placeInStory } from '../stories/stories.ts';
import { merge } from './merging.ts';
import { sameArticleAs } from './same-article.ts';
import {
  finalAddress,
  isOfItem,
  isOneWith,
  isUnread,
  otherOwner,
  type ReadPage,
  residentAt,
  samePage,
} from './same-page.ts';
import { canReplace, recordFailedVisit, recordVisit, scheduleVisit, validatorsOf } from './visits.ts';

/** Stores what was read from an article's page. Idempotent. The caller wraps it in a transaction. */
export function recordReading(db: Database, read: ArticleRead): ArticleReceipt {
  const row = articleRow(db, read.articleId);
  if (!row) return { kind: 'gone', articleId: read.articleId };
  const resident = residentAt(db, read, row);
  const renamed = resident !== undefined && isOneWith(db, resident, row, read);
  // An article that was read before stays the article it is; its page may have a new version.
  if (row.state === 'stored' && !(renamed && isUnread(row))) {
    if (resident === undefined || isUnread(row)) {
      const reading = ownReading(db, row, read);
      return recordAgain(db, row, { ...read, reading });
    }
    return renamed && canReplace(row, read)
      ? takeIn(db, resident, row, read)
      : { kind: recordVisit(db, row, read, 'of another'), articleId: row.id };
  }
  const { article } = read.reading;
  const contentHash = contentHashOf(article);
  const { url, owner, alike } = claimsOn(db, row, read, contentHash);
  const sameItem = alike && isOfItem(db, row.title, article, alike) ? alike : undefined;
  const other = renamed ? resident : sameItem;
  const { ofItem } = read.reading;
  // The page belongs to another article, or is one that other articles lead to as well: only the feed's item is ours.
  if (!other && (alike || resident) && ofItem) return recordReading(db, { ...read, reading: ofItem });
  if (other) {
    const story = mergeInStories(db, row.id, other.id);
    merge(db, row.id, other.id);
    // The surviving article may still be waiting for its own fetch: what was just read is its page.
    if (other.state !== 'stored') {
      const declared = owner ? owner.id === other.id : renamed;
      writeReading(db, other, read, contentHash, declared ? url : other.url);
      placeInStory(db, other.id, read.reading.storyFeatures);
    } else addAddresses(db, other.id, [url, ...addressesOf(read)]);
    aliasStory(db, story, other.id);
    return {
      kind: 'merged',
      articleId: other.id,
      merged: { from: row.id, first: other.state !== 'stored' },
    };
  }
  writeReading(db, row, read, contentHash, owner ? row.url : url);
  placeInStory(db, row.id, read.reading.storyFeatures);
  return { kind: 'stored', articleId: row.id };
}

function recordAgain(db: Database, row: ArticleRow, read: ArticleRead): ArticleReceipt {
  const kind = recordVisit(db, row, read);
  if (kind === 'revised' || kind === 'stored') placeInStory(db, row.id, read.reading.storyFeatures);
  return { kind, articleId: row.id };
}

/**
 * The publisher gave an article that we had read a new headline and address, and a feed listed it there as a second article
 * (`resident`). That one is merged into the older one with its revisions; the older one gets its address and, as a new
 * version, what the page says now.
 */
function takeIn(db: Database, resident: ArticleRow, row: ArticleRow, read: ArticleRead): ArticleReceipt {
  if (resident.state === 'stored') recordVisit(db, resident, read);
  const story = mergeInStories(db, resident.id, row.id);
  merge(db, resident.id, row.id);
  db.update(articles)
    .set({ url: resident.url, feedId: row.feedId ?? resident.feedId })
    .where(eq(articles.id, row.id))
    .run();
  recordAgain(db, { ...row, url: resident.url }, read);
  aliasStory(db, story, row.id);
  return { kind: 'merged', articleId: row.id, merged: { from: resident.id, first: false } };
}

/** While our own network connection is down, articles are retried at this interval and no try is counted. */
const NETWORK_RETRY_MS = 10 * 60_000;

/**
 * Records a failed try: when the next one is due or, when given up, a dead letter and the content of the feed item.
 * `lineDown`: our own network connection caused the failure, so it does not count as a try.
 */
export function recordFailure(db: Database, failed: ArticleFailed, lineDown: boolean): FailureReceipt {
  return db.transaction(
    () => {
      const row = articleRow(db, failed.articleId);
      if (!row) return 'noted';
      const retryAt = lineDown ? failed.at + NETWORK_RETRY_MS : failed.retryAt;
      if (row.state === 'stored') {
        const untried = lineDown || failed.failure.code === 'paused';
        recordFailedVisit(db, row, failed, untried ? retryAt : null);
        return 'kept';
      }
      const { failure } = failed;
      const attempts = failed.attempts - (lineDown ? 1 : 0);
      db.update(articles)
        .set({
          state: retryAt === null ? 'failed' : 'pending',
          attempts,
          nextAttemptAt: retryAt,
          lastFailure: `${failure.code}: ${failure.message}`,
        })
        .where(eq(articles.id, row.id))
        .run();
      if (retryAt !== null) {
        // It was given up before and retried since: now it waits for its next try.
        db.delete(deadLetters).where(eq(deadLetters.articleId, row.id)).run();
        return 'noted';
      }
      const letter = {
        at: failed.at,
        url: row.url,
        code: failure.code,
        message: failure.message,
        status: failure.status ?? null,
        attempts,
      };
      db.insert(deadLetters)
        .values({ articleId: row.id, ...letter })
        .onConflictDoUpdate({ target: deadLetters.articleId, set: letter })
        .run();
      if (failed.fallback) {
        writeContent(db, row, failed.fallback, null);
        placeInStory(db, row.id, failed.fallback.storyFeatures);
      }
      return 'noted';
    },
    { behavior: 'immediate' },
  );
}

function writeReading(
  db: Database,
  row: ArticleRow,
  read: ArticleRead,
  contentHash: string,
  url: string,
): void {
  prepared(
    db,
    `UPDATE articles SET url = :url, state = 'stored', attempts = :attempts, next_attempt_at = NULL, last_failure = NULL,
      fetched_at = :at, final_url = :finalUrl, page_hash = :pageHash,
      page_etag = :pageEtag, page_last_modified = :pageLastModified WHERE id = :id`,
  ).run({
    id: row.id,
    url,
    attempts: row.attempts + 1,
    at: read.at,
    finalUrl: read.page.url,
    pageHash: read.page.hash,
    ...validatorsOf(read.page),
  });
  // Where only the feed's text was available, the redirects led to a wall, whose addresses other articles share.
  const passed = read.reading.article.extractor === 'feed' ? [] : addressesOf(read);
  addAddresses(db, row.id, [url, ...passed]);
  prepared(db, 'DELETE FROM dead_letters WHERE article_id = ?').run(row.id);
  writeContent(db, row, read.reading, contentHash);
  scheduleVisit(db, row.id);
}

function addAddresses(db: Database, articleId: number, addresses: readonly string[]): void {
  for (const address of new Set(addresses)) addAddress(db, address, articleId);
}

/**
 * The canonical address that the page declares. Where only the feed's text was available, the page is a wall that many
 * articles lead to: its own address is then not taken for the article's.
 */
function identityOf(row: ArticleRow, read: ReadPage): string {
  const { article } = read.reading;
  const url = canonicalUrl(article.canonicalUrl);
  return article.extractor === 'feed' && url === finalAddress(read) ? row.url : url;
}

/**
 * The canonical address of a page (`url`), the other article that has that address (`owner`), and the other article that
 * this page's content shows it to be (`alike`).
 */
function claimsOn(db: Database, row: ArticleRow, read: ReadPage, contentHash: string) {
  const { article } = read.reading;
  const url = identityOf(row, read);
  const owner = otherOwner(db, url, row);
  const claimed = [owner, article.extractor === 'feed' ? undefined : otherOwner(db, finalAddress(read), row)];
  const alike =
    claimed.find((one) => one && samePage(one, row, article, contentHash)) ??
    sameArticleAs(db, row, article, url);
  return { url, owner, alike };
}

/**
 * The part of a reading that is this article's own. For an article known only from its feed, that is the feed item's text
 * when the page turns out to be another article's; otherwise it is the whole reading.
 */
export function ownReading(db: Database, row: ArticleRow, read: ReadPage): PageReading {
  const { ofItem, article } = read.reading;
  if (!ofItem || row.extractor !== 'feed') return read.reading;
  const theirs =
    otherOwner(db, finalAddress(read), row) ?? claimsOn(db, row, read, contentHashOf(article)).alike;
  return theirs ? ofItem : read.reading;
}
