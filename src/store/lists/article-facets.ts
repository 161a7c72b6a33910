/** Counts the articles of a query by company, stage, language and feed. */
import type { ArticleFilter } from '../../query/article-filter.ts';
import { FACETS, type Facet, type Facets } from '../../query/facets.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { conditionsOf, ventureRowConditions } from './article-conditions.ts';
import { quickIds } from './article-pages.ts';
import { matchOf } from './article-queries.ts';

/** Articles that are counted at most, the newest: 25 ms. */
const COUNTED = 4_000;
/** As in article-pages.ts, but so that finding the articles takes about as long as counting them. */
const BOUNDS = { short: 8_000, lookedUp: 100, set: 20_000, walked: 15_000 };
/** Values listed per facet, the most frequent. */
const VALUES = 20;

/** `ids` is the set of articles, with the column `id`. */
const countsOf = ({ venture, sector }: ArticleFilter): Record<Facet, SQL> => ({
  company: sql`SELECT c.company_id AS value, count(*) AS n FROM ids
    CROSS JOIN article_companies c ON c.article_id = ids.id`,
  // Only of ventures that the filter asks for: the list of a stage would not have an article for another venture's stage.
  stage: sql`SELECT t.stage AS value, count(DISTINCT ids.id) AS n FROM ids
    CROSS JOIN article_ventures t ON ${sql.join([sql`t.article_id = ids.id`, ...ventureRowConditions({ venture, sector })], sql` AND `)}`,
  lang: sql`SELECT a.language AS value, count(*) AS n FROM ids
    CROSS JOIN articles a INDEXED BY articles_columns ON a.id = ids.id`,
  feed: sql`SELECT i.feed_id AS value, count(DISTINCT ids.id) AS n FROM ids
    CROSS JOIN items i INDEXED BY items_by_article ON i.article_id = ids.id`,
});

/** The filter's sort, limit and cursor are ignored. Throws UsageError for a query without a word to search for. */
export function countFacets(db: Database, filter: ArticleFilter, now: number): Facets {
  const { ids: found, ended } = quickIds(
    db,
    {
      conditions: conditionsOf(db, filter, now),
      match: matchOf(filter),
      order: 'newest',
      after: null,
      limit: COUNTED + 1,
    },
    BOUNDS,
  );
  const ids = JSON.stringify(found.slice(0, COUNTED));
  const countQueries = countsOf(filter);
  const counts = FACETS.map((facet) => [
    facet,
    db
      .all<{ value: string; n: number }>(sql`
        WITH ids AS MATERIALIZED (SELECT value AS id FROM json_each(${ids}))
        SELECT value, n FROM (${countQueries[facet]} GROUP BY 1) WHERE value IS NOT NULL
        ORDER BY n DESC, value LIMIT ${VALUES}`)
      .map(({ value, n }) => ({ value, count: n })),
  ]);
  return {
    counted: Math.min(found.length, COUNTED),
    complete: ended && found.length <= COUNTED,
    counts: Object.fromEntries(counts) as Facets['counts'],
  };
}
