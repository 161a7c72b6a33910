/** The job runner on Redis: adds jobs without duplicates and without losing a manual trigger, and runs jobs here, too. */
import { type Job, jobId } from '../core/jobs.ts';
import { DELIVERIES_AT_ONCE, type JobOutcome, type JobRunner, type Log } from '../core/ports.ts';
import { type Consumer, consume } from './bullmq-consumer.ts';
import {
  idsIn,
  JOB_QUEUES,
  type JobQueue,
  type Queues,
  queueOf,
  redisId,
  WORK_JOB,
  type WorkQueue,
} from './bullmq-queues.ts';
import { jobPayload, readJobPayload } from './job-payload.ts';
import { depthsOf, listedJobs } from './list-jobs.ts';
import type { Connections } from './redis-connection.ts';
import { isRefusedWrite } from './redis-refusals.ts';

/** Jobs sent in one go: a few milliseconds of Redis. */
const BATCH = 500;

/** From this many jobs on (a sweep over a long backlog) it is cheaper to ask which are queued than to add all again. */
const MANY = 100;

/** Waiting jobs that are moved to the front one by one; with more than that, some must be last anyway. */
const MOST_EXPEDITED = 100;

interface BullmqRunnerOptions {
  readonly connections: Connections;
  readonly queues: Queues;
  /** Identity of the database whose jobs these are. */
  readonly database: string;
  readonly handle: (job: Job) => Promise<JobOutcome>;
  readonly concurrency: number;
  readonly log: Log;
  /** Called for a job whose last attempt threw. */
  readonly onError: (job: Job, error: Error) => void;
}

export interface BullmqRunner extends JobRunner {
  /** Applies the last setPaused() again: a Redis that was away or emptied does not know it. */
  restore(): Promise<void>;
  /** The same, but only if the last setPaused() failed: a Redis that merely hung does not reconnect when it goes on. */
  restoreMissed(): Promise<void>;
}

