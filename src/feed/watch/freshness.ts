/** Reads how often a publisher wants to be polled from the document and its HTTP headers. */
import type { FeedDocument } from '../../core/model.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

/** When a publisher does not want to be polled, in UTC (RSS 2.0: skipHours, skipDays). */
export interface SkipTimes {
  /** 0 to 23. */
  readonly hours: readonly number[];
  /** 0 is Sunday, as Date counts. */
  readonly days: readonly number[];
}

/**
 * Minutes for which the answer declares itself fresh, rounded up; 0 when it does not. RFC 9111 5.2.2.1 and 5.3:
 * max-age wins over Expires, `no-cache` and `no-store` over both. A date that cannot be read means stale.
 * `now` (epoch ms) stands in for a missing Date header.
 */
export function freshMinutes(headers: Readonly<Record<string, string>>, now: number): number {
  const control = (headers['cache-control'] ?? '').slice(0, 1000).toLowerCase();
  if (/(?:^|[\s,])no-(?:cache|store)(?=$|[\s,;])/.test(control)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s{0,9}=\s{0,9}"?(\d{1,10})/.exec(control)?.[1];
  if (maxAge !== undefined) {
    // an intermediate cache has already kept it for this long
    const age = /^\s{0,9}(\d{1,10})\s{0,9}$/.exec(headers['age'] ?? '')?.[1];
    return toMinutes((Number(maxAge) - Number(age ?? 0)) * 1000);
  }
  const expires = Date.parse(headers['expires'] ?? '');
  if (Number.isNaN(expires)) return 0;
  const date = Date.parse(headers['date'] ?? '');
  return toMinutes(expires - (Number.isNaN(date) ? now : date));
}

function toMinutes(ms: number): number {
  return ms > 0 ? Math.ceil(ms / MINUTE) : 0;
}

/**
 * The shortest interval that all of the publisher's wishes allow, in minutes, but at most a day: otherwise a mistyped
 * year would end polling.
 */
export function floorMinutes(ttlMinutes: number | null, freshForMinutes: number | null): number {
  const longest = Math.max(finite(ttlMinutes), finite(freshForMinutes));
  return Math.min(longest, DAY_MINUTES);
}

function finite(minutes: number | null): number {
  return minutes !== null && Number.isFinite(minutes) && minutes > 0 ? minutes : 0;
}

/** The skip times of a document; null when it states none, or so many that no hour of the week is left. */
export function skipTimesOf(document: Pick<FeedDocument, 'skipHours' | 'skipDays'>): SkipTimes | null {
  const hours = [...new Set(document.skipHours ?? [])].filter((hour) => hour >= 0 && hour < 24);
  const days = [...new Set(document.skipDays ?? [])].filter((day) => day >= 0 && day < 7);
  if (hours.length === 0 && days.length === 0) return null;
  return hours.length >= 24 || days.length >= 7 ? null : { hours, days };
}

const HOUR = 60 * MINUTE;
const WEEK_HOURS = 7 * 24;

/** The first moment at or after `at` (epoch ms) that is in no skipped hour or day: `at` itself or a full hour. */
export function afterSkipped(at: number, skip: SkipTimes | null): number {
  if (skip === null) return at;
  let when = at;
  for (let step = 0; step <= WEEK_HOURS; step++) {
    const date = new Date(when);
    if (!skip.hours.includes(date.getUTCHours()) && !skip.days.includes(date.getUTCDay())) return when;
    when = (Math.floor(when / HOUR) + 1) * HOUR;
  }
  return at;
}
