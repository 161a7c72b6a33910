/** Candidates for company names in scripts with capital letters: runs of capitalised words, with the signs around them. */

import { oneOf } from '../../text/words/one-of.ts';
import words from '../data/company-words.json' with { type: 'json' };
import { overlap } from '../line/distance.ts';
import type { Line, Place } from '../line/line.ts';
import { LANGUAGES, type WordClass } from '../line/vocabulary.ts';
import type { Candidate } from './name-candidate.ts';
import { OF_CHINA, signsAround } from './name-signs.ts';

const PART = "\\p{Lu}[\\p{L}\\p{M}\\p{N}&'’+-]*";
const RUN = new RegExp(
  `(?<![\\p{L}\\p{N}-])${PART}(?:\\.?,?\\s(?:Ltd|Inc)(?!\\p{L})|\\s(?:&\\s)?${PART}){0,4}`,
  'gu',
);
/** Candidates per article, and runs of capitalised words that are examined for them. */
const MOST_CANDIDATES = 400;
const MOST_RUNS = 4_000;
/** Words at the beginning of a run that may be dropped as no part of the name. */
const MOST_PARTS = 6;
/** The weight of a place of China before the name, as in "Hunan Yuelu": few things but Chinese companies are named like that. */
const PLACED = 0.7;

const LEGAL = new Set(words.legal);
const TRADE = new Set(words.trade);
const AGENCIES = new Set(words.agencies);
const SMALL = new Set(words.small);
const OTHER_BODY = new RegExp(`(?<!\\p{L})(?:${oneOf(words.otherBodies)})(?!\\p{L})`, 'u');
const PERSON = new RegExp(`^(?:${oneOf(words.persons)})$`, 'u');
/** Nouns for companies, which German capitalises everywhere, other languages only at the beginning of a sentence. */
const COMPANY_NOUN: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(words.nouns).map(([language, nouns]) => [
    language,
    new RegExp(`${language === 'de' ? '' : '^'}(?:${oneOf(nouns)})$`, 'iu'),
  ]),
);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CALENDAR =
  /^(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}$/iu;
/** "Fifty-three percent": a number at the beginning of a sentence. */
const NUMBER =
  /^(?:half|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\p{Ll}+)?)$/iu;

// A name does not begin with a word of these classes.
const NO_NAME: readonly WordClass[] = [
  'abroad',
  'china',
  'ev',
  'firm',
  'jointFirm',
  'newFirm',
  'refer',
  'venture',
];

// Nor with one of these at the beginning of a sentence: "Détenue à 10 % par X".
const NO_NAME_AT_START: readonly WordClass[] = ['coOwn', 'form', 'joint', 'own'];

/** Every capitalised name of the lines that the knowledge does not have, with the signs around it. */
export function capitalNames(lines: readonly Line[], language: string | null): Candidate[] {
  const found: Candidate[] = [];
  const names = new Set<string>();
  let runs = 0;
  for (const line of lines) {
    // In a headline that capitalises every word, capitals show no names.
    if (line.field === 'title' && language !== 'de' && isTitleCase(line.text)) continue;
    for (const { 0: run, index } of line.text.matchAll(RUN)) {
      if (found.length >= MOST_CANDIDATES || runs++ >= MOST_RUNS) return found;
      const place = nameIn(line, index, index + run.length, language);
      if (place === null) continue;
      const name = withoutLegalForm(line.text.slice(place.start, place.end));
      const around = signsAround(line, place, language);
      const placed = isPlaceOfChina(line, place.start);
      const signs = placed ? { ...around.signs, placed: PLACED } : around.signs;
      const chinese = placed || around.chinese || null;
      // A repeated name without any sign adds nothing.
      if (names.has(name) && chinese === null && Object.keys(signs).length === 0) continue;
      names.add(name);
      found.push({ name, core: placed ? name.replace(/^\S+\s/u, '') : name, signs, chinese });
    }
  }
  return found;
}

// Title case: at least this share of a headline's longer words are capitalised, and it has at least so many of them.
const CAPITALISED_SHARE = 0.75;
const LEAST_WORDS = 4;

