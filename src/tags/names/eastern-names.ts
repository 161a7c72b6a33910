/** Names that may be companies', in Chinese, Japanese, Korean and Thai, where no capital letter shows a name. */
import type { EasternLanguage } from '../../text/language/eastern.ts';
import { overlap } from '../line/distance.ts';
import type { Line } from '../line/line.ts';
import { BEFORE, BESIDE, FOREIGN_BEFORE, LEGAL_FORM, NO_NAME, PATTERNS } from './eastern-patterns.ts';
import type { Candidate } from './name-candidate.ts';

/** So many names of an article are looked at, and so many that turn out to be none. */
const MOST = 400;
const MOST_LOOKED_AT = 4_000;
const SHORTEST = 2;
const COUPLED = 0.75;
const NATION = 14;

/** Every name that a pattern of the language finds and that is no listed one, with what the pattern says. */
export function easternNames(lines: readonly Line[], language: EasternLanguage): Candidate[] {
  const found: Candidate[] = [];
  let looked = 0;
  for (const line of lines)
    for (const { start, name, sign, weight, chinese } of namesIn(line, language)) {
      if (found.length >= MOST || looked++ >= MOST_LOOKED_AT) return found;
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
  readonly start: number;
  readonly name: string;
  readonly sign: string;
  readonly weight: number;
  readonly chinese: boolean;
}

function* namesIn(line: Line, language: EasternLanguage): Generator<Found> {
  yield* besideListed(line, language);
  yield* behindPlace(line, language);
  for (const { find, sign, weight, chinese = false } of PATTERNS[language])
    for (const match of line.text.matchAll(find)) {
      const written = match[1] ?? match[2] ?? '';
      // "中国・遼寧方大"
      const name = written.replace(/^中国・/u, '');
      // "純利益6.5%"
      if (sign === 'share' && /[0-9０-９.]$/u.test(name)) continue;
      const start = match.index + match[0].indexOf(written) + written.length - name.length;
      yield { start, name, sign, weight, chinese };
    }
}

/** "X与比亚迪", "比亚迪と X". */
function* besideListed(line: Line, language: EasternLanguage): Generator<Found> {
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

/** "쑤저우 X와": Korean and Thai write the place of a Chinese company apart. */
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

/** Without the place or country before it and the legal form behind it: what the company is called. */
function coreOf(name: string, line: Line, start: number, language: EasternLanguage): string {
  const called = name.replace(BEFORE, '').replace(LEGAL_FORM, '');
  if (language === 'ko') return called.replace(/^\S+\s/u, '');
  // A Japanese text keeps the place, and a Chinese one where that is all it says.
  if (language !== 'zh' || !LEGAL_FORM.test(name)) return called;
  const place = line.words.china?.find((at) => at.start === line.start + start);
  const behind = place === undefined ? 0 : Math.min(name.length, place.end - place.start);
  return called.slice(behind).replace(PLACE, '');
}

/** Named after a place of China; in Chinese what is in Han characters is of China, too, but for a country before it. */
function isOfChina(line: Line, start: number, name: string, language: EasternLanguage): boolean | null {
  const from = line.start + start;
  if (FOREIGN_BEFORE.test(line.text.slice(Math.max(0, start - NATION), start)) || BEFORE.test(name))
    return false;
  if (line.words.china?.some((at) => at.start <= from + 1 && at.end >= from - 1) === true) return true;
  return language === 'zh' && /^\p{Script=Han}+$/u.test(name) ? true : null;
}

// Words of the trade that fill more of it than this: "合弁会社", "电池工厂".
const TRADE_SHARE = 0.8;

function isKnown(line: Line, start: number, end: number): boolean {
  const [from, to] = [line.start + start, line.start + end];
  if ([...line.companies, ...line.ventures].some((at) => overlap(at, { start: from, end: to }))) return true;
  const covered = new Set<number>();
  for (const places of Object.values(line.words))
    for (const at of places ?? [])
      for (let i = Math.max(from, at.start); i < Math.min(to, at.end); i++) covered.add(i);
  return covered.size > (to - from) * TRADE_SHARE;
}
