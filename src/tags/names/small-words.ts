/** The small words before a name and between two of them: at a place, together with, a venture of. */

import { inAnyLanguage, oneOf } from '../../text/words/one-of.ts';
import words from '../data/company-words.json' with { type: 'json' };
import SMALL from '../data/small-words.json' with { type: 'json' };

// Theirs mean something else in the others: "a" is "and" in Czech and "to" in Spanish, "i" is "in" in Swedish and "and" in Polish,
// "la" is "at" in Romanian and "the" in French.
const OF_THEIR_OWN = ['ar', 'cs', 'ro', 'sv', 'vi'] as const;
type OfTheirOwn = (typeof OF_THEIR_OWN)[number];

/** What most languages share. */
function shared(lists: Readonly<Record<string, readonly string[]>>): string {
  return inAnyLanguage(
    Object.fromEntries(
      Object.entries(lists).filter(([language]) => !OF_THEIR_OWN.some((own) => own === language)),
    ),
  );
}

// After "maker in", "Hersteller aus" stands a place.
const PLACE = new RegExp(String.raw`(?<!\p{L})${shared(SMALL.place)}\s$`, 'iu');
/** What stands between two sides. */
export const COUPLING = `(?:${shared(SMALL.and)}|${shared(SMALL.with)}|bersama|&)`;
/** A noun for a company within a longer German one. */
export const GERMAN_COMPANY = oneOf(
  words.nouns.de.flatMap((noun) => [noun, noun.charAt(0).toUpperCase() + noun.slice(1)]),
);
const COUPLED = new RegExp(
  `^[»”"]?,?\\s${COUPLING}\\s(?:\\p{Ll}[\\p{L}’'-]*\\s){0,2}(?:[\\p{L}-]*(?:${GERMAN_COMPANY})\\s)?[«„“"]?$`,
  'u',
);
const WITH = new RegExp(String.raw`(?<!\p{L})(?:${shared(SMALL.with)}|bersama)\s(?:\p{Ll}{1,4}\s)?$`, 'iu');
// "with its first Chinese partner"
const CHINESE = String.raw`(?:[\p{Ll}-]+\s){0,3}Chinese\s(?:\p{Ll}+\s){0,3}`;
const VENTURE_WITH = new RegExp(
  String.raw`^\s(?:\p{Ll}+\s)?(?:${shared(SMALL.with)}|${shared(SMALL.between)})\s(?:(?:\p{Ll}{1,4}\s)?(?:\p{Ll}+\s)?|${CHINESE})$`,
  'u',
);

export interface SmallWords {
  /** Before a place. */
  readonly place: RegExp;
  /** Between a listed company and the name. */
  readonly coupled: RegExp;
  readonly with: RegExp;
  readonly ventureWith: RegExp;
}

const SHARED: SmallWords = { place: PLACE, coupled: COUPLED, with: WITH, ventureWith: VENTURE_WITH };

function smallWords(language: OfTheirOwn): SmallWords {
  const place = oneOf(SMALL.place[language]);
  const and = oneOf(SMALL.and[language]);
  const together = oneOf(SMALL.with[language]);
  const between = oneOf(SMALL.between[language]);
  return {
    place: new RegExp(`(?<!\\p{L})(?:${place})\\s$`, 'iu'),
    coupled: new RegExp(`^[»”"]?,?\\s(?:${and}|${together}|&)\\s(?:\\p{Ll}[\\p{L}-]*\\s){0,2}[„“"]?$`, 'u'),
    with: new RegExp(`(?<!\\p{L})(?:${together})\\s(?:\\p{Ll}+\\s){0,2}$`, 'iu'),
    ventureWith: new RegExp(`^\\s(?:\\p{Ll}+\\s)?(?:${together}|${between})\\s(?:\\p{Ll}+\\s){0,2}$`, 'u'),
  };
}

const SMALL_WORDS: Readonly<Record<string, SmallWords>> = Object.fromEntries(
  OF_THEIR_OWN.map((language) => [language, smallWords(language)]),
);

/** Those of the language, or what most languages share. */
export function smallWordsOf(language: string | null): SmallWords {
  return SMALL_WORDS[language ?? ''] ?? SHARED;
}
