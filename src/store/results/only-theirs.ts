/** Refuses results that bear the number of another article than the one whose address was asked. */
import type { ArticleReceipt } from '../../core/jobs.ts';
import type { ResultSink } from '../../core/ports.ts';
import { isOf } from '../articles/article-urls.ts';
import type { Database } from '../file/database.ts';

/** What is refused is answered as if the article were gone; the article of that number is due as before. */
export function onlyTheirs(db: Database, sink: ResultSink): ResultSink {
  return {
    feedPolled: sink.feedPolled,
    articleRead: async (read) =>
      [read.url, ...read.page.redirects].some((url) => isOf(db, read.articleId, url))
        ? sink.articleRead(read)
        : gone(read),
    articleUnchanged: async (unchanged) =>
      isOf(db, unchanged.articleId, unchanged.url) ? sink.articleUnchanged(unchanged) : gone(unchanged),
    articleFailed: async (failed) =>
      isOf(db, failed.articleId, failed.url) ? sink.articleFailed(failed) : 'noted',
  };
}

const gone = ({ articleId }: { readonly articleId: number }): ArticleReceipt => ({ kind: 'gone', articleId });
