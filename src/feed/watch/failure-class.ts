/** Classifies the failures of polls, and weighs how much each counts against the feed. */
import type { Failure, FailureCode } from '../../core/errors.ts';

/**
 * `soft`: passes by itself more often than not. `hard`: persists until somebody changes something, there or here.
 * `blocked`: a bot wall answers in place of the feed (challenge.ts); it is respected, not worked around.
 */
export type FailureClass = 'soft' | 'hard' | 'blocked';

export interface ClassifiedFailure {
  readonly class: FailureClass;
  /** Added to the feed's failure weight; each whole point doubles the wait (schedule.ts). */
  readonly weight: number;
}

/**
 * Weights. 1: outages, most of which last minutes to hours (RFC 9110 15.6 calls 5xx the server's own fault, 429 is a
 * request for patience). 2: faults that the publisher must fix and usually does within days: a page that is missing
 * during a rebuild, an expired certificate, a broken document. 4: refusals, which RFC 9110 15.5 says must not
 * be repeated without a change; two of them in a row lead to the daily probe.
 */
const SOFT_PASSING: ClassifiedFailure = { class: 'soft', weight: 1 };
const SOFT_STUBBORN: ClassifiedFailure = { class: 'soft', weight: 2 };
const HARD: ClassifiedFailure = { class: 'hard', weight: 4 };
/** No request was made, or our own disk failed: nothing counts against the feed. */
const NOT_TRIED: ClassifiedFailure = { class: 'soft', weight: 0 };
const BLOCKED: ClassifiedFailure = { class: 'blocked', weight: 4 };

const CLASS_OF: Readonly<Record<FailureCode, ClassifiedFailure>> = {
  'bad-encoding': SOFT_STUBBORN,
  'bad-redirect': HARD,
  'bad-response': SOFT_PASSING,
  'bad-scheme': HARD,
  'bad-url': HARD,
  connect: SOFT_PASSING,
  'cut-off': SOFT_PASSING,
  dns: SOFT_PASSING,
  'http-401': HARD,
  'http-403': HARD,
  'http-404': SOFT_STUBBORN,
  'http-410': HARD,
  'http-429': SOFT_PASSING,
  'http-4xx': SOFT_STUBBORN,
  'http-5xx': SOFT_PASSING,
  internal: SOFT_PASSING,
  'not-a-feed': SOFT_STUBBORN,
  'not-a-page': SOFT_STUBBORN,
  'not-stored': NOT_TRIED,
  parse: SOFT_STUBBORN,
  'parse-crash': SOFT_PASSING,
  'parse-timeout': SOFT_PASSING,
  paused: NOT_TRIED,
  'private-address': HARD,
  robots: HARD,
  'timeout-body': SOFT_PASSING,
  'timeout-connect': SOFT_PASSING,
  'timeout-headers': SOFT_PASSING,
  tls: SOFT_STUBBORN,
  'too-large': SOFT_STUBBORN,
  'too-many-redirects': SOFT_STUBBORN,
};

/** `challenged`: the answer was recognised as a challenge, whatever its status says. */
export function classifyFailure(code: FailureCode, challenged: boolean): ClassifiedFailure {
  return challenged ? BLOCKED : CLASS_OF[code];
}

/** Failures that an outage of our own network would cause: no server has answered. */
const UNREACHED: ReadonlySet<FailureCode> = new Set(['connect', 'dns', 'timeout-connect']);

/** Whether the failure says nothing about the server, because nothing came from it. */
export function isUnreached(failure: Pick<Failure, 'code'>): boolean {
  return UNREACHED.has(failure.code);
}
