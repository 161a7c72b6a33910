/** Reads who wrote an article, and when, from the objects that hold its text in the state of a page's scripts. */

import { isObject, type JsonObject } from './metadata/json-ld.ts';

/** As the state writes them: names and dates still to be cleaned and read. */
export interface StateFacts {
  readonly authors: readonly string[];
  readonly published: string | null;
  readonly modified: string | null;
}

/** Keys without case, signs and arguments, surest first: `publishedAt`, `first_publish_date`, `author({"size":1})`. */
const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const AUTHORS = words(`
  authors author authornames authorname bylines byline credits writers writer creators creator reporters reporter reportername
  journalists journalist contributors
`);
const PUBLISHED = words(`
  datepublished firstpublishdate firstpublishedat firstpublished publishedat publisheddate publishdate publicationdate displaydate
  publishtime publishedtime pubdate pubtime published releasedate date createdat datecreated createtime created
`);
const MODIFIED = words(
  'datemodified lastupdateddate updatedat modifiedat lastmodified updated modified updatetime',
);
/** Parts of an article's object that hold its metadata. */
const ABOUT = words('attributes dates embedded fields header info meta metadata properties sys');
/** Where a person's object, or a list of them, has the name. */
const NAMES = ['name', 'fullName', 'displayName', 'full_name', 'display_name', 'byline', 'title', 'text'];
const FIRST_LAST = [
  ['firstName', 'lastName'],
  ['first_name', 'last_name'],
] as const;
const INNER = ['by', 'attributes', 'fields', 'data', 'node', 'nodes', 'edges', 'items', 'author', 'person'];

const MAX_LEVELS = 6;
const MAX_PEOPLE = 20;
const LONGEST_BYLINE = 300;
/** Internal ids of a content system, written where the person is missing. */
const IDENTIFIER = /^[\w:-]*\d[\w:-]*$/;

/**
 * `near` are the objects that may describe the article, from the text outwards; `around` are all that contain the text:
 * states that keep their objects in one table have the people there.
 */
export function stateFacts(near: readonly JsonObject[], around: readonly JsonObject[]): StateFacts {
  const folded = near.flatMap((object) => {
    const own = foldKeys(object);
    const about = ABOUT.map((key) => own.get(key)).filter(isObject);
    return [own, ...about.map(foldKeys)];
  });
  const first = <T>(keys: readonly string[], read: (value: unknown) => T | null): T | null => {
    for (const object of folded) {
      for (const key of keys) {
        const found = object.has(key) ? read(object.get(key)) : null;
        if (found !== null) return found;
      }
    }
    return null;
  };
  const people = (value: unknown): readonly string[] | null => {
    const names = namesIn(value, around, 0).slice(0, MAX_PEOPLE);
    return names.length === 0 ? null : names;
  };
  return {
    authors: first(AUTHORS, people) ?? [],
    published: first(PUBLISHED, dateText),
    modified: first(MODIFIED, dateText),
  };
}

function foldKeys(object: JsonObject): ReadonlyMap<string, unknown> {
  const folded = new Map<string, unknown>();
  for (const key of Object.keys(object)) {
    const name = key
      .replace(/\(.*$/s, '')
      .replace(/[^a-z]/gi, '')
      .toLowerCase();
    if (!folded.has(name)) folded.set(name, object[key]);
  }
  return folded;
}

function dateText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return /\d/.test(value) ? value : null;
  return isObject(value) ? dateText(value['date'] ?? value['iso'] ?? value['$date']) : null;
}

function namesIn(value: unknown, around: readonly JsonObject[], level: number): string[] {
  if (level > MAX_LEVELS) return [];
  if (typeof value === 'string')
    return value.length <= LONGEST_BYLINE && !IDENTIFIER.test(value) ? [value] : [];
  if (Array.isArray(value))
    return value.slice(0, MAX_PEOPLE).flatMap((one: unknown) => namesIn(one, around, level + 1));
  if (!isObject(value)) return [];
  const reference = value['__ref'] ?? (value['type'] === 'id' ? value['id'] : undefined);
  if (typeof reference === 'string') {
    const table = around.find((object) => isObject(object[reference]));
    return table === undefined ? [] : namesIn(table[reference], around, level + 1);
  }
  const name = NAMES.map((key) => value[key]).find((text) => typeof text === 'string' && text.trim() !== '');
  if (name !== undefined) return namesIn(name, around, level + 1);
  for (const [first, last] of FIRST_LAST)
    if (typeof value[last] === 'string') return [`${value[first] ?? ''} ${value[last]}`.trim()];
  for (const key of INNER) {
    const inner = namesIn(value[key], around, level + 1);
    if (inner.length > 0) return inner;
  }
  return [];
}
