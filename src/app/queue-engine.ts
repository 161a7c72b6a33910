/** Builds the production queue: everything on Redis, for the process that holds the database. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import type { Queue } from 'bullmq';
import { type Job, jobId, type PipelineEvent, type WorkJob } from '../core/jobs.ts';
import { EVERYTHING, everythingPaused } from '../core/operations.ts';
import type { HostSlots, JobOutcome, JobRunner, Log, ResultSink } from '../core/ports.ts';
import { warnOfOtherRules } from '../pipeline/daemon/other-rules.ts';
import { SWEEP_EVERY_MS } from '../pipeline/daemon/sweep.ts';
import { openQueues } from '../queue/bullmq-queues.ts';
import { createBullmqRunner } from '../queue/bullmq-runner.ts';
import { takeUpMisdated } from '../queue/misdated-jobs.ts';
import { createPausedJobs } from '../queue/paused-jobs.ts';
import { parseRedisUrl } from '../queue/redis-address.ts';
import { connectRedis, requireDatabase } from '../queue/redis-connection.ts';
import { watchRedis } from '../queue/redis-presence.ts';
import { isRefusedWrite } from '../queue/redis-refusals.ts';
import { createRedisSlots } from '../queue/redis-slots.ts';
import { consumeResults } from '../queue/store-queue.ts';
import { type SweepSchedule, scheduleSweeps } from '../queue/sweep-schedule.ts';
import type { Store } from '../store/store.ts';
import { VERSION } from '../version.ts';

/** Articles added again at once when Redis was emptied; sweeps bring the rest. */
const MOST_ARTICLES = 10_000;

/** Jobs that someone waits for are added again this often, this many at a time, in case they got lost. */
const LOOK_AFTER_EVERY_MS = 5_000;
const MOST_LOOKED_AFTER = 1_000;

interface QueueEngineOptions {
  readonly redisUrl: string;
  /** Path of the database. */
  readonly database: string;
  readonly store: Store;
  /** The version of this process, with which that of workers elsewhere is compared. */
  readonly rulesVersion: () => Promise<string>;
  readonly concurrency: number;
  readonly intervalMs: number;
  readonly log: Log;
}

export interface QueueEngine {
  /** For the dashboard. */
  readonly queues: readonly Queue[];
  readonly slots: HostSlots;
  /** Starts to work. `sink` stores results and reports them. Called once. */
  start(work: {
    readonly handle: (job: Job) => Promise<JobOutcome>;
    readonly sink: ResultSink;
    readonly onError: (job: Job, error: Error) => void;
    /** Called for a job that will not be done because its feed is paused. */
    readonly onPaused: (job: WorkJob) => void;
  }): JobRunner;
  /** Adds the articles that a poll brought; if Redis is away, they are left to the next sweep. */
  addLater(jobs: readonly Job[]): Promise<void>;
  /** Calls `sweep` every 30 s as Redis keeps the time, and when Redis lost its jobs. */
  onSweepDue(sweep: () => Promise<void>): void;
  /** A job that was followed has ended. */
  ended(event: PipelineEvent): void;
  close(deadlineMs: number): Promise<void>;
}

