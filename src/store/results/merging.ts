/** Makes one article of two that turned out to be one page. */
import { reassignEvents } from '../alerts/alert-events.ts';
import { nextSeq } from '../articles/article-content.ts';
import type { Database } from '../file/database.ts';
import { eq } from '../file/drizzle.ts';
import { articles, articleUrls, items, revisions } from '../schema/articles-schema.ts';

/** Everything that points to `from` points to `to` afterwards; `from` is no more. */
export function merge(db: Database, from: number, to: number): void {
  // The survivor moves to the end of the order of changes, read or not, so that no number of it is ever given twice.
  db.update(articles).set({ seq: nextSeq }).where(eq(articles.id, to)).run();
  db.update(items).set({ articleId: to }).where(eq(items.articleId, from)).run();
  reassignEvents(db, from, to);
  db.update(revisions).set({ articleId: to }).where(eq(revisions.articleId, from)).run();
  db.update(articleUrls).set({ articleId: to }).where(eq(articleUrls.articleId, from)).run();
  // A trigger takes it out of the search index.
  db.delete(articles).where(eq(articles.id, from)).run();
}
