/** What of a sentence lies in the future at the time of publication: planned work and later years. */
import { BUDDHIST_ERA } from '../../text/date/thai-date.ts';
import { hasThai } from '../../text/words/thai-sentences.ts';
import type { Line, Place, Reading } from '../line/line.ts';

/** How far from a word of work a plan or a year may stand. */
interface Reach {
  /** Units from the word for a plan to that of work. */
  readonly plan: number;
  /** UTF-16 units between the year and the word of work. */
  readonly year: number;
}

// "will produce", "soll gebaut werden", "will start production in 2028".
const REACH: Reach = { plan: 5, year: 60 };
const EASTERN_REACH: Reach = { plan: 10, year: 15 };
// "soll ab 2028 in Gent jährlich 100.000 Autos bauen": the verb ends the clause. Thai words take more letters than Chinese ones.
const REACH_IN: ReadonlyMap<string | null, Reach> = new Map([
  ['de', { plan: 12, year: 60 }],
  ['nl', { plan: 12, year: 60 }],
  ['th', { plan: 20, year: 40 }],
]);
// Languages in which the word for a plan may follow that of work.
const PLANS_AFTER: ReadonlySet<string | null> = new Set(['de', 'hu', 'ja', 'ko', 'tr']);

/** The line's words of work that has not begun: after a word for a plan, or near a future year. */
export function aheadOf(line: Line, reading: Reading): Place[] {
  const { planned: plans = [], operating = [] } = line.words;
  const reach = REACH_IN.get(reading.language) ?? (reading.eastern ? EASTERN_REACH : REACH);
  const trails = PLANS_AFTER.has(reading.language);
  const dated = operating.length === 0 ? [] : laterYears(line, reading);
  return operating.filter(
    (at) =>
      dated.some((year) => Math.abs(year - (at.start - line.start)) <= reach.year) ||
      plans.some((plan) => {
        const before = at.first - plan.last;
        const after = plan.first - at.last;
        return (before > 0 && before <= reach.plan) || (trails && after >= 0 && after <= reach.plan);
      }),
  );
}

/** True when the line has a year before that of publication; any year, where the latter is unknown. */
export function hasEarlierYear(line: Line, { year }: Reading): boolean {
  return yearsIn(line).some((other) => other < (year ?? other + 1));
}

/** Years from 1900 to 2099, but not "2000人", "2000대를", "2000 MW". */
const YEAR =
  /(?<!\d)(?:19|20)\d\d(?!\d|[人名台辆輛座亿億万萬명곳억만]|대(?=[를가의로\s,.]|$)|\s?(?:km|[kMG]Wh?)(?!\p{L}))/gu;

/** Thai writes Buddhist years: 2568 is 2025. */
const BUDDHIST_YEAR = /(?<![\d.,])25[3-9]\d(?![\d.,]|\s?(?:คัน|ล้าน))/g;

function* statedYears(text: string): Generator<{ readonly year: number; readonly index: number }> {
  for (const { 0: digits, index } of text.matchAll(YEAR)) yield { year: Number(digits), index };
  if (!hasThai(text)) return;
  for (const { 0: digits, index } of text.matchAll(BUDDHIST_YEAR))
    yield { year: Number(digits) - BUDDHIST_ERA, index };
}

/** UTF-16 offsets in the line of years after that of publication; empty where the latter is unknown. */
export function laterYears({ text }: Line, { year }: Reading): number[] {
  if (year === null) return [];
  return [...statedYears(text)].flatMap((stated) => (stated.year > year ? [stated.index] : []));
}

export function yearsIn({ text }: Line): number[] {
  return [...statedYears(text)].map(({ year }) => year);
}
