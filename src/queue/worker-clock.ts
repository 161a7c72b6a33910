/** Puts right the times of results from a machine whose clock is wrong: the clock of whoever keeps the database counts. Pure. */
import type { Failure } from '../core/errors.ts';
import type { Result } from './result-payload.ts';

interface InTime {
  readonly result: Result;
  /** How far the worker's clock is ahead at least, in ms; negative for one that is behind. 0 when nothing tells. */
  readonly wrongByMs: number;
}

/**
 * Work begins after it was queued and before its result is here; `queuedAt` (null when not known) and `now` are epoch ms by the
 * right clock. Times outside are moved to the nearer end. Left as they are, the plans made of them would put a feed off for as
 * long as a clock is ahead, and have it asked again and again for as long as one is behind.
 */
export function inTime(result: Result, queuedAt: number | null, now: number): InTime {
  const { at } = result.value;
  const right = Math.min(Math.max(at, queuedAt ?? at), now);
  const wrongByMs = at - right;
  return { result: wrongByMs === 0 ? result : earlier(result, wrongByMs), wrongByMs };
}

function earlier(result: Result, ms: number): Result {
  switch (result.kind) {
    case 'feed-polled': {
      const { value } = result;
      const answer = value.result;
      const moved =
        answer.kind === 'failed' ? { ...answer, failure: retriedEarlier(answer.failure, ms) } : answer;
      return { ...result, value: { ...value, at: value.at - ms, result: moved } };
    }
    case 'article-ingested':
      return { ...result, value: { ...result.value, at: result.value.at - ms } };
    case 'article-unchanged':
      return { ...result, value: { ...result.value, at: result.value.at - ms } };
    case 'article-failed': {
      const { value } = result;
      const retryAt = value.retryAt === null ? null : value.retryAt - ms;
      const failure = retriedEarlier(value.failure, ms);
      return { ...result, value: { ...value, at: value.at - ms, retryAt, failure } };
    }
  }
}

function retriedEarlier(failure: Failure, ms: number): Failure {
  return failure.retryAt === undefined ? failure : { ...failure, retryAt: failure.retryAt - ms };
}
