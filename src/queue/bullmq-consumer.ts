/** Takes jobs from one queue and gives each to a function, until it is closed. */
import { type Job as BullJob, DelayedError, UnrecoverableError, Worker } from 'bullmq';
import type { JobOutcome, Log } from '../core/ports.ts';
import { PayloadError } from '../core/read-payload.ts';
import type { QueueName } from './bullmq-queues.ts';
import { boundedWait } from './longest-wait.ts';
import { type Connections, PREFIX } from './redis-connection.ts';

/**
 * A job whose worker has not renewed its lock for this long is given to another. CPU work is done in child processes, so
 * a live worker renews its locks in time; should it fail to, a job runs twice, which every job may.
 */
const LOCK_MS = 10_000;
const LOOK_FOR_STALLED_EVERY_MS = 4_000;
/** A job that took this many workers down with it is given up. */
const MOST_STALLS = 5;
/** Wait between two tries at fetching jobs after losing Redis. */
const FETCH_AGAIN_MS = 1_000;
/** How long closing the worker's connection may take after its jobs have ended. */
const DISCONNECT_MS = 1_500;
/** Longest wait between two tries at storing a result. */
const LONGEST_BACKOFF_MS = 60_000;
/** A job of another version is put back for this long, so that a worker of its version may take it. */
const OTHER_VERSION_MS = 15_000;
/** A job during which Redis refused a write runs again this long after Redis takes writes again. */
const AFTER_REFUSAL_MS = 1_000;

export interface Consumer {
  /** While paused, running jobs end and no other is taken; other consumers of the queue take them. */
  setPaused(paused: boolean): void;
  /** Takes no more jobs; resolves when the running ones have ended, or after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

interface ConsumerOptions {
  readonly queue: QueueName;
  readonly connections: Connections;
  readonly concurrency: number;
  readonly log: Log;
  /**
   * `queuedAt` is epoch ms by the clock of whoever added the job. Throws PayloadError for a job that must not be acted on,
   * anything else for one that is to be retried.
   */
  readonly handle: (data: unknown, id: string, queuedAt: number) => Promise<JobOutcome>;
  /** What to do with a job of another version: `wait` leaves it to another worker, `fail` fails it for good. */
  readonly otherVersion: 'wait' | 'fail';
  /** Called for each job that was given up, but not for one with an unusable payload. */
  readonly onFailed?: (data: unknown, error: Error, queuedAt: number) => void;
}

/** The payload is of another version, or malformed. */
class UnusableJob extends UnrecoverableError {}

export function consume(options: ConsumerOptions): Consumer {
  const { queue, connections, concurrency, log, handle, otherVersion, onFailed } = options;
  const { refusals } = connections;
  const inFlight = new Set<Promise<unknown>>();

  const outcomeOf = async (job: BullJob): Promise<JobOutcome> => {
    const work = handle(job.data, job.id ?? '', job.timestamp);
    inFlight.add(work);
    try {
      return await work;
    } catch (error) {
      // A refused write is not the job's fault, and does not count as an attempt.
      if (refusals.note(error)) return { kind: 'again', waitMs: AFTER_REFUSAL_MS };
      if (!(error instanceof PayloadError)) throw error;
      log.error({ queue, job: job.id, reason: error.message }, 'refused');
      if (error.code === 'version' && otherVersion === 'wait')
        return { kind: 'again', waitMs: OTHER_VERSION_MS * (1 + Math.random()) };
      throw new UnusableJob(error.message);
    } finally {
      inFlight.delete(work);
    }
  };

  /** Delays a job without using an attempt; its place is free for others meanwhile. */
  const putBack = async (job: BullJob, token: string | undefined, waitMs: number): Promise<void> => {
    let refused = false;
    for (;;)
      try {
        await refusals.untilOver();
        return await job.moveToDelayed(Math.round(Date.now() + boundedWait(waitMs)), token);
      } catch (error) {
        if (refusals.note(error)) refused = true;
        // Its lock expired while Redis refused writes: it is taken up as stalled, like the jobs of a lost worker.
        else if (refused) return log.debug({ queue, job: job.id, err: error }, 'not put back');
        else throw error;
      }
  };

  const worker = new Worker(
    queue,
    async (job, token) => {
      const outcome = await outcomeOf(job);
      if (outcome.kind === 'done') return;
      await putBack(job, token, outcome.waitMs);
      throw new DelayedError();
    },
    {
      connection: connections.waiting,
      prefix: PREFIX,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: LOOK_FOR_STALLED_EVERY_MS,
      maxStalledCount: MOST_STALLS,
      runRetryDelay: FETCH_AGAIN_MS,
      settings: {
        backoffStrategy: (attempts = 1) =>
          Math.min(1_000 * 2 ** Math.min(attempts, 10), LONGEST_BACKOFF_MS) * (0.5 + Math.random() / 2),
      },
    },
  );
  worker.on('error', (error) => {
    if (refusals.note(error)) return;
    // A lost connection is logged once, in redis-connection.ts.
    if (connections.waiting.status !== 'ready') log.debug({ queue, reason: error.message }, 'queue');
    else log.warn({ queue, reason: error.message }, 'queue');
  });
  worker.on('stalled', (id) => log.warn({ queue, job: id }, 'job of a lost worker taken up again'));
  worker.on('failed', (job, error) => {
    // Redis refused to record how the job ended: if it is still due, the next sweep adds it again.
    if (!job || refusals.note(error)) return;
    const last = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    log.error({ queue, job: job.id, err: error, last }, 'job failed');
    if (last && !(error instanceof UnusableJob)) onFailed?.(job.data, error, job.timestamp);
  });

  const reasons = { paused: false, refused: false };
  /** Pauses the worker while there is a reason. Redis's refusals are one because BullMQ retries them at once, without end. */
  const pauseFor = (change: Partial<typeof reasons>): void => {
    const before = reasons.paused || reasons.refused;
    Object.assign(reasons, change);
    const now = reasons.paused || reasons.refused;
    if (now === before) return;
    const done = now ? worker.pause(true) : worker.resume();
    done.catch((error: unknown) => log.debug({ queue, err: error }, 'queue'));
  };
  const unsubscribe = refusals.onChange((refused) => pauseFor({ refused }));

  return {
    setPaused: (paused) => pauseFor({ paused }),
    close: async (deadlineMs) => {
      unsubscribe();
      const deadline = Date.now() + deadlineMs;
      const closed = worker.close().catch((error: unknown) => log.debug({ queue, err: error }, 'queue'));
      await within(Promise.allSettled(inFlight), deadlineMs);
      // Bounded, because closing waits for a Redis that is away; jobs that were not acknowledged run again elsewhere.
      const disconnected = await within(
        closed,
        Math.max(100, Math.min(DISCONNECT_MS, deadline - Date.now())),
      );
      // Only then, since it ends the connection of all consumers, and others may still have results to record.
      if (!disconnected) worker.disconnect().catch(() => {});
    },
  };
}

/** Whether the promise settled in time. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const ended = await Promise.race([promise.then(() => true), timeout]);
  clearTimeout(timer);
  return ended;
}
