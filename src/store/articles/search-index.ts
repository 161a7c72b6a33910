/**
 * The full-text index: what it holds, and how its rowids are made.
 *
 * A rowid combines the article's time and id, so FTS5 returns matches in the order of lists, newest or oldest first, and for
 * any period, without a sort: the first page for a common word costs no more than that for a rare one.
 */
import { indexTerms } from '../../text/search/search-terms.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import type { articles } from '../schema/articles-schema.ts';

/** 2^31: a rowid's 63 bits hold seconds since 1970 above 31 bits of id. */
const ID_SPAN = 2_147_483_648;

/** A time rounded down to whole seconds, in epoch ms, as in `articles.sort_at`. */
export function sortTime(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** An article's rowid in the index. The casts are needed: numbers are bound as doubles, which have too few bits for it. */
export function rowNumber(sortAt: number | SQL, id: number | SQL): SQL {
  return sql`(CAST(${sortAt} AS INTEGER) / 1000 * ${sql.raw(String(ID_SPAN))} + CAST(${id} AS INTEGER))`;
}

const rowNumberOf = (sortAt: string, id: string): string =>
  `(CAST(${sortAt} AS INTEGER) / 1000 * ${ID_SPAN} + CAST(${id} AS INTEGER))`;

/** The article's id and its time in a rowid. */
export const idOf = (rowid: SQL): SQL => sql`(${rowid} & ${sql.raw(String(ID_SPAN - 1))})`;
export const sortAtOf = (rowid: SQL): SQL => sql`((${rowid} >> 31) * 1000)`;

/** Must run before the article's `sort_at` changes: the rowid is made from it. */
export function removeFromIndex(db: Database, articleId: number): void {
  prepared(
    db,
    `DELETE FROM articles_fts WHERE rowid = (SELECT ${rowNumberOf('sort_at', 'id')} FROM articles WHERE id = ?)`,
  ).run(articleId);
}

export function addToIndex(
  db: Database,
  { id, sortAt, title, text }: Pick<typeof articles.$inferSelect, 'id' | 'sortAt' | 'title' | 'text'>,
): void {
  prepared(db, `INSERT INTO articles_fts (rowid, title, body) VALUES (${rowNumberOf('?', '?')}, ?, ?)`).run(
    sortAt,
    id,
    indexTerms(title ?? ''),
    indexTerms(text),
  );
}
