/** Merges two articles that turned out to be one page. */
import { reassignEvents } from '../alerts/alert-events.ts';
import { nextSeq } from '../articles/article-content.ts';
import type { Database } from '../file/database.ts';
import { eq } from '../file/drizzle.ts';
import { articles, articleUrls, items, revisions } from '../schema/articles-schema.ts';

/** Moves everything that refers to `from` over to `to` and deletes `from`. The callers move stories and archived pages. */
export function merge(db: Database, from: number, to: number): void {
  // Deleting the row with the highest seq would let nextSeq give that number again: `to` gets a higher one first.
  db.update(articles).set({ seq: nextSeq }).where(eq(articles.id, to)).run();
  db.update(items).set({ articleId: to }).where(eq(items.articleId, from)).run();
  reassignEvents(db, from, to);
  db.update(revisions).set({ articleId: to }).where(eq(revisions.articleId, from)).run();
  db.update(articleUrls).set({ articleId: to }).where(eq(articleUrls.articleId, from)).run();
  // A trigger takes it out of the search index.
  db.delete(articles).where(eq(articles.id, from)).run();
}
