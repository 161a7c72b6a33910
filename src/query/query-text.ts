/**
 * The text form of a query: `company:byd stage:mou "solid state" since:2025-01-01 -lang:de`.
 *
 * A name before a colon is a field; everything else are words to search for. Several values of a field mean any of them
 * (`company:byd,geely`), a minus before a field or a word excludes it, `batter*` is a prefix, and quotes make a phrase.
 */
import {
  type ArticleFilter,
  articleFilterSchema,
  FIELDS,
  type Field,
  isListField,
  LIST_FIELDS,
  MAX_WORDS,
  SORTS,
  TIME_FIELDS,
} from './article-filter.ts';
import { nearest, QueryTextError } from './query-error.ts';
import { formatTimePoint } from './time-point.ts';

/** A filter as written, neither checked nor converted. */
export type WrittenFilter = { readonly [Name in Field]?: string | number | readonly string[] };

/** Longest query that is read. */
export const MAX_TEXT = 2_000;

/** Fields that can be named: not the words, which are all the rest, nor a cursor, which is no part of the question. */
const NAMED = FIELDS.filter((field) => field !== 'query' && field !== 'cursor');

const OPENING = '"“”„';
const FIELD = /^(-?)([\p{L}_-]+):(?!\/\/)/u;
const PHRASE = /^-?["“”„][^"“”„]*(["“”]?)\*?/u;
const BARE = /^[^\s"“”„]+/u;

/** Throws QueryTextError, and nothing else, for text that is no query. */
export function parseQueryText(text: string): WrittenFilter {
  if (text.length > MAX_TEXT)
    throw new QueryTextError(`a query has at most ${MAX_TEXT} characters`, text, MAX_TEXT);
  const lists = new Map<Field, string[]>();
  const scalars = new Map<Field, string>();
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest);
    if (space) {
      at += space[0].length;
      continue;
    }
    const head = FIELD.exec(rest);
    const field = head ? fieldOf(head, text, at) : null;
    if (head === null || field === null) {
      const word = wordAt(text, at);
      words.push(word);
      at += word.length;
      continue;
    }
    const excluded = head[1] === '-';
    const from = at + head[0].length;
    const value = valueAt(text, from, field);
    if (isListField(field)) {
      const list = lists.get(field) ?? [];
      lists.set(field, [...list, ...listValues(field, value.inner, value.innerAt, excluded, text)]);
    } else {
      if (excluded) throw new QueryTextError(`${field} cannot be excluded`, text, at);
      if (scalars.has(field)) throw new QueryTextError(`${field} is there twice`, text, at);
      check(field, value.inner, text, value.innerAt);
      scalars.set(field, value.inner);
    }
    at = value.end;
  }
  const query = words.join(' ');
  if (query.length > MAX_WORDS)
    throw new QueryTextError(`the words have at most ${MAX_WORDS} characters`, text, 0);
  return {
    ...Object.fromEntries(lists),
    ...Object.fromEntries(scalars),
    ...(query === '' ? {} : { query }),
  };
}

/** The field named; null where the colon belongs to a word: `BYD: a new plant`. Throws QueryTextError for an unknown field. */
function fieldOf(head: RegExpExecArray, text: string, at: number): Field | null {
  const [whole, minus = '', written = ''] = head;
  const typed = written.toLowerCase();
  const field = NAMED.find((name) => name === typed);
  const next = text.charAt(at + whole.length);
  if (field !== undefined) return field;
  if (next === '' || /\s/.test(next)) return null;
  const meant = nearest(typed, NAMED);
  throw new QueryTextError(
    `there is no field "${written.slice(0, 40)}"; ${meant ? `did you mean ${meant}?` : `fields are ${NAMED.join(', ')};`} to search for the words, quote them`,
    text,
    at + minus.length,
  );
}

function wordAt(text: string, at: number): string {
  const rest = text.slice(at);
  const phrase = PHRASE.exec(rest);
  if (phrase) {
    if (!phrase[1])
      throw new QueryTextError(
        'this quotation mark is never closed',
        text,
        at + (rest.startsWith('-') ? 1 : 0),
      );
    return phrase[0];
  }
  return BARE.exec(rest)?.[0] ?? rest;
}

function valueAt(
  text: string,
  from: number,
  field: Field,
): { readonly inner: string; readonly innerAt: number; readonly end: number } {
  const rest = text.slice(from);
  if (OPENING.includes(rest.charAt(0)) && rest !== '') {
    const close = rest.slice(1).search(/["“”]/);
    if (close < 0) throw new QueryTextError('this quotation mark is never closed', text, from);
    if (close === 0) throw new QueryTextError(`${field}: has no value`, text, from + 1);
    return { inner: rest.slice(1, close + 1), innerAt: from + 1, end: from + close + 2 };
  }
  const inner = BARE.exec(rest)?.[0];
  if (inner === undefined) throw new QueryTextError(`${field}: has no value`, text, from);
  return { inner, innerAt: from, end: from + inner.length };
}

function listValues(field: Field, inner: string, innerAt: number, excluded: boolean, text: string): string[] {
  const found: string[] = [];
  let at = innerAt;
  for (const value of inner.split(',')) {
    check(field, value, text, at);
    if (excluded && value.startsWith('-'))
      throw new QueryTextError(`one minus is enough to exclude a ${field}`, text, at);
    found.push(excluded ? `-${value}` : value);
    at += value.length + 1;
  }
  return found;
}

function check(field: Field, value: string, text: string, at: number): void {
  const read = articleFilterSchema.shape[field].safeParse(value);
  if (read.success) return;
  throw new QueryTextError(`${field}: ${read.error.issues[0]?.message}`, text, at);
}

/** The text form of a filter, without its cursor: parsed again, it is the same filter. */
export function formatQueryText(filter: ArticleFilter): string {
  const parts: string[] = [];
  for (const field of LIST_FIELDS) {
    const { any = [], none = [] } = filter[field] ?? {};
    if (any.length > 0) parts.push(`${field}:${valuesText(any)}`);
    if (none.length > 0) parts.push(`-${field}:${valuesText(none)}`);
  }
  if (filter.query !== undefined) parts.push(...formatWords(filter.query));
  if (filter.confidence !== undefined) parts.push(`confidence:${filter.confidence}`);
  for (const field of TIME_FIELDS) {
    const point = filter[field];
    if (point) parts.push(`${field}:${formatTimePoint(point)}`);
  }
  if (filter.sort !== SORTS[0]) parts.push(`sort:${filter.sort}`);
  if (filter.limit !== articleFilterSchema.shape.limit.parse(undefined)) parts.push(`limit:${filter.limit}`);
  return parts.join(' ');
}

/** The values, quoted together if one has several words. */
function valuesText(values: readonly string[]): string {
  const text = values.join(',');
  return /\s/.test(text) ? `"${text}"` : text;
}

/** Words written so that the parser reads them as words: quoted where they look like a field, every quotation closed. */
function formatWords(words: string): string[] {
  const found: string[] = [];
  for (const match of words.matchAll(/(-?)["“”„]([^"“”„]*)["“”]?(\*?)|([^\s"“”„]+)/gu)) {
    const [, minus = '', phrase, star = '', bare = ''] = match;
    if (phrase !== undefined) found.push(`${minus}"${phrase}"${star}`);
    else if (!readsAsField(bare)) found.push(bare);
    else {
      const excluded = bare.startsWith('-') ? '-' : '';
      const open = bare.endsWith('*') ? '*' : '';
      found.push(`${excluded}"${bare.slice(excluded.length).replace(/\*+$/, '')}"${open}`);
    }
  }
  return found;
}

function readsAsField(word: string): boolean {
  const head = FIELD.exec(word);
  if (!head) return false;
  return head[0].length < word.length || NAMED.some((name) => name === head[2]?.toLowerCase());
}
