/** Counts the words of a text in any script. */

/** Scripts written without spaces: two of their characters make about one word. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー]/u;
const CHARACTERS_PER_WORD = 2;
/** Thai has no spaces either, but letters, and twice as many of them make a word. */
const THAI_LETTER = /[\p{sc=Thai}&&\p{L}]/v;
const LETTERS_PER_WORD = 4;

const SPACE = 1;
const LETTER = 2;
const CHARACTER = 3;
const OTHER = 4;
const THAI = 5;
/** The kind of each UTF-16 unit, cached when first met; 0 before that, and always for surrogates. */
const kinds = new Uint8Array(0x10000);

function kindOf(character: string): number {
  if (UNSPACED.test(character)) return CHARACTER;
  if (THAI_LETTER.test(character)) return THAI;
  if (/\s/u.test(character)) return SPACE;
  return /[\p{L}\p{N}]/u.test(character) ? LETTER : OTHER;
}

/** Words between spaces that have a letter or digit, half of the Han and kana characters and a quarter of the Thai letters, rounded up. */
export function wordCount(text: string): number {
  let words = 0;
  let unspaced = 0;
  let thai = 0;
  let counted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let kind = kinds[unit] ?? OTHER;
    if (kind === 0) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? unit);
      kind = kindOf(character);
      at += character.length - 1;
      if (unit < 0xd800 || unit > 0xdfff) kinds[unit] = kind;
    }
    if (kind === LETTER && !counted) words++;
    if (kind === CHARACTER) unspaced++;
    else if (kind === THAI) thai++;
    if (kind !== OTHER) counted = kind === LETTER;
  }
  return words + Math.ceil(unspaced / CHARACTERS_PER_WORD + thai / LETTERS_PER_WORD);
}
