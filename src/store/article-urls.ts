/** Every address an article is known under, and whose page an address is, however it is written. */
import type { ArticleRead } from '../core/jobs.ts';
import { pageKey } from '../text/canonical-url.ts';
import { canonicalUrl } from '../text/url.ts';
import type { ArticleRow } from './article-content.ts';
import { articles, articleUrls } from './articles-schema.ts';
import type { Database } from './database.ts';
import { asc, desc, eq, sql } from './drizzle.ts';
import { onConnection, prepared } from './prepared.ts';

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
  return owner(db).get({ url, pageKey: pageKey(url) })?.article;
}

const owner = onConnection((db) =>
  db
    .select({ article: articles })
    .from(articleUrls)
    .innerJoin(articles, eq(articles.id, articleUrls.articleId))
    .where(eq(articleUrls.pageKey, sql.placeholder('pageKey')))
    .orderBy(desc(sql`${articleUrls.url} = ${sql.placeholder('url')}`), asc(articles.id))
    .limit(1)
    .prepare(),
);

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
