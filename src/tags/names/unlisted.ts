/**
 * Unlisted companies: those that the knowledge does not have but the article itself shows to be one, by a legal form, by
 * "the maker X", by the share that X holds. One such mention is enough; the others are then found by the name.
 */

import { isEastern } from '../../text/language/eastern.ts';
import { isArabic } from '../../text/words/arabic.ts';
import { overlap } from '../line/distance.ts';
import type { Line, UnlistedAt } from '../line/line.ts';
import { arabicNames } from './arabic-names.ts';
import { capitalNames } from './capital-names.ts';
import { easternNames } from './eastern-names.ts';
import type { Candidate, Signs } from './name-candidate.ts';

/** Number of the unit at a UTF-16 offset of the line's field. */
export type UnitOf = (line: Line, offset: number) => number;

/** Total weight from which a name is taken for a company's. */
const THRESHOLD = 1;
/** Weight that at least one sign must have: repetition alone proves nothing. */
const STRONG_SIGN = 0.6;
// Weights for each repetition (with a maximum) and for the headline, as a company that takes part is mentioned there.
const REPETITION = 0.25;
const MOST_REPETITION = 0.5;
const IN_TITLE = 0.25;
/** Names per article, short forms included. */
const MOST_NAMES = 24;

/** For each line, the unlisted companies that it mentions, in order. Pure. */
export function unlistedIn(
  lines: readonly Line[],
  language: string | null,
  unitOf: UnitOf,
): readonly (readonly UnlistedAt[])[] {
  const candidates = candidatesIn(lines, language);
  const found = placesIn(lines, companiesAmong(candidates, lines), unitOf);
  // A second pass: names coupled with a company that the first one found.
  const linesWithUnlisted = lines.flatMap((line, at) => {
    const unlisted = found[at] ?? [];
    return unlisted.length > 0 ? [{ ...line, unlisted }] : [];
  });
  if (linesWithUnlisted.length === 0) return found;
  const more = [...candidates, ...candidatesIn(linesWithUnlisted, language)];
  return placesIn(lines, companiesAmong(more, lines), unitOf);
}

function candidatesIn(lines: readonly Line[], language: string | null): Candidate[] {
  // Thai and Arabic papers write many names in Latin letters.
  if (language === 'th') return [...easternNames(lines, language), ...capitalNames(lines, language)];
  if (language === 'ar') return [...arabicNames(lines), ...capitalNames(lines, language)];
  return isEastern(language) ? easternNames(lines, language) : capitalNames(lines, language);
}

/** For each line, every mention of the companies, which are given by each form of their names. */
function placesIn(
  lines: readonly Line[],
  companies: ReadonlyMap<string, Named>,
  unitOf: UnitOf,
): readonly (readonly UnlistedAt[])[] {
  // The longest first: a short form within a longer one is no mention of its own.
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

/** The second line's mentions of unlisted companies that the first line mentions, too. */
export function unlistedInBoth(first: Line, second: Line): readonly UnlistedAt[] {
  return second.unlisted.filter(({ name }) => first.unlisted.some((one) => one.name === name));
}

const EASTERN = /[\u0e01-\u0e4e\u3040-\u9fff\uac00-\ud7a3]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** UTF-16 offsets in the line at which the name occurs: as whole words, except in scripts without spaces. */
function* placesOf(name: string, { text }: Line): Generator<number> {
  const eastern = EASTERN.test(name);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length))
    if (eastern || !(isPartOfWord(text, at) || LETTER.test(text.charAt(at + name.length)))) yield at;
}

/** Arabic prefixes such as "and", "with" and "to", which are written together with the name. */
const JOINED = /(?:^|[^\p{L}\p{N}])[وفبل]$/u;

function isPartOfWord(text: string, at: number): boolean {
  if (!LETTER.test(text.charAt(at - 1))) return false;
  return !(isArabic(text.charCodeAt(at)) && JOINED.test(text.slice(Math.max(0, at - 2), at)));
}

type Named = Pick<UnlistedAt, 'name' | 'chinese' | 'holds'>;

