/** Gives a job to the worker of its kind. */
import type { Job } from '../src/core/jobs.ts';
import type { JobHandlers, JobOutcome } from '../src/core/ports.ts';

export function handleJob(handlers: JobHandlers, job: Job): Promise<JobOutcome> {
  switch (job.kind) {
    case 'poll':
      return handlers.poll(job);
    case 'ingest':
      return handlers.ingest(job);
    case 'deliver':
      return handlers.deliver(job);
  }
}
