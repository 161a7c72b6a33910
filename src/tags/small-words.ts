/** The small words before a name and between two of them: at a place, together with, a venture of. */

import { oneOf } from '../text/one-of.ts';
import words from './data/company-words.json' with { type: 'json' };

// After "maker in", "Hersteller aus" stands a place.
const PLACE =
  /(?<!\p{L})(?:across|at|from|in|inside|near|of|outside|to|aus|bei|im|in|nach|à|a|au|aux|en|de|du|des|d'|depuis|vers|da|do|del|della|dal|di|em|na|no|nel|op|te|uit|w|we|z|ze|в|во|из|на|di|dari)\s$/iu;
/** What stands between two sides. */
export const COUPLING =
  '(?:and|und|et|y|e|ed|i|oraz|en|и|ve|dan|és|with|mit|avec|con|com|met|z|ze|с|со|dengan|bersama|ile|&)';
/** A noun for a company within a longer German one. */
export const GERMAN_COMPANY = oneOf(
  words.nouns.de.flatMap((noun) => [noun, noun.charAt(0).toUpperCase() + noun.slice(1)]),
);
const COUPLED = new RegExp(
  `^[»”"]?,?\\s${COUPLING}\\s(?:\\p{Ll}[\\p{L}’'-]*\\s){0,2}(?:[\\p{L}-]*(?:${GERMAN_COMPANY})\\s)?[«„“"]?$`,
  'u',
);
const WITH = /(?<!\p{L})(?:with|mit|avec|con|com|met|z|ze|с|со|dengan|bersama)\s(?:\p{Ll}{1,4}\s)?$/iu;
const VENTURE_WITH =
  /^\s(?:\p{Ll}+\s)?(?:with|between|mit|zwischen|avec|entre|con|tra|fra|com|met|tussen|z|ze|с|со|dengan|antara)\s(?:(?:\p{Ll}{1,4}\s)?(?:\p{Ll}+\s)?|(?:[\p{Ll}-]+\s){0,3}Chinese\s(?:\p{Ll}+\s){0,3})$/u;

export interface SmallWords {
  /** Before a place. */
  readonly place: RegExp;
  /** Between a listed company and the name. */
  readonly coupled: RegExp;
  readonly with: RegExp;
  readonly ventureWith: RegExp;
}

const SHARED: SmallWords = { place: PLACE, coupled: COUPLED, with: WITH, ventureWith: VENTURE_WITH };

function smallWords(place: string, and: string, together: string, between: string): SmallWords {
  return {
    place: new RegExp(`(?<!\\p{L})(?:${place})\\s$`, 'iu'),
    coupled: new RegExp(`^[»”"]?,?\\s(?:${and}|${together}|&)\\s(?:\\p{Ll}[\\p{L}-]*\\s){0,2}[„“"]?$`, 'u'),
    with: new RegExp(`(?<!\\p{L})(?:${together})\\s(?:\\p{Ll}+\\s){0,2}$`, 'iu'),
    ventureWith: new RegExp(`^\\s(?:\\p{Ll}+\\s)?(?:${together}|${between})\\s(?:\\p{Ll}+\\s){0,2}$`, 'u'),
  };
}

// Theirs mean something else in the others: "a" is "and" in Czech and "to" in Spanish, "i" is "in" in Swedish and "and" in Polish.
const SMALL_WORDS: Readonly<Record<string, SmallWords>> = {
  cs: smallWords('do|od|na|poblíž|u|v|ve|z|ze', 'a|i', 's|se', 'mezi'),
  sv: smallWords('från|i|nära|på|till|utanför|vid', 'och|samt', 'med', 'mellan'),
  vi: smallWords('gần|tại|từ|ở|tỉnh|thành phố|huyện|đến', 'và', 'với|cùng', 'giữa'),
};

/** Those of the language, or what most languages share. */
export function smallWordsOf(language: string | null): SmallWords {
  return SMALL_WORDS[language ?? ''] ?? SHARED;
}
