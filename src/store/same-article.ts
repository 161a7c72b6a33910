/** Finds the article that a publisher has published a second time under another address. */
import type { Article } from '../core/model.ts';
import { isSameArticle, type Sighting, sightingOf } from '../stories/same-article.ts';
import { siteOf } from '../text/url.ts';
import { type ArticleRow, type Transaction, titleKeyOf } from './article-content.ts';
import { articles } from './articles-schema.ts';
import { and, desc, eq, ne } from './drizzle.ts';

/** Titles that a site uses again and again ("Morning briefing") have as many candidates; the newest matter. */
const MOST_CANDIDATES = 20;

/** The stored article that says the same, see isSameArticle(). Both were read in full: a teaser says too little. */
export function sameArticleAs(
  tx: Transaction,
  mine: ArticleRow,
  article: Article,
  url: string,
): ArticleRow | undefined {
  const titleKey = titleKeyOf(article.title, url);
  if (titleKey === null || article.verdict !== 'full' || article.publishedAt === null) return undefined;
  const candidates = tx
    .select()
    .from(articles)
    .where(and(eq(articles.titleKey, titleKey), ne(articles.id, mine.id), eq(articles.verdict, 'full')))
    .orderBy(desc(articles.id))
    .limit(MOST_CANDIDATES)
    .all();
  if (candidates.length === 0) return undefined;
  const sighting = seen(article, Date.parse(article.publishedAt), url);
  return candidates.find((other) => isSameArticle(sighting, seen(other, other.publishedAt, other.url)));
}

function seen(
  { title, text, language }: Pick<Article, 'title' | 'text' | 'language'>,
  publishedAt: number | null,
  url: string,
): Sighting {
  return sightingOf({ title: title ?? '', text, language, publishedAt, site: siteOf(url) });
}
