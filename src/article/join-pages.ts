/** Joins the texts of an article's pages into one, without what every page repeats. */

import type { Article } from '../core/model.ts';
import { counted } from '../text/shown/counted.ts';
import { wordCount } from '../text/words/words.ts';
import { FULL_WORDS } from './verdict.ts';

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

/** Pages that are no part of the article, though their addresses said so. */
const NO_PART: readonly Article['verdict'][] = ['consent', 'blocked', 'not-article'];

/**
 * The first page's article with the texts of all: what it says of itself counts for the whole. `nextPage` is the page behind
 * the last; that the rest of a longer article is not read is said.
 */
export function joinArticle(first: Article, following: readonly Article[], nextPage: string | null): Article {
  const joined = joinParts(first, following);
  if (nextPage === null || following.length + 1 < MAX_PAGES) return joined;
  const verdictReason = `${joined.verdictReason}, from page ${MAX_PAGES + 1} on not read`;
  return { ...joined, verdictReason };
}

function joinParts(first: Article, following: readonly Article[]): Article {
  const parts = following.filter(({ verdict }) => !NO_PART.includes(verdict));
  if (parts.length === 0) return first;
  const text = joinPages([first, ...parts].map((part) => part.text));
  const words = wordCount(text);
  return {
    ...first,
    text,
    wordCount: words,
    verdict: first.verdict === 'thin' && words >= FULL_WORDS ? 'full' : first.verdict,
    verdictReason: `${counted(words, 'word')} on ${parts.length + 1} pages`,
    confidence: Math.min(first.confidence, ...parts.map((part) => part.confidence)),
  };
}