/** Throws OperationError `redis-database` when the server has no such database. Redis may be away: it is waited for. */
export async function openQueueEngine(options: QueueEngineOptions): Promise<QueueEngine> {
  const { store, log, concurrency, intervalMs } = options;
  const connections = connectRedis(parseRedisUrl(options.redisUrl), log);
  await requireDatabase(connections).catch((error: unknown) => {
    connections.close();
    throw error;
  });
  const queues = openQueues(connections, 'asking', log);
  const slots = createRedisSlots({ connection: connections.waiting, intervalMs, log });
  const database = identityOf(options.database);
  /** Jobs added because someone asked for them now. Until they end they must not get lost: someone waits. */
  const followed = new Map<string, Job>();
  const closing: ((deadlineMs: number) => Promise<void>)[] = [];
  let runner: JobRunner | null = null;
  let schedule: SweepSchedule | null = null;
  let sweep: () => Promise<void> = async () => {};
  let stopWatching = (): void => {};

  let onPaused: (job: WorkJob) => void = () => {};

  /** A feed may have been paused while it was polled. */
  const unlessPaused = (job: Job): boolean => {
    if (job.kind === 'deliver' || !store.isPaused(job)) return true;
    onPaused(job);
    return false;
  };
  /** Refusals by Redis are logged once elsewhere. */
  const notYet = (what: string) => (error: unknown) =>
    log[isRefusedWrite(error) ? 'debug' : 'warn']({ err: error }, what);
  const addLater = async (jobs: readonly Job[]): Promise<void> => {
    await runner?.add(jobs.filter(unlessPaused)).catch(notYet('left to the next sweep'));
  };

  return {
    queues: [queues.feeds, queues.articles, queues.notify, queues.store],
    slots,
    addLater,
    start: ({ handle, sink, onError, onPaused: leave }) => {
      onPaused = leave;
      const inner = createBullmqRunner({ connections, queues, database, handle, concurrency, log, onError });
      const isPaused = (): boolean => everythingPaused(store.listPauses());
      const paused = createPausedJobs({
        queues,
        database,
        isPaused: store.isPaused,
        onTakenOut: onPaused,
        log,
      });
      const takeOutPaused = async (): Promise<void> => {
        const scopes = store.listPauses();
        // While everything is paused no worker is given anything.
        if (scopes.length === 0 || scopes.some(({ scope }) => scope === EVERYTHING)) return;
        await paused.takeOut();
      };
      const checked = warnOfOtherRules(sink, options.rulesVersion, log);
      const results = consumeResults({ connections, database, sink: checked, add: addLater, log });
      closing.push(inner.close, results.close);
      let lookedAfter = 0;
      const lookAfter = async (): Promise<void> => {
        // Not by the time of day, which may be set back.
        if (followed.size === 0 || performance.now() - lookedAfter < LOOK_AFTER_EVERY_MS) return;
        lookedAfter = performance.now();
        await inner.add([...followed.values()].slice(0, MOST_LOOKED_AFTER));
      };
      stopWatching = watchRedis({
        connections,
        writer: { database, version: VERSION },
        log,
        onBack: async () => {
          await inner.setPaused(isPaused());
          await schedule?.restore();
        },
        onEmptied: async () => {
          await inner.add([...followed.values()]);
          await inner.add(store.dueArticles(Date.now(), MOST_ARTICLES));
          await sweep();
        },
        onLook: async () => {
          await inner.restoreMissed();
          await schedule?.restoreMissed();
          await takeUpMisdated(queues, Date.now(), log);
          await takeOutPaused();
          await lookAfter();
        },
      });
      runner = {
        ...inner,
        setPaused: async (wish) => {
          paused.changed();
          // If Redis is away, the next look does it.
          await takeOutPaused().catch((error: unknown) => log.debug({ err: error }, 'not taken out yet'));
          await inner.setPaused(wish);
        },
        add: async (jobs, urgency) => {
          const wanted = urgency?.urgent ? jobs : [];
          // Jobs that someone else waits for already stay followed, even if adding fails.
          const fresh = wanted.filter((job) => !followed.has(jobId(job)));
          for (const job of wanted) followed.set(jobId(job), job);
          await inner.add(jobs, urgency).catch((error: unknown) => {
            for (const job of fresh) followed.delete(jobId(job));
            throw error;
          });
        },
      };
      return runner;
    },
    onSweepDue: (wanted) => {
      sweep = wanted;
      schedule = scheduleSweeps({ connections, queues, everyMs: SWEEP_EVERY_MS, sweep, log });
      closing.push(schedule.close);
      if (connections.asking.status === 'ready') schedule.restore().catch(notYet('sweeps not scheduled yet'));
    },
    ended: (event) => {
      followed.delete(event.jobId);
    },
    close: async (deadlineMs) => {
      stopWatching();
      await Promise.all(closing.map((close) => close(deadlineMs)));
      slots.close();
      await queues.close().catch((error: unknown) => log.debug({ err: error }, 'queues'));
      connections.close();
    },
  };
}

/** Identifies a database, since ids of one mean nothing in another. */
function identityOf(path: string): string {
  return createHash('sha256').update(`${hostname()}\n${path}`).digest('hex').slice(0, 16);
}
