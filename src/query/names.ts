/** Resolves names in a filter to ids, and reports unknown ones: a list that is empty because of a typo must not look like no news. */
import type { Values } from './article-filter.ts';
import { nearest } from './query-error.ts';

/** Fields of any filter whose values name something. */
export const NAMED_FIELDS = [
  'tag',
  'company',
  'with',
  'venture',
  'story',
  'feed',
  'country',
  'lang',
] as const;
export type NamedField = (typeof NAMED_FIELDS)[number];

/** Finds what is named; names are compared without regard to case. */
export interface Lexicon {
  /** The id of what has this id or name; null when nothing or several have it. */
  idOf(name: string): string | null;
  /** The id of what was probably meant; null when nothing is similar. */
  nearest(name: string): string | null;
}

export interface Named<Filter> {
  /** With ids in place of names; unknown names are left as written. */
  readonly filter: Filter;
  /** A line for each unknown name. */
  readonly unknown: readonly string[];
}

/** Unknown names that are reported one by one: a hundred of them are no typos. */
const MOST_REPORTED = 5;

const WHAT: Readonly<Record<NamedField, string>> = {
  tag: 'tag',
  company: 'company',
  with: 'company',
  venture: 'venture',
  story: 'story',
  feed: 'feed',
  country: 'country',
  lang: 'language',
};

/** Replaces names by ids. Fields without a lexicon stay as they are. */
export function resolveNames<Filter extends object>(
  filter: Filter,
  lexicons: Readonly<Partial<Record<NamedField, Lexicon>>>,
): Named<Filter> {
  const unknown: string[] = [];
  const resolved = { ...(filter as Record<string, unknown>) };
  let unreported = 0;
  for (const field of NAMED_FIELDS) {
    const lexicon = lexicons[field];
    if (lexicon === undefined) continue;
    resolved[field] = withIds(resolved[field], (name) => {
      const id = lexicon.idOf(name);
      if (id !== null) return id;
      if (unknown.length === MOST_REPORTED) unreported += 1;
      else unknown.push(lineOf(field, name, lexicon.nearest(name)));
      return name;
    });
  }
  // the type is unchanged: only names were replaced by ids
  return {
    filter: resolved as Filter,
    unknown: unreported > 0 ? [...unknown, `and ${unreported} more`] : unknown,
  };
}

function lineOf(field: NamedField, name: string, meant: string | null): string {
  return `there is no ${WHAT[field]} "${name}"${meant === null ? '' : `; did you mean ${meant}?`}`;
}

function withIds(value: unknown, idOf: (name: string) => string): unknown {
  if (typeof value === 'string') return idOf(value);
  if (typeof value !== 'object' || value === null) return value;
  const { any, none } = value as Values;
  const ids = (names: readonly string[]) => [...new Set(names.map(idOf))].sort();
  return { any: ids(any), none: ids(none) } satisfies Values;
}

/** Folds width and case. */
export const foldName = (name: string): string => name.normalize('NFKC').toLowerCase();

/** An id takes precedence over a name; a name that several have is ambiguous and resolves to nothing. */
export function lexiconOf(
  entries: readonly { readonly id: string; readonly names: readonly string[] }[],
): Lexicon {
  const ids = new Map(entries.map(({ id }) => [foldName(id), id]));
  const byName = new Map<string, string | null>();
  for (const { id, names } of entries)
    for (const name of new Set(names.map(foldName))) byName.set(name, byName.has(name) ? null : id);
  return {
    idOf: (name) => ids.get(foldName(name)) ?? byName.get(foldName(name)) ?? null,
    nearest: (name) => {
      const typed = foldName(name);
      // too much begins with the letters of a short name
      const among = (names: Iterable<string>) =>
        nearest(
          typed,
          [...names].filter((name) => name.length > 2),
        );
      const meant =
        among(ids.keys()) ?? among([...byName.keys()].filter((name) => byName.get(name) !== null));
      return meant === null ? null : (ids.get(meant) ?? byName.get(meant) ?? null);
    },
  };
}
