/**
 * Finds the ids of the articles that answer words best.
 *
 * By bm25, a word in the title weighing ten times one in the text, where that can be had quickly: it looks at every
 * article that has one of the words. Words that very many articles have tell little anyway: then those with all of them
 * in the title come first, the newest before the older ones, and behind them the others.
 */
import type { Cursor } from '../../query/cursor.ts';
import { matchQuery, matchTerms } from '../../text/search/search-terms.ts';
import { idOf, rowNumber, sortAtOf } from '../articles/search-index.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import type { Conditions } from './article-conditions.ts';
import { indexRange, type PageRequest, pageOfIds, whereOf } from './article-pages.ts';

/** What is scored by bm25; costs as measured with `node bench/search.ts`. */
export interface RankBounds {
  /** Matches at most: 3 µs each. */
  readonly scored: number;
  /** Articles with one of the words, which bm25 counts for each of them: 0.07 µs each, the double in a phrase. */
  readonly counted: number;
}

const BOUNDS: RankBounds = { scored: 5_000, counted: 400_000 };
/** Matches that an estimate looks at. */
const SAMPLE = 1_000;
/** Articles that an estimate counts at most. */
const STRETCH = 20_000;
/** Words whose frequency is looked at. */
const WORDS = 16;

export type Ranking = 'bm25' | 'title';

export interface RankedPage {
  readonly ids: readonly number[];
  readonly ranking: Ranking;
  /** What stands in the cursor behind the article at this place of `ids`. */
  rankOf(index: number): NonNullable<Cursor['rank']>;
}

export interface RankRequest {
  readonly conditions: Conditions;
  readonly query: string;
  readonly match: string;
  readonly after: Cursor | null;
  readonly limit: number;
}

/** null when the article that the cursor names is not among the matches any more. */
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
  // A prefix gathers all of its words' articles before it gives the first one: those of titles are sooner gathered.
  const titled = match.includes('"*') ? matchQuery(query, { titled: true }) : null;
  if (titled !== null && estimate(db, titled) > bounds.scored) return false;
  const matching = estimate(db, match);
  if (matching > bounds.scored) return false;
  // Nothing to score costs nothing, however common the words are by themselves.
  if (matching === 0) return true;
  const words = matchTerms(query).slice(0, WORDS);
  const most = Math.max(SAMPLE, lastId(db));
  let counted = 0;
  for (const [at, word] of words.entries()) {
    // An estimate of a prefix is dear: none is made that cannot change the answer.
    if (counted + (words.length - at) * most <= bounds.counted) return true;
    counted += word === match ? matching : estimate(db, word);
    if (counted > bounds.counted) return false;
  }
  return true;
}

function lastId(db: Database): number {
  return db.get<{ id: number }>(sql`SELECT coalesce(max(id), 0) AS id FROM articles`).id;
}

/** About how many articles match: counted where few do, else from how close together the newest ones stand. */
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
  // Between two pages new articles change every score a little: the next page goes on behind the place that the last
  // article of this one has then, so that none comes twice or is left out whose order to it has stayed.
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

/** Two lists behind one another: all words in the title; the rest. */
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

/** Whether the words match this article, in the index as it is now. */
export function matches(match: string): SQL {
  return sql`EXISTS (SELECT 1 FROM articles_fts(${match}) f WHERE f.rowid = ${rowNumber(sql`a.sort_at`, sql`a.id`)})`;
}
