/** Patterns for the small words around names: prepositions of a place, "with", "and", "venture between". */

import { inAnyLanguage, oneOf } from '../../text/words/one-of.ts';
import words from '../data/company-words.json' with { type: 'json' };
import SMALL from '../data/small-words.json' with { type: 'json' };

// Languages with patterns of their own, as their small words mean something else in others: "a" is "and" in Czech and "to"
// in Spanish, "i" is "in" in Swedish and "and" in Polish, "la" is "at" in Romanian and "the" in French.
const SEPARATE = ['ar', 'cs', 'ro', 'sv', 'vi'] as const;
type SeparateLanguage = (typeof SEPARATE)[number];

/** The words of all other languages, which share one pattern. */
function shared(lists: Readonly<Record<string, readonly string[]>>): string {
  return inAnyLanguage(
    Object.fromEntries(
      Object.entries(lists).filter(([language]) => !SEPARATE.some((own) => own === language)),
    ),
  );
}

// Before a place: "maker in", "Hersteller aus"
const PLACE = new RegExp(String.raw`(?<!\p{L})${shared(SMALL.place)}\s$`, 'iu');
/** "and" or "with", between two sides. */
export const COUPLING = `(?:${shared(SMALL.and)}|${shared(SMALL.with)}|bersama|&)`;
/** A German noun for a company, which may be the end of a compound. */
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
  /** The end of a text before a place. */
  readonly place: RegExp;
  /** All that stands between a company and a name coupled with it. */
  readonly coupled: RegExp;
  /** The end of a text before a partner: "with its". */
  readonly with: RegExp;
  /** All that stands between "venture" and the name of a side. */
  readonly ventureWith: RegExp;
}

const SHARED: SmallWords = { place: PLACE, coupled: COUPLED, with: WITH, ventureWith: VENTURE_WITH };

function smallWords(language: SeparateLanguage): SmallWords {
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
  SEPARATE.map((language) => [language, smallWords(language)]),
);

/** The language's own patterns, or those that most languages share. */
export function smallWordsOf(language: string | null): SmallWords {
  return SMALL_WORDS[language ?? ''] ?? SHARED;
}
