/** The sweep: whatever the database says is due or unfinished becomes a job, again and again. */
import type { IngestJob, PollJob } from '../core/jobs.ts';
import type { JobRunner, Log } from '../core/ports.ts';

/** Jobs taken from the database in one sweep; the next sweep takes the rest. */
const MOST_POLLS = 10_000;
const MOST_ARTICLES = 10_000;

/** How often `idle` looks whether there is work left. */
const IDLE_CHECK_MS = 200;

export interface SweepDependencies {
  readonly store: {
    duePolls(now: number, limit: number): readonly PollJob[];
    dueArticles(now: number, limit: number): readonly IngestJob[];
  };
  readonly runner: JobRunner;
  readonly now: () => number;
  readonly everyMs: number;
  readonly log: Log;
}

export interface Sweeper {
  /** Sweeps now and then every `everyMs`. */
  start(): Promise<void>;
  sweep(): Promise<void>;
  /** Resolves when a sweep found nothing and no job is running or waiting. */
  idle(): Promise<void>;
  stop(): void;
}

export function createSweeper({ store, runner, now, everyMs, log }: SweepDependencies): Sweeper {
  let timer: NodeJS.Timeout | undefined;

  /** How many jobs are due. A sweep that fails (disk full, say) is logged; the next one tries again. */
  const sweepOnce = async (): Promise<number> => {
    try {
      const jobs = [...store.duePolls(now(), MOST_POLLS), ...store.dueArticles(now(), MOST_ARTICLES)];
      await runner.add(jobs);
      return jobs.length;
    } catch (error) {
      log.error({ err: error }, 'sweep failed');
      return 0;
    }
  };

  return {
    start: async () => {
      await sweepOnce();
      timer = setInterval(() => void sweepOnce(), everyMs);
    },
    sweep: async () => {
      await sweepOnce();
    },
    idle: async () => {
      for (;;) {
        const due = await sweepOnce();
        const { running, waiting } = await runner.jobs();
        if (due + running.length + waiting.length === 0) return;
        await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS));
      }
    },
    stop: () => clearInterval(timer),
  };
}
