/** How long a job waits at most before it asks for its turn again, on either runner. */

/** A timer takes 24 days at most, and a time told by a clock that was wrong may be years away. */
export const LONGEST_WAIT_MS = 3_600_000;
