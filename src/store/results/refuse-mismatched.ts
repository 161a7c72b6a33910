/** Refuses results whose article id now belongs to another article than the one that was fetched; see ownsResult(). */
import type { ArticleReceipt } from '../../core/jobs.ts';
import type { ResultSink } from '../../core/ports.ts';
import { ownsResult } from '../articles/article-urls.ts';
import type { Database } from '../file/database.ts';

/** A refused result is answered as if its article were gone; the article that has the id now stays due as it was. */
export function refuseMismatched(db: Database, sink: ResultSink): ResultSink {
  return {
    feedPolled: sink.feedPolled,
    articleRead: async (read) =>
      [read.url, ...read.page.redirects].some((url) => ownsResult(db, read.articleId, url))
        ? sink.articleRead(read)
        : gone(read),
    articleUnchanged: async (unchanged) =>
      ownsResult(db, unchanged.articleId, unchanged.url) ? sink.articleUnchanged(unchanged) : gone(unchanged),
    articleFailed: async (failed) =>
      ownsResult(db, failed.articleId, failed.url) ? sink.articleFailed(failed) : 'noted',
  };
}

const gone = ({ articleId }: { readonly articleId: number }): ArticleReceipt => ({ kind: 'gone', articleId });
