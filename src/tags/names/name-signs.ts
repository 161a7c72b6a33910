/** The signs of a capitalised name: what the words around it say for or against its being a company's. */

import { inAnyLanguage, oneOf } from '../../text/words/one-of.ts';
import WORDS from '../data/company-words.json' with { type: 'json' };
import VENTURE_NAMES from '../data/venture-names.json' with { type: 'json' };
import type { Line } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import type { Signs } from './name-candidate.ts';
import { OWN_SHARES, OWNS_OF, REST_AFTER, SHARE_AFTER, SHARE_BY, SHARE_NEXT } from './name-shares.ts';
import { COUPLING, GERMAN_COMPANY, type SmallWords, smallWordsOf } from './small-words.ts';

const LEGAL = new Set(WORDS.legal);
const TRADE = new Set(WORDS.trade);
const BEFORE = new Set(WORDS.before);
const NOUNS: Readonly<Record<string, readonly string[]>> = WORDS.nouns;
/** UTF-16 units searched on either side of a name. */
const AROUND = 60;

/** Patterns with the nouns for a company. */
interface Nouns {
  /** For the text before the name: "the bus maker X". */
  readonly before: RegExp;
  /** For the text after it: "X, the bus maker". */
  readonly apposition: RegExp;
  /** For the text after a place that describes another name: "the Oakland | maker Y". */
  readonly ofAnother: RegExp;
}

const INDEFINITE = "(?:an?|one|another|eine?|une?|un['’]|una|uno|uma|um|een|seorang|sebuah)";
const DEFINITE = "(?:the|der|die|das|le|la|l['’]|el|il|lo|o|a|het|de)";
const INNER = '(?!who|which|where|that|whose|que|qui|che|dont|dass)[^\\s,.;:]+';

// "le constructeur de cars X": not in the Germanic languages. "rakan tempatannya, X", "pengeluar bateri China, X": Malay parts them.
const TOLD_OF = '(?:\\s(?!que|qui|che|dont|où|kt)\\p{Ll}[\\p{L}-]*){0,3}';
const BETWEEN: Readonly<Record<string, string>> = { de: '', en: '', ms: `(?:nya)?${TOLD_OF}(?:\\sChina)?,?` };

function nouns(language: string): Nouns {
  const any = oneOf(NOUNS[language] ?? []);
  const stem = language === 'de' ? '[\\p{L}-]*' : '(?<!\\p{L})';
  const between = BETWEEN[language] ?? TOLD_OF;
  return {
    before: new RegExp(`${stem}(?:${any})s?${between}\\s[“"„«‘']?$`, 'iu'),
    apposition: new RegExp(
      `^[”"“»’']?(?:\\s\\([^)]{1,24}\\))?,\\s(?:${INDEFINITE}\\s(?:${INNER}\\s){0,6}?|${DEFINITE}(?:\\s|(?<=['’]))(?:${INNER}\\s){1,6}?)${stem}(?:${any})(?!\\p{L})`,
      'iu',
    ),
    ofAnother: new RegExp(`^\\s(?:\\p{Ll}+\\s)?(?:${any}|investor)s?\\s\\p{Lu}`, 'u'),
  };
}

const byLanguage = new Map<string, Nouns>();

/** Built for the first article of a language: those of all languages would take a fortieth of the time to start. */
function nounsOf(language: string | null): Nouns {
  const key = language !== null && Object.hasOwn(NOUNS, language) ? language : 'en';
  const ready = byLanguage.get(key);
  if (ready !== undefined) return ready;
  const built = nouns(key);
  byLanguage.set(key, built);
  return built;
}

