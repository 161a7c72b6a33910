/** Builds one regular expression from many words. */
import { isEastern } from '../language/eastern.ts';

/** Alternation of patterns, the longest first, so that none is shadowed by one that is its beginning. */
export function oneOf(patterns: readonly string[]): string {
  return [...patterns].sort((a, b) => b.length - a.length).join('|');
}

/** As oneOf, in a group, for lists kept by language as in the data files; each pattern once. */
export function inAnyLanguage(lists: Readonly<Record<string, readonly string[]>>): string {
  return `(?:${oneOf([...new Set(Object.values(lists).flat())])})`;
}

/** As inAnyLanguage, each pattern a word of its own; those of Chinese, Japanese, Korean and Thai may be part of one. */
export function wordInAnyLanguage(lists: Readonly<Record<string, readonly string[]>>): string {
  const { apart = [], within = [] } = Object.groupBy(Object.entries(lists), ([language]) =>
    isEastern(language) ? 'within' : 'apart',
  );
  const patterns = [
    ...(apart.length > 0 ? [`(?<!\\p{L})${inAnyLanguage(Object.fromEntries(apart))}(?!\\p{L})`] : []),
    ...(within.length > 0 ? [inAnyLanguage(Object.fromEntries(within))] : []),
  ];
  return `(?:${patterns.join('|')})`;
}

/** A pattern for every language that has a list, made of the alternatives of that list. */
export function byLanguage(
  lists: Readonly<Record<string, readonly string[]>>,
  pattern: (any: string) => RegExp,
): Readonly<Record<string, RegExp>> {
  return Object.fromEntries(
    Object.entries(lists).map(([language, patterns]) => [language, pattern(`(?:${oneOf(patterns)})`)]),
  );
}
