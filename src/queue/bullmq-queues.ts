/** The queues in Redis, and how long what they hold is kept. */
import { type JobsOptions, Queue } from 'bullmq';
import { OperationError } from '../core/errors.ts';
import type { Job } from '../core/jobs.ts';
import type { Log } from '../core/ports.ts';
import { type Connections, PREFIX, redisAway } from './redis-connection.ts';

/** The queues whose jobs any machine can do. */
export const WORK_QUEUES = ['feeds', 'articles'] as const;
export type WorkQueue = (typeof WORK_QUEUES)[number];
/** Deliveries are the daemon's: the secrets of receivers and the mail server's password stay where the database is. */
export const JOB_QUEUES = [...WORK_QUEUES, 'notify'] as const;
export type JobQueue = (typeof JOB_QUEUES)[number];
export type QueueName = JobQueue | 'store' | 'schedule';

const QUEUE_OF = { poll: 'feeds', ingest: 'articles', deliver: 'notify' } as const;
export const queueOf = (kind: Job['kind']): JobQueue => QUEUE_OF[kind];

/** Failed jobs are kept for people to look at; `age` is in seconds. */
const FAILED_KEPT = { age: 7 * 24 * 3600, count: 1_000 };

/**
 * One attempt: a handler throws when its result could not be handed over, and another attempt would fetch from the same
 * server again only to fail the same way. The database schedules retries, as it does for failures outside. Completed jobs
 * are removed, because BullMQ ignores a new job whose id it still keeps.
 */
export const WORK_JOB = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: FAILED_KEPT,
} as const satisfies JobsOptions;

/** A result is retried for days, in the end every minute: the disk may stay full until someone makes room. */
export const RESULT_JOB = {
  attempts: 5_000,
  backoff: { type: 'capped' },
  removeOnComplete: true,
  removeOnFail: FAILED_KEPT,
} as const satisfies JobsOptions;

/** BullMQ writes every step of every job to an event stream, which nothing here reads: keep it short. */
const EVENTS_KEPT = 100;

export interface Queues {
  readonly feeds: Queue;
  readonly articles: Queue;
  readonly notify: Queue;
  readonly store: Queue;
  readonly schedule: Queue;
  /** Runs `question`, which uses Redis. Throws OperationError `redis` when Redis does not answer soon, or refuses. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** `use`: the connection that fails fast, for whoever asks, or the one that waits for Redis, for a worker with results. */
export function openQueues(connections: Connections, use: 'asking' | 'waiting', log: Log): Queues {
  const connection = connections[use];
  const open = (name: QueueName): Queue => {
    const streams = { events: { maxLen: EVENTS_KEPT } };
    const queue = new Queue(name, { connection, prefix: PREFIX, skipVersionCheck: true, streams });
    queue.on('error', (error) => log.debug({ queue: name, reason: error.message }, 'queue'));
    return queue;
  };
  const queues = {
    feeds: open('feeds'),
    articles: open('articles'),
    notify: open('notify'),
    store: open('store'),
  };
  const schedule = open('schedule');
  return {
    ...queues,
    schedule,
    ask: async (question) => {
      await connections.ready();
      try {
        return await question();
      } catch (error) {
        connections.refusals.note(error);
        if (isAway(error)) throw redisAway(connections.name, error.message);
        if (isRefusal(error))
          throw new OperationError('redis', `${connections.name} refuses: ${error.message}`);
        throw error;
      }
    },
    close: async () => {
      await Promise.all([...Object.values(queues), schedule].map((queue) => queue.close()));
    },
  };
}

function isAway(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (error.name === 'MaxRetriesPerRequestError' ||
      error.name === 'ClusterAllFailedError' ||
      /^(Command timed out|Connection is closed|Stream isn't writeable|connect E)|ECONNREFUSED|ECONNRESET/.test(
        error.message,
      ))
  );
}

/** Redis's errors begin with a code: OOM when its memory is full, MISCONF when its disk is, READONLY from a replica. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && /^[A-Z]{3,} /.test(error.message);
}

/** A job's id as BullMQ takes it: without colons, which are its own. */
export const redisId = (jobId: string): string => jobId.replaceAll('%', '%25').replaceAll(':', '%3A');
export const plainId = (redisId: string): string => redisId.replaceAll('%3A', ':').replaceAll('%25', '%');

/** Every id in these states; without its last two arguments `getRanges` returns two ids only. */
export function idsIn(queue: Queue, states: Parameters<Queue['getRanges']>[0]): Promise<string[]> {
  return queue.getRanges(states, 0, -1);
}
