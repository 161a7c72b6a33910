/** A worker on another machine: no database and no disk of ours, only jobs from Redis and results back to it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createIngestWorker } from '../../workers/ingest.ts';
import { createPollWorker } from '../../workers/poll.ts';
import type { Config } from '../config.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import type { WorkJob } from '../core/jobs.ts';
import type { JobOutcome, ResultSink } from '../core/ports.ts';
import { PAYLOAD_VERSION } from '../core/read-payload.ts';
import { createRobots } from '../net/robots.ts';
import { logLibraryWarnings } from '../observe/library-warnings.ts';
import { createLog } from '../observe/log.ts';
import { createOwnLine, LineDownError } from '../pipeline/daemon/own-line.ts';
import { failureResult } from '../pipeline/ingest/failed-job.ts';
import { createHostCooldowns } from '../pipeline/ingest/host-cooldowns.ts';
import { type Consumer, consume } from '../queue/bullmq-consumer.ts';
import { openQueues, WORK_QUEUES, type WorkQueue } from '../queue/bullmq-queues.ts';
import { shareOut } from '../queue/bullmq-runner.ts';
import { watchForDaemon } from '../queue/find-daemon.ts';
import { readWorkPayload } from '../queue/job-payload.ts';
import { parseRedisUrl } from '../queue/redis-address.ts';
import { type Connections, connectRedis, requireDatabase } from '../queue/redis-connection.ts';
import { writerOf } from '../queue/redis-presence.ts';
import { createRedisSlots } from '../queue/redis-slots.ts';
import { sinkThroughRedis } from '../queue/store-queue.ts';
import { VERSION } from '../version.ts';
import { ownKnowledgeIn } from './knowledge.ts';
import { openReading, robotNameOf } from './reading.ts';

/** Jobs in flight get this long to end; container runtimes can be told to wait longer than that. */
const CLOSE_DEADLINE_MS = 22_000;

/** How often one host is probed while none can be reached. */
const PROBE_LINE_EVERY_MS = 60_000;
/** A job is put back for this long, so that another machine, if there is one, takes it. */
const GIVEN_BACK_MS = 2_000;

export interface RunningWorker {
  /** Ends what is in flight; what does not end in time is taken up by another worker. */
  close(reason: string): Promise<void>;
}

/**
 * `wanted` null: all queues. Throws UsageError without REDIS_URL, for an unknown queue or mistakes in the user's knowledge,
 * OperationError `version` when the daemon speaks another version, `redis-database` when Redis has no database of that
 * number. Waits for a Redis that is away.
 */
