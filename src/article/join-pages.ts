/** Joins the texts of an article's pages into one, without what every page repeats. */

import type { Article } from '../core/model.ts';
import { counted } from '../text/shown/counted.ts';
import { wordCount } from '../text/words/words.ts';
import { FULL_WORDS } from './verdict.ts';

/** Most pages of one article that are read, the first included. */
export const MAX_PAGES = 5;

/** The paragraphs of all pages in order, without those that an earlier page had, such as a standfirst. */
export function joinPages(texts: readonly string[]): string {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const text of texts.slice(0, MAX_PAGES)) {
    const paragraphs = text.split('\n\n').filter((paragraph) => paragraph !== '');
    kept.push(...paragraphs.filter((paragraph) => !seen.has(paragraph)));
    // repeats within one page are kept
    for (const paragraph of paragraphs) seen.add(paragraph);
  }
  return kept.join('\n\n');
}

/** Verdicts of pages that are no part of the article, though their addresses look like it. */
const NO_PART: readonly Article['verdict'][] = ['consent', 'blocked', 'not-article'];

/**
 * The first page's article with the text of all pages; its metadata counts for the whole. `nextPage` is the address of the
 * page after the last: if the article is longer than MAX_PAGES, the verdict's reason says that the rest was not read.
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
