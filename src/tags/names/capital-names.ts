/** Names that may be companies', in scripts where a capital letter shows a name. */

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
/** So many names of an article are kept, and so many capitalised words looked at. */
const MOST = 400;
const MOST_LOOKED_AT = 4_000;
const MOST_PARTS = 6;
/** "Hunan Yuelu": Chinese companies are often called so, and little else is. */
const PLACED = 0.7;

const LEGAL = new Set(words.legal);
const TRADE = new Set(words.trade);
const AGENCIES = new Set(words.agencies);
const SMALL = new Set(words.small);
const OTHER_BODY = new RegExp(`(?<!\\p{L})(?:${oneOf(words.otherBodies)})(?!\\p{L})`, 'u');
const PERSON = new RegExp(`^(?:${oneOf(words.persons)})$`, 'u');
/** Nouns for companies: in German they have a capital wherever they stand, elsewhere at the head of a sentence. */
const COMPANY_NOUN: ReadonlyMap<string, RegExp> = new Map(
  Object.entries(words.nouns).map(([language, nouns]) => [
    language,
    new RegExp(`${language === 'de' ? '' : '^'}(?:${oneOf(nouns)})$`, 'iu'),
  ]),
);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const CALENDAR =
  /^(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,8}$/iu;
/** "Fifty-three percent": a number at the head of a sentence. */
const NUMBER =
  /^(?:half|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\p{Ll}+)?)$/iu;

// What a name cannot begin with: words of these classes.
const OTHER: readonly WordClass[] = [
  'abroad',
  'china',
  'ev',
  'firm',
  'jointFirm',
  'newFirm',
  'refer',
  'venture',
];

// "Détenue à 10 % par X": nor at the head of a sentence with one of these.
const HEADING: readonly WordClass[] = ['coOwn', 'form', 'joint', 'own'];

/** Every capitalised name of the lines that is no listed one, with the signs around it. */
export function capitalNames(lines: readonly Line[], language: string | null): Candidate[] {
  const found: Candidate[] = [];
  const names = new Set<string>();
  let looked = 0;
  for (const line of lines) {
    // Where every word has a capital they tell nothing.
    if (line.field === 'title' && language !== 'de' && isTitleCase(line.text)) continue;
    for (const { 0: run, index } of line.text.matchAll(RUN)) {
      if (found.length >= MOST || looked++ >= MOST_LOOKED_AT) return found;
      const place = nameIn(line, index, index + run.length, language);
      if (place === null) continue;
      const name = withoutLegalForm(line.text.slice(place.start, place.end));
      const around = signsAround(line, place, language);
      const placed = isPlaceOfChina(line, place.start);
      const signs = placed ? { ...around.signs, placed: PLACED } : around.signs;
      const chinese = placed || around.chinese || null;
      // Once more, with nothing said of it, a name tells nothing.
      if (names.has(name) && chinese === null && Object.keys(signs).length === 0) continue;
      names.add(name);
      found.push({ name, core: placed ? name.replace(/^\S+\s/u, '') : name, signs, chinese });
    }
  }
  return found;
}

// Of the longer words of a headline, these are names or begin it.
const CAPITALS = 0.75;
const FEW_WORDS = 4;

function isTitleCase(title: string): boolean {
  const long = title.match(/[\p{L}’'-]{4,}/gu) ?? [];
  return (
    long.length >= FEW_WORDS && long.filter((word) => /^\p{Lu}/u.test(word)).length >= long.length * CAPITALS
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

/** The name within a run of capitalised words; null where the run has none, or only what the list has. */
function nameIn(line: Line, from: number, to: number, language: string | null): Span | null {
  const { text } = line;
  let end = to - (/['’]s?$|[-'’&+]+$/u.exec(text.slice(from, to))?.[0].length ?? 0);
  // "S.p.A.", "S.A."
  if (/\s\p{Lu}$/u.test(text.slice(from, end)) && text.charAt(end) === '.') end -= 2;
  const listed: readonly Place[] = [...line.companies, ...line.ventures];
  const start = startOf(line, from, end, listed, language);
  if (start === null) return null;
  // A listed name further on ends it.
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

/** What the language calls the countries of the world. */
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

/** Behind what precedes a name in its own run: "The", "Norwegian", "Hersteller", "Ghana's". */
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
  const others = OTHER.flatMap((name) => line.words[name] ?? []);
  if (from === 0)
    others.push(...HEADING.flatMap((name) => line.words[name]?.find((at) => at.start === line.start) ?? []));
  if (line.foreign !== null) others.push(line.foreign);
  for (let parts = 0; parts < MOST_PARTS && start < end; parts++) {
    const [first = '', next] = text.slice(start, end).split(/\s+/, 2);
    const left = line.start + start;
    const word = { start: left, end: left + first.length };
    // What follows a listed name in one run is the rest of that name.
    if (listed.some((at) => overlap(at, word))) return null;
    // "Shenzhen Bus Group": the place is part of the name.
    if (next !== undefined && isPlaceOfChina(line, start)) return start;
    const other = others.some((at) => overlap(at, word) && (at.end <= line.start + end || at.start <= left));
    const nation = next !== undefined && isOfNation(first, language);
    if (!other && !nation && !isSmallWord(first, start, line, language)) return start;
    start += first.length;
    start += /^\s*/u.exec(text.slice(start, end))?.[0].length ?? 0;
  }
  return null;
}

/** "Bulgariens X": German and Swedish write it without an apostrophe. */
function isOfNation(word: string, language: string | null): boolean {
  return (
    (language === 'de' || language === 'sv') &&
    word.endsWith('s') &&
    countriesOf(language).has(word.slice(0, -1))
  );
}

/** One word that names a place of China, not "Chinese" or "China's". */
function isPlaceOfChina(line: Line, start: number): boolean {
  return (
    !OF_CHINA.test(line.text.slice(start)) &&
    line.words.china?.some(
      (at) => at.start === line.start + start && !line.text.slice(start, at.end - line.start).includes(' '),
    ) === true
  );
}

/** "The", "Chairman", "OSLO," at the beginning of a report. */
function isSmallWord(word: string, start: number, { field, text }: Line, language: string | null): boolean {
  if (SMALL.has(word) || PERSON.test(word) || (start === 0 && NUMBER.test(word))) return true;
  if ((language === 'de' || start === 0) && COMPANY_NOUN.get(language ?? '')?.test(word)) return true;
  const placed = start === 0 && field === 'text' && /^\p{Lu}{2,}$/u.test(word);
  return placed && /^\s?[:,(–-]/u.test(text.slice(word.length));
}
