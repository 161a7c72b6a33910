/** When failed work is tried again: exponential backoff with jitter, by what went wrong. */
import type { Failure } from './errors.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Waits before the 2nd, 3rd ... try of an article: a glitch passes in seconds, an outage in hours, then it is news no more. */
const ARTICLE_WAITS = [10 * SECOND, 2 * MINUTE, 15 * MINUTE, 2 * 60 * MINUTE, 12 * 60 * MINUTE];

/** A page that took the reader down once is given one more chance: the machine may have been short of memory. */
const CRASH_WAITS = [MINUTE];

/**
 * Waits of a message to a receiver: a restart passes in seconds; after most of a day somebody has to look. In all 22 hours.
 */
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

/** A try whose end was not recorded, as when the machine went down: longer than any takes. */
export const UNRECORDED_DELIVERY_MS = 5 * MINUTE;

/** Spread of a wait, so that what failed together is not tried again together. */
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
  return after(waits, failure, attempts, now, random);
}

/**
 * The same for a message. What a receiver refuses may be put right by whoever runs it, so only what no try can change is
 * given up at once: an address that must not be asked, a mail that no server will take.
 */
export function nextDeliveryTry(
  failure: Failure,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  if (failure.action === 'drop' && failure.status === undefined) return null;
  return after(DELIVERY_WAITS, failure, attempts, now, random);
}

function after(
  waits: readonly number[],
  failure: Failure,
  attempts: number,
  now: number,
  random: () => number,
): number | null {
  const wait = waits[attempts - 1];
  if (wait === undefined) return null;
  const spread = wait * (1 + JITTER * (2 * random() - 1));
  return Math.max(Math.round(now + spread), failure.retryAt ?? 0);
}
