/** Plans and records visits: later fetches of articles that were read before, to see what was changed or taken down. */
import { hasFollowing } from '../../core/archived-pages.ts';
import type {
  ArchivedPage,
  ArticleFailed,
  ArticleRead,
  ArticleReceipt,
  ArticleUnchanged,
  IngestJob,
} from '../../core/jobs.ts';
import { type Article, VERDICTS } from '../../core/model.ts';
import { isPruned } from '../../core/pruning.ts';
import { sendable } from '../../feed/watch/conditional.ts';
import { type ArticleChange, changeOf } from '../../stories/revision.ts';
import { nextRevisit } from '../../stories/revisit.ts';
import { saneCanonical } from '../../text/url/canonical-url.ts';
import { canonicalUrl, sameSite } from '../../text/url/url.ts';
import { type ArticleRow, articleRow, contentHashOf, writeContent } from '../articles/article-content.ts';
import { ingestJob } from '../articles/article-jobs.ts';
import { addAddress, addressesOf, ownerOf } from '../articles/article-urls.ts';
import { notPaused } from '../feeds/pauses.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, lte, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { articles, articleVentures, revisions } from '../schema/articles-schema.ts';

/** Failure codes of a page that was taken down. */
const GONE: readonly string[] = ['http-404', 'http-410'];

/** Visits handed out at a time: new articles must not wait behind thousands of visits that fall due together. */
const MOST_VISITS = 500;

/** Plans the next visit of a tagged article that has none planned. */
export function scheduleVisit(db: Database, articleId: number): void {
  const due = prepared(
    db,
    "SELECT 1 FROM articles WHERE id = ? AND state = 'stored' AND tagged = 1 AND revisit_at IS NULL",
  ).get(articleId);
  const row = due === undefined ? undefined : articleRow(db, articleId);
  if (row === undefined) return;
  db.update(articles)
    .set({ revisitAt: nextVisit(row, lastVisit(row)) })
    .where(eq(articles.id, articleId))
    .run();
}

/** Jobs for the articles whose visit is due, the longest due first. */
export function dueVisits(db: Database, now: number, limit: number): IngestJob[] {
  const rows = db
    .select({
      id: articles.id,
      url: articles.url,
      finalUrl: articles.finalUrl,
      extractor: articles.extractor,
      etag: articles.pageEtag,
      lastModified: articles.pageLastModified,
    })
    .from(articles)
    .where(and(lte(articles.revisitAt, now), sql`${articles.state} = 'stored'`, notPaused(articles.feedId)))
    .orderBy(asc(articles.revisitAt), asc(articles.id))
    .limit(Math.min(limit, MOST_VISITS))
    .all();
  return rows.map(({ id, url, finalUrl, extractor, etag, lastModified }) => ({
    ...ingestJob(db, id),
    // The address that answered last time, since the canonical one need not; but not when that was a wall.
    url: extractor === 'feed' || finalUrl === null ? url : finalUrl,
    // Every visit is a first try.
    attempts: 0,
    validators: etag === null && lastModified === null ? null : { etag, lastModified },
  }));
}

/** Both null for an article of several pages: a 304 for the first says nothing about the others. */
export function validatorsOf({ headers }: ArchivedPage): Pick<ArticleRow, 'pageEtag' | 'pageLastModified'> {
  const whole = !hasFollowing(headers);
  return {
    pageEtag: (whole && sendable(headers['etag'] ?? null)) || null,
    pageLastModified: (whole && sendable(headers['last-modified'] ?? null)) || null,
  };
}

/** Records a visit that the server answered with "not modified". Idempotent. */
export function recordUnchanged(db: Database, { articleId, at }: ArticleUnchanged): ArticleReceipt {
  return db.transaction(
    (tx) => {
      const row = tx.select().from(articles).where(eq(articles.id, articleId)).get();
      if (!row) return { kind: 'gone', articleId };
      if (row.state === 'stored' && at > lastVisit(row))
        tx.update(articles)
          .set({ visitedAt: at, revisitAt: visitAfter(row, at), linkRotAt: null, linkRotCode: null })
          .where(eq(articles.id, articleId))
          .run();
      return { kind: 'unchanged', articleId };
    },
    { behavior: 'immediate' },
  );
}

/**
 * Records a visit. When the publisher changed the article, the stored version is kept as a revision before it is replaced.
 * A page that says less than what is stored (a wall, an error page, a teaser), or that is `of another` article, replaces
 * nothing. Idempotent.
 */
