/** Whether two texts are about the same thing, by the words that they share. */
import { unitsOf } from './tokens.ts';

/** Shorter words ("of", "the", "und") are in any text; numbers count whatever their length. */
const SHORTEST_WORD = 4;

/** Two titles of fewer words than this ("Sign in", "Market news") are the same title or say nothing of one another. */
const LEAST_WORDS = 3;

/** Characters from here on belong to scripts without spaces: there a pair of them is a word. */
const SPACELESS = '\u2fff';

/**
 * Whether a text has at least this share (0 to 1) of a title's telling words; true for a title without any. Of 229 news
 * items of four languages the median share is about 0.7; of the title of one and the text of another it is under 0.1.
 */
export function says(text: string, title: string, share: number): boolean {
  const wanted = tellingWords(title);
  const missing = new Set(wanted);
  const isEnough = (): boolean => wanted.length - missing.size >= share * wanted.length;
  // Most texts repeat the words of their title in their first lines.
  for (const line of text.split('\n')) {
    if (isEnough()) return true;
    for (const word of wordsOf(line)) missing.delete(word);
  }
  return isEnough();
}

/** The words of a title that few other texts have; numbers are among them. */
export function tellingWords(title: string): readonly string[] {
  return [...wordsOf(title)].filter(
    (word) => word.length >= SHORTEST_WORD || !/^[\p{Script=Latin}\p{M}]+$/u.test(word),
  );
}

/**
 * Whether two titles are the same but for an addition, such as the source that a feed appends: every word of one is in the
 * other. Titles that differ in one name or number ("joint venture number 2") are different.
 */
export function titlesAgree(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const [few, many] = one.size <= other.size ? [one, other] : [other, one];
  if (few.size === 0 || ![...few].every((word) => many.has(word))) return false;
  return few.size === many.size || few.size >= LEAST_WORDS;
}

function wordsOf(text: string): Set<string> {
  const words = new Set<string>();
  let before = { folded: '', end: -1 };
  for (const unit of unitsOf(text.normalize('NFKC'))) {
    const { folded, end } = unit;
    const paired = folded > SPACELESS && before.folded > SPACELESS && before.end === end - 1;
    if (paired) words.add(`${before.folded}${folded}`);
    else if (!(folded > SPACELESS)) words.add(folded);
    before = unit;
  }
  return words;
}
