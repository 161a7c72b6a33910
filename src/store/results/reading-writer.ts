/** Stores articles that were read, and archives their pages; in group commits where several arrive close together. */
import type { ArticleRead, ArticleReceipt } from '../../core/jobs.ts';
import type { Verdict } from '../../core/model.ts';
import { archivePage, reassignPages } from '../articles/pages.ts';
import type { Database } from '../file/database.ts';
import { type GroupCommit, groupCommit } from '../file/group-commit.ts';
import { prepared } from '../file/prepared.ts';
import { recordReading } from './articles.ts';

/** `archive` is the database of the pages; for `gatherMs` see groupCommit(). */
export function createReadingWriter(
  db: Database,
  archive: Database,
  gatherMs: number,
): GroupCommit<ArticleRead, ArticleReceipt> {
  const writeAll = (reads: readonly ArticleRead[]): readonly ArticleReceipt[] => {
    // The pages first: a crash in between leaves pages whose articles are read again, never an article without its page.
    archive.transaction(
      () => {
        for (const { articleId, at, page } of reads)
          if (exists(db, articleId)) archivePage(archive, articleId, at, page);
      },
      { behavior: 'immediate' },
    );
    return db.transaction(
      () =>
        reads.map((read) => {
          const receipt = recordReading(db, read);
          const { articleId, merged } = receipt;
          // Before the commit, for the same reason.
          if (merged) reassignPages(archive, merged.from, articleId);
          return { ...receipt, ...storedState(db, articleId) };
        }),
      { behavior: 'immediate' },
    );
  };
  return groupCommit(writeAll, gatherMs);
}

/** False for an article that was merged into another since its job was handed out: nothing would refer to its page. */
const exists = (db: Database, articleId: number): boolean =>
  prepared(db, 'SELECT 1 FROM articles WHERE id = ?').get(articleId) !== undefined;

function storedState(db: Database, articleId: number): Pick<ArticleReceipt, 'stands'> {
  const row = prepared(db, 'SELECT verdict, tagged FROM articles WHERE id = ?').get(articleId) as
    | { readonly verdict: Verdict | null; readonly tagged: number }
    | undefined;
  return row === undefined ? {} : { stands: { verdict: row.verdict, tagged: row.tagged === 1 } };
}
