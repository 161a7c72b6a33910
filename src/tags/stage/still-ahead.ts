/** What of a sentence is still to come when it is published: work that is planned, years that follow. */
import { BUDDHIST_ERA } from '../../text/date/thai-date.ts';
import { hasThai } from '../../text/words/thai-sentences.ts';
import type { Line, Place, Reading } from '../line/line.ts';

/** How far a plan stands before the work that it is about, in units, and a year from it, in UTF-16 units. */
interface Reach {
  readonly plan: number;
  readonly year: number;
}

// "will produce", "soll gebaut werden", "will start production in 2028".
const REACH: Reach = { plan: 5, year: 60 };
const EASTERN_REACH: Reach = { plan: 10, year: 15 };
// "soll ab 2028 in Gent jährlich 100.000 Autos bauen": the verb ends the clause. Thai words have more letters than others have characters.
const REACH_IN: ReadonlyMap<string | null, Reach> = new Map([
  ['de', { plan: 12, year: 60 }],
  ['nl', { plan: 12, year: 60 }],
  ['th', { plan: 20, year: 40 }],
]);
const PLANS_AFTER: ReadonlySet<string | null> = new Set(['de', 'hu', 'ja', 'ko', 'tr']);

/** Words of work that a plan stands before, or a year to come beside: it has not begun. */
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

/** A year before the one of publication, whichever that is. */
export function tellsOfEarlier(line: Line, { year }: Reading): boolean {
  return yearsIn(line).some((told) => told < (year ?? told + 1));
}

/** "2000人", "2000대를", "2000 MW" are no years. */
const YEAR =
  /(?<!\d)(?:19|20)\d\d(?!\d|[人名台辆輛座亿億万萬명곳억만]|대(?=[를가의로\s,.]|$)|\s?(?:km|[kMG]Wh?)(?!\p{L}))/gu;

/** Thai writes Buddhist years: 2568 is 2025. */
const BUDDHIST_YEAR = /(?<![\d.,])25[3-9]\d(?![\d.,]|\s?(?:คัน|ล้าน))/g;

function* toldYears(text: string): Generator<{ readonly year: number; readonly index: number }> {
  for (const { 0: told, index } of text.matchAll(YEAR)) yield { year: Number(told), index };
  if (!hasThai(text)) return;
  for (const { 0: told, index } of text.matchAll(BUDDHIST_YEAR))
    yield { year: Number(told) - BUDDHIST_ERA, index };
}

/** Where years after the one of publication stand, in UTF-16 units of the line's text. */
export function laterYears({ text }: Line, { year }: Reading): number[] {
  if (year === null) return [];
  return [...toldYears(text)].flatMap((told) => (told.year > year ? [told.index] : []));
}

export function yearsIn({ text }: Line): number[] {
  return [...toldYears(text)].map(({ year }) => year);
}
