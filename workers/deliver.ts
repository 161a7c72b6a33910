/** Worker of the `notify` queue: one try at one message per job. */
import type { DeliverJob } from '../src/core/jobs.ts';
import type { JobOutcome } from '../src/core/ports.ts';
import { createDeliverer, type DeliverDependencies } from '../src/pipeline/daemon/deliver.ts';

export function createDeliverWorker(deps: DeliverDependencies): (job: DeliverJob) => Promise<JobOutcome> {
  const deliver = createDeliverer(deps);
  return async (job) => {
    await deliver(job);
    return { kind: 'done' };
  };
}
