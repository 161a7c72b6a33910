/** Worker of the `feeds` queue: one poll per job. */
import type { Job, PollJob } from '../src/core/jobs.ts';
import type { JobOutcome } from '../src/core/ports.ts';
import { type PollDependencies, pollFeed } from '../src/pipeline/ingest/poll-feed.ts';

export function createPollWorker(
  deps: PollDependencies & { readonly add: (jobs: readonly Job[]) => Promise<void> },
): (job: PollJob) => Promise<JobOutcome> {
  return async (job) => {
    const outcome = await pollFeed(deps, job);
    if (outcome.kind === 'busy') return { kind: 'again', waitMs: outcome.waitMs };
    await deps.add(outcome.receipt.jobs);
    return { kind: 'done' };
  };
}
