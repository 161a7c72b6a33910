/** The job runner on Redis: adds jobs so that none is doubled and no trigger swallowed, and works them off here too. */
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

/** From here on it is cheaper to ask which jobs are there than to add them all again: a sweep over a long backlog. */
const MANY = 100;

/** Waiting jobs that are moved to the front one by one; of more than that, some must be last anyway. */
const MOST_HURRIED = 100;

interface BullmqRunnerOptions {
  readonly connections: Connections;
  readonly queues: Queues;
  /** Identity of the database whose jobs these are. */
  readonly database: string;
  readonly handle: (job: Job) => Promise<JobOutcome>;
  readonly concurrency: number;
  readonly log: Log;
  /** Hears of a job whose handler threw as often as it is tried. */
  readonly onError: (job: Job, error: Error) => void;
}

export interface BullmqRunner extends JobRunner {
  /** Pauses or not, as last said: a Redis that was away or emptied has not heard it. */
  restore(): Promise<void>;
  /** The same where it could not be told: one that hung for a while does not say so when it goes on. */
  restoreUntold(): Promise<void>;
}

export function createBullmqRunner(options: BullmqRunnerOptions): BullmqRunner {
  const { queues, database, log } = options;
  let paused: boolean | null = null;
  let untold = false;
  let closed = false;
  const consumers = startWork(options);

  const restore = async (): Promise<void> => {
    if (paused === null) return;
    for (const name of JOB_QUEUES) {
      if ((await queues[name].isPaused()) === paused) continue;
      await (paused ? queues[name].pause() : queues[name].resume());
    }
    untold = false;
  };

  const addTo = async (name: JobQueue, jobs: readonly Job[], urgent: boolean): Promise<void> => {
    const queue = queues[name];
    const [failed, delayed, waiting] = await Promise.all([
      idsIn(queue, ['failed']),
      urgent || jobs.length >= MANY ? idsIn(queue, ['delayed']) : [],
      urgent || jobs.length >= MANY ? idsIn(queue, ['wait']) : [],
    ]);
    const known = new Set([...delayed, ...waiting]);
    const given = new Set(jobs.map((job) => redisId(jobId(job))));
    // A failed job that is kept for people to look at must not stand in the way of the next of its name.
    await Promise.all(failed.filter((id) => given.has(id)).map((id) => queue.remove(id)));
    // Last in is first out at the front: from the last to the first they come out in their order.
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
      await hurry(
        name,
        [...known].filter((id) => given.has(id)),
        new Set(delayed),
      );
  };

  /** Takes jobs that are here already up: the delayed ones at once, and to the front, when they are few. */
  const hurry = async (
    name: JobQueue,
    ids: readonly string[],
    delayed: ReadonlySet<string>,
  ): Promise<void> => {
    const backend = queues[name].getBackend();
    // Either may find that the job has just been started, which is as good.
    const missed = (id: string) => (error: unknown) => log.debug({ job: id, err: error }, 'not hurried');
    const now = async (id: string): Promise<void> => {
      if (delayed.has(id)) await backend.promote(id).catch(missed(id));
      if (ids.length <= MOST_HURRIED) await backend.changePriority(id, 0, true).catch(missed(id));
    };
    for (let at = 0; at < ids.length; at += BATCH) await Promise.all(ids.slice(at, at + BATCH).map(now));
  };

  return {
    add: (given, { urgent = false } = {}) =>
      queues.ask(async () => {
        if (closed || given.length === 0) return;
        const handedOver = await resultsWaiting(queues);
        const jobs = given.filter((job) => !handedOver.has(redisId(jobId(job))));
        for (const name of JOB_QUEUES) {
          const own = jobs.filter((job) => queueOf(job.kind) === name);
          if (own.length > 0) await addTo(name, own, urgent);
        }
      }),
    setPaused: async (wish) => {
      paused = wish;
      // The database has it; a Redis that is away hears of it when it is back.
      await queues.ask(restore).catch((error: unknown) => {
        untold = true;
        // Told already, and once.
        if (!isRefusedWrite(error)) log.warn({ err: error }, 'pause not told to redis yet');
      });
    },
    restore,
    restoreUntold: async () => {
      if (untold) await queues.ask(restore);
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

/** Jobs whose results wait to be stored: done, but the database does not know it yet. */
async function resultsWaiting({ store }: Queues): Promise<Set<string>> {
  const ids = await idsIn(store, ['wait', 'active', 'delayed']);
  return new Set(ids.map((id) => id.split('@')[0] ?? ''));
}

/** The same places as without Redis, the smaller share for polls: they are few, and bring the articles. */
export function shareOut(concurrency: number): Readonly<Record<WorkQueue, number>> {
  const feeds = Math.max(1, Math.floor(concurrency / 4));
  return { feeds, articles: Math.max(1, concurrency - feeds) };
}

function startWork(options: BullmqRunnerOptions): Consumer[] {
  const { connections, concurrency, log, database, handle, onError } = options;
  const strangers = new Set<string>();
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
        if (!strangers.has(payload.database))
          log.warn(
            { job: id, database: payload.database, fix: 'give each its own Redis database: redis://host/1' },
            'redis holds jobs of another database, dropped',
          );
        strangers.add(payload.database);
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
    // It was refused for that, and said so.
    return null;
  }
}
