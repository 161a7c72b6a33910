/** The form of a job in Redis: with the version of that form, and the database that the job belongs to. */
import { z } from 'zod';
import type { Job, WorkJob } from '../core/jobs.ts';
import { jobSchema, workJobSchema } from '../core/payloads.ts';
import { PAYLOAD_VERSION, readPayload } from '../core/read-payload.ts';

export interface JobPayload<Of extends Job = Job> {
  readonly v: number;
  /** Identity of the database that the job's ids belong to: in another one they mean other feeds and articles. */
  readonly database: string;
  readonly job: Of;
}

const payloadOf = <Of extends Job>(job: z.ZodType<Of>): z.ZodType<JobPayload<Of>> =>
  z.object({ v: z.literal(PAYLOAD_VERSION), database: z.string().min(1).max(100), job });
const anyJob = payloadOf(jobSchema);
const workJob = payloadOf(workJobSchema);

export function jobPayload(job: Job, database: string): JobPayload {
  return { v: PAYLOAD_VERSION, database, job };
}

/** Throws PayloadError. */
export function readJobPayload(given: unknown, id: string): JobPayload {
  return readPayload(anyJob, given, `job ${id}`);
}

/** The same for a job that any machine can do. */
export function readWorkPayload(given: unknown, id: string): JobPayload<WorkJob> {
  return readPayload(workJob, given, `job ${id}`);
}
