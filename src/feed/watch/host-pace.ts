/** Slows down all feeds of a host after it answered 429 (too many requests), and speeds them up again when that stops. */
import type { FailureCode } from '../../core/errors.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How long a host is left alone after its first 429, and the least interval of each of its feeds from then on. */
const FIRST_REST_MINUTES = 20;
/** Each further 429 doubles both, up to a day. */
const MAX_REST_MINUTES = 24 * 60;
/** A day without a 429 takes one strike back: limits are commonly counted by the hour or by the day. */
const EASE_AFTER_MS = DAY;
/** 429s that arrive together, from feeds that were on their way, are one strike. */
const SAME_STRIKE_MS = 10 * MINUTE;
/** A Retry-After longer than this is not believed for a whole host. */
const MAX_RETRY_AFTER_MS = 7 * DAY;
const MAX_STRIKES = 8;

/** What is remembered of a host that has answered 429. Times are epoch ms. */
export interface HostPace {
  readonly strikes: number;
  readonly lastStrikeAt: number;
  /** No feed of the host is polled before this time. */
  readonly notBefore: number;
}

/** What the host's pace means for a poll now. `floorMinutes`: least interval of each feed; 0 for none. */
interface HostLimits {
  readonly notBefore: number | null;
  readonly floorMinutes: number;
}

/** Strikes left at `now`. */
function strikesAt(pace: HostPace, now: number): number {
  return Math.max(0, pace.strikes - Math.floor(Math.max(0, now - pace.lastStrikeAt) / EASE_AFTER_MS));
}

/**
 * The host's pace after a failure of one of its feeds. Only a 429 concerns the whole host; a 503 or any other failure may
 * affect a single address and counts against that feed alone. `retryAt` is the host's Retry-After, epoch ms.
 */
export function paceAfter(
  pace: HostPace | null,
  failure: { readonly code: FailureCode; readonly retryAt?: number | null | undefined },
  now: number,
): HostPace | null {
  if (failure.code !== 'http-429') return pace;
  const same = pace !== null && now - pace.lastStrikeAt < SAME_STRIKE_MS;
  const before = pace === null ? 0 : strikesAt(pace, now);
  const strikes = Math.min(same ? Math.max(1, before) : before + 1, MAX_STRIKES);
  const rest = now + restMinutes(strikes) * MINUTE;
  const wish = failure.retryAt ?? null;
  const until = wish !== null && wish > now ? Math.min(wish, now + MAX_RETRY_AFTER_MS) : rest;
  return {
    strikes,
    lastStrikeAt: same && pace !== null ? pace.lastStrikeAt : now,
    notBefore: same && pace !== null ? Math.max(pace.notBefore, until) : until,
  };
}

/** The pace, or null once it limits nothing any more and its row can be deleted. */
export function easedPace(pace: HostPace | null, now: number): HostPace | null {
  return pace !== null && (strikesAt(pace, now) > 0 || pace.notBefore > now) ? pace : null;
}

export function hostLimits(pace: HostPace | null, now: number): HostLimits {
  if (pace === null) return { notBefore: null, floorMinutes: 0 };
  return {
    notBefore: pace.notBefore > now ? pace.notBefore : null,
    floorMinutes: restMinutes(strikesAt(pace, now)),
  };
}

function restMinutes(strikes: number): number {
  return strikes === 0 ? 0 : Math.min(FIRST_REST_MINUTES * 2 ** (strikes - 1), MAX_REST_MINUTES);
}
