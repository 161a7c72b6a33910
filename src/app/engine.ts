/** Builds the machinery that does the work: HTTP client, child processes, turns at hosts, workers, job runner. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { createDeliverWorker } from '../../workers/deliver.ts';
import { handleJob } from '../../workers/handle.ts';
import { createIngestWorker } from '../../workers/ingest.ts';
import { createPollWorker } from '../../workers/poll.ts';
import type { Config } from '../config.ts';
import {
  articleJobId,
  type DeliverJob,
  feedJobId,
  type Job,
  type PipelineEvent,
  type WorkJob,
} from '../core/jobs.ts';
import type { JobHandlers, JobOutcome, JobRunner, Log, ResultSink } from '../core/ports.ts';
import { createRobots, type RobotsOptions } from '../net/robots.ts';
import { createHostSlots } from '../net/slots.ts';
import { createNotifier } from '../notify/notifier.ts';
import { hearLineReturn } from '../pipeline/daemon/line-return.ts';
import { reportingSink } from '../pipeline/daemon/reporting-sink.ts';
import { createWriteGate, isUnwritable } from '../pipeline/daemon/write-gate.ts';
import { createFeedTextReader, feedTextSink } from '../pipeline/ingest/feed-text.ts';
import { createHostCooldowns } from '../pipeline/ingest/host-cooldowns.ts';
import type { Messaging } from '../pipeline/operations/alert-operations.ts';
import type { CheckDependencies } from '../pipeline/operations/check-feed.ts';
import type { Engine } from '../pipeline/operations/session.ts';
import { createInProcessRunner } from '../queue/in-process.ts';
import { isRefusedWrite } from '../queue/redis-refusals.ts';
import type { Store } from '../store/store.ts';
import { type KnowledgeOnce, rulesVersionWith } from './knowledge.ts';
import type { QueueEngine } from './queue-engine.ts';
import { openReading, robotNameOf } from './reading.ts';

export interface RunningEngine extends Engine, CheckDependencies, Messaging {
  /** The queues on Redis; none without it. */
  readonly queues: readonly Queue[];
  /** Whether the database can be written now. */
  canStore(): boolean;
  /** Takes note of an error from elsewhere; true when its reason is logged here: a damaged database, or a queue that refuses writes. */
  alreadyLogged(error: unknown): boolean;
  /** One try at one message, without the queue. */
  deliver(job: DeliverJob): Promise<unknown>;
  /** Calls `sweep`, beside the caller's own timer, on Redis's schedule and when Redis has lost jobs. */
  onSweepDue(sweep: () => Promise<void>): void;
  /** Ends the running jobs within `deadlineMs` and stops the child processes. */
  close(deadlineMs: number): Promise<void>;
}

/** With REDIS_URL jobs run on BullMQ, here and on other machines; without, in this process alone. `outageMs`: see RobotsOptions. */
export async function openEngine(
  config: Config,
  store: Store,
  knowledge: KnowledgeOnce,
  log: Log,
  { outageMs }: Pick<RobotsOptions, 'outageMs'> = {},
): Promise<RunningEngine> {
  const { settings } = config;
  const own = await knowledge.own();
  const [companies, ventures] = [own.companies.length, own.ventures.length];
  if (companies + ventures > 0) log.info({ companies, ventures }, 'own companies and ventures');
  const queue = await openQueue(config, store, () => rulesVersionWith(own), log);
  const reading = openReading(config, own);
  const { fetcher, sandbox } = reading;
  const listeners = new Set<(event: PipelineEvent) => void>();
  const tell = (event: PipelineEvent): void => {
    queue?.ended(event);
    for (const listener of [...listeners]) listener(event);
  };
  const report = (event: PipelineEvent): void => {
    logEvent(log, event);
    tell(event);
  };
  const gate = createWriteGate({ probe: store.probeWrite, now: () => performance.now(), log });
  const withFeedText = createFeedTextReader(sandbox, store.feedContent);
  const robots = createRobots({
    fetcher,
    userAgentToken: robotNameOf(config),
    ...(outageMs === undefined ? {} : { outageMs }),
  });
  const lineDown = (): boolean => store.lineDown() !== null;
  const stored = hearLineReturn(gate.watch(store.sink), lineDown, robots.forgetUnreached);
  let stopped = false;
  const sink = reportingSink(
    feedTextSink(
      untilStopped(stored, () => stopped),
      withFeedText,
    ),
    report,
  );
  const shared = {
    fetcher,
    sandbox,
    slots: queue?.slots ?? createHostSlots({ intervalMs: settings.JVWIRE_HOST_INTERVAL_MS }),
    robots,
    cooldowns: createHostCooldowns(),
    sink,
    now: Date.now,
    random: Math.random,
    wait: (ms: number) => sleep(ms),
  };
  const messaging: Messaging = {
    notifier: createNotifier(fetcher, mailServer(settings)),
    page: settings.JVWIRE_URL ?? null,
  };
  const handlers: JobHandlers = {
    poll: createPollWorker({ ...shared, add: queue?.addLater ?? ((jobs) => runner.add(jobs)) }),
    ingest: createIngestWorker(shared),
    deliver: createDeliverWorker({ ...shared, ...messaging, store, log }),
  };
  const onError = (job: Job, error: unknown): void => {
    // Jobs that were cut off by stopping are still due in the database.
    if (stopped) return;
    if (!gate.note(error)) log.error({ job: job.url, err: error }, 'job failed');
    // Deliveries are still due, too; but nobody follows them.
    if (job.kind !== 'deliver')
      report(
        unrecorded(
          job,
          isUnwritable(error) ? 'not-stored' : 'internal',
          error instanceof Error ? error.message : String(error),
        ),
      );
  };
  // A feed may be paused, or the disk full, when jobs are queued already: they end without a try, and are due again later.
  const handle = async (job: Job): Promise<JobOutcome> => {
    if (!gate.isOpen()) {
      // The gate has logged it, once for all jobs.
      if (job.kind !== 'deliver') tell(unrecorded(job, 'not-stored', 'the database cannot be written'));
      return { kind: 'done' };
    }
    if (job.kind === 'deliver' || !store.isPaused(job)) return handleJob(handlers, job);
    report(unrecorded(job, 'paused', 'paused by hand'));
    return { kind: 'done' };
  };
  const onPaused = (job: WorkJob): void => tell(unrecorded(job, 'paused', 'paused by hand'));
  const concurrency = settings.JVWIRE_CONCURRENCY;
  const runner: JobRunner = queue
    ? queue.start({ handle, sink, onError, onPaused })
    : createInProcessRunner({ handle, concurrency, now: Date.now, onError });
  return {
    queues: queue?.queues ?? [],
    runner,
    fetcher,
    sandbox,
    ...messaging,
    canStore: gate.isOpen,
    alreadyLogged: (error) => gate.note(error) || isRefusedWrite(error),
    writeError: gate.reason,
    deliver: handlers.deliver,
    onSweepDue: (sweep) => queue?.onSweepDue(sweep),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async (deadlineMs) => {
      await (queue ?? runner).close(deadlineMs);
      // What is still in flight fails now because this process ends: that says nothing of its feed or article.
      stopped = true;
      await reading.close();
    },
  };
}

