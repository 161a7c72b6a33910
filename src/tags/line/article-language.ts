/** The language that an article is read in. */
import { isEastern } from '../../text/language/eastern.ts';
import { detectLanguage, mainLanguage } from '../../text/language/language.ts';
import { isSingle } from '../../text/words/tokens.ts';
import { LANGUAGES } from './vocabulary.ts';

// So much of an article tells its language.
const SAMPLE = 4_000;

/** The language given is a hint: a script that cannot be that language wins. */
export function languageOf(given: string | undefined, title: string, text: string): string | null {
  const hint = mainLanguage(given ?? null) ?? '';
  const eastern = isWrittenInEastern(title, text);
  if (hint !== '' && (!eastern || (LANGUAGES.includes(hint) && isEastern(hint)))) return hint;
  return detectLanguage(`${title}\n${text}`.slice(0, SAMPLE));
}

// On a text of Latin letters the engine answers this without reading it.
const ANY_EASTERN = /[\u0e01-\u0e4e\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]/;

/** True when over a quarter of the sample is Han, kana, Hangul or Thai. */
function isWrittenInEastern(title: string, text: string): boolean {
  if (!ANY_EASTERN.test(title) && !ANY_EASTERN.test(text)) return false;
  const size = Math.min(SAMPLE, title.length + 1 + text.length);
  let singles = 0;
  for (let i = 0; i < size; i++) {
    if (isSingle(i < title.length ? title.charCodeAt(i) : text.charCodeAt(i - title.length - 1))) singles++;
    // What is left cannot make up a quarter any more.
    if ((singles + size - i) * 4 <= size) return false;
  }
  return singles * 4 > size;
}
