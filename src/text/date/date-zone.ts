/** Reads the time zone that follows a time of day. */
import PUBLISHERS from './publisher-zones.json' with { type: 'json' };
import ZONE_NAMES from './zone-names.json' with { type: 'json' };

const ZONES: ReadonlyMap<string, number> = new Map(Object.entries(ZONE_NAMES));

export interface ZoneContext {
  /** In Chinese texts CST is China's, not America's. */
  readonly chinese: boolean;
}

/** Minutes east of UTC, or the IANA name of a zone with daylight saving time. */
export type Zone = number | string;

const CHINA = 480;
/** No place on earth is further from UTC. */
const MAX_OFFSET = 14 * 60;
/** North American names that cover both standard and daylight time. */
const AMERICAN: ReadonlyMap<string, string> = new Map([
  ['ct', 'America/Chicago'],
  ['et', 'America/New_York'],
  ['mt', 'America/Denver'],
  ['pt', 'America/Los_Angeles'],
]);

/** Null when no zone is named. `after` is what follows the time, `rest` all of the text. */
export function findZone(after: string, rest: string, { chinese }: ZoneContext): Zone | null {
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
  if (name === 'cst' && chinese) return CHINA;
  const american = AMERICAN.get(name);
  if (american !== undefined) return american;
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

/**
 * Time zones of languages whose publishers nearly all live in one, with the region where several countries write one
 * language: many of their systems write no zone. English and Spanish have none, as software says en-US, en-GB or es-ES of
 * any place.
 */
const PUBLISHER_ZONES: ReadonlyMap<string, string> = new Map(Object.entries(PUBLISHERS));

/** The zone to assume where a date states none, by its IANA name; undefined for languages that are spoken in several. */
export function zoneOfLanguage(language: string | null): string | undefined {
  const [name = '', region = ''] = (language ?? '').toLowerCase().split(/[-_]/);
  return PUBLISHER_ZONES.get(`${name}-${region}`) ?? PUBLISHER_ZONES.get(name);
}
