/** Lists articles by filter and by words, and follows new and changed ones. */
import { UsageError } from '../../core/errors.ts';
import type { ArticleFilter } from '../../query/article-filter.ts';
import { type Cursor, decodeCursor, encodeCursor } from '../../query/cursor.ts';
import { leavesOut, matchQuery } from '../../text/search/search-terms.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { conditionsOf } from './article-conditions.ts';
import { pageOfIds, whereOf } from './article-pages.ts';
import { bestIds, matches, type Ranking } from './article-ranking.ts';
import { type ArticleSummary, summaries } from './article-summaries.ts';

export { type ArticleSummary, type ListedVenture, summaryFields } from './article-summaries.ts';

export interface ArticlePage {
  readonly articles: readonly ArticleSummary[];
  /** The `cursor` of the next page; null when this was the last one. */
  readonly nextCursor: string | null;
  /** How a list sorted by `best` was ranked; null for lists by time. */
  readonly ranking: Ranking | null;
}

/** Articles read between two yields of listBySteps(): 10 ms where words are highlighted in them. */
const AT_ONCE = 50;

/** Lists articles. Throws UsageError for a cursor or query that cannot be used. */
export function listArticles(db: Database, filter: ArticleFilter, now: number): ArticlePage {
  const found = findPage(db, filter, now);
  return pageOf(filter, found, summaries(db, found.ids, filter.query));
}

/** listArticles() as a generator: a long list takes seconds, and between two steps the caller can let other work run. */
export function* listBySteps(
  db: Database,
  filter: ArticleFilter,
  now: number,
): Generator<undefined, ArticlePage> {
  const found = db.transaction(() => findPage(db, filter, now));
  const shown: Summaries[number][] = [];
  for (let at = 0; at < found.ids.length; at += AT_ONCE) {
    if (at > 0) yield;
    shown.push(...summaries(db, found.ids.slice(at, at + AT_ONCE), filter.query));
  }
  return pageOf(filter, found, shown);
}

interface FoundPage {
  readonly ids: readonly number[];
  /** Whether there is a next page. */
  readonly hasMore: boolean;
  readonly ranking: Ranking | null;
  rankOf(index: number): Cursor['rank'];
}

function findPage(db: Database, filter: ArticleFilter, now: number): FoundPage {
  const match = matchOf(filter);
  const after = cursorOf(filter);
  const request = { conditions: conditionsOf(db, filter, now), after, limit: filter.limit + 1 };
  const found = (ids: readonly number[], ranking: Ranking | null, rankOf: FoundPage['rankOf']) => {
    return { ids: ids.slice(0, filter.limit), hasMore: ids.length > filter.limit, ranking, rankOf };
  };
  if (filter.sort !== 'best')
    return found(pageOfIds(db, { ...request, match, order: filter.sort }), null, () => undefined);
  if (match === null || filter.query === undefined)
    throw new UsageError('sort: best needs words to search for (query)');
  const best = bestIds(db, { ...request, match, query: filter.query });
  if (!best) throw new UsageError(`cursor: "${filter.cursor}" is of an article that is not found any more`);
  return found(best.ids, best.ranking, best.rankOf);
}

type Summaries = ReturnType<typeof summaries>;

function pageOf(
  filter: ArticleFilter,
  { hasMore, ranking, rankOf }: FoundPage,
  shown: Summaries,
): ArticlePage {
  const last = shown.at(-1);
  const rank = rankOf(filter.limit - 1);
  return {
    articles: shown.map(({ summary }) => summary),
    nextCursor:
      hasMore && last
        ? encodeCursor({ sortAt: last.sortAt, id: last.summary.id, ...(rank ? { rank } : {}) })
        : null,
    ranking,
  };
}

/** The highest sequence number of changes so far: followers continue from it. */
export function lastSeq(db: Database): number {
  return db.get<{ seq: number }>(sql`SELECT coalesce(max(seq), 0) AS seq FROM articles`).seq;
}

/** Articles whose content is new or changed since `seq`, in that order, and the `seq` to continue from. */
export function articlesSince(
  db: Database,
  filter: ArticleFilter,
  seq: number,
  now: number,
): { readonly articles: readonly ArticleSummary[]; readonly seq: number } {
  const found = idsSince(db, filter, seq, now);
  return {
    articles: summaries(db, found.ids, filter.query).map(({ summary }) => summary),
    seq: found.seq,
  };
}

/** articlesSince() with ids only. */
export function idsSince(
  db: Database,
  filter: ArticleFilter,
  seq: number,
  now: number,
): { readonly ids: readonly number[]; readonly seq: number } {
  const where = [sql`a.seq > ${seq}`, ...allConditions(db, filter, now)];
  const rows = db.all<{ id: number; seq: number }>(sql`
    SELECT a.id, a.seq FROM articles a INDEXED BY articles_by_seq
    WHERE ${sql.join(where, sql` AND `)} ORDER BY a.seq LIMIT ${filter.limit}`);
  return {
    ids: rows.map(({ id }) => id),
    // A page below the limit means that all changes so far were checked, also those that do not match.
    seq: rows.length < filter.limit ? Math.max(seq, lastSeq(db)) : (rows.at(-1)?.seq ?? seq),
  };
}

/** The ids among these that the filter matches, in any order. */
export function idsAmong(db: Database, ids: readonly number[], filter: ArticleFilter, now: number): number[] {
  const among = sql`a.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;
  return db
    .all<{ id: number }>(
      sql`SELECT a.id FROM articles a WHERE ${sql.join([among, ...allConditions(db, filter, now)], sql` AND `)}`,
    )
    .map(({ id }) => id);
}

/** All conditions of a filter on the article `a`. */
function allConditions(db: Database, filter: ArticleFilter, now: number): SQL[] {
  const match = matchOf(filter);
  const conditions = conditionsOf(db, filter, now);
  const { since, until } = conditions;
  const where = whereOf(conditions);
  if (since !== null) where.push(sql`a.sort_at >= ${since}`);
  if (until !== null) where.push(sql`a.sort_at < ${until}`);
  if (match !== null) where.push(matches(match));
  return where;
}

/** The FTS5 query for a filter's words; null when it has none. Throws UsageError for a query without a word to search for. */
export function matchOf({ query }: ArticleFilter): string | null {
  if (query === undefined) return null;
  const match = matchQuery(query);
  if (match === null) {
    const alone = leavesOut(query)
      ? '; what it leaves out needs one beside it, fields do not: -company:byd'
      : '';
    throw new UsageError(`"${query}" has no word to search for${alone}`);
  }
  return match;
}

function cursorOf({ cursor, sort }: ArticleFilter): Cursor | null {
  if (cursor === undefined) return null;
  const read = decodeCursor(cursor);
  if (!read) throw new UsageError(`cursor: "${cursor}" is not one that jvwire gave`);
  if ((read.rank !== undefined) !== (sort === 'best'))
    throw new UsageError(`cursor: "${cursor}" is of a list in another order`);
  return read;
}
