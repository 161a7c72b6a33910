/**
 * Finds the ids of a page of articles in order of time (keyset pagination), reading as few of them as possible.
 *
 * Each condition on another table gives a list of ids. When one of the lists is short, its articles are checked against the
 * other conditions and sorted. Otherwise the articles are walked in order until the page is full; when that takes too long,
 * the shortest list is used after all. Figures: `node bench/search.ts`.
 */

import { idOf, rowNumber } from '../articles/search-index.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import type { Conditions } from './article-conditions.ts';

/** Which way of finding the ids is used up to how many articles; costs as measured with `node bench/search.ts`. */
export interface PageBounds {
  /** A list up to this length is checked completely: 6 ms. */
  readonly short: number;
  /** With words: a list up to this length is looked up in the search index one by one, 0.1 ms each; else matches are walked. */
  readonly lookedUp: number;
  /** With words: a list up to this length is put into a set by which the walked matches are filtered: 3 ms. */
  readonly set: number;
  /** Articles that are walked before a longer list is used instead: 20 ms. */
  readonly walked: number;
}

const BOUNDS: PageBounds = { short: 4_000, lookedUp: 100, set: 20_000, walked: 20_000 };

export interface PageRequest {
  readonly conditions: Conditions;
  /** FTS5 query for the words to search for; null for none. */
  readonly match: string | null;
  readonly order: 'newest' | 'oldest';
  /** The last article of the page before; null for the first page. */
  readonly after: { readonly sortAt: number; readonly id: number } | null;
  readonly limit: number;
}

export function pageOfIds(db: Database, request: PageRequest, bounds = BOUNDS): number[] {
  const { ids, ended, lists } = quickIds(db, request, bounds);
  if (ended || ids.length === request.limit) return ids;
  const shortest = shortestOf(db, lists, Number.MAX_SAFE_INTEGER);
  return shortest ? fromList(db, request, shortest.ids) : ids;
}

/**
 * As many of the first ids, up to the limit, as are found quickly. `ended`: there are no more than these. `lists`: the
 * queries for ids by which the rest can be found.
 */
export function quickIds(
  db: Database,
  request: PageRequest,
  bounds: PageBounds,
): { readonly ids: number[]; readonly ended: boolean; readonly lists: readonly SQL[] } {
  const { short, lookedUp, set, walked } = bounds;
  const { conditions, match, limit } = request;
  const lists = conditions.lists.flatMap(({ ids }) => ids ?? []);
  const shortest = shortestOf(db, lists, match === null ? short : set);
  const all = (ids: number[]) => ({ ids, ended: ids.length < limit, lists });
  if (shortest && shortest.size <= (match === null ? short : lookedUp))
    return all(fromList(db, request, shortest.ids));
  if (match !== null)
    return all(fromIndex(db, request, shortest && shortest.size <= set ? shortest.ids : null));
  return { ...walk(db, request, shortest ? walked : null), lists };
}

/** The shortest list; its `size` is counted up to `most` + 1. Undefined when there are no lists. */
export function shortestOf(db: Database, lists: readonly SQL[], most: number) {
  return lists
    .map((ids) => ({ ids, size: sizeUpTo(db, ids, most) }))
    .toSorted((one, other) => one.size - other.size)[0];
}

function sizeUpTo(db: Database, ids: SQL, most: number): number {
  return db.get<{ n: number }>(sql`SELECT count(*) AS n FROM (${ids} LIMIT ${most + 1})`).n;
}

