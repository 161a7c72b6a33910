/** Decides whether the page that an article's address led to belongs to another stored article, and whether both are one. */
import type { ArticleRead } from '../../core/jobs.ts';
import type { Article } from '../../core/model.ts';
import { isRenamed } from '../../stories/same-article.ts';
import { pageKey } from '../../text/url/canonical-url.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import { titlesAgree } from '../../text/words/agreement.ts';
import { lettersOf } from '../../text/words/letters.ts';
import type { ArticleRow } from '../articles/article-content.ts';
import { ownerOf } from '../articles/article-urls.ts';
import type { Database } from '../file/database.ts';
import { eq } from '../file/drizzle.ts';
import { articleCompanies, articleUrls, items } from '../schema/articles-schema.ts';

/**
 * Publishers rename an article once or twice. When more headlines than that were announced and all lead to one page, the
 * site is redirecting readers of removed articles there.
 */
const MOST_FORMER_NAMES = 2;

/** What was read of a page, and the address that answered. */
export type ReadPage = Pick<ArticleRead, 'reading'> & { readonly page: Pick<ArticleRead['page'], 'url'> };

/** The address that answered, after redirects. */
export const finalAddress = ({ page }: ReadPage): string => canonicalUrl(page.url);

/** The article other than this one that has the address. */
export function otherOwner(db: Database, url: string, row: ArticleRow): ArticleRow | undefined {
  const owner = ownerOf(db, url);
  return owner?.id === row.id ? undefined : owner;
}

/**
 * The other article whose own address this one's was redirected to: a feed lists it under that address or, if no feed lists
 * it, it has no other. Feeds list no wall, home page or offer as an article, and an article that was itself only redirected
 * there does not count.
 */
export function residentAt(db: Database, read: ArticleRead, row: ArticleRow): ArticleRow | undefined {
  // Where only the feed's text was available, the page is no article's.
  if (read.reading.article.extractor === 'feed') return undefined;
  const address = finalAddress(read);
  const owner = otherOwner(db, address, row);
  if (owner === undefined) return undefined;
  const key = pageKey(address);
  const listed = sightingsOf(db, owner.id);
  const residesThere =
    listed.length > 0
      ? listed.some(({ url }) => url !== null && pageKey(url) === key)
      : db
          .select({ pageKey: articleUrls.pageKey })
          .from(articleUrls)
          .where(eq(articleUrls.articleId, owner.id))
          .all()
          .every((own) => own.pageKey === key);
  return residesThere ? owner : undefined;
}

/** Whether its page was never read: all that is known of the article is from a feed. */
export const isUnread = (row: ArticleRow): boolean => row.state !== 'stored' || row.extractor === 'feed';

/** Whether this article and the `resident` of the address that it led to are one, its headline and address changed. */
export function isOneWith(db: Database, resident: ArticleRow, row: ArticleRow, read: ArticleRead): boolean {
  const { article, tagging, ofItem } = read.reading;
  const unread = isUnread(row);
  if (unread && isOfItem(db, row.title, article, resident)) return true;
  if (article.verdict === 'not-article') return false;
  // A full text is not given up for a lesser one.
  if (!unread && resident.verdict === 'full' && article.verdict !== 'full') return false;
  // A tagged article must not disappear into an untagged page by a redirect.
  if (unread && ofItem?.tagging.tagged && !tagging.tagged) return false;
  if (formerNames(db, resident, article, finalAddress(read)) >= MOST_FORMER_NAMES) return false;
  // A page without a date of its own gets that of this article's feed item: no evidence when the article has a text.
  const dates = [
    resident.publishedAt,
    unread && article.publishedAt ? Date.parse(article.publishedAt) : null,
  ];
  return isRenamed(
    {
      text: unread ? null : row.text,
      publishedAt: row.publishedAt,
      companies:
        row.state === 'stored' ? companiesOf(db, row.id) : (ofItem?.tagging.companies ?? []).map(idOf),
    },
    {
      text: article.text,
      publishedAt: dates.filter((date) => date !== null),
      companies: tagging.companies.map(idOf),
    },
  );
}

/**
 * Two articles with one canonical address are one page only if their content or title is the same, too: some sites declare
 * the same canonical address on every page, and trusting them would lose articles.
 */
export function samePage(
  other: ArticleRow,
  mine: ArticleRow,
  article: Article,
  contentHash: string,
): boolean {
  if (other.contentHash === contentHash) return true;
  const theirs = lettersOf(other.title ?? '');
  return theirs !== '' && [article, mine].some(({ title }) => theirs === lettersOf(title ?? ''));
}

/**
 * Whether the page that both articles lead to is the one that the feed announced under this title. Some sites answer for
 * every article with one sign-in page, offer or home page: then the same content proves nothing.
 */
export function isOfItem(
  db: Database,
  announced: string | null,
  article: Article,
  other: ArticleRow,
): boolean {
  if (announced === null) return article.verdict === 'full';
  if (titlesAgree(announced, article.title ?? '')) return true;
  if (article.verdict !== 'full') return false;
  return [other, ...sightingsOf(db, other.id)].some(({ title }) => titlesAgree(announced, title ?? ''));
}

/** How many other addresses feeds listed for this article with a headline that differs from its page's. */
function formerNames(db: Database, resident: ArticleRow, article: Article, address: string): number {
  const own = pageKey(address);
  const others = sightingsOf(db, resident.id).flatMap(({ url, title }) =>
    url === null || title === null || titlesAgree(title, article.title ?? '') ? [] : [pageKey(url)],
  );
  return new Set(others.filter((key) => key !== own)).size;
}

const sightingsOf = (db: Database, articleId: number) =>
  db.select({ url: items.url, title: items.title }).from(items).where(eq(items.articleId, articleId)).all();

const idOf = ({ companyId }: { readonly companyId: string }): string => companyId;

const companiesOf = (db: Database, articleId: number): string[] =>
  db
    .select({ companyId: articleCompanies.companyId })
    .from(articleCompanies)
    .where(eq(articleCompanies.articleId, articleId))
    .all()
    .map(idOf);
