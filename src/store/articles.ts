/** Records what came of fetching articles: read, failed for now, given up; and that two addresses are one page. */
import type { ArticleFailed, ArticleRead, ArticleReceipt, FailureReceipt } from '../core/jobs.ts';
import type { Article } from '../core/model.ts';
import { canonicalUrl } from '../text/url.ts';
import {
  type ArticleRow,
  contentHashOf,
  nextSeq,
  type Transaction,
  writeContent,
} from './article-content.ts';
import { addAddress, addressesOf, ownerOf } from './article-urls.ts';
import { articles, articleUrls, deadLetters, items, revisions } from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, eq, isNotNull } from './drizzle.ts';
import { sameArticleAs } from './same-article.ts';
import { mergeInStories, placeInStory } from './stories.ts';
import { recordFailedVisit, recordVisit, scheduleVisit } from './visits.ts';

/** Stores what was read from an article's page. Twice gives the same as once. */
export function recordReading(db: Database, read: ArticleRead): ArticleReceipt {
  return db.transaction(
    (tx) => {
      const row = tx.select().from(articles).where(eq(articles.id, read.articleId)).get();
      if (!row) return { kind: 'gone', articleId: read.articleId };
      // What was read before keeps its identity; what its page says now may be a new version of it.
      if (row.state === 'stored') {
        const kind = recordVisit(tx, row, read);
        if (kind === 'revised') placeInStory(db, row.id, read.reading.storyFeatures);
        return { kind, articleId: row.id };
      }
      const { article } = read.reading;
      const contentHash = contentHashOf(article);
      const url = identityOf(row, read);
      const owner = otherOwner(tx, url, row);
      const claimed = [owner, article.extractor === 'feed' ? undefined : otherOwner(tx, landed(read), row)];
      const other =
        claimed.find((one) => one && samePage(one, row, article, contentHash)) ??
        sameArticleAs(tx, row, article, url);
      if (other) {
        mergeInStories(db, row.id, other.id);
        merge(tx, row.id, other.id);
        // The survivor may be waiting for a fetch of its own: what was read just now is its page.
        if (other.state !== 'stored') {
          writeReading(tx, other, read, contentHash, other.url);
          placeInStory(db, other.id, read.reading.storyFeatures);
        } else addAddresses(tx, other.id, [url, ...addressesOf(read)]);
        return { kind: 'merged', articleId: other.id };
      }
      writeReading(tx, row, read, contentHash, owner ? row.url : url);
      placeInStory(db, row.id, read.reading.storyFeatures);
      return { kind: 'stored', articleId: row.id };
    },
    { behavior: 'immediate' },
  );
}

/** While our own line is down, articles are tried at this interval and nothing is counted. */
const NETWORK_RETRY_MS = 10 * 60_000;

/**
 * Records a failed try: when it is due again, or, given up, a dead letter and what the feed item tells. `lineDown`: the
 * failure is our own line's, and no try of the article's.
 */
export function recordFailure(db: Database, failed: ArticleFailed, lineDown: boolean): FailureReceipt {
  return db.transaction(
    (tx) => {
      const row = tx.select().from(articles).where(eq(articles.id, failed.articleId)).get();
      if (!row) return 'noted';
      const retryAt = lineDown ? failed.at + NETWORK_RETRY_MS : failed.retryAt;
      if (row.state === 'stored') {
        recordFailedVisit(tx, row, failed, lineDown ? retryAt : null);
        return 'kept';
      }
      const { failure } = failed;
      const attempts = failed.attempts - (lineDown ? 1 : 0);
      tx.update(articles)
        .set({
          state: retryAt === null ? 'failed' : 'pending',
          attempts,
          nextAttemptAt: retryAt,
          lastFailure: `${failure.code}: ${failure.message}`,
        })
        .where(eq(articles.id, row.id))
        .run();
      if (retryAt !== null) {
        // Taken up again: it is waiting now, not given up.
        tx.delete(deadLetters).where(eq(deadLetters.articleId, row.id)).run();
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
      tx.insert(deadLetters)
        .values({ articleId: row.id, ...letter })
        .onConflictDoUpdate({ target: deadLetters.articleId, set: letter })
        .run();
      if (failed.fallback) {
        writeContent(tx, row, failed.fallback, null);
        placeInStory(db, row.id, failed.fallback.storyFeatures);
      }
      return 'noted';
    },
    { behavior: 'immediate' },
  );
}

function writeReading(
  tx: Transaction,
  row: ArticleRow,
  read: ArticleRead,
  contentHash: string,
  url: string,
): void {
  tx.update(articles)
    .set({
      url,
      state: 'stored',
      attempts: row.attempts + 1,
      nextAttemptAt: null,
      lastFailure: null,
      fetchedAt: read.at,
      finalUrl: read.page.url,
      pageHash: read.page.hash,
    })
    .where(eq(articles.id, row.id))
    .run();
  addAddresses(tx, row.id, [url, ...addressesOf(read)]);
  tx.delete(deadLetters).where(eq(deadLetters.articleId, row.id)).run();
  writeContent(tx, row, read.reading, contentHash);
  scheduleVisit(tx, row.id);
}

function addAddresses(tx: Transaction, articleId: number, addresses: readonly string[]): void {
  for (const address of new Set(addresses)) addAddress(tx, address, articleId);
}

const landed = ({ page }: ArticleRead): string => canonicalUrl(page.url);

/**
 * The address that the page declares as its own. A wall that many articles lead to is none of them: where only the feed's
 * words could be had, the address that answered is not believed.
 */
function identityOf(row: ArticleRow, read: ArticleRead): string {
  const { article } = read.reading;
  const url = canonicalUrl(article.canonicalUrl);
  return article.extractor === 'feed' && url === landed(read) ? row.url : url;
}

function otherOwner(tx: Transaction, url: string, row: ArticleRow): ArticleRow | undefined {
  const owner = ownerOf(tx, url);
  return owner?.id === row.id ? undefined : owner;
}

/**
 * Two articles that claim one canonical address are one page only if they also say the same: sites exist whose every
 * page names the same canonical address, and believing them would lose articles.
 */
function samePage(other: ArticleRow, mine: ArticleRow, article: Article, contentHash: string): boolean {
  if (other.contentHash !== null && other.contentHash === contentHash) return true;
  const theirs = folded(other.title);
  return theirs !== '' && (theirs === folded(article.title) || theirs === folded(mine.title));
}

const folded = (title: string | null): string =>
  (title ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Everything that points to `from` points to `to` afterwards; `from` is no more. */
function merge(tx: Transaction, from: number, to: number): void {
  // The survivor moves to the end of the order of changes, so that no number of it is ever given twice.
  tx.update(articles)
    .set({ seq: nextSeq })
    .where(and(eq(articles.id, to), isNotNull(articles.seq)))
    .run();
  tx.update(items).set({ articleId: to }).where(eq(items.articleId, from)).run();
  tx.update(revisions).set({ articleId: to }).where(eq(revisions.articleId, from)).run();
  tx.update(articleUrls).set({ articleId: to }).where(eq(articleUrls.articleId, from)).run();
  tx.delete(articles).where(eq(articles.id, from)).run();
}
