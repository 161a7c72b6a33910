/** Decides when a feed is asked next: more often while it brings news, less when it is silent, rarely while it fails. */

const MINUTE = 60_000;
/** No publisher minds a request every ten minutes, and no news feed is worth more. */
export const MIN_INTERVAL_MINUTES = 10;
/** Once a day is the least that still counts as watching a feed. */
export const MAX_INTERVAL_MINUTES = 24 * 60;
/** Where a feed nobody knows begins. */
export const FIRST_INTERVAL_MINUTES = 60;
/** A poll with news shortens the interval by a third; a silent one lengthens it by a quarter, so bursts are caught fast. */
const NEWS_FACTOR = 2 / 3;
const SILENCE_FACTOR = 1.25;
/** Each failure in a row doubles the wait. */
const FAILURE_FACTOR = 2;
/** Share of the wait by which polls are spread, so that feeds added together do not stay together. */
const JITTER = 0.1;

export interface PollHistory {
  /** Epoch milliseconds. */
  readonly now: number;
  /** What the last call returned; FIRST_INTERVAL_MINUTES for a new feed. */
  readonly intervalMinutes: number;
  /** The publisher's wish, from the feed document. */
  readonly ttlMinutes: number | null;
  readonly outcome: 'new' | 'nothing-new' | 'failed';
  /** Failures in a row, this one included; 0 after a success. */
  readonly consecutiveFailures: number;
  /** The server's wish (Retry-After), epoch milliseconds. */
  readonly retryAt?: number | null;
  /** 0 to 1, like Math.random. */
  readonly random: () => number;
}

/**
 * `at` (epoch milliseconds) and the interval to remember. Failures leave the interval alone: they say nothing about
 * how much a feed publishes. A Retry-After in the future wins over everything else, up to 24 hours.
 */
export function nextPoll(history: PollHistory): { at: number; intervalMinutes: number } {
  const { now, outcome, consecutiveFailures, random } = history;
  const known = clamp(history.intervalMinutes);
  const factor = outcome === 'new' ? NEWS_FACTOR : outcome === 'nothing-new' ? SILENCE_FACTOR : 1;
  const intervalMinutes = clamp(known * factor);
  const retryAt = history.retryAt ?? null;
  if (retryAt !== null && retryAt > now)
    return { at: Math.min(retryAt, now + MAX_INTERVAL_MINUTES * MINUTE), intervalMinutes };
  const doublings = outcome === 'failed' ? Math.min(Math.max(consecutiveFailures, 1), 16) : 0;
  const wait = clamp(intervalMinutes * FAILURE_FACTOR ** doublings);
  const spread = 1 + JITTER * (2 * random() - 1);
  const least = Math.max(MIN_INTERVAL_MINUTES, Math.min(history.ttlMinutes ?? 0, MAX_INTERVAL_MINUTES));
  const minutes = Math.min(Math.max(wait * spread, least), MAX_INTERVAL_MINUTES);
  return { at: now + Math.round(minutes * MINUTE), intervalMinutes };
}

function clamp(minutes: number): number {
  // NaN and what else a damaged row may hold count as unknown
  if (!Number.isFinite(minutes)) return FIRST_INTERVAL_MINUTES;
  return Math.min(Math.max(minutes, MIN_INTERVAL_MINUTES), MAX_INTERVAL_MINUTES);
}
