/** Whether the page that an article's address led to is the page of another article that we have, and both are one. */
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
 * An article has been renamed once or twice. To a page under whose address more headlines were announced, a site sends the
 * readers of what it took down.
 */
const MOST_FORMER_NAMES = 2;

/** What was read of a page, and the address that answered. */
export type ReadPage = Pick<ArticleRead, 'reading'> & { readonly page: Pick<ArticleRead['page'], 'url'> };

/** The address that answered. */
export const landed = ({ page }: ReadPage): string => canonicalUrl(page.url);

/** The article, other than this one, that has the address. */
export function otherOwner(db: Database, url: string, row: ArticleRow): ArticleRow | undefined {
  const owner = ownerOf(db, url);
  return owner?.id === row.id ? undefined : owner;
}

/**
 * The other article that lives where this one's address led to: a feed lists it there, or it was asked for there. No wall,
 * home page or offer is listed as an article; one that only led there itself does not live there.
 */
export function residentAt(db: Database, read: ArticleRead, row: ArticleRow): ArticleRow | undefined {
  // Where only the feed's words could be had, the page is nobody's.
  if (read.reading.article.extractor === 'feed') return undefined;
  const address = landed(read);
  const owner = otherOwner(db, address, row);
  if (owner === undefined) return undefined;
  const key = pageKey(address);
  const listed = sightingsOf(db, owner.id);
  const lives =
    listed.length > 0
      ? listed.some(({ url }) => url !== null && pageKey(url) === key)
      : db
          .select({ pageKey: articleUrls.pageKey })
          .from(articleUrls)
          .where(eq(articleUrls.articleId, owner.id))
          .all()
          .every((own) => own.pageKey === key);
  return lives ? owner : undefined;
}

/** Whether its page was never read: what is known of it is what a feed said. */
export const isUnread = (row: ArticleRow): boolean => row.state !== 'stored' || row.extractor === 'feed';

/** Whether this article and the one that lives where its address led to are one: its headline and address were changed. */
export function isOneWith(db: Database, resident: ArticleRow, row: ArticleRow, read: ArticleRead): boolean {
  const { article, tagging, ofItem } = read.reading;
  const unread = isUnread(row);
  if (unread && isOfItem(db, row.title, article, resident)) return true;
  if (article.verdict === 'not-article') return false;
  // What was read whole is not given up for less.
  if (!unread && resident.verdict === 'full' && article.verdict !== 'full') return false;
  // No tag is lost with an article that is sent on.
  if (unread && ofItem?.tagging.tagged && !tagging.tagged) return false;
  if (formerNames(db, resident, article, landed(read)) >= MOST_FORMER_NAMES) return false;
  // The page has the date of this article's feed item where it gives none itself: no witness for what has a text.
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
 * Two articles that claim one canonical address are one page only if they also say the same: sites exist whose every
 * page names the same canonical address, and believing them would lose articles.
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
 * Whether the page that both lead to is the one that the feed announced under this title. Sites answer every article with
 * one sign-in, offer or home page, each with a title and text of its own: that two say the same proves nothing then.
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

/** The other addresses under which feeds announced this article by a headline that its page does not have. */
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