export function recordVisit(
  db: Database,
  row: ArticleRow,
  read: ArticleRead,
  page: 'its own' | 'of another' = 'its own',
): ArticleReceipt['kind'] {
  // Delivered twice, or overtaken by a later visit.
  if (read.at <= lastVisit(row)) return 'unchanged';
  db.update(articles)
    .set({ visitedAt: read.at, revisitAt: visitAfter(row, read.at) })
    .where(eq(articles.id, row.id))
    .run();
  if (page === 'of another' || saysLess(row, read)) return 'kept';

  for (const address of new Set(addressesOf(read))) addAddress(db, address, row.id);
  db.update(articles)
    .set({ finalUrl: read.page.url, linkRotAt: null, linkRotCode: null, ...validatorsOf(read.page) })
    .where(eq(articles.id, row.id))
    .run();
  // A pruned text is restored by the visit; whether the publisher changed it meanwhile cannot be known.
  const pruned = isPruned(row);
  const change = pruned || read.page.hash === row.pageHash ? null : publishersChange(db, row, read);
  if (change === null && !pruned) return 'unchanged';
  const { id: articleId, title, text, contentHash } = row;
  if (change !== null)
    db.insert(revisions).values({ articleId, at: read.at, title, text, contentHash, changes: change }).run();
  const url = addressAfter(db, row, read.reading.article);
  db.update(articles)
    // Nothing that is stored of a pruned article is from its first reading any more: this counts as the first.
    .set({ url, pageHash: read.page.hash, ...(pruned ? { fetchedAt: read.at } : {}) })
    .where(eq(articles.id, row.id))
    .run();
  addAddress(db, url, row.id);
  writeContent(db, row, read.reading, contentHashOf(read.reading.article));
  // The new version may be tagged where the old one was not.
  scheduleVisit(db, row.id);
  return pruned ? 'stored' : 'revised';
}

/** Whether this visit is the latest, and its page says no less than what is stored. */
export function canReplace(row: ArticleRow, read: ArticleRead): boolean {
  return read.at > lastVisit(row) && !saysLess(row, read);
}

/**
 * Records a failed visit. It is not retried, the next one follows as planned; but where the page was not really tried (our
 * connection was down, the host rests), the visit is made up for at `againAt`, epoch ms. When a page is gone (404, 410), the
 * time at which that was first seen is kept.
 */
export function recordFailedVisit(
  db: Database,
  row: ArticleRow,
  { at, failure }: ArticleFailed,
  againAt: number | null,
): void {
  // Delivered late or twice: the article was read after this try.
  if (at <= lastVisit(row)) return;
  const gone = GONE.includes(failure.code) && row.linkRotAt === null;
  db.update(articles)
    .set({
      ...(againAt === null
        ? { visitedAt: at, revisitAt: visitAfter(row, at) }
        : { revisitAt: row.revisitAt && againAt }),
      ...(gone ? { linkRotAt: at, linkRotCode: failure.code } : {}),
    })
    .where(eq(articles.id, row.id))
    .run();
}

const lastVisit = ({ visitedAt, fetchedAt }: ArticleRow): number => visitedAt ?? fetchedAt ?? 0;

function nextVisit({ fetchedAt, publishedAt }: ArticleRow, lastFetchedAt: number): number | null {
  return nextRevisit({ firstFetchedAt: fetchedAt ?? lastFetchedAt, lastFetchedAt, publishedAt });
}

/** Visits continue after an article has lost its tag: the passage that was removed may come back. */
function visitAfter(row: ArticleRow, at: number): number | null {
  return row.tagged || row.revisitAt !== null ? nextVisit(row, at) : null;
}

function saysLess(row: ArticleRow, { reading: { article }, page }: ArticleRead): boolean {
  const rank = (verdict: Article['verdict'] | null): number =>
    verdict === null ? VERDICTS.length : VERDICTS.indexOf(verdict);
  if (rank(article.verdict) > rank(row.verdict)) return true;
  // This is the feed's text, used because the page had none.
  if (article.extractor === 'feed' && row.extractor !== 'feed') return true;
  // Sites redirect readers of removed articles to their home page or a section.
  const before = new URL(row.finalUrl ?? row.url);
  return sameSite(before, page.url) && saneCanonical(before, page.url) === null;
}

/** Null when headline and text read the same: a different tagging alone comes from newer rules, not from the publisher. */
function publishersChange(db: Database, row: ArticleRow, { reading }: ArticleRead): ArticleChange | null {
  const { article, tagging } = reading;
  const ventures = db
    .select()
    .from(articleVentures)
    .where(eq(articleVentures.articleId, row.id))
    .orderBy(asc(articleVentures.position))
    .all();
  const change = changeOf(
    { title: row.title ?? '', text: row.text, language: row.language, tagging: { ventures } },
    { title: article.title ?? '', text: article.text, language: article.language, tagging },
  );
  return change.kinds.some((kind) => kind === 'headline' || kind === 'text') ? change : null;
}

/** The article's address after the visit: an article that had only the feed's text gets the page's, unless another has it. */
function addressAfter(db: Database, row: ArticleRow, article: Article): string {
  if (row.extractor !== 'feed') return row.url;
  const url = canonicalUrl(article.canonicalUrl);
  const owner = ownerOf(db, url);
  return owner && owner.id !== row.id ? row.url : url;
}
