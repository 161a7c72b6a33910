/** Gives text that looks the same one form: without invisible characters, accents composed with their letters (NFC). */

/**
 * Soft hyphens and zero-width spaces, directional marks, byte order marks. Zero-width joiners stay: scripts and emoji that
 * use them look different without.
 */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** More accents on a letter than any script has; normalising them takes quadratic time. */
const PILE = /(\p{M}{30})\p{M}+/gu;
/** Characters of a text in which such a pile costs nothing. */
const SHORT = 1_000;

/** Needed as some Vietnamese sites write decomposed accents, and soft hyphens split words: word lists would find neither. */
export function cleanText(text: string): string {
  const shown = text.replace(INVISIBLE, '');
  return (shown.length > SHORT ? shown.replace(PILE, '$1') : shown).normalize('NFC');
}
