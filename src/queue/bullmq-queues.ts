/** The queues in Redis, and how long what they hold is kept. */
import { type JobsOptions, Queue } from 'bullmq';
import { OperationError } from '../core/errors.ts';
import type { Job } from '../core/jobs.ts';
import type { Log } from '../core/ports.ts';
import { type Connections, PREFIX, redisAway } from './redis-connection.ts';

/** Whose jobs any machine can do. */
export const WORK_QUEUES = ['feeds', 'articles'] as const;
export type WorkQueue = (typeof WORK_QUEUES)[number];
/** Deliveries are the daemon's: the secrets of receivers and the mail server's password stay where the database is. */
export const JOB_QUEUES = [...WORK_QUEUES, 'notify'] as const;
export type JobQueue = (typeof JOB_QUEUES)[number];
export type QueueName = JobQueue | 'store' | 'schedule';

const QUEUE_OF = { poll: 'feeds', ingest: 'articles', deliver: 'notify' } as const;
export const queueOf = (kind: Job['kind']): JobQueue => QUEUE_OF[kind];

/** After this, someone who has not looked at a failed job will not. */
const FAILED_KEPT = { age: 7 * 24 * 3600, count: 1_000 };

/**
 * A handler that threw could not hand its result over. Another try would ask the same server again, for a result that can
 * be handed over no better: the database decides when, as it does of what the world does wrong. Nothing is kept of a job
 * that ended: the next of the same id must not be taken for it.
 */
export const WORK_JOB = {
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: FAILED_KEPT,
} as const satisfies JobsOptions;

/** A result is tried for days, at last every minute: the disk may be full until someone comes. */
export const RESULT_JOB = {
  attempts: 5_000,
  backoff: { type: 'capped' },
  removeOnComplete: true,
  removeOnFail: FAILED_KEPT,
} as const satisfies JobsOptions;

/** BullMQ writes every step of every job to a stream that nothing here reads. */
const EVENTS_KEPT = 100;

export interface Queues {
  readonly feeds: Queue;
  readonly articles: Queue;
  readonly notify: Queue;
  readonly store: Queue;
  readonly schedule: Queue;
  /** Runs something that asks Redis. Throws OperationError `redis` when Redis does not answer soon, or refuses. */
  ask<T>(question: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** `connection`: the fast-failing one for who asks, the waiting one for a worker that must deliver. */
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
        connections.refusals.heard(error);
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

/** Its own word for it comes first: OOM when its memory is full, MISCONF when its disk is, READONLY of a replica. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && /^[A-Z]{3,} /.test(error.message);
}

/** A job's id as BullMQ takes it: without colons, which are its own. */
export const redisId = (jobId: string): string => jobId.replaceAll('%', '%25').replaceAll(':', '%3A');
export const plainId = (redisId: string): string => redisId.replaceAll('%3A', ':').replaceAll('%25', '%');

/** Every id in these states; without its last two arguments `getRanges` gives the first two only. */
export function idsIn(queue: Queue, states: Parameters<Queue['getRanges']>[0]): Promise<string[]> {
  return queue.getRanges(states, 0, -1);
}