export async function startWorker(config: Config, wanted: readonly string[] | null): Promise<RunningWorker> {
  const { settings } = config;
  if (settings.REDIS_URL === undefined)
    throw new UsageError('jvwire worker needs REDIS_URL, the same as the daemon has');
  const names = queueNames(wanted);
  const own = await ownKnowledgeIn(config.paths.knowledge);
  const log = createLog(settings.LOG_LEVEL ?? 'info');
  logLibraryWarnings(log);
  const connections = connectRedis(parseRedisUrl(settings.REDIS_URL), log);
  try {
    await requireDatabase(connections);
    await requireVersion(connections);
  } catch (error) {
    connections.close();
    throw error;
  }
  // Results must be handed over, however long Redis is away.
  const queues = openQueues(connections, 'waiting', log);
  const slots = createRedisSlots({
    connection: connections.waiting,
    intervalMs: settings.JVWIRE_HOST_INTERVAL_MS,
    log,
  });
  const reading = openReading(config, own);
  const { sandbox } = reading;
  const line = createOwnLine({
    fetcher: reading.fetcher,
    now: () => performance.now(),
    onChange: (down) => {
      for (const consumer of consumers) consumer.setPaused(down);
      if (!down) robots.forgetUnreached();
    },
    log,
  });
  const probing = setInterval(() => void line.probe(), PROBE_LINE_EVERY_MS);
  const { fetcher } = line;
  const robots = createRobots({ fetcher, userAgentToken: robotNameOf(config) });
  const wait = (ms: number): Promise<void> => sleep(ms);
  const cooldowns = createHostCooldowns();

  const work = (job: WorkJob, given: ResultSink): Promise<JobOutcome> => {
    const sink = line.guard(given);
    const shared = {
      fetcher,
      sandbox,
      slots,
      robots,
      cooldowns,
      sink,
      now: Date.now,
      random: Math.random,
      wait,
    };
    // The process that stores a poll enqueues the articles that it brought.
    return job.kind === 'poll'
      ? createPollWorker({ ...shared, add: async () => {} })(job)
      : createIngestWorker(shared)(job);
  };
  const workWhileUp = async (job: WorkJob, sink: ResultSink): Promise<JobOutcome> => {
    try {
      if (!line.isDown()) return await work(job, sink);
    } catch (error) {
      if (!(error instanceof LineDownError)) throw error;
    }
    return { kind: 'again', waitMs: GIVEN_BACK_MS * (1 + Math.random()) };
  };

  const shares = shareOut(settings.JVWIRE_CONCURRENCY);
  const consumers = names.map(
    (queue): Consumer =>
      consume({
        queue,
        connections,
        concurrency: shares[queue],
        log,
        otherVersion: 'wait',
        handle: async (data, id, queuedAt) => {
          const { job, database } = readWorkPayload(data, id);
          const began = Date.now();
          const outcome = await workWhileUp(job, sinkThroughRedis(queues, { job, database, queuedAt }));
          if (outcome.kind === 'done')
            log.info({ job: id, url: job.url, ms: Date.now() - began }, 'job done');
          return outcome;
        },
        onFailed: (data, error, queuedAt) => {
          const { job, database } = readWorkPayload(data, 'failed');
          const sink = sinkThroughRedis(queues, { job, database, queuedAt });
          failureResult(sink, job, error, Date.now(), Math.random).catch((reason: unknown) =>
            log.error({ url: job.url, err: reason }, 'failure not handed over'),
          );
        },
      }),
  );
  const facts = { pid: process.pid, version: VERSION, redis: connections.name, queues: names };
  log.info(facts, 'worker started');
  // Not ready before Redis is there; redis-connection.ts logs why it is not.
  let wasReady = false;
  const ready = (): void => {
    if (!wasReady) log.info(facts, 'worker ready');
    wasReady = true;
  };
  connections.onReady(ready);
  if (connections.asking.status === 'ready') ready();
  const stopLooking = watchForDaemon({ connections, log });

  return {
    close: async (reason) => {
      log.info({ reason }, 'worker stopping');
      clearInterval(probing);
      stopLooking();
      await Promise.all(consumers.map((consumer) => consumer.close(CLOSE_DEADLINE_MS)));
      slots.close();
      connections.close();
      await reading.close();
      log.info({}, 'worker stopped');
    },
  };
}

function queueNames(wanted: readonly string[] | null): readonly WorkQueue[] {
  if (wanted === null) return WORK_QUEUES;
  return [...new Set(wanted)].map((name) => {
    const known = WORK_QUEUES.find((queue) => queue === name);
    if (!known)
      throw new UsageError(`no queue "${name}" for workers; there are ${WORK_QUEUES.join(' and ')}`);
    return known;
  });
}

/** Without a daemon, or without Redis, the version is not known yet; each job carries it, too. */
async function requireVersion(connections: Connections): Promise<void> {
  const writer = await connections.ready().then(
    () => writerOf(connections),
    // Redis is away, which is logged already.
    () => null,
  );
  if (writer && writer.v !== PAYLOAD_VERSION)
    throw new OperationError(
      'version',
      `the daemon (jvwire ${writer.version}) speaks version ${writer.v} of the job protocol and this worker (jvwire ${VERSION}) version ${PAYLOAD_VERSION}; run the same version of jvwire on every machine`,
    );
}
