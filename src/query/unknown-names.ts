/** Names in a filter that nothing has: a list that is empty because of a slip must not look like the absence of news. */
import type { Values } from './article-filter.ts';
import { nearest } from './query-error.ts';

/** Ids by field of a filter. */
export type KnownNames = Readonly<Record<'company' | 'venture' | 'feed' | 'tag', readonly string[]>>;

/** One line for each name that is none, with the one that was probably meant. Keys of ventures outside the ledger pass. */
export function unknownNames(filter: object, known: KnownNames): string[] {
  return Object.entries(known).flatMap(([field, names]) =>
    namesIn((filter as Record<string, unknown>)[field])
      .filter((name) => !names.includes(name) && !name.includes(':'))
      .map((name) => {
        const meant = nearest(name, names);
        return `there is no ${field} "${name}"${meant === null ? '' : `; did you mean ${meant}?`}`;
      }),
  );
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  const { any = [], none = [] } = value as Partial<Values<string>>;
  return [...any, ...none];
}
