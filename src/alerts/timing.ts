/** When an alert may be sent: quiet hours and the time of the daily digest, in the local time of a zone. */

import type { Timing } from '../core/alerts.ts';
import { instantOf, localTime } from '../text/date/local-time.ts';
import { DAY_MS } from '../text/date/time.ts';

const MINUTE_MS = 60_000;

/** `07:30` in minutes after midnight; null for anything else. */
export function parseClock(text: string): number | null {
  const parts = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return parts ? Number(parts[1]) * 60 + Number(parts[2]) : null;
}

/** `22:00-07:00` in minutes after midnight; null for anything else, also for an empty period. */
export function parseQuiet(text: string): Timing['quiet'] {
  const [from = null, until = null, ...rest] = text.split('-').map(parseClock);
  return from === null || until === null || rest.length > 0 || from === until ? null : { from, until };
}

export function formatClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whether what was found at `oldestFoundAt` and later is to be sent at `now` (both epoch ms). */
export function mayTell(timing: Timing, oldestFoundAt: number, now: number): boolean {
  return timing.daily === null ? !isQuiet(timing, now) : oldestFoundAt < lastDigest(timing, now);
}

/** Whether `now` (epoch ms) lies in the quiet hours. */
export function isQuiet({ quiet, timeZone }: Timing, now: number): boolean {
  if (quiet === null) return false;
  const { from, until } = quiet;
  const minute = Math.floor((localTime(now, timeZone) % DAY_MS) / MINUTE_MS);
  return from < until ? from <= minute && minute < until : from <= minute || minute < until;
}

/** The latest time (epoch ms) up to `now` at which a digest was due; 0 for an alert without one. */
export function lastDigest({ daily, timeZone }: Timing, now: number): number {
  if (daily === null) return 0;
  const local = localTime(now, timeZone);
  const today = local - (local % DAY_MS) + daily * MINUTE_MS;
  const due = instantOf(today, timeZone);
  return due <= now ? due : instantOf(today - DAY_MS, timeZone);
}
