/** Joins the texts of an article's pages into one, without what every page repeats. */

/** Pages of one article that are read at most, the first included. */
export const MAX_PAGES = 5;

/** The paragraphs of all pages in order; one that stood on an earlier page, such as a standfirst, stands once. */
export function joinPages(texts: readonly string[]): string {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const text of texts.slice(0, MAX_PAGES)) {
    const paragraphs = text.split('\n\n').filter((paragraph) => paragraph !== '');
    kept.push(...paragraphs.filter((paragraph) => !seen.has(paragraph)));
    // Repeats within one page are its own.
    for (const paragraph of paragraphs) seen.add(paragraph);
  }
  return kept.join('\n\n');
}
