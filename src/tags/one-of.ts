/** One pattern of many words. */

/** Patterns of a list, the longest first, so that none hides behind its own beginning. */
export function oneOf(patterns: readonly string[]): string {
  return [...patterns].sort((a, b) => b.length - a.length).join('|');
}
