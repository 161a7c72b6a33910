/** What a filter asks of an article, in SQL, for the queries in which `a` is the article. */
import { TAG } from '../../core/model.ts';
import { candidateKey } from '../../core/venture-key.ts';
import type { ArticleFilter, ListField, TIME_FIELDS, Values } from '../../query/article-filter.ts';
import { resolveEnd, resolveTime, type TimePoint } from '../../query/time-point.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import { currentStory } from '../stories/story-rows.ts';

/** Something that other tables know of an article. */
export interface ListCondition {
  /** True for the article `a`. */
  readonly holds: SQL;
  /**
   * Ids of all the articles it is true for, as a statement with the column `article_id`; some may come twice. null for
   * an exclusion, which is true for nearly all.
   */
  readonly ids: SQL | null;
}

export interface Conditions {
  /** What the article's own row tells; all of its columns are in the index `articles_columns`. */
  readonly own: readonly SQL[];
  readonly lists: readonly ListCondition[];
  /** Epoch ms, `until` excluded; null where open. */
  readonly since: number | null;
  readonly until: number | null;
  /** Only articles with the tag that has an index of its own. */
  readonly tagged: boolean;
}

/**
 * Articles that have something to show: read from their page, or told of by their feed, also while their page is asked
 * for once more. Who has a text has a verdict on it.
 */
export const SHOWN = sql`a.verdict IS NOT NULL`;

/** What a filter asks of articles, whatever it asks of their list. */
export type Asked = Pick<ArticleFilter, ListField | 'confidence' | (typeof TIME_FIELDS)[number]>;

export function conditionsOf(db: Database, filter: Asked, now: number): Conditions {
  const { tag, company, story, feed, country, lang, verdict, confidence } = filter;
  // A field that is not handled here is a mistake that the compiler finds.
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
    // What sorts out most comes first; nearly every article is shown.
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

/** Of a column of the article's own row. */
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

/** A row of the article has one of these, and none has one of those. */
function valueConditions(table: string, column: string, values: Values): ListCondition[] {
  const found = exclusions(table, column, values);
  if (values.any.length === 0) return found;
  return [condition(table, sql`${sql.raw(`t.${column}`)} IN ${listOf(values.any)}`), ...found];
}

/** For each of these the article has a row, and none has one of those. */
function eachCondition(table: string, column: string, values: Values): ListCondition[] {
  return [
    ...values.any.map((value) => condition(table, sql`${sql.raw(`t.${column}`)} = ${value}`)),
    ...exclusions(table, column, values),
  ];
}

/** No row of the article has one of these. */
function exclusions(table: string, column: string, { none }: Values): ListCondition[] {
  if (none.length === 0) return [];
  const { holds } = condition(table, among(column, none));
  return [{ holds: sql`NOT ${holds}`, ids: null }];
}

/** What of a venture each field asks; its key also names those that the ledger does not know. */
const VENTURE_COLUMNS = { venture: 'key', stage: 'stage', sector: 'sector' } as const;
type VentureField = keyof typeof VENTURE_COLUMNS;

/** What stands for every venture that the ledger does not know: their keys begin so. */
const ANY_NEW = 'new';

function among(column: string, values: readonly string[]): SQL {
  const isKey = column === VENTURE_COLUMNS.venture;
  // Alerts and saved searches may hold a key as it was written by an older version.
  const wanted = isKey ? values.map((value) => candidateKey(value) ?? value) : values;
  const listed = sql`${sql.raw(`t.${column}`)} IN ${listOf(wanted)}`;
  const candidates = isKey && values.includes(ANY_NEW);
  return candidates ? sql`(${listed} OR (t.key >= 'new:' AND t.key < 'new;'))` : listed;
}

/** One and the same venture of the article must meet all that is asked for; none may have what is excluded. */
function ventureConditions(filter: Asked): Record<VentureField, readonly ListCondition[]> {
  const table = 'article_ventures';
  const found: Record<VentureField, ListCondition[]> = { venture: [], stage: [], sector: [] };
  for (const [field, column] of Object.entries(VENTURE_COLUMNS) as [VentureField, string][]) {
    const { any = [], none = [] } = filter[field] ?? {};
    found[field].push(...exclusions(table, column, { any, none }));
  }
  const all = ofOneVenture(filter);
  if (all.length > 0) found.venture.push(condition(table, sql.join(all, sql` AND `)));
  return found;
}

/** What a filter asks of the row `t` of `article_ventures`. */
export function ofOneVenture(filter: Pick<Asked, VentureField>): SQL[] {
  return (Object.entries(VENTURE_COLUMNS) as [VentureField, string][]).flatMap(([field, column]) => {
    const any = filter[field]?.any ?? [];
    return any.length > 0 ? [among(column, any)] : [];
  });
}

function tagConditions(tag: Values | undefined, confidence: number | undefined): ListCondition[] {
  const { any = [], none = [] } = tag ?? {};
  const found = tag ? exclusions('article_tags', 'tag', { any, none }) : [];
  // The column `tagged` says it already.
  if (confidence === undefined && any.every((name) => name === TAG)) return found;
  const where = [sql`t.tag IN ${listOf(any.length > 0 ? any : [TAG])}`];
  if (confidence !== undefined) where.push(sql`t.confidence >= ${confidence}`);
  return [condition('article_tags', sql.join(where, sql` AND `)), ...found];
}

/** What became of the article from a day on. */
function sinceConditions({ changed, gone }: Asked, now: number): ListCondition[] {
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

/** The feeds of these countries and regions. */
function feedsOf(db: Database, { any, none }: Values): Values {
  const ids = (regions: readonly string[]): string[] =>
    db
      .all<{ id: string }>(sql`SELECT id FROM feeds WHERE upper(region) IN ${listOf(regions)}`)
      .map(({ id }) => id);
  // No feed has an empty id: what is from nowhere is found nowhere.
  return { any: any.length > 0 ? [...ids(any), ''] : [], none: none.length > 0 ? ids(none) : [] };
}

/** By the ids that the stories have now; one that never was is found nowhere. */
function storiesNow(db: Database, { any, none }: Values): Values {
  const now = (ids: readonly string[]): string[] => ids.map((id) => currentStory(db, id) ?? id);
  return { any: now(any), none: now(none) };
}
