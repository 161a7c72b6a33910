/** Translates a filter into SQL conditions for queries in which `a` is the article. */
import { TAG } from '../../core/model.ts';
import { candidateKey } from '../../core/venture-key.ts';
import type { ArticleFilter, ListField, TIME_FIELDS, Values } from '../../query/article-filter.ts';
import { resolveEnd, resolveTime, type TimePoint } from '../../query/time-point.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { currentStory } from '../stories/story-rows.ts';

/** A condition that other tables decide. */
export interface ListCondition {
  /** The condition on the article `a`. */
  readonly holds: SQL;
  /**
   * A query for the ids of all articles that meet it, as the column `article_id`, possibly with duplicates. Null for an
   * exclusion, which nearly all articles meet.
   */
  readonly ids: SQL | null;
}

export interface Conditions {
  /** Conditions on the article's own row; the index `articles_columns` covers all of their columns. */
  readonly own: readonly SQL[];
  readonly lists: readonly ListCondition[];
  /** Epoch ms, `until` excluded; null where open. */
  readonly since: number | null;
  readonly until: number | null;
  /** Whether only tagged articles match, for which there is a partial index. */
  readonly tagged: boolean;
}

/**
 * Articles that have content to show, from their page or only from their feed, also while they are being retried: every
 * article with content has a verdict on it.
 */
export const SHOWN = sql`a.verdict IS NOT NULL`;

/** The part of a filter that selects articles, without sort, limit and cursor. */
export type Criteria = Pick<ArticleFilter, ListField | 'confidence' | (typeof TIME_FIELDS)[number]>;

export function conditionsOf(db: Database, filter: Criteria, now: number): Conditions {
  const { tag, company, story, feed, country, lang, verdict, confidence } = filter;
  // A record, so that the compiler finds a field that is not handled here.
  const listed: Record<ListField, readonly ListCondition[]> = {
    tag: tagConditions(tag, confidence),
    company: company ? valueConditions('article_companies', 'company_id', company) : [],
    with: filter.with ? eachCondition('article_companies', 'company_id', filter.with) : [],
    ...ventureConditions(filter),
    story: story ? valueConditions('story_articles', 'story_id', storiesNow(db, story)) : [],
    feed: feed ? valueConditions('items', 'feed_id', feed) : [],
    country: country ? valueConditions('items', 'feed_id', feedsOf(db, country)) : [],
    lang: [],
    verdict: [],
  };
  const onlyTag = tag?.any.length === 1 && tag.any[0] === TAG;
  const tagged = onlyTag || confidence !== undefined;
  const own = [
    // The most selective first; nearly every article is shown.
    ...(tagged ? [sql`a.tagged = 1`] : []),
    ...ownConditions('language', lang),
    ...ownConditions('verdict', verdict),
    SHOWN,
  ];
  return {
    own,
    lists: [...Object.values(listed).flat(), ...sinceConditions(filter, now)],
    since: filter.since ? resolveTime(filter.since, now) : null,
    until: filter.until ? resolveEnd(filter.until, now) : null,
    tagged,
  };
}

