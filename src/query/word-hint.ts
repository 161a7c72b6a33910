/** Explains to people who use the operators of other search engines how to write here what they mean. */
import { capitalWords } from '../text/search/search-units.ts';

/** What replaces each operator. AND needs nothing: all words must occur anyway. */
const MEANT: Readonly<Record<string, string>> = {
  OR: 'OR is searched for like any word, and all words must occur; company:toyota,nissan is any of them',
  NOT: 'NOT is searched for like any word; a minus before a word leaves it out: -toyota',
};

/** The hint for the words of a query; null if none of them looks like an operator. Quoted ones do not. */
export function wordHint(words: string | undefined): string | null {
  const found = words === undefined ? [] : capitalWords(words, Object.keys(MEANT));
  return found.length === 0 ? null : found.map((word) => MEANT[word]).join('; ');
}
