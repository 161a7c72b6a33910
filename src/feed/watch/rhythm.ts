/** Learns how long a feed is usually silent, from the longest silence of each week with news, so that an unusual one is noticed. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Weeks remembered. Two dozen span half a year of a weekly feed and two years of a monthly one. */
const MAX_WEEKS = 24;
/** With fewer weeks than this nothing is known yet. */
const MIN_WEEKS = 4;
/** The limit for a feed whose rhythm is not known: a month without news is worth a look, whatever the feed. */
const UNKNOWN_SILENCE = 31 * DAY;
/** No silence shorter than a day is remarkable: every publisher sleeps. */
const LEAST_SILENCE = DAY;
/** However slow a feed is, after a season without news people should hear of it. */
const MOST_SILENCE = 120 * DAY;
/**
 * The usual silence of a week is the median (half of the weeks may be holidays or outages before it moves). A silence is
 * unusual if it exceeds TIMES_MEDIAN medians, the median by SPREADS robust standard deviations (the median absolute
 * deviation times 1.4826), and TIMES_SECOND times the second-longest silence: the second, so that a single pause does not
 * raise the limit. With these figures test/feed/year.test.ts raises few false alarms for feeds that post at random.
 */
const TIMES_MEDIAN = 2;
const SPREADS = 5;
const SPREAD_OF_DEVIATION = 1.4826;
const TIMES_SECOND = 1.5;

/** A feed's arrival history. Small: at most two dozen numbers. */
export interface Rhythm {
  /** The last poll that brought something new, epoch ms; null before the first. */
  readonly lastNewAt: number | null;
  /** The longest silence that ended in each of the latest weeks with arrivals, in hours, oldest first. */
  readonly silences: readonly number[];
  /** Number of the week (since the epoch) to which the last of `silences` belongs. */
  readonly week: number;
}

export const NO_RHYTHM: Rhythm = { lastNewAt: null, silences: [], week: -1 };

/**
 * A poll brought something new. `watched`: the feed was asked without failure since the last arrival; a silence during
 * which we could not listen teaches nothing.
 */
export function afterArrival(rhythm: Rhythm, at: number, watched: boolean): Rhythm {
  const { lastNewAt, silences, week } = rhythm;
  if (lastNewAt === null || !watched || at <= lastNewAt) return { ...rhythm, lastNewAt: at };
  const hours = Math.round((at - lastNewAt) / (HOUR / 10)) / 10;
  const thisWeek = Math.floor(at / WEEK);
  if (thisWeek !== week)
    return { lastNewAt: at, silences: [...silences, hours].slice(-MAX_WEEKS), week: thisWeek };
  const longest = silences.at(-1) ?? 0;
  if (hours <= longest) return { lastNewAt: at, silences, week };
  return { lastNewAt: at, silences: [...silences.slice(0, -1), hours], week };
}

/**
 * The rhythm that the publishing dates of a feed's first document show (epoch ms, any order), so that a feed that died
 * long ago is `quiet` from the first day. Dates in the future are ignored.
 */
export function rhythmOfDates(published: readonly number[], now: number): Rhythm {
  let rhythm = NO_RHYTHM;
  for (const at of published.filter((date) => date <= now).sort((a, b) => a - b))
    rhythm = afterArrival(rhythm, at, true);
  return rhythm;
}

/** The silence, in ms, beyond which the feed is `quiet`; `known`: learned from this feed. */
export function silenceLimit({ silences }: Rhythm): { readonly ms: number; readonly known: boolean } {
  if (silences.length < MIN_WEEKS) return { ms: UNKNOWN_SILENCE, known: false };
  const median = medianOf(silences);
  const spread = SPREAD_OF_DEVIATION * medianOf(silences.map((hours) => Math.abs(hours - median)));
  const second = silences.toSorted((a, b) => a - b).at(-2) ?? 0;
  const hours = Math.max(TIMES_MEDIAN * median, median + SPREADS * spread, TIMES_SECOND * second);
  return { ms: Math.min(Math.max(hours * HOUR, LEAST_SILENCE), MOST_SILENCE), known: true };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
