/** Reads a filter from flags, URL parameters, JSON or the text form, which all mean the same, and writes it back. */
import type { z } from 'zod';
import { UsageError } from '../core/errors.ts';
import {
  type ArticleFilter,
  articleFilterSchema,
  FIELDS,
  type Field,
  isListField,
  LIST_FIELDS,
  TIME_FIELDS,
} from './article-filter.ts';
import { nearest } from './query-error.ts';
import { formatQueryText, parseQueryText, type WrittenFilter } from './query-text.ts';
import { formatTimePoint } from './time-point.ts';

/**
 * Validates a filter. The field `query` is in the text form, so that it may name fields, too; its values of a list field are
 * added to that field. `nameOf` gives the name that the user knows for a field (`--stage`), for messages. Whatever is given
 * nowhere has the default of `schema`: callers with other defaults, such as another limit, pass their own. Throws UsageError.
 */
export function readFilter(
  written: object,
  nameOf: (field: string) => string = String,
  schema: z.ZodType<ArticleFilter> = articleFilterSchema,
): ArticleFilter {
  const read = schema.safeParse(merged(written as WrittenFilter, nameOf));
  if (!read.success) throw new UsageError(problemsOf(read.error, nameOf));
  requirePeriod(read.data, nameOf);
  return read.data;
}

/** Throws UsageError for an empty period. One of a date and a span back from now is not checked: that depends on the day. */
function requirePeriod({ since, until }: Period, nameOf: (field: string) => string): void {
  if (since === undefined || until === undefined) return;
  const empty =
    'at' in since && 'at' in until
      ? since.at > until.at
      : 'ago' in since && 'ago' in until && since.ago <= until.ago;
  if (empty)
    throw new UsageError(
      `${nameOf('since')} ${formatTimePoint(since)} is not before ${nameOf('until')} ${formatTimePoint(until)}: nothing lies between them`,
    );
}

type Period = Partial<Pick<ArticleFilter, 'since' | 'until'>>;

function merged({ query, ...written }: WrittenFilter, nameOf: (field: string) => string): WrittenFilter {
  if (typeof query !== 'string') return { ...written, ...(query === undefined ? {} : { query }) };
  const all: { [Name in Field]?: string | number | readonly string[] } = { ...written };
  for (const [field, value] of Object.entries(parseQueryText(query)) as [Field, string | string[]][]) {
    const given = all[field];
    if (given === undefined) all[field] = value;
    else if (isListField(field)) all[field] = [given, value].flat().map(String);
    else if (String(given) !== value)
      throw new UsageError(`${nameOf(field)} is ${given}, and ${value} in the query: one of them`);
  }
  return all;
}

/** Validates a filter that has no text form. Throws UsageError as readFilter does. */
export function readWith<Filter>(
  schema: z.ZodType<Filter>,
  written: object,
  nameOf: (field: string) => string = String,
): Filter {
  const read = schema.safeParse(written);
  if (!read.success) throw new UsageError(problemsOf(read.error, nameOf));
  requirePeriod(read.data as Period, nameOf);
  return read.data;
}

function problemsOf(error: z.ZodError, nameOf: (field: string) => string): string {
  const problems = error.issues.map((issue) => `${nameOf(String(issue.path[0]))}: ${issue.message}`);
  return [...new Set(problems)].join('; ');
}

/** Reads a filter from JSON. Throws UsageError, also for unknown names. */
export function readFilterJson(json: unknown): ArticleFilter {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new UsageError('a filter is an object such as {"company": ["byd"], "since": "7d"}');
  refuseUnknown(Object.keys(json), FIELDS);
  return readFilter(json);
}

/**
 * Reads a filter from URL parameters; one with several values may be repeated. `prepare` may change what was written before
 * it is validated; `schema` as in readFilter. Throws UsageError.
 */
export function readSearchParams(
  params: URLSearchParams,
  prepare: (written: WrittenFilter) => WrittenFilter = (written) => written,
  schema?: z.ZodType<ArticleFilter>,
): ArticleFilter {
  return readFilter(prepare(writtenIn(params, articleFilterSchema.shape)), String, schema);
}

/** As readSearchParams, for a filter without a text form. Throws UsageError, also for unknown names. */
export function readParams<Filter>(
  schema: z.ZodType<Filter> & { readonly shape: Shape },
  params: URLSearchParams,
): Filter {
  return readWith(schema, writtenIn(params, schema.shape));
}

type Shape = Readonly<Record<string, z.ZodType>>;

/** Whether a field of a filter may have several values. */
export const takesSeveral = (field: z.ZodType | undefined): boolean => field?.safeParse([]).success ?? false;

function writtenIn(params: URLSearchParams, shape: Shape): WrittenFilter {
  const names = [...new Set(params.keys())];
  refuseUnknown(names, Object.keys(shape));
  const written: Record<string, string | string[]> = {};
  for (const name of names) {
    const [first = '', ...more] = params.getAll(name);
    if (takesSeveral(shape[name])) written[name] = [first, ...more].filter((value) => value !== '');
    else if (more.length > 0) throw new UsageError(`${name} is there ${more.length + 1} times: once`);
    // empty: a field of a form that was left blank
    else if (first !== '') written[name] = first;
  }
  return written;
}

/** Throws UsageError for an unknown name: ignoring it would answer another question. */
export function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  throw new UsageError(
    `there is no parameter "${unknown.slice(0, 40)}"; ${meant ? `did you mean ${meant}?` : known.length > 0 ? `they are ${known.join(', ')}` : 'there are none'}`,
  );
}

/** Sorts a search best first, unless the query text or the filter say otherwise. */
export function bestFirst<Written extends { readonly query?: unknown; readonly sort?: unknown }>(
  written: Written,
): Written | (Written & { readonly sort: 'best' }) {
  const { query, sort } = written;
  if (typeof query !== 'string' || sort !== undefined) return written;
  const asked = parseQueryText(query);
  // without words there is nothing to rank by: newest first
  return asked.query === undefined || asked.sort !== undefined ? written : { ...written, sort: 'best' };
}

/** The shortest JSON that reads as this filter: defaults are left out. */
export function filterToJson(filter: ArticleFilter): WrittenFilter {
  const json: { [Name in Field]?: string | number | readonly string[] } = {};
  for (const field of LIST_FIELDS) {
    const { any = [], none = [] } = filter[field] ?? {};
    const values = [...any, ...none.map((value) => `-${value}`)];
    if (values.length > 0) json[field] = values;
  }
  if (filter.confidence !== undefined) json.confidence = filter.confidence;
  for (const field of TIME_FIELDS) {
    const point = filter[field];
    if (point) json[field] = formatTimePoint(point);
  }
  if (filter.query !== undefined) json.query = formatQueryText({ ...DEFAULTS, query: filter.query });
  if (filter.sort !== DEFAULTS.sort) json.sort = filter.sort;
  if (filter.limit !== DEFAULTS.limit) json.limit = filter.limit;
  if (filter.cursor !== undefined) json.cursor = filter.cursor;
  return json;
}

/** The default filter. */
const DEFAULTS = articleFilterSchema.parse({});

/** The URL parameters of a filter, in a fixed order, so that one question has one address. */
export function filterToSearchParams(filter: ArticleFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filterToJson(filter)))
    for (const one of [value].flat()) params.append(name, String(one));
  return params;
}
