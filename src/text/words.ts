/** Counts the words of a text in any script. */

/** Scripts written without spaces: two of their characters make about one word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー]/gu;
const CHARACTERS_PER_WORD = 2;

/** Words between spaces that have a letter or digit, and half of the Han and kana characters, rounded up. */
export function wordCount(text: string): number {
  let unspaced = 0;
  const spaced = text.replace(UNSPACED, () => {
    unspaced += 1;
    return ' ';
  });
  const words = spaced.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return words + Math.ceil(unspaced / CHARACTERS_PER_WORD);
}
