/** Stores articles that were read, with their pages in the archive: several together where they come close together. */
import type { ArticleRead, ArticleReceipt } from '../core/jobs.ts';
import { recordReading } from './articles.ts';
import type { Database } from './database.ts';
import { archivePage, reassignPages } from './pages.ts';
import { type Together, together } from './together.ts';

/** `archive` is the database of the pages; for `gatherMs` see together(). */
export function createReadingWriter(
  db: Database,
  archive: Database,
  gatherMs: number,
): Together<ArticleRead, ArticleReceipt> {
  const writeAll = (reads: readonly ArticleRead[]): readonly ArticleReceipt[] => {
    // The pages first: a crash in between leaves pages whose articles are read again, never an article without one.
    archive.transaction(
      () => {
        for (const { articleId, at, page } of reads) archivePage(archive, articleId, at, page);
      },
      { behavior: 'immediate' },
    );
    const receipts = db.transaction(() => reads.map((read) => recordReading(db, read)), {
      behavior: 'immediate',
    });
    for (const [index, read] of reads.entries()) {
      const receipt = receipts[index];
      if (receipt?.kind === 'merged') reassignPages(archive, read.articleId, receipt.articleId);
    }
    return receipts;
  };
  return together(writeAll, gatherMs);
}
