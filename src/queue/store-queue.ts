/** The `store` queue: workers elsewhere put results in, the process that holds the database takes them out. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobId, type PollReceipt } from '../core/jobs.ts';
import { type Log, RESULTS_TOGETHER, type ResultSink } from '../core/ports.ts';
import { type Consumer, consume } from './bullmq-consumer.ts';
import { type Queues, RESULT_JOB, redisId } from './bullmq-queues.ts';
import type { Connections } from './redis-connection.ts';
import { type Origin, type Result, readResultPayload, resultPayload } from './result-payload.ts';
import { inTime } from './worker-clock.ts';

/** What the store does with a result is not known here; the process with the database enqueues what is new. */
const NO_RECEIPT: PollReceipt = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {}, jobs: [] };

/** How far a worker's clock may be wrong before a warning. */
const TOLERANCE_MS = 60_000;
/** Every result of such a worker is dated wrong; the warning is repeated this seldom. */
const WARN_EVERY_MS = 600_000;

/** Waits before a result that Redis refused is handed over again: it may be out of memory for a moment. */
const HAND_OVER_AGAIN_MS = [1_000, 5_000];

type Received = Awaited<ReturnType<typeof readResultPayload>>;

/** Hands the results of one job over, to the database that the job came from. Waits as long as Redis is away. */
export function sinkThroughRedis(queues: Queues, origin: Origin): ResultSink {
  const send = async (result: Result): Promise<void> => {
    const data = await resultPayload(result, origin);
    // Every result has an id of its own: BullMQ would ignore one with the id of a failed result that it still keeps.
    const options = { ...RESULT_JOB, jobId: `${redisId(jobId(origin.job))}@${randomUUID()}` };
    for (const wait of HAND_OVER_AGAIN_MS)
      try {
        return void (await queues.store.add(result.kind, data, options));
      } catch {
        await sleep(wait);
      }
    await queues.store.add(result.kind, data, options);
  };
  return {
    feedPolled: async (value) => {
      await send({ kind: 'feed-polled', value });
      return NO_RECEIPT;
    },
    articleRead: async (value) => {
      await send({ kind: 'article-ingested', value });
      return { kind: 'stored', articleId: value.articleId };
    },
    articleUnchanged: async (value) => {
      await send({ kind: 'article-unchanged', value });
      return { kind: 'unchanged', articleId: value.articleId };
    },
    articleFailed: async (value) => {
      await send({ kind: 'article-failed', value });
      return 'noted';
    },
  };
}

interface StoreConsumerOptions {
  readonly connections: Connections;
  /** Identity of the database that `sink` writes to. */
  readonly database: string;
  readonly sink: ResultSink;
  /** Enqueues the articles that a poll brought. */
  readonly add: (jobs: PollReceipt['jobs']) => Promise<void>;
  readonly log: Log;
}

/** Stores what workers hand over. Idempotent: the same result may come twice. */
export function consumeResults({ connections, database, sink, add, log }: StoreConsumerOptions): Consumer {
  const store = async ({ kind, value }: Result): Promise<void> => {
    if (kind === 'feed-polled') await add((await sink.feedPolled(value)).jobs);
    else if (kind === 'article-ingested') await sink.articleRead(value);
    else if (kind === 'article-unchanged') await sink.articleUnchanged(value);
    else await sink.articleFailed(value);
  };
  let warnedAt = Number.NEGATIVE_INFINITY;
  const byThisClock = ({ result, queuedAt }: Received, id: string): Result => {
    const { result: right, wrongByMs } = inTime(result, queuedAt, Date.now());
    if (Math.abs(wrongByMs) > TOLERANCE_MS && performance.now() - warnedAt > WARN_EVERY_MS) {
      warnedAt = performance.now();
      const seconds = Math.round(wrongByMs / 1000);
      log.warn({ job: id, seconds, fix: 'run a time service there' }, 'the clock of a worker is wrong');
    }
    return right;
  };
  return consume({
    queue: 'store',
    connections,
    concurrency: RESULTS_TOGETHER,
    log,
    otherVersion: 'fail',
    handle: async (data, id) => {
      const read = await readResultPayload(data, id);
      if (read.database === database) await store(byThisClock(read, id));
      else log.warn({ job: id, database: read.database }, 'result for another database, dropped');
      return { kind: 'done' };
    },
  });
}
