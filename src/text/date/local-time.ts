/** Converts between instants and the local time of a time zone, given by its IANA name: `Asia/Shanghai`. */
import { DAY_MS } from './time.ts';

export function isTimeZone(name: string): boolean {
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which the zone's clocks show `local`, which is written as if it were UTC; both epoch ms. A time skipped in
 * spring moves forward by the length of the gap; of one repeated in autumn the first counts (`compatible` in Temporal).
 */
export function instantOf(local: number, timeZone: string): number {
  const before = local - offsetAt(local - DAY_MS, timeZone);
  const after = local - offsetAt(local + DAY_MS, timeZone);
  return localTime(before, timeZone) !== local && localTime(after, timeZone) === local ? after : before;
}

const offsetAt = (at: number, timeZone: string): number => localTime(at, timeZone) - at;

/** The local time at `at` (epoch ms), written as if it were UTC: epoch ms. */
export function localTime(at: number, timeZone: string): number {
  const second = Math.floor(at / 1000) * 1000;
  const shown: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(second)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) + (at - second);
}

/** Cached: making one takes longer than using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const numeric = 'numeric';
  const parts = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
    numberingSystem: 'latn',
    ...parts,
  });
  formatters.set(timeZone, made);
  return made;
}