function isTitleCase(title: string): boolean {
  const long = title.match(/[\p{L}’'-]{4,}/gu) ?? [];
  return (
    long.length >= LEAST_WORDS &&
    long.filter((word) => /^\p{Lu}/u.test(word)).length >= long.length * CAPITALISED_SHARE
  );
}

function withoutLegalForm(name: string): string {
  const parts = name.replace(/,/g, '').split(/\s+/);
  while (parts.length > 1 && LEGAL.has((parts.at(-1) ?? '').replace(/\.$/, ''))) parts.pop();
  while (parts.length > 1 && parts[0] === 'PT') parts.shift();
  return parts.join(' ');
}

interface Span {
  /** UTF-16 offsets in the line. */
  readonly start: number;
  readonly end: number;
}

/** The unlisted name within a run of capitalised words; null where there is none. */
function nameIn(line: Line, from: number, to: number, language: string | null): Span | null {
  const { text } = line;
  let end = to - (/['’]s?$|[-'’&+]+$/u.exec(text.slice(from, to))?.[0].length ?? 0);
  // "S.p.A.", "S.A."
  if (/\s\p{Lu}$/u.test(text.slice(from, end)) && text.charAt(end) === '.') end -= 2;
  const listed: readonly Place[] = [...line.companies, ...line.ventures];
  const start = startOf(line, from, end, listed, language);
  if (start === null) return null;
  // It ends before a listed name.
  for (const at of listed) {
    const next = at.start - line.start;
    if (next > start && next < end) end = start + text.slice(start, next).trimEnd().length;
  }
  const name = text.slice(start, end);
  // "Hunan Brunp": the place belongs to the listed name behind it.
  const placeOnly = !/\s/u.test(name) && isPlaceOfChina(line, start);
  return name.length < 3 || placeOnly || /-based$/u.test(name) || isNoCompany(name, language)
    ? null
    : { start, end };
}

const countries = new Map<string, ReadonlySet<string>>();

/** The names of all countries in the language; in English for a language without a vocabulary. */
function countriesOf(language: string | null): ReadonlySet<string> {
  const key = language !== null && LANGUAGES.includes(language) ? language : 'en';
  const ready = countries.get(key);
  if (ready !== undefined) return ready;
  const names = new Intl.DisplayNames([key], { type: 'region' });
  const found = new Set<string>();
  for (const a of LETTERS) for (const b of LETTERS) found.add(names.of(a + b) ?? '');
  countries.set(key, found);
  return found;
}

/** A country, a month or weekday, a news agency, a body of another kind (a board, a bank), or nothing but words of the trade. */
function isNoCompany(name: string, language: string | null): boolean {
  const parts = name.split(/\s+/);
  return (
    OTHER_BODY.test(name) ||
    CALENDAR.test(name) ||
    countriesOf(language).has(name) ||
    AGENCIES.has(parts[0] ?? '') ||
    parts.every((part) => TRADE.has(part) || LEGAL.has(part.replace(/[.,]+$/, '')))
  );
}

/** The offset in the line where the name of a run begins: after "The", "Norwegian", "Hersteller", "Ghana's"; null for no name. */
function startOf(
  line: Line,
  from: number,
  end: number,
  listed: readonly Place[],
  language: string | null,
): number | null {
  const { text } = line;
  // "Ghana's X", "Oakland-based X"
  let start = from + (/^.*(?:['’]s|-based)\s/u.exec(text.slice(from, end))?.[0].length ?? 0);
  const others = NO_NAME.flatMap((name) => line.words[name] ?? []);
  if (from === 0)
    others.push(
      ...NO_NAME_AT_START.flatMap((name) => line.words[name]?.find((at) => at.start === line.start) ?? []),
    );
  if (line.foreign !== null) others.push(line.foreign);
  for (let parts = 0; parts < MOST_PARTS && start < end; parts++) {
    const [first = '', next] = text.slice(start, end).split(/\s+/, 2);
    const left = line.start + start;
    const word = { start: left, end: left + first.length };
    // What follows a listed name in the same run is the rest of that name.
    if (listed.some((at) => overlap(at, word))) return null;
    // "Shenzhen Bus Group": the place is part of the name.
    if (next !== undefined && isPlaceOfChina(line, start)) return start;
    const other = others.some((at) => overlap(at, word) && (at.end <= line.start + end || at.start <= left));
    const nation = next !== undefined && isCountryGenitive(first, language);
    if (!other && !nation && !isSmallWord(first, start, line, language)) return start;
    start += first.length;
    start += /^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0;
  }
  return null;
}

/** "Bulgariens X": a country in the genitive, which German and Swedish write without an apostrophe. */
function isCountryGenitive(word: string, language: string | null): boolean {
  return (
    (language === 'de' || language === 'sv') &&
    word.endsWith('s') &&
    countriesOf(language).has(word.slice(0, -1))
  );
}

/** True when a one-word name of a place in China begins here, not "Chinese" or "China's". */
function isPlaceOfChina(line: Line, start: number): boolean {
  return (
    !OF_CHINA.test(line.text.slice(start)) &&
    line.words.china?.some(
      (at) => at.start === line.start + start && !line.text.slice(start, at.end - line.start).includes(' '),
    ) === true
  );
}

/** "The", "Chairman", a number or noun at the beginning of a sentence, a dateline ("OSLO,"). */
function isSmallWord(word: string, start: number, { field, text }: Line, language: string | null): boolean {
  if (SMALL.has(word) || PERSON.test(word) || (start === 0 && NUMBER.test(word))) return true;
  if ((language === 'de' || start === 0) && COMPANY_NOUN.get(language ?? '')?.test(word)) return true;
  const placed = start === 0 && field === 'text' && /^\p{Lu}{2,}$/u.test(word);
  return placed && /^\s?[:,(–-]/u.test(text.slice(word.length));
}
