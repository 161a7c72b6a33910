/** The language that an article is read in. */
import { isEastern } from '../../text/language/eastern.ts';
import { detectLanguage, mainLanguage } from '../../text/language/language.ts';
import { isSingle } from '../../text/words/tokens.ts';
import { LANGUAGES } from './vocabulary.ts';

// UTF-16 units from the beginning of an article that suffice to recognise its language.
const SAMPLE = 4_000;

/**
 * The language given, unless the article is in an eastern script and that language is not an eastern one; else the
 * language detected, null where none is.
 */
export function languageOf(given: string | undefined, title: string, text: string): string | null {
  const hint = mainLanguage(given ?? null) ?? '';
  const eastern = isWrittenInEastern(title, text);
  if (hint !== '' && (!eastern || (LANGUAGES.includes(hint) && isEastern(hint)))) return hint;
  return detectLanguage(`${title}\n${text}`.slice(0, SAMPLE));
}

// Checked first: for a text of Latin letters only, the regular expression engine answers this without reading it.
const ANY_EASTERN = /[\u0e01-\u0e4e\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]/;

/** True when over a quarter of the sample is Han, kana, Hangul or Thai. */
function isWrittenInEastern(title: string, text: string): boolean {
  if (!ANY_EASTERN.test(title) && !ANY_EASTERN.test(text)) return false;
  const size = Math.min(SAMPLE, title.length + 1 + text.length);
  let singles = 0;
  for (let i = 0; i < size; i++) {
    if (isSingle(i < title.length ? title.charCodeAt(i) : text.charCodeAt(i - title.length - 1))) singles++;
    // The characters left are too few to bring it to a quarter.
    if ((singles + size - i) * 4 <= size) return false;
  }
  return singles * 4 > size;
}