const listOf = (values: readonly string[]): SQL =>
  sql`(${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;

/** Conditions on a column of the article's own row. */
function ownConditions(column: string, values: Values | undefined): SQL[] {
  const name = sql.raw(`a.${column}`);
  const { any = [], none = [] } = values ?? {};
  const conditions: SQL[] = [];
  if (any.length > 0) conditions.push(sql`${name} IN ${listOf(any)}`);
  if (none.length > 0) conditions.push(sql`(${name} IS NULL OR ${name} NOT IN ${listOf(none)})`);
  return conditions;
}

function condition(table: string, where: SQL): { readonly holds: SQL; readonly ids: SQL } {
  const from = sql.raw(table);
  return {
    holds: sql`EXISTS (SELECT 1 FROM ${from} t WHERE t.article_id = a.id AND ${where})`,
    ids: sql`SELECT t.article_id FROM ${from} t WHERE ${where} AND t.article_id IS NOT NULL`,
  };
}

/** The article has a row with one of `any`, and none with one of `none`. */
function valueConditions(table: string, column: string, values: Values): ListCondition[] {
  const found = exclusions(table, column, values);
  if (values.any.length === 0) return found;
  return [condition(table, sql`${sql.raw(`t.${column}`)} IN ${listOf(values.any)}`), ...found];
}

/** The article has a row for each of `any`, and none with one of `none`. */
function eachCondition(table: string, column: string, values: Values): ListCondition[] {
  return [
    ...values.any.map((value) => condition(table, sql`${sql.raw(`t.${column}`)} = ${value}`)),
    ...exclusions(table, column, values),
  ];
}

/** The article has no row with one of `none`. */
function exclusions(table: string, column: string, { none }: Values): ListCondition[] {
  if (none.length === 0) return [];
  const { holds } = condition(table, among(column, none));
  return [{ holds: sql`NOT ${holds}`, ids: null }];
}

/** The column of `article_ventures` for each field. `key`, not `venture_id`: it also names ventures not in the ledger. */
const VENTURE_COLUMNS = { venture: 'key', stage: 'stage', sector: 'sector' } as const;
type VentureField = keyof typeof VENTURE_COLUMNS;

/** The value that matches every venture that is not in the ledger: their keys begin with `new:`. */
const ANY_NEW = 'new';

function among(column: string, values: readonly string[]): SQL {
  const isKey = column === VENTURE_COLUMNS.venture;
  // Alerts and saved searches may hold a key as it was written by an older version.
  const wanted = isKey ? values.map((value) => candidateKey(value) ?? value) : values;
  const listed = sql`${sql.raw(`t.${column}`)} IN ${listOf(wanted)}`;
  const candidates = isKey && values.includes(ANY_NEW);
  return candidates ? sql`(${listed} OR (t.key >= 'new:' AND t.key < 'new;'))` : listed;
}

/** One and the same venture of the article must meet all included fields; none may have an excluded value. */
function ventureConditions(filter: Criteria): Record<VentureField, readonly ListCondition[]> {
  const table = 'article_ventures';
  const found: Record<VentureField, ListCondition[]> = { venture: [], stage: [], sector: [] };
  for (const [field, column] of Object.entries(VENTURE_COLUMNS) as [VentureField, string][]) {
    const { any = [], none = [] } = filter[field] ?? {};
    found[field].push(...exclusions(table, column, { any, none }));
  }
  const all = ventureRowConditions(filter);
  if (all.length > 0) found.venture.push(condition(table, sql.join(all, sql` AND `)));
  return found;
}

/** What a filter asks of the row `t` of `article_ventures`, exclusions left out. */
export function ventureRowConditions(filter: Pick<Criteria, VentureField>): SQL[] {
  return (Object.entries(VENTURE_COLUMNS) as [VentureField, string][]).flatMap(([field, column]) => {
    const any = filter[field]?.any ?? [];
    return any.length > 0 ? [among(column, any)] : [];
  });
}

function tagConditions(tag: Values | undefined, confidence: number | undefined): ListCondition[] {
  const { any = [], none = [] } = tag ?? {};
  const found = tag ? exclusions('article_tags', 'tag', { any, none }) : [];
  // The column `articles.tagged` answers this already.
  if (confidence === undefined && any.every((name) => name === TAG)) return found;
  const where = [sql`t.tag IN ${listOf(any.length > 0 ? any : [TAG])}`];
  if (confidence !== undefined) where.push(sql`t.confidence >= ${confidence}`);
  return [condition('article_tags', sql.join(where, sql` AND `)), ...found];
}

/** Whether the article was changed, or its page found gone, since a point in time. */
function sinceConditions({ changed, gone }: Criteria, now: number): ListCondition[] {
  const from = (point: TimePoint): SQL => sql`${resolveTime(point, now)}`;
  const found: ListCondition[] = [];
  if (changed) found.push(condition('revisions', sql`t.at >= ${from(changed)}`));
  if (gone)
    found.push({
      holds: sql`EXISTS (SELECT 1 FROM articles t WHERE t.id = a.id AND t.link_rot_at >= ${from(gone)})`,
      ids: sql`SELECT t.id AS article_id FROM articles t INDEXED BY articles_gone
        WHERE t.link_rot_at >= ${from(gone)}`,
    });
  return found;
}

/** The ids of the feeds of these countries and regions. */
function feedsOf(db: Database, { any, none }: Values): Values {
  const ids = (regions: readonly string[]): string[] =>
    db
      .all<{ id: string }>(sql`SELECT id FROM feeds WHERE upper(region) IN ${listOf(regions)}`)
      .map(({ id }) => id);
  // No feed has an empty id: with it, a country without feeds matches nothing instead of being no condition.
  return { any: any.length > 0 ? [...ids(any), ''] : [], none: none.length > 0 ? ids(none) : [] };
}

/** Current ids instead of earlier ones; an unknown id stays and matches nothing. */
function storiesNow(db: Database, { any, none }: Values): Values {
  const now = (ids: readonly string[]): string[] => ids.map((id) => currentStory(db, id) ?? id);
  return { any: now(any), none: now(none) };
}
