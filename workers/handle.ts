/** Gives a job to the worker of its kind. */
import type { Job } from '../src/core/jobs.ts';
import type { JobHandlers, JobOutcome } from '../src/core/ports.ts';

export function handleJob(handlers: JobHandlers, job: Job): Promise<JobOutcome> {
  return job.kind === 'poll' ? handlers.poll(job) : handlers.ingest(job);
}
