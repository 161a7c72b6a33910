/** Does what may take seconds step by step, so that no request keeps the others, and the daemon's work, waiting. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ProblemError } from './problem.ts';

/** For the log: whoever asked does not hear it. */
const LEFT = { status: 499, code: 'left', detail: 'nobody waits for the answer any more' };

/** Work that pauses wherever others may have their turn. */
type Steps<Result> = Generator<undefined, Result>;

/**
 * Everyone's first step is done at once, which is all of it for most. Of what takes more, one is done at a time: many
 * of them would otherwise have the processor, and the memory, to themselves all the same. `signal`: nobody waits for
 * it any more.
 */
export function createStepping(): <Result>(steps: Steps<Result>, signal: AbortSignal) => Promise<Result> {
  let before: Promise<unknown> = Promise.resolve();
  return async (steps, signal) => {
    const first = steps.next();
    if (first.done) return first.value;
    const rest = before.then(() => finish(steps, signal));
    before = rest.catch(() => undefined);
    return rest;
  };
}

async function finish<Result>(steps: Steps<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    await nextTurn();
    if (signal.aborted) throw new ProblemError(LEFT);
    const step = steps.next();
    if (step.done) return step.value;
  }
}
