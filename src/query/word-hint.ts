/** Tells who writes the operators of other search engines how to ask here what they mean. */
import { capitalWords } from '../text/search/search-units.ts';

/** What stands for the operator. AND needs none: all words must occur anyway. */
const MEANT: Readonly<Record<string, string>> = {
  OR: 'OR is searched for like any word, and all words must occur; company:toyota,nissan is any of them',
  NOT: 'NOT is searched for like any word; a minus before a word leaves it out: -toyota',
};

/** Of the words that are searched for; null where none of them stands for an operator. What is quoted is a word. */
export function wordHint(words: string | undefined): string | null {
  const found = words === undefined ? [] : capitalWords(words, Object.keys(MEANT));
  return found.length === 0 ? null : found.map((word) => MEANT[word]).join('; ');
}
