/** Builds the machinery that does the work: HTTP client, child processes, turns at hosts, workers, job runner. */
import { createIngestWorker } from '../../workers/ingest.ts';
import { createPollWorker } from '../../workers/poll.ts';
import type { Config } from '../config.ts';
import { articleJobId, feedJobId, type Job, type PipelineEvent } from '../core/jobs.ts';
import type { JobRunner, Log } from '../core/ports.ts';
import { createRobots } from '../net/robots.ts';
import { createHostSlots } from '../net/slots.ts';
import type { CheckDependencies } from '../pipeline/check-feed.ts';
import { reportingSink } from '../pipeline/reporting-sink.ts';
import type { Engine } from '../pipeline/session.ts';
import { createInProcessRunner } from '../queue/in-process.ts';
import type { Store } from '../store/store.ts';
import { openReading } from './reading.ts';

export interface RunningEngine extends Engine, CheckDependencies {
  /** Ends the running jobs within `deadlineMs` and stops the child processes. */
  close(deadlineMs: number): Promise<void>;
}

export function openEngine(config: Config, store: Store, log: Log): RunningEngine {
  const { settings } = config;
  const reading = openReading(config);
  const { fetcher, sandbox } = reading;
  const listeners = new Set<(event: PipelineEvent) => void>();
  const report = (event: PipelineEvent): void => {
    logEvent(log, event);
    for (const listener of [...listeners]) listener(event);
  };
  const shared = {
    fetcher,
    sandbox,
    slots: createHostSlots({ intervalMs: settings.JVWIRE_HOST_INTERVAL_MS }),
    robots: createRobots({ fetcher, userAgentToken: 'jvwire' }),
    sink: reportingSink(store.sink, report),
    now: Date.now,
    random: Math.random,
  };
  const runner: JobRunner = createInProcessRunner({
    handlers: {
      poll: createPollWorker({ ...shared, runner: () => runner }),
      ingest: createIngestWorker(shared),
    },
    concurrency: settings.JVWIRE_CONCURRENCY,
    now: Date.now,
    onError: (job, error) => {
      log.error({ job: job.url, err: error }, 'job failed');
      report(unrecorded(job, error));
    },
  });
  return {
    runner,
    fetcher,
    sandbox,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async (deadlineMs) => {
      await runner.close(deadlineMs);
      await reading.close();
    },
  };
}

/** What to tell of a job whose result could not be stored: the database still has it as due. */
function unrecorded(job: Job, error: unknown): PipelineEvent {
  const message = error instanceof Error ? error.message : String(error);
  const failure = { code: 'internal', action: 'retry', message: `${job.url}: ${message}` } as const;
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

function logEvent(log: Log, event: PipelineEvent): void {
  const { kind, outcome } = event;
  if (kind === 'feed') {
    const { articleIds: _ids, ...fields } = event;
    log.info(fields, `feed ${outcome}`);
  } else log.info(event, `article ${outcome}`);
}
