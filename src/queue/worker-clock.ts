/** Corrects the times of results from a machine whose clock is wrong: the clock of the process with the database counts. Pure. */
import type { Failure } from '../core/errors.ts';
import type { Result } from './result-payload.ts';

interface InTime {
  readonly result: Result;
  /** The least that the worker's clock must be ahead, in ms; negative when it is behind, 0 when nothing shows that it is wrong. */
  readonly wrongByMs: number;
}

/**
 * A result is dated between the queueing of its job and its arrival; a time outside is moved to the nearer end. `queuedAt`
 * (null when not known) and `now` are epoch ms by the right clock. Uncorrected times would delay the next poll of a feed for as
 * long as the clock is ahead, and have it polled again and again for as long as it is behind.
 */
export function inTime(result: Result, queuedAt: number | null, now: number): InTime {
  const { at } = result.value;
  const right = Math.min(Math.max(at, queuedAt ?? at), now);
  const wrongByMs = at - right;
  return { result: wrongByMs === 0 ? result : datedEarlier(result, wrongByMs), wrongByMs };
}

function datedEarlier(result: Result, ms: number): Result {
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
