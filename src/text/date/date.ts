/** Reads the dates publishers write, in the languages and forms they write them. */

import { mainLanguage } from '../language/language.ts';
import { plainDigits } from '../words/digits.ts';
import { hasThai } from '../words/thai-sentences.ts';
import { type DayStyle, findDay } from './date-day.ts';
import { findTime } from './date-time.ts';
import { findZone, zoneOfLanguage } from './date-zone.ts';
import { validDay } from './found-day.ts';
import { instantOf, localTime } from './local-time.ts';
import { commonYear, plainThaiDate } from './thai-date.ts';
import { DAY_MS } from './time.ts';

export interface DateHints {
  /** Language of the page or feed: decides what `CST` and `06/01/2025` mean. BCP 47, region included if known. */
  readonly language?: string | null;
  /** IANA name of the time zone of times that name none; UTC by default. */
  readonly timeZone?: string | undefined;
  /** True when the source is known to write 06/01 for the first of June. */
  readonly monthFirst?: boolean;
}

export interface ParsedDate {
  /** ISO 8601 UTC with milliseconds; midnight UTC of the day when only a day is known. */
  readonly instant: string;
  /** The calendar day as the publisher wrote it, YYYY-MM-DD. */
  readonly day: string;
  readonly precision: 'day' | 'time';
}

/** No date text is longer; whatever follows is not looked at. */
const MAX_LENGTH = 200;
const MINUTE = 60_000;
/** Publishers' clocks are ahead by a time zone at most. */
const FUTURE_TOLERANCE = DAY_MS;
/** The first car news on the web; an older date is a default value of some software. */
const OLDEST = Date.UTC(1995, 0, 1);

/**
 * The first date in the first 200 characters of `text`, words around it tolerated. Null when there is none, when it
 * cannot be (31 February) or when its year is missing. An impossible time costs the time, not the date. Never throws.
 */
export function parseDate(text: string, hints: DateHints = {}): ParsedDate | null {
  const thai = hasThai(text);
  const plain = simplify(thai ? plainThaiDate(text.slice(0, MAX_LENGTH)) : text);
  const epoch = readEpoch(plain, hints.timeZone);
  if (epoch !== null) return epoch;
  const written = findDay(plain, styleOf(plain, hints));
  const found =
    written !== null && (thai || isIn('th', hints))
      ? { ...written, year: commonYear(written.year) }
      : written;
  if (found === null || !validDay(found)) return null;
  const midnight = Date.UTC(found.year, found.month - 1, found.day);
  const day = isoDay(midnight);
  const time = findTime(found.rest);
  if (time === null) return { instant: new Date(midnight).toISOString(), day, precision: 'day' };
  const local = midnight + time.milliseconds;
  const zone = findZone(time.after, found.rest, { chinese: isIn('zh', hints) }) ?? hints.timeZone ?? 0;
  const instant = typeof zone === 'number' ? local - zone * MINUTE : instantOf(local, zone);
  return { instant: new Date(instant).toISOString(), day, precision: 'time' };
}

/** As parseDate(); a time without a zone is in that of the language's publishers, where nearly all live in one. */
export function parseDateIn(language: string | null, text: string): ParsedDate | null {
  return parseDate(text, { language, timeZone: zoneOfLanguage(language) });
}

/**
 * Whether an instant is plausible as the publication of an article: `future` is more than a day ahead of `now`, `too-old` before 1995
 * or no instant at all.
 */
export function plausibleDate(instant: string, now: Date): 'ok' | 'future' | 'too-old' {
  const time = new Date(instant).getTime();
  if (time > now.getTime() + FUTURE_TOLERANCE) return 'future';
  return time >= OLDEST ? 'ok' : 'too-old';
}

/** Lower case, full-width forms and accents folded: the form in which the tables are written. */
function simplify(text: string): string {
  const folded = text.slice(0, MAX_LENGTH).normalize('NFKC').slice(0, MAX_LENGTH).toLowerCase();
  const bare = folded.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return (ARABIC.test(bare) ? simplifyArabic(bare) : bare)
    .replaceAll('ı', 'i')
    .replace(/[−‐‑‒–]/g, '-')
    .replace(/\s+/g, ' ')
    .trim();
}

const ARABIC = /[\u0600-\u06ff]/;
/** Half of the months of Lebanon, Syria, Jordan and Iraq: "the first Kanun" is December, "the second" January. */
const TWO_WORDS = /(كانون|تشرين) (الاول|الثان[يى])/g;

function simplifyArabic(text: string): string {
  return plainDigits(text).replace(TWO_WORDS, '$1$2');
}

/** Unix time in seconds or milliseconds, as some feeds and JSON scripts carry it. */
function readEpoch(text: string, timeZone: string | undefined): ParsedDate | null {
  if (!/^\d{10}(?:\.\d{1,9})?$|^\d{13}$/.test(text)) return null;
  const time = text.length === 13 ? Number(text) : Math.round(Number(text) * 1000);
  if (time > Date.UTC(2100, 0, 1)) return null;
  return {
    instant: new Date(time).toISOString(),
    day: isoDay(timeZone === undefined ? time : localTime(time, timeZone)),
    precision: 'time',
  };
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function isIn(language: string, hints: DateHints): boolean {
  return mainLanguage(hints.language ?? null) === language;
}

/** The order of the numbers in a date: months come first in the United States, years in East Asia, days elsewhere. */
function styleOf(text: string, hints: DateHints): DayStyle {
  const language = (hints.language ?? '').toLowerCase();
  const region = /^[a-z]{2,3}[-_][a-z]/.test(language);
  const american = /^en[-_]us\b/.test(language) || (!region && /\d ?[ap]\.? ?m\b/.test(text));
  return {
    monthFirst: hints.monthFirst ?? american,
    yearFirst: /^(?:zh|ja|ko)\b/.test(language),
  };
}
