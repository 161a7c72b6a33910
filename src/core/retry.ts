/** When failed work is tried again: exponential backoff with jitter, by what went wrong. */
import type { Failure } from './errors.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Waits before the 2nd, 3rd ... try of an article: a glitch passes in seconds, an outage in hours, then it is news no more. */
const ARTICLE_WAITS = [10 * SECOND, 2 * MINUTE, 15 * MINUTE, 2 * 60 * MINUTE, 12 * 60 * MINUTE];

/** A page that took the reader down once is given one more chance: the machine may have been short of memory. */
const CRASH_WAITS = [MINUTE];

/** Waits between the tries of a message, 22 hours in all: a restart passes in seconds; after most of a day somebody has to look. */
const DELIVERY_WAITS = [
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * 60 * MINUTE,
  6 * 60 * MINUTE,
  12 * 60 * MINUTE,
];

/** A delivery whose outcome was never recorded (the machine went down) is retried after this, longer than any takes. */
export const UNRECORDED_DELIVERY_MS = 5 * MINUTE;

/** Share by which a wait is varied, so that what failed together is not retried together. */
const JITTER = 0.2;

/**
 * The time (epoch ms) to try an article again after its `attempts`-th failed try, or null to give it up.
 * `random` gives [0, 1).
 */
export function nextArticleTry(
  failure: Failure,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  if (failure.action === 'drop') return null;
  const waits =
    failure.code === 'parse-crash' || failure.code === 'parse-timeout' ? CRASH_WAITS : ARTICLE_WAITS;
  return nextTry(waits, failure, attempts, now, random);
}

/**
 * The same for a message. Whoever runs the receiver may fix what it refuses, so only what no retry can change is given up
 * at once: an address that must not be contacted, a mail that no server will take.
 */
export function nextDeliveryTry(
  failure: Failure,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  if (failure.action === 'drop' && failure.status === undefined) return null;
  return nextTry(DELIVERY_WAITS, failure, attempts, now, random);
}

function nextTry(
  waits: readonly number[],
  failure: Failure,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  const wait = waits[attempts - 1];
  if (wait === undefined) return null;
  const jittered = wait * (1 + JITTER * (2 * random() - 1));
  return Math.max(Math.round(now + jittered), failure.retryAt ?? 0);
}
