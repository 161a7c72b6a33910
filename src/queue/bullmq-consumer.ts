/** Takes jobs from one queue and gives each to a function, until it is closed within a deadline. */
import { type Job as BullJob, DelayedError, UnrecoverableError, Worker } from 'bullmq';
import type { JobOutcome, Log } from '../core/ports.ts';
import { PayloadError } from '../core/read-payload.ts';
import type { QueueName } from './bullmq-queues.ts';
import { boundedWait } from './longest-wait.ts';
import { type Connections, PREFIX } from './redis-connection.ts';

/**
 * A job whose worker has not been heard of for this long is given to another. CPU work is done in child processes, so
 * a worker that lives renews its locks in time; should it not, a job runs twice, which every job may.
 */
const LOCK_MS = 10_000;
const LOOK_FOR_STALLED_EVERY_MS = 4_000;
/** A job that took this many workers down with it is given up. */
const MOST_STALLS = 5;
/** After losing Redis. */
const FETCH_AGAIN_MS = 1_000;
/** What Redis itself gets when everything of ours has ended. */
const GOODBYE_MS = 1_500;
/** Longest wait between two tries at storing a result. */
const LONGEST_BACKOFF_MS = 60_000;
/** A job that this worker is too old or too new for waits this long for one that is not. */
const OTHER_VERSION_MS = 15_000;
/** A job that Redis refused something for waits this long once it takes writes again. */
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
   * `queuedAt` is epoch ms by the clock of whoever added the job. Throwing PayloadError means that the job must not be acted
   * on, anything else that it is to be tried again.
   */
  readonly handle: (data: unknown, id: string, queuedAt: number) => Promise<JobOutcome>;
  /** What another version wrote: `wait` leaves it to another worker, `fail` puts it aside. */
  readonly otherVersion: 'wait' | 'fail';
  /** Hears of a job that was given up, but for one that was refused. */
  readonly onFailed?: (data: unknown, error: Error, queuedAt: number) => void;
}

/** Of another version, or of no known form. */
class RefusedJob extends UnrecoverableError {}

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
      // That is not the job's fault, and no try at it.
      if (refusals.heard(error)) return { kind: 'again', waitMs: AFTER_REFUSAL_MS };
      if (!(error instanceof PayloadError)) throw error;
      log.error({ queue, job: job.id, reason: error.message }, 'refused');
      if (error.code === 'version' && otherVersion === 'wait')
        return { kind: 'again', waitMs: OTHER_VERSION_MS * (1 + Math.random()) };
      throw new RefusedJob(error.message);
    } finally {
      inFlight.delete(work);
    }
  };

  /** Puts a job back with no attempt used; others take the place meanwhile. */
  const putBack = async (job: BullJob, token: string | undefined, waitMs: number): Promise<void> => {
    let refused = false;
    for (;;)
      try {
        await refusals.over();
        return await job.moveToDelayed(Math.round(Date.now() + boundedWait(waitMs)), token);
      } catch (error) {
        if (refusals.heard(error)) refused = true;
        // While it was refused its lock ended: it is taken up again like that of a lost worker.
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
    if (refusals.heard(error)) return;
    // A lost connection is told of once, where connections are made.
    if (connections.waiting.status !== 'ready') log.debug({ queue, reason: error.message }, 'queue');
    else log.warn({ queue, reason: error.message }, 'queue');
  });
  worker.on('stalled', (id) => log.warn({ queue, job: id }, 'job of a lost worker taken up again'));
  worker.on('failed', (job, error) => {
    // It was done, or could not be: the next sweep adds what is still due.
    if (!job || refusals.heard(error)) return;
    const last = error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
    log.error({ queue, job: job.id, err: error, last }, 'job failed');
    // There is nothing to be read in one that was refused.
    if (last && !(error instanceof RefusedJob)) onFailed?.(job.data, error, job.timestamp);
  });

  const wish = { paused: false, refused: false };
  /** BullMQ asks again at once when it is refused: paused it asks nothing. */
  const rest = (change: Partial<typeof wish>): void => {
    const before = wish.paused || wish.refused;
    Object.assign(wish, change);
    const now = wish.paused || wish.refused;
    if (now === before) return;
    const done = now ? worker.pause(true) : worker.resume();
    done.catch((error: unknown) => log.debug({ queue, err: error }, 'queue'));
  };
  const unsubscribe = refusals.onChange((refused) => rest({ refused }));

  return {
    setPaused: (paused) => rest({ paused }),
    close: async (deadlineMs) => {
      unsubscribe();
      const deadline = Date.now() + deadlineMs;
      const closed = worker.close().catch((error: unknown) => log.debug({ queue, err: error }, 'queue'));
      await within(Promise.allSettled(inFlight), deadlineMs);
      // A Redis that is away would be waited for without end; what was not acknowledged runs again elsewhere.
      const left = await within(closed, Math.max(100, Math.min(GOODBYE_MS, deadline - Date.now())));
      // That ends the connection of all consumers: others may still have to say what they have done.
      if (!left) worker.disconnect().catch(() => {});
    },
  };
}

/** Whether it ended in time. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const ended = await Promise.race([promise.then(() => true), timeout]);
  clearTimeout(timer);
  return ended;
}
