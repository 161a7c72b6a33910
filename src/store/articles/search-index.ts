/**
 * The full-text index: what it is filled with, and the numbers that its rows have.
 *
 * A row's number is made of the article's time and id, so that the index gives matches in the order of lists, newest or
 * oldest first, and any stretch of time, without a sort: the first page of a common word costs what a rare one costs.
 */
import { indexTerms } from '../../text/search/search-terms.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import type { articles } from '../schema/articles-schema.ts';

/** Ids below this: seconds since 1970 and an id stand in the 63 bits of a row number. */
const ID_SPAN = 2_147_483_648;

/** The time that lists are sorted by, in whole seconds as epoch ms. */
export function sortTime(time: number): number {
  return Math.floor(time / 1000) * 1000;
}

/** The row number of an article. Numbers are bound as floating point, which has too few bits for it. */
export function rowNumber(sortAt: number | SQL, id: number | SQL): SQL {
  return sql`(CAST(${sortAt} AS INTEGER) / 1000 * ${sql.raw(String(ID_SPAN))} + CAST(${id} AS INTEGER))`;
}

const rowNumberOf = (sortAt: string, id: string): string =>
  `(CAST(${sortAt} AS INTEGER) / 1000 * ${ID_SPAN} + CAST(${id} AS INTEGER))`;

/** The article's id in a row number, and its time. */
export const idOf = (rowid: SQL): SQL => sql`(${rowid} & ${sql.raw(String(ID_SPAN - 1))})`;
export const sortAtOf = (rowid: SQL): SQL => sql`((${rowid} >> 31) * 1000)`;

/** Before the article's time changes. */
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