export function createBullmqRunner(options: BullmqRunnerOptions): BullmqRunner {
  const { queues, database, log } = options;
  let paused: boolean | null = null;
  let missed = false;
  let closed = false;
  const consumers = startWork(options);

  const restore = async (): Promise<void> => {
    if (paused === null) return;
    for (const name of JOB_QUEUES) {
      if ((await queues[name].isPaused()) === paused) continue;
      await (paused ? queues[name].pause() : queues[name].resume());
    }
    missed = false;
  };

  const addTo = async (name: JobQueue, jobs: readonly Job[], urgent: boolean): Promise<void> => {
    const queue = queues[name];
    const [failed, delayed, waiting] = await Promise.all([
      idsIn(queue, ['failed']),
      urgent || jobs.length >= MANY ? idsIn(queue, ['delayed']) : [],
      urgent || jobs.length >= MANY ? idsIn(queue, ['wait']) : [],
    ]);
    const known = new Set([...delayed, ...waiting]);
    const wanted = new Set(jobs.map((job) => redisId(jobId(job))));
    // BullMQ would ignore a job with the id of a failed one that is kept for people to look at.
    await Promise.all(failed.filter((id) => wanted.has(id)).map((id) => queue.remove(id)));
    // Urgent jobs are added at the front one by one (LIFO): reversed, they come out in their order.
    const fresh = jobs.filter((job) => !known.has(redisId(jobId(job))));
    const ordered = urgent ? fresh.toReversed() : fresh;
    for (let at = 0; at < ordered.length; at += BATCH)
      await queue.addBulk(
        ordered.slice(at, at + BATCH).map((job) => ({
          name: job.kind,
          data: jobPayload(job, database),
          opts: { ...WORK_JOB, jobId: redisId(jobId(job)), ...(urgent ? { lifo: true } : {}) },
        })),
      );
    if (urgent)
      await expedite(
        name,
        [...known].filter((id) => wanted.has(id)),
        new Set(delayed),
      );
  };

  /** Makes queued jobs urgent: delayed ones become due at once, and all move to the front when they are few. */
  const expedite = async (
    name: JobQueue,
    ids: readonly string[],
    delayed: ReadonlySet<string>,
  ): Promise<void> => {
    const backend = queues[name].getBackend();
    // Either fails for a job that has just been started, which is as good.
    const ignored = (id: string) => (error: unknown) => log.debug({ job: id, err: error }, 'not hurried');
    const expediteOne = async (id: string): Promise<void> => {
      if (delayed.has(id)) await backend.promote(id).catch(ignored(id));
      if (ids.length <= MOST_EXPEDITED) await backend.changePriority(id, 0, true).catch(ignored(id));
    };
    for (let at = 0; at < ids.length; at += BATCH)
      await Promise.all(ids.slice(at, at + BATCH).map(expediteOne));
  };

  return {
    add: (given, { urgent = false } = {}) =>
      queues.ask(async () => {
        if (closed || given.length === 0) return;
        const handedOver = await jobsHandedOver(queues);
        const jobs = given.filter((job) => !handedOver.has(redisId(jobId(job))));
        for (const name of JOB_QUEUES) {
          const own = jobs.filter((job) => queueOf(job.kind) === name);
          if (own.length > 0) await addTo(name, own, urgent);
        }
      }),
    setPaused: async (wish) => {
      paused = wish;
      // The database keeps the pause; a Redis that is away gets it when it is back.
      await queues.ask(restore).catch((error: unknown) => {
        missed = true;
        // Refusals are logged once, by `refusals`.
        if (!isRefusedWrite(error)) log.warn({ err: error }, 'pause not told to redis yet');
      });
    },
    restore,
    restoreMissed: async () => {
      if (missed) await queues.ask(restore);
    },
    jobs: () => queues.ask(() => listedJobs(queues)),
    depths: () => queues.ask(() => depthsOf(queues)),
    tryWrite: () => queues.ask(options.connections.refusals.tryWrite),
    close: async (deadlineMs) => {
      closed = true;
      await Promise.all(consumers.map((consumer) => consumer.close(deadlineMs)));
    },
  };
}

/** Ids of jobs whose results wait to be stored: they are done, but the database does not know it yet. */
async function jobsHandedOver({ store }: Queues): Promise<Set<string>> {
  const ids = await idsIn(store, ['wait', 'active', 'delayed']);
  return new Set(ids.map((id) => id.split('@')[0] ?? ''));
}

/** Divides the concurrency of one process among its queues: a quarter for polls, which are few and bring the articles. */
export function shareOut(concurrency: number): Readonly<Record<WorkQueue, number>> {
  const feeds = Math.max(1, Math.floor(concurrency / 4));
  return { feeds, articles: Math.max(1, concurrency - feeds) };
}

function startWork(options: BullmqRunnerOptions): Consumer[] {
  const { connections, concurrency, log, database, handle, onError } = options;
  const warnedOf = new Set<string>();
  const shares = { ...shareOut(concurrency), notify: DELIVERIES_AT_ONCE };
  return JOB_QUEUES.map((queue) =>
    consume({
      queue,
      connections,
      concurrency: shares[queue],
      log,
      otherVersion: 'fail',
      handle: async (data, id) => {
        const payload = readJobPayload(data, id);
        if (payload.database === database) return handle(payload.job);
        if (!warnedOf.has(payload.database))
          log.warn(
            { job: id, database: payload.database, fix: 'give each its own Redis database: redis://host/1' },
            'redis holds jobs of another database, dropped',
          );
        warnedOf.add(payload.database);
        return { kind: 'done' };
      },
      onFailed: (data, error) => {
        const job = jobIn(data);
        if (job) onError(job, error);
      },
    }),
  );
}

function jobIn(data: unknown): Job | null {
  try {
    return readJobPayload(data, '').job;
  } catch {
    // The consumer has logged that the payload is unusable.
    return null;
  }
}
