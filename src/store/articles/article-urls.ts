/** Every address an article is known under, and whose page an address is, however it is written. */
import type { ArticleRead } from '../../core/jobs.ts';
import { pageKey } from '../../text/url/canonical-url.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import type { Database } from '../file/database.ts';
import { eq, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { articleUrls } from '../schema/articles-schema.ts';
import { type ArticleRow, articleRow } from './article-content.ts';

/** Addresses whose keys are made in one transaction: about 50 ms of work. */
const BATCH = 1_000;

/** An address of this article from now on; one that is another's already stays that one's. `url` is a canonicalUrl(). */
export function addAddress(db: Database, url: string, articleId: number): void {
  prepared(
    db,
    'INSERT INTO article_urls (url, article_id, page_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(url, articleId, pageKey(url));
}

/** The addresses that led to a page: the one that answered and every one on the way. */
export function addressesOf({ page }: ArticleRead): string[] {
  return [page.url, ...page.redirects].map((address) => canonicalUrl(address));
}

/** The article at this address or at another of the same page; `url` is a canonicalUrl(). */
export function ownerOf(db: Database, url: string): ArticleRow | undefined {
  // Found by its id, then read: sorting whole articles took longer than all else that this does.
  const id = prepared(
    db,
    'SELECT article_id FROM article_urls WHERE page_key = ? ORDER BY url = ? DESC, article_id LIMIT 1',
  )
    .pluck()
    .get(pageKey(url), url) as number | undefined;
  return id === undefined ? undefined : articleRow(db, id);
}

/**
 * Whether a result of `url` (as it was asked for) is this article's: after a backup was restored, jobs that were handed out before
 * may bear the numbers of other articles. Also true for an article that is no more, which loses nothing.
 */
export function isOf(db: Database, articleId: number, url: string): boolean {
  // Asked of every result: the row itself, with its text, is read where it is recorded.
  const asked = prepared(db, 'SELECT url = :url OR final_url IS :url FROM articles WHERE id = :articleId')
    .pluck()
    .get({ articleId, url });
  return asked === undefined || asked === 1 || ownerOf(db, canonicalUrl(url))?.id === articleId;
}

/**
 * Makes the keys of addresses that were stored before there were any, which SQL cannot. What an interruption leaves is
 * done at the next opening; with nothing to do it costs one look at the index.
 */
export function fillPageKeys(db: Database): void {
  const missing = db
    .select({ url: articleUrls.url })
    .from(articleUrls)
    .where(eq(articleUrls.pageKey, ''))
    .limit(BATCH)
    .prepare();
  const fill = db
    .update(articleUrls)
    .set({ pageKey: sql`${sql.placeholder('key')}` })
    .where(eq(articleUrls.url, sql.placeholder('url')))
    .prepare();
  for (;;) {
    const urls = missing.all();
    if (urls.length === 0) return;
    db.transaction(
      () => {
        for (const { url } of urls) fill.run({ url, key: pageKey(url) });
      },
      { behavior: 'immediate' },
    );
  }
}
