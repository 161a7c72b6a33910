/** Watches a running daemon: counts its events, measures what it holds, and answers what monitoring asks. */
import { statSync } from 'node:fs';
import type { Hono } from 'hono';
import type { DataPaths } from '../config.ts';
import type { PipelineEvent } from '../core/jobs.ts';
import type { JobRunner, Log, QueueDepth } from '../core/ports.ts';
import { createMetrics, type Standing } from '../observe/metrics.ts';
import { createMetricsRoutes } from '../observe/metrics-routes.ts';
import { judgeReadiness, type Readiness } from '../observe/readiness.ts';
import type { ArticleCounts, WorkGauges } from '../store/upkeep/gauges.ts';

/** Counting walks over all articles, which is too slow for every scrape. */
const COUNT_EVERY_MS = 300_000;
/** Anyone may ask whether we are ready, so it is worked out this often at most. */
const READINESS_EVERY_MS = 2_000;

interface ObservationParts {
  readonly paths: Pick<DataPaths, 'database' | 'pages'>;
  readonly store: {
    workGauges(now: number): WorkGauges;
    articleCounts(): ArticleCounts;
    probeWrite(): void;
  };
  readonly engine: {
    readonly runner: Pick<JobRunner, 'depths' | 'tryWrite'>;
    /** Why no work is begun: results could not be stored when it was last tried; null when they could. */
    writeError(): string | null;
    subscribe(listener: (event: PipelineEvent) => void): () => void;
  };
  readonly sweepEveryMs: number;
  readonly version: string;
  readonly now: () => number;
  /** Milliseconds of a monotonic clock; ages go by it, because the time of day may be set back. */
  readonly elapsed: () => number;
  readonly log: Log;
}

export interface Observation {
  /** `/metrics`, `/healthz` and `/readyz`. */
  readonly routes: Hono;
  /** To be called after every sweep that went well. */
  swept(): void;
  close(): void;
}

export function observe(parts: ObservationParts): Observation {
  const { paths, store, engine, now: clock, elapsed, log } = parts;
  /** By the time of day, which is shown, and by `elapsed`, by which it is judged. */
  let lastSweep: { readonly at: number; readonly elapsed: number } | null = null;
  let counts = store.articleCounts();
  let countedAt = elapsed();
  let asked: { readonly at: number; readonly readiness: Promise<Readiness> } | null = null;

  /** The last counts; when they are old, articles are counted again after this scrape has its answer. */
  const articleCounts = (): ArticleCounts => {
    if (elapsed() - countedAt >= COUNT_EVERY_MS) {
      countedAt = elapsed();
      setImmediate(() => {
        try {
          counts = store.articleCounts();
        } catch (error) {
          log.debug({ err: error }, 'articles not counted');
        }
      });
    }
    return counts;
  };

  const queueError = (): Promise<string | null> =>
    engine.runner.tryWrite().then(
      () => null,
      (error: Error) => error.message,
    );
  const depths = (): Promise<readonly QueueDepth[] | null> => engine.runner.depths().catch(() => null);

  const standing = async (): Promise<Standing> => {
    const [queues, error] = await Promise.all([depths(), queueError()]);
    const now = clock();
    return {
      ...store.workGauges(now),
      ...articleCounts(),
      queues,
      queueUp: queues !== null && error === null,
      bytes: {
        database: sizeOf(paths.database),
        wal: sizeOf(`${paths.database}-wal`),
        pages: sizeOf(paths.pages),
      },
      lastSweepAt: lastSweep?.at ?? 0,
      now,
    };
  };

  const readiness = async (): Promise<Readiness> =>
    judgeReadiness({
      queueError: await queueError(),
      // A probe may succeed where a result does not fit: the error of the last result comes first.
      writeError: engine.writeError() ?? writeErrorOf(store),
      lastSweepAt: lastSweep?.elapsed ?? null,
      sweepEveryMs: parts.sweepEveryMs,
      now: elapsed(),
    });

  const metrics = createMetrics(parts.version, standing);
  const unsubscribe = engine.subscribe(metrics.observe);
  return {
    routes: createMetricsRoutes({
      metrics,
      readiness: () => {
        if (asked === null || elapsed() - asked.at >= READINESS_EVERY_MS)
          asked = { at: elapsed(), readiness: readiness() };
        return asked.readiness;
      },
    }),
    swept: () => {
      lastSweep = { at: clock(), elapsed: elapsed() };
    },
    close: unsubscribe,
  };
}

function writeErrorOf(store: Pick<ObservationParts['store'], 'probeWrite'>): string | null {
  try {
    store.probeWrite();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
