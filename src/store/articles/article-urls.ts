/** Keeps every address of an article, and finds the article of an address in whatever form it is written. */
import type { ArticleRead } from '../../core/jobs.ts';
import { pageKey } from '../../text/url/canonical-url.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import type { Database } from '../file/database.ts';
import { eq, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { articleUrls } from '../schema/articles-schema.ts';
import { type ArticleRow, articleRow } from './article-content.ts';

/** Addresses filled in one transaction: about 50 ms of work. */
const BATCH = 1_000;

/** Adds an address to this article, unless another article has it. `url` is a canonicalUrl(). */
export function addAddress(db: Database, url: string, articleId: number): void {
  prepared(
    db,
    'INSERT INTO article_urls (url, article_id, page_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  ).run(url, articleId, pageKey(url));
}

/** The addresses that led to a page: the one that answered and those of the redirects. */
export function addressesOf({ page }: ArticleRead): string[] {
  return [page.url, ...page.redirects].map((address) => canonicalUrl(address));
}

/** The article that has this address, or else another address of the same page; `url` is a canonicalUrl(). */
export function ownerOf(db: Database, url: string): ArticleRow | undefined {
  // The id first, then the row: sorting whole rows with their texts took longer than everything else here.
  const id = prepared(
    db,
    'SELECT article_id FROM article_urls WHERE page_key = ? ORDER BY url = ? DESC, article_id LIMIT 1',
  )
    .pluck()
    .get(pageKey(url), url) as number | undefined;
  return id === undefined ? undefined : articleRow(db, id);
}

/**
 * Whether a result for `url` (the address that was requested) belongs to this article: after a backup is restored, jobs
 * handed out before may carry ids that other articles have now. Also true when there is no such article: the result is then
 * ignored anyway.
 */
export function ownsResult(db: Database, articleId: number, url: string): boolean {
  // Runs for every result, so it does not read the whole row, with its text.
  const asked = prepared(db, 'SELECT url = :url OR final_url IS :url FROM articles WHERE id = :articleId')
    .pluck()
    .get({ articleId, url });
  return asked === undefined || asked === 1 || ownerOf(db, canonicalUrl(url))?.id === articleId;
}

/**
 * Backfills the page keys of addresses older than that column, which a migration in SQL cannot compute. When interrupted, it
 * continues the next time the store is opened; with nothing to do it costs one index lookup.
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