/** BullMQ is loaded only where it is used. */
async function openQueue(
  config: Config,
  store: Store,
  rulesVersion: () => Promise<string>,
  log: Log,
): Promise<QueueEngine | null> {
  const { REDIS_URL: redisUrl, JVWIRE_CONCURRENCY, JVWIRE_HOST_INTERVAL_MS } = config.settings;
  if (redisUrl === undefined) return null;
  const { openQueueEngine } = await import('./queue-engine.ts');
  return openQueueEngine({
    redisUrl,
    database: config.paths.database,
    store,
    rulesVersion,
    concurrency: JVWIRE_CONCURRENCY,
    intervalMs: JVWIRE_HOST_INTERVAL_MS,
    log,
  });
}

/** Refuses results once the process is stopping. */
function untilStopped(sink: ResultSink, isStopped: () => boolean): ResultSink {
  const unlessStopped =
    <Given, Result>(deliver: (given: Given) => Promise<Result>) =>
    async (given: Given) => {
      if (isStopped()) throw new Error('stopping');
      return deliver(given);
    };
  return {
    feedPolled: unlessStopped(sink.feedPolled),
    articleRead: unlessStopped(sink.articleRead),
    articleUnchanged: unlessStopped(sink.articleUnchanged),
    articleFailed: unlessStopped(sink.articleFailed),
  };
}

/** The event of a job of which nothing was recorded: it is still due in the database. */
function unrecorded(
  job: WorkJob,
  code: 'internal' | 'not-stored' | 'paused',
  message: string,
): PipelineEvent {
  const failure = { code, action: 'retry', message: `${job.url}: ${message}` } as const;
  if (job.kind === 'ingest') {
    const { articleId, url } = job;
    const event = {
      kind: 'article',
      outcome: 'retry',
      failure,
      verdict: null,
      tagged: false,
      ms: 0,
    } as const;
    return { ...event, jobId: articleJobId(articleId), articleId, url };
  }
  const counts = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {} };
  const event = { kind: 'feed', outcome: 'failed', failure, counts, articleIds: [], ms: 0 } as const;
  return { ...event, jobId: feedJobId(job.feedId), feedId: job.feedId };
}

/** Null unless both are set: a mail needs a sender. */
function mailServer({ JVWIRE_SMTP_URL: url, JVWIRE_MAIL_FROM: from }: Config['settings']) {
  return url === undefined || from === undefined ? null : { url, from };
}

function logEvent(log: Log, event: PipelineEvent): void {
  const { kind, outcome } = event;
  const level = outcome === 'failed' ? 'warn' : 'info';
  if (kind === 'feed') {
    const { articleIds: _ids, ...fields } = event;
    log[level](fields, `feed ${outcome}`);
  } else log[level](event, `article ${outcome}`);
}
