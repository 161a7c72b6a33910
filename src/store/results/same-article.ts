/** Finds an article that its publisher has published a second time under another address. */
import type { Article } from '../../core/model.ts';
import { isSameArticle, LONGEST_APART_MS, type Sighting, sightingOf } from '../../stories/same-article.ts';
import { siteOf } from '../../text/url/url.ts';
import { type ArticleRow, titleKeyOf } from '../articles/article-content.ts';
import type { Database } from '../file/database.ts';
import { and, between, desc, eq, ne, sql } from '../file/drizzle.ts';
import { onConnection } from '../file/prepared.ts';
import { articles } from '../schema/articles-schema.ts';

/** A title that a site uses again and again ("Morning briefing") has many candidates; only the newest are compared. */
const MOST_CANDIDATES = 20;

/** The stored article that is the same, see isSameArticle(). Both must have been read in full: a teaser proves too little. */
export function sameArticleAs(
  db: Database,
  mine: ArticleRow,
  article: Article,
  url: string,
): ArticleRow | undefined {
  const titleKey = titleKeyOf(article.title, url);
  if (titleKey === null || article.verdict !== 'full' || article.publishedAt === null) return undefined;
  const publishedAt = Date.parse(article.publishedAt);
  const [from, to] = [publishedAt - LONGEST_APART_MS, publishedAt + LONGEST_APART_MS];
  const candidates = sameTitle(db).all({ titleKey, id: mine.id, from, to });
  if (candidates.length === 0) return undefined;
  const sighting = seen(article, publishedAt, url);
  return candidates.find((other) => isSameArticle(sighting, seen(other, other.publishedAt, other.url)));
}

const sameTitle = onConnection((db) =>
  db
    .select()
    .from(articles)
    .where(
      and(
        eq(articles.titleKey, sql.placeholder('titleKey')),
        ne(articles.id, sql.placeholder('id')),
        eq(articles.verdict, 'full'),
        between(articles.publishedAt, sql.placeholder('from'), sql.placeholder('to')),
      ),
    )
    .orderBy(desc(articles.id))
    .limit(MOST_CANDIDATES)
    .prepare(),
);

function seen(
  { title, text, language }: Pick<Article, 'title' | 'text' | 'language'>,
  publishedAt: number | null,
  url: string,
): Sighting {
  return sightingOf({ title: title ?? '', text, language, publishedAt, site: siteOf(url) });
}
