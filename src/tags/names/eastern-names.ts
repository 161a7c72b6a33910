/** Candidates for company names in Chinese, Japanese, Korean and Thai, which have no capital letters: found by patterns. */
import type { EasternLanguage } from '../../text/language/eastern.ts';
import { overlap } from '../line/distance.ts';
import type { Line } from '../line/line.ts';
import { BEFORE, BESIDE, FOREIGN_BEFORE, LEGAL_FORM, NO_NAME, PATTERNS } from './eastern-patterns.ts';
import type { Candidate } from './name-candidate.ts';

/** Candidates per article, and matches that are examined for them. */
const MOST_CANDIDATES = 400;
const MOST_MATCHES = 4_000;
/** Characters of a name. */
const SHORTEST = 2;
/** The weight of a name beside a company: "X与比亚迪". */
const COUPLED = 0.75;
/** Characters before a name in which a foreign country is looked for. */
const COUNTRY_REACH = 14;

/** Every name that a pattern of the language finds and that the knowledge does not have, with the pattern's sign. */
export function easternNames(lines: readonly Line[], language: EasternLanguage): Candidate[] {
  const found: Candidate[] = [];
  let matches = 0;
  for (const line of lines)
    for (const { start, name, sign, weight, chinese } of namesIn(line, language)) {
      if (found.length >= MOST_CANDIDATES || matches++ >= MOST_MATCHES) return found;
      const end = start + name.length;
      if (name.length < SHORTEST || NO_NAME[language].test(name) || isKnown(line, start, end)) continue;
      const core = coreOf(name, line, start, language);
      found.push({
        name,
        core: core.length >= SHORTEST ? core : name,
        signs: { [sign]: weight },
        chinese: chinese || isOfChina(line, start, name, language),
      });
    }
  return found;
}

interface Found {
  /** UTF-16 offset in the line. */
  readonly start: number;
  readonly name: string;
  readonly sign: string;
  readonly weight: number;
  readonly chinese: boolean;
}

function* namesIn(line: Line, language: EasternLanguage): Generator<Found> {
  yield* besideCompany(line, language);
  yield* behindPlace(line, language);
  for (const { find, sign, weight, chinese = false } of PATTERNS[language])
    for (const match of line.text.matchAll(find)) {
      const written = match[1] ?? match[2] ?? '';
      // "中国・遼寧方大": the country is no part of the name
      const name = written.replace(/^中国・/u, '');
      // "純利益6.5%": the match is a part of a figure
      if (sign === 'share' && /[0-9０-９.]$/u.test(name)) continue;
      const start = match.index + match[0].indexOf(written) + written.length - name.length;
      yield { start, name, sign, weight, chinese };
    }
}

/** Names coupled with a known company, or an unlisted one found before: "X与比亚迪", "比亚迪と X". */
function* besideCompany(line: Line, language: EasternLanguage): Generator<Found> {
  const { before, after, reach } = BESIDE[language];
  const coupled = (start: number, name: string): Found => ({
    start,
    name,
    sign: 'coupled',
    weight: COUPLED,
    chinese: false,
  });
  for (const at of [...line.companies, ...line.unlisted]) {
    const [from, to] = [at.start - line.start, at.end - line.start];
    const left = Math.max(0, from - reach);
    const first = before.exec(line.text.slice(left, from));
    if (first?.[1] !== undefined) yield coupled(left + first.index + first[0].indexOf(first[1]), first[1]);
    const second = after.exec(line.text.slice(to, to + reach));
    if (second?.[1] !== undefined) yield coupled(to + second[0].indexOf(second[1]), second[1]);
  }
}

/** "쑤저우 X와": Korean and Thai separate the place in a Chinese company's name from the rest by a space. */
function* behindPlace(line: Line, language: EasternLanguage): Generator<Found> {
  const { behindPlace: pattern, reach } = BESIDE[language];
  if (pattern === undefined) return;
  for (const at of line.words.china ?? []) {
    const [start, end] = [at.start - line.start, at.end - line.start];
    const called = pattern.name.exec(line.text.slice(end, end + reach))?.[1];
    const place = line.text.slice(start, end);
    if (called === undefined || place === pattern.country || NO_NAME[language].test(called)) continue;
    yield { start, name: `${place} ${called}`, sign: 'placed', weight: pattern.weight, chinese: true };
  }
}

const PLACE = /^(?:\p{Script=Han}{2,3}[省市])?/u;

/** The name without the place or country before it and the legal form after it: its short form. */
function coreOf(name: string, line: Line, start: number, language: EasternLanguage): string {
  const called = name.replace(BEFORE, '').replace(LEGAL_FORM, '');
  if (language === 'ko') return called.replace(/^\S+\s/u, '');
  // Japanese texts keep the place; Chinese ones drop it only together with the legal form.
  if (language !== 'zh' || !LEGAL_FORM.test(name)) return called;
  const place = line.words.china?.find((at) => at.start === line.start + start);
  const behind = place === undefined ? 0 : Math.min(name.length, place.end - place.start);
  return called.slice(behind).replace(PLACE, '');
}

/**
 * True for a name with a place of China in it or just before it, and in Chinese for any name in Han characters; false
 * after a foreign country; null where nothing shows it.
 */
function isOfChina(line: Line, start: number, name: string, language: EasternLanguage): boolean | null {
  const from = line.start + start;
  if (FOREIGN_BEFORE.test(line.text.slice(Math.max(0, start - COUNTRY_REACH), start)) || BEFORE.test(name))
    return false;
  if (line.words.china?.some((at) => at.start <= from + 1 && at.end >= from - 1) === true) return true;
  return language === 'zh' && /^\p{Script=Han}+$/u.test(name) ? true : null;
}

// A "name" of which the vocabulary's words cover a larger share is none: "合弁会社", "电池工厂".
const COVERED_SHARE = 0.8;

/** True for a name that the knowledge has, or that consists of words of the vocabulary. */
function isKnown(line: Line, start: number, end: number): boolean {
  const [from, to] = [line.start + start, line.start + end];
  if ([...line.companies, ...line.ventures].some((at) => overlap(at, { start: from, end: to }))) return true;
  const covered = new Set<number>();
  for (const places of Object.values(line.words))
    for (const at of places ?? [])
      for (let i = Math.max(from, at.start); i < Math.min(to, at.end); i++) covered.add(i);
  return covered.size > (to - from) * COVERED_SHARE;
}
