/** Reads the time zone that follows a time of day. */
import ZONE_NAMES from './zone-names.json' with { type: 'json' };

const ZONES: ReadonlyMap<string, number> = new Map(Object.entries(ZONE_NAMES));

export interface ZoneContext {
  /** In Chinese texts CST is China's, not America's. */
  readonly chinese: boolean;
  /** Midnight UTC of the day, for zones whose offset depends on it. */
  readonly day: number;
}

const CHINA = 480;
/** No place on earth is further from UTC. */
const MAX_OFFSET = 14 * 60;
/** North American names for winter and summer time alike: minutes east of UTC in winter. */
const AMERICAN: Readonly<Record<string, number>> = { et: -300, ct: -360, mt: -420, pt: -480 };

/** Minutes east of UTC; null when no zone is named. `after` is what follows the time, `rest` all of the text. */
export function findZone(after: string, rest: string, context: ZoneContext): number | null {
  const offset = /^[ ,(]{0,3}(?:(?:gmt|utc|z) ?)?([+-])(\d{2}):?(\d{0,2})(?!\d)/.exec(after);
  const short =
    /^[ ,(]{0,3}([+-])(\d):(\d{2})(?![\d:])/.exec(after) ??
    /^[ ,(]{0,3}(?:gmt|utc) ?([+-]) ?(\d{1,2})(?::?(\d{2}))?(?!\d)/.exec(after);
  const [, sign, hours, minutes] = offset ?? short ?? [];
  if (sign !== undefined) {
    const size = Number(hours) * 60 + Number(minutes ?? 0);
    if (size <= MAX_OFFSET) return sign === '-' && size > 0 ? -size : size;
  }
  if (/北京时间|北京時間|beijing time|china standard time/.test(rest)) return CHINA;
  const long = /^[ ,(]{0,3}([ecmp])(?:astern|entral|ountain|acific)(?: (?:standard|daylight))? time\b/.exec(
    after,
  )?.[1];
  const name = long === undefined ? /^[ ,;(]{0,4}(\p{L}{1,5})(?!\p{L})/u.exec(after)?.[1] : `${long}t`;
  if (name === undefined) return null;
  if (name === 'cst' && context.chinese) return CHINA;
  const american = AMERICAN[name];
  if (american !== undefined) return american + (isAmericanSummer(context.day) ? 60 : 0);
  const last = /^[ (]{0,2}[a-z]\)?$/.test(after);
  return ZONES.get(name) ?? (name.length === 1 && last ? militaryOffset(name) : null);
}

/**
 * One-letter zones with the signs RFC 822 gave them (A is one hour west). They are the reverse of what the military
 * means, but a feed that uses them follows the RFC.
 */
function militaryOffset(letter: string): number | null {
  const west = 'abcdefghiklm'.indexOf(letter);
  if (west >= 0) return -60 * (west + 1);
  const east = 'nopqrstuvwxy'.indexOf(letter);
  return east >= 0 ? 60 * (east + 1) : null;
}

/** Daylight saving of the United States: since 2007 from the second Sunday of March to the first of November. */
function isAmericanSummer(day: number): boolean {
  const year = new Date(day).getUTCFullYear();
  if (year >= 2007) return day >= sunday(year, 2, 8) && day < sunday(year, 10, 1);
  return day >= sunday(year, 3, 1) && day < sunday(year, 9, 25);
}

/** The first Sunday on or after a day of a month (0..11), midnight UTC. */
function sunday(year: number, month: number, from: number): number {
  const weekday = new Date(Date.UTC(year, month, from)).getUTCDay();
  return Date.UTC(year, month, from + ((7 - weekday) % 7));
}

/** Languages whose publishers all live in one time zone, in minutes east of UTC: many of their systems write no zone. */
const ZONES_BY_LANGUAGE: ReadonlyMap<string, number> = new Map([
  ['ja', 540],
  ['ko', 540],
  ['tr', 180],
  ['zh', 480],
]);

/** The zone to assume where a date states none; empty for languages that are spoken in several. */
export function zoneOfLanguage(language: string | null): { zoneMinutes?: number } {
  const zoneMinutes = ZONES_BY_LANGUAGE.get((language ?? '').split('-')[0] ?? '');
  return zoneMinutes === undefined ? {} : { zoneMinutes };
}
