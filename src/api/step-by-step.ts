/** Answers long questions in steps, so that one request does not block the others and the daemon's own work. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ProblemError } from './problem.ts';

/** Only the request log shows it: the client has closed the connection. */
const CLIENT_LEFT = { status: 499, code: 'left', detail: 'nobody waits for the answer any more' };

/** Work that yields wherever something else may run. */
type Steps<Result> = Generator<undefined, Result>;

/**
 * The first step of each answer is done at once, and most need no other. Longer answers are finished one after another:
 * many at once would together hold the processor, and the memory, just as long. Once `signal` is aborted, because the
 * client has left, the work stops.
 */
export function createStepping(): <Result>(steps: Steps<Result>, signal: AbortSignal) => Promise<Result> {
  let previous: Promise<unknown> = Promise.resolve();
  return async (steps, signal) => {
    const first = steps.next();
    if (first.done) return first.value;
    const rest = previous.then(() => finish(steps, signal));
    previous = rest.catch(() => undefined);
    return rest;
  };
}

async function finish<Result>(steps: Steps<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    await nextTurn();
    if (signal.aborted) throw new ProblemError(CLIENT_LEFT);
    const step = steps.next();
    if (step.done) return step.value;
  }
}
