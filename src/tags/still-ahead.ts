/** What of a sentence is still to come when it is published: work that is planned, years that follow. */
import type { Line, Place, Reading } from './line.ts';

// "will produce", "soll gebaut werden": so many units from the plan to the work.
const AHEAD = 5;
// "soll ab 2028 in Gent jährlich 100.000 Autos bauen": the verb ends the clause.
const FRAMED: ReadonlySet<string | null> = new Set(['de', 'nl']);
const AHEAD_FRAMED = 12;
// "will start production in 2028": so many UTF-16 units between the work and the year.
const BESIDE_YEAR = 60;
const BESIDE_YEAR_CJK = 15;
// Thai words have more letters.
const BESIDE_YEAR_THAI = 40;
const PLANS_AFTER: ReadonlySet<string | null> = new Set(['de', 'hu', 'ja', 'ko', 'tr']);

/** Words of work that a plan stands before, or a year to come beside: it has not begun. */
export function aheadOf(line: Line, reading: Reading): Place[] {
  const { planned: plans = [], operating = [] } = line.words;
  const framed = FRAMED.has(reading.language) ? AHEAD_FRAMED : AHEAD;
  const thai = reading.language === 'th';
  const reach = reading.cjk ? AHEAD * (thai ? 4 : 2) : framed;
  const trails = PLANS_AFTER.has(reading.language);
  const dated = operating.length === 0 ? [] : laterYears(line, reading);
  const besideEastern = thai ? BESIDE_YEAR_THAI : BESIDE_YEAR_CJK;
  const beside = reading.cjk ? besideEastern : BESIDE_YEAR;
  return operating.filter(
    (at) =>
      dated.some((year) => Math.abs(year - (at.start - line.start)) <= beside) ||
      plans.some((plan) => {
        const before = at.first - plan.last;
        const after = plan.first - at.last;
        return (before > 0 && before <= reach) || (trails && after >= 0 && after <= reach);
      }),
  );
}

/** A year before the one of publication, whichever that is. */
export function tellsOfEarlier(line: Line, { year }: Reading): boolean {
  return yearsIn(line).some((told) => told < (year ?? told + 1));
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/g;

/** Thai writes Buddhist years: 2568 is 2025. */
const THAI = /[\u0e01-\u0e4e]/;
const BUDDHIST_YEAR = /(?<![\d.,])25[3-9]\d(?![\d.,]|\s?(?:คัน|ล้าน))/g;
const BUDDHIST_ERA = 543;

function* toldYears(text: string): Generator<{ readonly year: number; readonly index: number }> {
  for (const { 0: told, index } of text.matchAll(YEAR)) yield { year: Number(told), index };
  if (!THAI.test(text)) return;
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
