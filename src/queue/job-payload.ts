/** The form in which jobs lie in Redis: with the version of the form and the database that they belong to. */
import { z } from 'zod';
import type { Job } from '../core/jobs.ts';
import { jobSchema, PAYLOAD_VERSION, readPayload } from '../core/payloads.ts';

export interface JobPayload {
  readonly v: number;
  /** Which database the job's ids are of: what another one left in the same Redis must not be taken for one's own. */
  readonly database: string;
  readonly job: Job;
}

const schema: z.ZodType<JobPayload> = z.object({
  v: z.literal(PAYLOAD_VERSION),
  database: z.string().min(1).max(100),
  job: jobSchema,
});

export function jobPayload(job: Job, database: string): JobPayload {
  return { v: PAYLOAD_VERSION, database, job };
}

/** Throws PayloadError. */
export function readJobPayload(given: unknown, id: string): JobPayload {
  return readPayload(schema, given, `job ${id}`);
}
