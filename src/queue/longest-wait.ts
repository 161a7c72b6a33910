/** How long a job waits at most before it asks for its turn again, on either runner. */

/**
 * A timer takes 24 days at most, and a time told by a clock that was wrong may be years away. Asking costs a millisecond,
 * so that ten thousand jobs that wait for one slow host cost a second or two of each ten minutes.
 */
export const ASK_AGAIN_MS = 10 * 60_000;

export function boundedWait(waitMs: number): number {
  return Math.min(Math.max(0, waitMs), ASK_AGAIN_MS);
}