/** The articles of one list that meet all other conditions, sorted. */
function fromList(db: Database, request: PageRequest, list: SQL): number[] {
  const { match, order, limit } = request;
  const where = [...whereOf(request.conditions), ...rangeOf(request)];
  if (match !== null)
    where.push(sql`EXISTS (SELECT 1 FROM articles_fts(${match}) f
      WHERE f.rowid = ${rowNumber(sql`a.sort_at`, sql`a.id`)})`);
  const rows = db.all<{ id: number }>(sql`
    SELECT a.id FROM (SELECT DISTINCT article_id FROM (${list})) d
    CROSS JOIN articles a INDEXED BY articles_columns ON a.id = d.article_id
    WHERE ${sql.join(where, sql` AND `)}
    ORDER BY ${orderBy(sql`a.sort_at`, order)}, ${orderBy(sql`a.id`, order)} LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** The matches of the words in rowid order, which is the order of lists; only those in `list`, where it is given. */
function fromIndex(db: Database, request: PageRequest, list: SQL | null): number[] {
  const { conditions, match, order, limit } = request;
  const where = [...conditions.own, ...indexRange(request)];
  // The most selective condition first.
  if (list) where.unshift(sql`${idOf(sql`f.rowid`)} IN (${list})`);
  where.push(
    ...conditions.lists.filter(({ ids }) => list === null || ids !== list).map(({ holds }) => holds),
  );
  const rows = db.all<{ id: number }>(sql`
    SELECT a.id FROM articles_fts(${match}) f
    CROSS JOIN articles a INDEXED BY articles_columns ON a.id = ${idOf(sql`f.rowid`)}
    WHERE ${sql.join(where, sql` AND `)}
    ORDER BY ${orderBy(sql`f.rowid`, order)} LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** Walks the articles in order, at most `most` of them (null: all); `ended` when there are no more than the ids found. */
function walk(
  db: Database,
  request: PageRequest,
  most: number | null,
): { readonly ids: number[]; readonly ended: boolean } {
  const { conditions, order, limit } = request;
  const orderClause = sql`ORDER BY ${orderBy(sql`a.sort_at`, order)}, ${orderBy(sql`a.id`, order)}`;
  const range = rangeOf(request);
  const page = (from: SQL, where: readonly SQL[]): number[] =>
    db
      .all<{ id: number }>(
        sql`SELECT a.id FROM ${from} WHERE ${sql.join([...where], sql` AND `)} ${orderClause} LIMIT ${limit}`,
      )
      .map(({ id }) => id);
  if (most === null) return { ids: page(sql`articles a`, [...whereOf(conditions), ...range]), ended: true };
  const index = sql.raw(conditions.tagged ? 'articles_tagged' : 'articles_by_time');
  const inOrder = [conditions.tagged ? sql`a.tagged = 1` : sql`1`, ...range];
  const stretch = sql`(SELECT a.id, a.sort_at, a.state, a.verdict, a.language, a.tagged
    FROM articles a INDEXED BY ${index} WHERE ${sql.join(inOrder, sql` AND `)} ${orderClause} LIMIT ${most}) a`;
  const ids = page(stretch, whereOf(conditions));
  if (ids.length === limit) return { ids, ended: false };
  return {
    ids,
    ended: db.get<{ n: number }>(sql`SELECT count(*) AS n FROM ${stretch}`).n < most,
  };
}

export const whereOf = ({ own, lists }: Conditions): SQL[] => [...own, ...lists.map(({ holds }) => holds)];

const orderBy = (column: SQL, order: 'newest' | 'oldest'): SQL =>
  order === 'newest' ? sql`${column} DESC` : sql`${column} ASC`;

/** The period and the position behind the cursor, as conditions on the article `a`. */
function rangeOf({ conditions: { since, until }, after, order }: PageRequest): SQL[] {
  const range: SQL[] = [];
  if (since !== null) range.push(sql`a.sort_at >= ${since}`);
  if (until !== null) range.push(sql`a.sort_at < ${until}`);
  const than = sql.raw(order === 'newest' ? '<' : '>');
  if (after) range.push(sql`(a.sort_at, a.id) ${than} (${after.sortAt}, ${after.id})`);
  return range;
}

/** The same as conditions on the row `f` of the search index. */
export function indexRange({
  conditions: { since, until },
  after,
  order,
}: Pick<PageRequest, 'conditions' | 'after' | 'order'>): SQL[] {
  const range: SQL[] = [];
  // Rowids have whole seconds: both bounds are rounded up.
  if (since !== null) range.push(sql`f.rowid >= ${rowNumber(Math.ceil(since / 1000) * 1000, 0)}`);
  if (until !== null) range.push(sql`f.rowid < ${rowNumber(Math.ceil(until / 1000) * 1000, 0)}`);
  const than = sql.raw(order === 'newest' ? '<' : '>');
  if (after) range.push(sql`f.rowid ${than} ${rowNumber(after.sortAt, after.id)}`);
  return range;
}
