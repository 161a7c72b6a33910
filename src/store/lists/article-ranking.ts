/**
 * Finds the ids of the articles that match words best.
 *
 * Ranked by bm25, with a word in the title weighing ten times one in the text, where that is quick: FTS5 has to read every
 * article with any of the words. Words in very many articles say little anyway: for those, articles with all words in the
 * title come first and all others after them, each part newest first.
 */
import type { Cursor } from '../../query/cursor.ts';
import { matchQuery, matchTerms } from '../../text/search/search-terms.ts';
import { idOf, rowNumber, sortAtOf } from '../articles/search-index.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import type { Conditions } from './article-conditions.ts';
import { indexRange, type PageRequest, pageOfIds, whereOf } from './article-pages.ts';

/** Up to which size bm25 is used; costs as measured with `node bench/search.ts`. */
export interface RankBounds {
  /** Matches to score: 3 µs each. */
  readonly scored: number;
  /** Articles with each of the words, summed over the words, which bm25 counts: 0.07 µs each, twice that in a phrase. */
  readonly counted: number;
}

const BOUNDS: RankBounds = { scored: 5_000, counted: 400_000 };
/** Matches that an estimate reads. */
const SAMPLE = 1_000;
/** Articles that an estimate counts at most. */
const STRETCH = 20_000;
/** Words whose frequency is estimated. */
const WORDS = 16;

export type Ranking = 'bm25' | 'title';

export interface RankedPage {
  readonly ids: readonly number[];
  readonly ranking: Ranking;
  /** The `rank` of the cursor for the page that follows the article at this index of `ids`. */
  rankOf(index: number): NonNullable<Cursor['rank']>;
}

export interface RankRequest {
  readonly conditions: Conditions;
  readonly query: string;
  readonly match: string;
  readonly after: Cursor | null;
  readonly limit: number;
}

/** Null when the cursor's article is not among the matches any more. */
export function bestIds(db: Database, request: RankRequest, bounds = BOUNDS): RankedPage | null {
  const { query, match, after } = request;
  const before = after?.rank;
  const ranking: Ranking = before
    ? before === 'bm25'
      ? 'bm25'
      : 'title'
    : quicklyScored(db, query, match, bounds)
      ? 'bm25'
      : 'title';
  if (ranking === 'title') return byTitle(db, request);
  const ids = byScore(db, request);
  return ids && { ids, ranking, rankOf: () => 'bm25' };
}

function quicklyScored(db: Database, query: string, match: string, bounds: RankBounds): boolean {
  // For a prefix FTS5 collects the articles of all its words before it returns the first: in titles alone that is quicker.
  const titled = match.includes('"*') ? matchQuery(query, { titled: true }) : null;
  if (titled !== null && estimate(db, titled) > bounds.scored) return false;
  const matching = estimate(db, match);
  if (matching > bounds.scored) return false;
  // Without matches there is nothing to score, however common each word is.
  if (matching === 0) return true;
  const words = matchTerms(query).slice(0, WORDS);
  const most = Math.max(SAMPLE, lastId(db));
  let counted = 0;
  for (const [at, word] of words.entries()) {
    // Estimating a prefix is expensive: skipped when it cannot change the answer.
    if (counted + (words.length - at) * most <= bounds.counted) return true;
    counted += word === match ? matching : estimate(db, word);
    if (counted > bounds.counted) return false;
  }
  return true;
}

function lastId(db: Database): number {
  return db.get<{ id: number }>(sql`SELECT coalesce(max(id), 0) AS id FROM articles`).id;
}

/** Roughly how many articles match: counted when few do, else extrapolated from the density of the newest matches. */
function estimate(db: Database, match: string): number {
  const { n, since } = db.get<{ n: number; since: number | null }>(sql`
    SELECT count(*) AS n, min(at) AS since FROM (
      SELECT ${sortAtOf(sql`rowid`)} AS at FROM articles_fts(${match}) ORDER BY rowid DESC LIMIT ${SAMPLE})`);
  if (n < SAMPLE) return n;
  const { newer } = db.get<{ newer: number }>(sql`
    SELECT count(*) AS newer FROM (SELECT 1 FROM articles WHERE sort_at >= ${since} LIMIT ${STRETCH})`);
  return Math.max(SAMPLE, Math.round((SAMPLE * lastId(db)) / Math.max(newer, SAMPLE)));
}

function byScore(db: Database, { conditions, match, after, limit }: RankRequest): number[] | null {
  const range = indexRange({ conditions, after: null, order: 'newest' });
  // New articles change all scores a little between two pages, so the cursor holds the last article's id and not its score:
  // the next page starts behind the rank that this article has by then.
  const behind = after
    ? sql`WHERE EXISTS (SELECT 1 FROM ranked l WHERE l.id = ${after.id}
        AND (ranked.score > l.score OR (ranked.score = l.score AND ranked.place < l.place)))`
    : sql``;
  const ranked = sql`WITH ranked AS MATERIALIZED (
    SELECT a.id, f.rowid AS place, bm25(articles_fts, 10.0, 1.0) AS score FROM articles_fts(${match}) f
    CROSS JOIN articles a INDEXED BY articles_columns ON a.id = ${idOf(sql`f.rowid`)}
    WHERE ${sql.join([...range, ...whereOf(conditions)], sql` AND `)})`;
  const rows = db.all<{ id: number }>(
    sql`${ranked} SELECT id FROM ranked ${behind} ORDER BY score, place DESC LIMIT ${limit}`,
  );
  if (after && rows.length === 0) {
    const { n } = db.get<{ n: number }>(
      sql`${ranked} SELECT count(*) AS n FROM ranked WHERE id = ${after.id}`,
    );
    if (n === 0) return null;
  }
  return rows.map(({ id }) => id);
}

/** Two lists, one after the other: articles with all words in the title, then the rest. */
function byTitle(db: Database, { conditions, query, match, after, limit }: RankRequest): RankedPage {
  const titled = matchQuery(query, { titled: true }) ?? match;
  const request = { conditions, order: 'newest', limit } satisfies Partial<PageRequest>;
  const first =
    after?.rank === 'text' ? [] : pageOfIds(db, { ...request, match: titled, after: after ?? null });
  const rest =
    first.length === limit
      ? []
      : pageOfIds(db, {
          ...request,
          match: `(${match}) NOT (${titled})`,
          after: after?.rank === 'text' ? after : null,
          limit: limit - first.length,
        });
  return {
    ids: [...first, ...rest],
    ranking: 'title',
    rankOf: (index) => (index < first.length ? 'title' : 'text'),
  };
}

/** Condition: the article `a` matches the FTS5 query. */
export function matches(match: string): SQL {
  return sql`EXISTS (SELECT 1 FROM articles_fts(${match}) f WHERE f.rowid = ${rowNumber(sql`a.sort_at`, sql`a.id`)})`;
}
