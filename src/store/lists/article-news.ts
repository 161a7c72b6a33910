/** Reads articles in the form in which alert messages report them. */
import type { ArticleNews } from '../../core/alerts.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { storyOf } from '../stories/story-rows.ts';
import { summaries } from './article-summaries.ts';

/** In the order of `ids`: their list entries, with their ventures and story. */
export function articleNews(db: Database, ids: readonly number[]): ArticleNews[] {
  return summaries(db, ids, undefined).map(({ summary }) => ({
    ...summary,
    // An id only for ventures that the ledger knows.
    ventures: summary.ventures.map((venture) => ({
      ...venture,
      ventureId: venture.id.startsWith('new:') ? null : venture.id,
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