// "o presidente da X": X may be a company as well as a town.
const OF = /(?<!\p{L})(?:de|du|des|d'|da|do|del|della|dal|di)\s$/iu;
const PERSONS = oneOf(WORDS.persons);
const PERSON_BEFORE = new RegExp(`(?<!\\p{L})(?:${PERSONS})\\.?,?\\s$`, 'u');
const PERSON_AFTER = new RegExp(
  `^,\\s(?:\\d{2}(?!\\d)|who\\s|qui\\s|quien\\s|(?:(?:an?|the|its|der|die|le|la|el|il|o)\\s(?:[\\p{L}’'-]+\\s){0,4})?(?:${PERSONS})(?!\\p{L}))`,
  'u',
);
/** "Oakland-based X" */
const BASED = /\p{Lu}\p{L}+-based\s$/u;
/** Between the subject and the venture: "X | has signed a | joint venture pact", "X forme une". */
const TO_VENTURE = /^\s(?:\p{Ll}+\s){1,3}(?:\p{Ll}{1,4}\s)?(?:[\p{Ll}-]+\s){0,2}$/u;
/** "China's", "Chinese", "Malaysia's" before the other side. */
const NATION = /\p{Lu}\p{L}+(?:['’]s)?\s$/u;
const OF_NATION = /\p{Lu}\p{L}+['’]?s\s$/u;
const NATIONAL =
  /(?:['’]s|Chinese|chino|china|chinois|chinoise|cinese|chinês|chinesa|chinesische[nrms]?|čínsk\p{L}+|kinesiska)\s$/u;
// Between a word for China and the name: "China's X", "the Chinese bus maker X", "der chinesische Konzern X"
const CHINA_BEFORE = new RegExp(
  `^['’]?s?\\s(?:(?!${COUPLING}\\s)(?:\\p{Ll}[\\p{L}-]*|[\\p{L}-]*(?:${GERMAN_COMPANY}))\\s){0,2}$`,
  'u',
);
// Between the name and a place of China: "X of Zhengzhou", "X aus Shaoxing"
const CHINA_AFTER = /^\s(?:of|from|aus|de|du|di|da|z|från|của|từ|из|asal)\s$/u;
/** Words for China and for what is Chinese ("Sino-", "Pekinger"), as opposed to the places after which companies are named. */
export const OF_CHINA =
  /^(?:Chin|Sino|Cina|Cine|Çin|Čín|Číň|Hin[ae]|Kin[ae]|Kín|Кита|Tiongkok|\p{L}+er(?!\p{L}))/u;
// Before the name of a venture: "a company called X".
const NAMED = new RegExp(String.raw`${inAnyLanguage(VENTURE_NAMES.named)}\s[“"„«‘']?$`, 'iu');
// After the name of a venture: "X, in which both own half"
const OWNED = new RegExp(String.raw`^[”"“»’']?,?\s${inAnyLanguage(VENTURE_NAMES.owned)}(?!\p{L})`, 'iu');
/** Between a word of founding and the name: "have formed X", "the founding of X" */
const FOUNDING = /^\s(?:of\s|von\s|der\s|de\s|di\s)?$/u;
const BESIDE = /^\s[“"„«‘']?$/u;
/** "their joint venture, X,", and not "Under the joint venture, X will". */
const BESIDE_COMMA = /^,\s[“"„«‘']?$/u;
const ENDS_ASIDE = /^[”"“»’']?(?:\s?[,;:()–—]|[.!?]?$)/u;
// Before a capitalised word that is no name: "the Europeans", "die Münchner", "eine Erklärung".
const PEOPLE = /(?<!\p{L})(?:the|die|das|den|dem|der|des|eine?[mnrs]?|les|los|gli|os)\s$/iu;

const VENTURE: readonly WordClass[] = ['venture', 'ventureWeak', 'jointFirm', 'equal', 'coOwn'];
const SHARING: readonly WordClass[] = ['own', 'coOwn', 'rest', 'equal', 'venture', 'jointFirm', 'newFirm'];
const DEALING: readonly WordClass[] = [...VENTURE, 'form', 'joint', 'mou', 'signed', 'talks'];

/** A name and the text around it. */
interface NamePlace {
  readonly line: Line;
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
  /** The text before and after the name, as far as AROUND. */
  readonly left: string;
  readonly right: string;
  /** The words of the name. */
  readonly parts: readonly string[];
  readonly language: string | null;
}

/** Signs of the name at these UTF-16 offsets in the line. The weights were set on the labelled articles in test/tags. */
export function signsAround(
  line: Line,
  { start, end }: { readonly start: number; readonly end: number },
  language: string | null,
): { readonly signs: Signs; readonly chinese: boolean } {
  const place: NamePlace = {
    line,
    start,
    end,
    left: line.text.slice(Math.max(0, start - AROUND), start),
    right: line.text.slice(end, end + AROUND),
    parts: line.text.slice(start, end).split(/\s+/),
    language,
  };
  const small = smallWordsOf(language);
  const { before, apposition, ofAnother } = nounsOf(language);
  const noun = before.test(place.left);
  const appositionLength = apposition.exec(place.right)?.[0].length ?? 0;
  const hasApposition = appositionLength > 0;
  const ofVenture =
    hasApposition && hasWordWithin(place, ['venture', 'ventureWeak', 'jointFirm'], appositionLength);
  const clauseLength = appositionLength + lengthToComma(place.right.slice(appositionLength));
  const chinese =
    precededBy(place, ['china'], CHINA_BEFORE) ||
    (hasApposition && hasWordWithin(place, ['china'], clauseLength));
  const signs: Record<string, number> = { ...ownSigns(place), ...sidesBeside(place, small) };
  if (noun && !small.place.test(place.left)) signs['noun'] = 1;
  if (hasApposition && !ofVenture) signs['apposition'] = 1;
  if (chinese) signs['national'] = NATIONAL.test(place.left) && has(line, VENTURE) ? 1 : 0.7;
  if (PERSON_BEFORE.test(place.left) || PERSON_AFTER.test(place.right)) signs['person'] = -2;
  if (ofVenture || isVenture(place, small)) signs['venture'] = -3;
  if (ofAnother.test(place.right)) signs['of another'] = -2;
  if (signs['coupled'] === undefined && !noun && small.place.test(place.left))
    signs['place'] = OF.test(place.left) ? -0.25 : -0.5;
  if (place.parts.length === 1 && PEOPLE.test(place.left) && signs['noun'] === undefined)
    signs['people'] = -1;
  return { signs, chinese: chinese || isFromChina(place) };
}

/** Signs of the company itself: the form of its name, a share that it holds, shares and a board of its own, its seat. */
function ownSigns(place: NamePlace): Signs {
  const { line, left, right, parts } = place;
  const signs: Record<string, number> = {};
  if (hasForm(parts)) signs['form'] = 1;
  const toShare = (SHARE_AFTER.exec(right) ?? REST_AFTER.exec(right))?.[0].length ?? 0;
  const besideShare = SHARE_NEXT.test(right) || SHARE_BY.test(left);
  if ((besideShare && has(line, SHARING)) || hasWordWithin(place, ['own', 'coOwn', 'rest'], toShare))
    signs['share'] = 1;
  if (OWN_SHARES.test(right)) signs['shares'] = 0.75;
  if (BASED.test(left)) signs['based'] = 0.75;
  return signs;
}

/** Signs of a side: a venture with it, another company coupled with it, or a venture whose subject it is. */
function sidesBeside(place: NamePlace, small: SmallWords): Signs {
  const { line, left, parts, language } = place;
  const signs: Record<string, number> = {};
  if (precededBy(place, ['venture', 'jointFirm'], orNation(small.ventureWith))) signs['partner'] = 1;
  // "with Bulgaria's X": what follows a country in the genitive is hardly a place or a person.
  if (has(line, VENTURE) && OF_NATION.test(left) && small.with.test(left.replace(OF_NATION, '')))
    signs['with'] = 1;
  // German capitalises all nouns, so that a single word may be any of them.
  if (!has(line, DEALING) || (language === 'de' && parts.length === 1)) return signs;
  if (isCoupled(place, small.coupled)) signs['coupled'] = has(line, VENTURE) ? 1 : 0.8;
  if (orNation(small.with).test(left)) signs['with'] ??= 0.5;
  if (isSubjectOfVenture(place, small)) signs['subject'] = 0.75;
  return signs;
}

/** True for the name of the venture itself: "a company called X", "X, in which both own half", "the joint venture X". */
function isVenture(place: NamePlace, small: SmallWords): boolean {
  return (
    OWNS_OF.test(place.left) ||
    NAMED.test(place.left) ||
    OWNED.test(place.right) ||
    // "совместного предприятия «X» и BYD": here X is a side, coupled with another.
    (isBesideVenture(place) && !isCoupled(place, small.coupled)) ||
    (place.parts.length > 1 && precededBy(place, ['form'], FOUNDING))
  );
}

function isBesideVenture(place: NamePlace): boolean {
  if (precededBy(place, ['venture', 'jointFirm'], BESIDE)) return true;
  return ENDS_ASIDE.test(place.right) && precededBy(place, ['venture', 'jointFirm'], BESIDE_COMMA);
}

function has({ words }: Line, classes: readonly WordClass[]): boolean {
  return classes.some((name) => words[name] !== undefined);
}

/** True when a word of the classes stands within `length` UTF-16 units after the name. */
function hasWordWithin({ line, end }: NamePlace, names: readonly WordClass[], length: number): boolean {
  const [from, to] = [line.start + end, line.start + end + length];
  return names.some((name) => line.words[name]?.some((at) => at.start >= from && at.end <= to));
}

/** UTF-16 units to the end of the clause: in "X, a cathode producer headquartered in Changsha" all of it describes X. */
function lengthToComma(text: string): number {
  return /^[^,;.]*/u.exec(text)?.[0].length ?? 0;
}

/** A name in the form of a company's: "Dowlais Minerals", "Grupo Antolin", "Hunan Lithium Co. Ltd". */
function hasForm(parts: readonly string[]): boolean {
  const last = (parts.at(-1) ?? '').replace(/\.$/, '');
  return parts.length > 1 && (LEGAL.has(last) || TRADE.has(last) || BEFORE.has(parts[0] ?? ''));
}

/** "X and BYD", "BYD with the X". */
function isCoupled({ line, start, end }: NamePlace, coupled: RegExp): boolean {
  return [...line.companies, ...line.unlisted].some((at) => {
    const [from, to] = [at.start - line.start, at.end - line.start];
    return (
      (to <= start && orNation(coupled).test(line.text.slice(to, start))) ||
      (from >= end && coupled.test(line.text.slice(end, from)))
    );
  });
}

/** "X signed a joint venture pact with China's BYD" */
function isSubjectOfVenture({ line, end }: NamePlace, small: SmallWords): boolean {
  const { text, words } = line;
  return (words.venture ?? []).some((at) => {
    const [from, to] = [at.start - line.start, at.end - line.start];
    if (from <= end || !TO_VENTURE.test(text.slice(end, from))) return false;
    return [...line.companies, ...line.unlisted].some((other) =>
      small.ventureWith.test(text.slice(to, Math.max(to, other.start - line.start)).replace(NATION, '')),
    );
  });
}

type Pattern = Pick<RegExp, 'test'>;

/** The pattern, which may also be interrupted by a country: "with X", and "with China's X". */
const orNation = (pattern: RegExp): Pattern => ({
  test: (text) => pattern.test(text) || pattern.test(text.replace(NATION, '')),
});

/** True when a word of the classes stands before the name, with a text that the pattern matches between them. */
function precededBy({ line, start }: NamePlace, names: readonly WordClass[], between: Pattern): boolean {
  return names.some((name) =>
    line.words[name]?.some(
      (at) => at.end <= line.start + start && between.test(line.text.slice(at.end - line.start, start)),
    ),
  );
}

/** "X of Zhengzhou". Only places count: "cells of China" names no company. */
function isFromChina({ line, end }: NamePlace): boolean {
  return (
    line.words.china?.some(
      (at) =>
        at.start >= line.start + end &&
        CHINA_AFTER.test(line.text.slice(end, at.start - line.start)) &&
        !OF_CHINA.test(line.text.slice(at.start - line.start)),
    ) === true
  );
}
