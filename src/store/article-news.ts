/** Articles as messages tell of them. */
import type { ArticleNews } from '../core/alerts.ts';
import { summaries } from './article-summaries.ts';
import { articleVentures } from './articles-schema.ts';
import type { Database } from './database.ts';
import { asc, inArray, sql } from './drizzle.ts';
import { storyOf } from './story-rows.ts';

/** In the order of `ids`: what lists show of them, with their ventures and story. */
export function articleNews(db: Database, ids: readonly number[]): ArticleNews[] {
  const ventures = Map.groupBy(
    db
      .select()
      .from(articleVentures)
      .where(inArray(articleVentures.articleId, [...ids]))
      .orderBy(asc(articleVentures.position))
      .all(),
    ({ articleId }) => articleId,
  );
  return summaries(db, ids, undefined).map(({ summary }) => ({
    ...summary,
    ventures: (ventures.get(summary.id) ?? []).map(({ ventureId, name, partners, stage, sector }) => ({
      ventureId,
      name,
      partners,
      stage,
      sector,
    })),
    story: storyNews(db, summary.id),
  }));
}

function storyNews(db: Database, articleId: number): ArticleNews['story'] {
  const id = storyOf(db, articleId);
  if (id === null) return null;
  const { count } = db.get<{ count: number }>(
    sql`SELECT count(*) AS count FROM story_articles WHERE story_id = ${id}`,
  );
  return { id, articles: count };
}
