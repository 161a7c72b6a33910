/**
 * Companies of an article that the built-in list does not have: names that the article itself calls a company's, by a
 * legal form, by "the maker X", by the share that X holds. One such place is enough; the others are found by the name.
 */

import { isEastern } from '../../text/language/eastern.ts';
import { isArabic } from '../../text/words/arabic.ts';
import { overlap } from '../line/distance.ts';
import type { Line, UnlistedAt } from '../line/line.ts';
import { arabicNames } from './arabic-names.ts';
import { capitalNames } from './capital-names.ts';
import { easternNames } from './eastern-names.ts';
import type { Candidate, Signs } from './name-candidate.ts';

/** Number of the unit at an offset of a line's field. */
export type UnitOf = (line: Line, offset: number) => number;

/** From here on a name is a company's. */
const ENOUGH = 1;
/** One sign at least must say this much: what is only told of often may be anything. */
const SURE = 0.6;
// Told of again, or in the headline: a company that takes part is.
const AGAIN = 0.25;
const MOST_AGAIN = 0.5;
const IN_TITLE = 0.25;
/** Names kept of an article, short forms included. */
const MOST = 24;

/** For each line the companies that it names, in order. Pure. */
export function unlistedIn(
  lines: readonly Line[],
  language: string | null,
  unitOf: UnitOf,
): readonly (readonly UnlistedAt[])[] {
  const candidates = candidatesIn(lines, language);
  const found = placesIn(lines, companiesAmong(candidates, lines), unitOf);
  // Once more: beside one that is now known to be a company stands another.
  const telling = lines.flatMap((line, at) => {
    const unlisted = found[at] ?? [];
    return unlisted.length > 0 ? [{ ...line, unlisted }] : [];
  });
  if (telling.length === 0) return found;
  const more = [...candidates, ...candidatesIn(telling, language)];
  return placesIn(lines, companiesAmong(more, lines), unitOf);
}

function candidatesIn(lines: readonly Line[], language: string | null): Candidate[] {
  // Thai and Arabic papers write many names in Latin letters.
  if (language === 'th') return [...easternNames(lines, language), ...capitalNames(lines, language)];
  if (language === 'ar') return [...arabicNames(lines), ...capitalNames(lines, language)];
  return isEastern(language) ? easternNames(lines, language) : capitalNames(lines, language);
}

/** Every mention of the companies, given by form as written. */
function placesIn(
  lines: readonly Line[],
  companies: ReadonlyMap<string, Named>,
  unitOf: UnitOf,
): readonly (readonly UnlistedAt[])[] {
  // The longest first: a short form within it is no mention of its own.
  const forms = [...companies].sort(([a], [b]) => b.length - a.length);
  return lines.map((line) => {
    const here: UnlistedAt[] = [];
    for (const [form, company] of forms)
      for (const at of placesOf(form, line)) {
        const [start, end] = [line.start + at, line.start + at + form.length];
        const taken = [...here, ...line.companies, ...line.ventures];
        if (taken.some((other) => overlap(other, { start, end }))) continue;
        here.push({ ...company, start, end, first: unitOf(line, start), last: unitOf(line, end - 1) });
      }
    return here.sort((a, b) => a.start - b.start);
  });
}

/** What the second line names of the companies that the first one names, each mention. */
export function unlistedInBoth(first: Line, second: Line): readonly UnlistedAt[] {
  return second.unlisted.filter(({ name }) => first.unlisted.some((one) => one.name === name));
}

const EASTERN = /[\u0e01-\u0e4e\u3040-\u9fff\uac00-\ud7a3]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Where the line has the name, as a word of its own where words are apart: UTF-16 offsets in the line. */
function* placesOf(name: string, { text }: Line): Generator<number> {
  const eastern = EASTERN.test(name);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (eastern || !(isPartOfWord(text, at) || LETTER.test(text.charAt(at + name.length)))) yield at;
}

/** Arabic writes "and", "with" and "to" together with the name. */
const JOINED = /(?:^|[^\p{L}\p{N}])[وفبل]$/u;

function isPartOfWord(text: string, at: number): boolean {
  if (!LETTER.test(text.charAt(at - 1))) return false;
  return !(isArabic(text.charCodeAt(at)) && JOINED.test(text.slice(Math.max(0, at - 2), at)));
}

type Named = Pick<UnlistedAt, 'name' | 'chinese' | 'holds'>;

