/**
 * Arabic writes its article and its shortest words together with the next: والشركة is "and the company". Words are
 * compared without them.
 */

const FIRST = 0x621;
const LAST = 0x6d3;
/** The article, and "for the", in which it is shortened. */
const ARTICLE = /^(?:ال|لل)/;
const ARTICLE_LENGTH = 2;
/** Least letters of what is left of a word. */
const LEAST = 2;
/** "and", "so"; before the article also "with", "as", "to"; those without it; and the sign of the future. */
const JOINED = [/^[وف]/, /^[وف]?(?:[بك]?ال|لل)/, /^[وف]?[بكل]/, /^[وف]?س/];

/** True for the letters of Arabic words. */
export function isArabic(code: number): boolean {
  return code >= FIRST && code <= LAST;
}

/**
 * A folded word without its article, the form in which lists of words and names are kept. A word that merely begins like the
 * article once it is folded, as إلكتروني does, is cut in the lists and in the texts, too.
 */
export function withoutArticle(word: string): string {
  let bare = word;
  while (bare.length >= ARTICLE_LENGTH + LEAST && ARTICLE.test(bare)) bare = bare.slice(ARTICLE_LENGTH);
  return bare;
}

/** The forms that a folded word of a text may have in a list, the likeliest first: without its article, then without each possible prefix. */
export function* formsOf(word: string): Generator<string> {
  yield withoutArticle(word);
  for (const joined of JOINED) {
    const { length } = joined.exec(word)?.[0] ?? '';
    if (length > 0 && word.length >= length + LEAST) yield withoutArticle(word.slice(length));
  }
}
