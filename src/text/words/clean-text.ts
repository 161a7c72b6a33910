/** One spelling for what looks alike: characters that show nothing go, letters and their accents are one character each. */

/**
 * Places where a word may be broken, marks of direction, byte order marks. The joiners stay: scripts and emoji that have
 * them look otherwise without.
 */
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** No script puts more accents on a letter; putting them in order takes time in their number squared. */
const PILE = /(\p{M}{30})\p{M}+/gu;
/** In a shorter text no pile costs anything. */
const SHORT = 1_000;

/** Some Vietnamese sites write letters and accents apart, and soft hyphens part words: no list of words would find either. */
export function cleanText(text: string): string {
  const shown = text.replace(INVISIBLE, '');
  return (shown.length > SHORT ? shown.replace(PILE, '$1') : shown).normalize('NFC');
}