/** By form as written: the company that is meant. */
function companiesAmong(
  candidates: readonly Candidate[],
  lines: readonly Line[],
): ReadonlyMap<string, Named> {
  const byCore = Map.groupBy(candidates, ({ core }) => core);
  const named = new Map<string, Named>();
  // The longest first: what begins like one of them is its short form.
  const names = [...byCore.keys()].sort((a, b) => b.length - a.length);
  for (const name of names) {
    if (named.size >= MOST) break;
    if (named.has(name)) continue;
    const same = names.filter((other) => !named.has(other) && isFormOf(other, name));
    const places = same.flatMap((core) => byCore.get(core) ?? []);
    const signs = strongest(places);
    if (Math.max(...Object.values(signs)) < SURE) continue;
    const told = new Map(
      same.map((core) => [core, lines.flatMap((line) => [...placesOf(core, line)].map(() => line))]),
    );
    if (weightOf(signs, [...told.values()].flat()) < ENOUGH) continue;
    const forms = new Set([...same, ...places.map((place) => place.name)]);
    const company = {
      // No spaces show where a name ends in the East: the form told most often is the name.
      name: EASTERN.test(name) ? mostTold(told) : (longest(places) ?? name),
      chinese: places.some(({ chinese }) => chinese) && places.every(({ chinese }) => chinese !== false),
      holds: signs['share'] !== undefined,
    };
    for (const form of forms) named.set(form, company);
  }
  const ventures = calledAfterTwo([...new Set([...named.values()].map((company) => company.name))], lines);
  return new Map([...named].filter(([, company]) => !ventures.has(company.name)));
}

/** Characters of a place before an Eastern name. */
const PLACE = 2;
const TELLING = 3;

/** "Northmoor Ruineng Packs", of Northmoor Cells and Changzhou Ruineng: called after two others, it is their venture. */
function calledAfterTwo(names: readonly string[], lines: readonly Line[]): ReadonlySet<string> {
  const listed = lines.flatMap((line) =>
    line.companies.map((at) => line.text.slice(at.start - line.start, at.end - line.start)),
  );
  const words = new Map([...names, ...listed].map((name) => [name, new Set(wordsOf(name))]));
  const isVenture = (name: string): boolean => {
    const [first, ...others] = wordsOf(name).filter((word) =>
      [...words].some(([other, said]) => other !== name && said.has(word)),
    );
    // The two words must come from two companies: one that has the first alone, one that has another alone.
    return others.some(
      (second) => hasAlone(first ?? '', second, name, words) && hasAlone(second, first ?? '', name, words),
    );
  };
  return new Set(names.filter(isVenture));
}

function hasAlone(
  word: string,
  without: string,
  name: string,
  words: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  return [...words].some(([other, said]) => other !== name && said.has(word) && !said.has(without));
}

function wordsOf(name: string): string[] {
  return name.split(/[\s-]+/u).filter((word) => word.length >= TELLING);
}

/** "Holst", of "Holst Cells"; "中科電気", of "湖南中科電気": without the place before it. */
function isFormOf(short: string, name: string): boolean {
  if (!EASTERN.test(name)) return short === name || name.startsWith(`${short} `);
  const shorter = name.length - short.length;
  return name.startsWith(short) || (shorter <= PLACE && short.length > PLACE && name.endsWith(short));
}

/** Each kind of sign once, the strongest that any place has. */
function strongest(places: readonly Candidate[]): Signs {
  const signs: Record<string, number> = {};
  for (const place of places)
    for (const [sign, weight] of Object.entries(place.signs)) {
      const known = signs[sign] ?? 0;
      signs[sign] = weight < 0 ? Math.min(known, weight) : Math.max(known, weight);
    }
  return signs;
}

function weightOf(signs: Signs, told: readonly Line[]): number {
  const again = Math.min(MOST_AGAIN, AGAIN * (told.length - 1));
  const inTitle = told.some(({ field }) => field === 'title') ? IN_TITLE : 0;
  return Object.values(signs).reduce((sum, weight) => sum + weight, again + inTitle);
}

/** The longest name that stands where it is shown to be one. */
function longest(places: readonly Candidate[]): string | null {
  const sure = places.filter(({ signs }) => Object.values(signs).some((weight) => weight >= SURE));
  return sure.map(({ name }) => name).sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Of the forms, the longest first, the one that stands most often by itself. */
function mostTold(forms: ReadonlyMap<string, readonly Line[]>): string {
  const told = [...forms].map(([form, lines]) => {
    const longer = [...forms].filter(([other]) => other !== form && other.includes(form));
    return { form, times: lines.length - Math.max(0, ...longer.map(([, within]) => within.length)) };
  });
  return told.sort((a, b) => b.times - a.times)[0]?.form ?? '';
}