/** The companies among the candidates, by each form of their names as written. */
function companiesAmong(
  candidates: readonly Candidate[],
  lines: readonly Line[],
): ReadonlyMap<string, Named> {
  const byCore = Map.groupBy(candidates, ({ core }) => core);
  const named = new Map<string, Named>();
  // The longest first: a name that is the beginning of a longer one is its short form.
  const names = [...byCore.keys()].sort((a, b) => b.length - a.length);
  for (const name of names) {
    if (named.size >= MOST_NAMES) break;
    if (named.has(name)) continue;
    const same = names.filter((other) => !named.has(other) && isFormOf(other, name));
    const places = same.flatMap((core) => byCore.get(core) ?? []);
    const signs = strongest(places);
    if (Math.max(...Object.values(signs)) < STRONG_SIGN) continue;
    // By form, the line of each of its occurrences.
    const occurrences = new Map(
      same.map((core) => [core, lines.flatMap((line) => [...placesOf(core, line)].map(() => line))]),
    );
    if (weightOf(signs, [...occurrences.values()].flat()) < THRESHOLD) continue;
    const forms = new Set([...same, ...places.map((place) => place.name)]);
    const company = {
      // Without spaces, the end of a name is uncertain: the most frequent form is taken.
      name: EASTERN.test(name) ? mostFrequent(occurrences) : (longest(places) ?? name),
      chinese: places.some(({ chinese }) => chinese) && places.every(({ chinese }) => chinese !== false),
      holds: signs['share'] !== undefined,
    };
    for (const form of forms) named.set(form, company);
  }
  const ventures = namedAfterTwo([...new Set([...named.values()].map((company) => company.name))], lines);
  return new Map([...named].filter(([, company]) => !ventures.has(company.name)));
}

/** Characters of a place before an eastern name. */
const PLACE = 2;
/** Letters of the shortest word by which two names are compared. */
const SHORTEST_WORD = 3;

/**
 * The names that consist of words from two other names: "Northmoor Ruineng Packs", beside Northmoor Cells and Changzhou
 * Ruineng, is their venture.
 */
function namedAfterTwo(names: readonly string[], lines: readonly Line[]): ReadonlySet<string> {
  const listed = lines.flatMap((line) =>
    line.companies.map((at) => line.text.slice(at.start - line.start, at.end - line.start)),
  );
  const words = new Map([...names, ...listed].map((name) => [name, new Set(wordsOf(name))]));
  const isVenture = (name: string): boolean => {
    const [first, ...others] = wordsOf(name).filter((word) =>
      [...words].some(([other, parts]) => other !== name && parts.has(word)),
    );
    // The words must come from two companies: one has the first without the second, another the second without the first.
    return others.some(
      (second) => hasAlone(first ?? '', second, name, words) && hasAlone(second, first ?? '', name, words),
    );
  };
  return new Set(names.filter(isVenture));
}

/** True when a name other than `name` has `word` but not `without`. */
function hasAlone(
  word: string,
  without: string,
  name: string,
  words: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  return [...words].some(([other, parts]) => other !== name && parts.has(word) && !parts.has(without));
}

function wordsOf(name: string): string[] {
  return name.split(/[\s-]+/u).filter((word) => word.length >= SHORTEST_WORD);
}

/** True for a short form of the name: "Holst" of "Holst Cells"; "中科電気", without the place, of "湖南中科電気". */
function isFormOf(short: string, name: string): boolean {
  if (!EASTERN.test(name)) return short === name || name.startsWith(`${short} `);
  const shorter = name.length - short.length;
  return name.startsWith(short) || (shorter <= PLACE && short.length > PLACE && name.endsWith(short));
}

/** Each kind of sign once, with the strongest weight that any of the candidates has. */
function strongest(places: readonly Candidate[]): Signs {
  const signs: Record<string, number> = {};
  for (const place of places)
    for (const [sign, weight] of Object.entries(place.signs)) {
      const known = signs[sign] ?? 0;
      signs[sign] = weight < 0 ? Math.min(known, weight) : Math.max(known, weight);
    }
  return signs;
}

/** The sum of the weights; `occurrences` has the line of each occurrence of the name. */
function weightOf(signs: Signs, occurrences: readonly Line[]): number {
  const repetition = Math.min(MOST_REPETITION, REPETITION * (occurrences.length - 1));
  const inTitle = occurrences.some(({ field }) => field === 'title') ? IN_TITLE : 0;
  return Object.values(signs).reduce((sum, weight) => sum + weight, repetition + inTitle);
}

/** The longest name of a candidate with a strong sign; null for none. */
function longest(places: readonly Candidate[]): string | null {
  const sure = places.filter(({ signs }) => Object.values(signs).some((weight) => weight >= STRONG_SIGN));
  return sure.map(({ name }) => name).sort((a, b) => b.length - a.length)[0] ?? null;
}

/** The form that occurs most often other than within a longer form; of equals the longest, as the forms are in that order. */
function mostFrequent(forms: ReadonlyMap<string, readonly Line[]>): string {
  const counted = [...forms].map(([form, lines]) => {
    const longer = [...forms].filter(([other]) => other !== form && other.includes(form));
    return { form, times: lines.length - Math.max(0, ...longer.map(([, within]) => within.length)) };
  });
  return counted.sort((a, b) => b.times - a.times)[0]?.form ?? '';
}
