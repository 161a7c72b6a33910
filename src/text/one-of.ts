/** One pattern of many words. */

/** Patterns of a list, the longest first, so that none hides behind its own beginning. */
export function oneOf(patterns: readonly string[]): string {
  return [...patterns].sort((a, b) => b.length - a.length).join('|');
}

/** The same of lists that are kept by language, as the data files have them: each pattern once, a group of its own. */
export function inAnyLanguage(lists: Readonly<Record<string, readonly string[]>>): string {
  return `(?:${oneOf([...new Set(Object.values(lists).flat())])})`;
}
