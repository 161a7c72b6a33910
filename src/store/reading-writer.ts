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
    return db.transaction(
      () =>
        reads.map((read) => {
          const { receipt, merged } = recordReading(db, read);
          // Before the commit, for the same reason.
          if (merged) reassignPages(archive, merged.from, merged.to);
          return receipt;
        }),
      { behavior: 'immediate' },
    );
  };
  return together(writeAll, gatherMs);
}
