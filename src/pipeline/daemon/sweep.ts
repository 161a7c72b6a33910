/** The sweep: whatever the database says is due or unfinished becomes a job, at regular intervals. */
import { OperationError } from '../../core/errors.ts';
import { type DeliverJob, type IngestJob, jobId, type PollJob } from '../../core/jobs.ts';
import { everythingPaused } from '../../core/operations.ts';
import type { JobRunner, Log } from '../../core/ports.ts';

/** How often the database is swept, with either queue. */
export const SWEEP_EVERY_MS = 30_000;

/** Jobs taken from the database in one sweep; the next sweep takes the rest. */
const MOST_POLLS = 10_000;
const MOST_ARTICLES = 10_000;

/** Work that was done this often and is still due cannot be stored: waiting for it would never end. */
const MOST_ROUNDS = 3;

/** How often `idle` looks whether there is work left. */
const IDLE_CHECK_MS = 200;

interface SweepDependencies {
  readonly store: {
    duePolls(now: number, limit: number): readonly PollJob[];
    dueArticles(now: number, limit: number): readonly IngestJob[];
    listPauses(): readonly { readonly scope: string }[];
  };
  /** Finds news for alerts, and returns the jobs of messages that are due. */
  readonly findNews: (now: number) => Promise<readonly DeliverJob[]>;
  readonly runner: JobRunner;
  /** Whether results can be stored: jobs would be done for nothing while they cannot. */
  readonly canStore: () => boolean;
  /** Called with the error of a failed sweep; true when its reason is logged elsewhere. */
  readonly alreadyLogged: (error: unknown) => boolean;
  readonly now: () => number;
  readonly everyMs: number;
  /** What else is to be done regularly, in small pieces. */
  readonly housekeep: () => void;
  readonly log: Log;
}

export interface Sweeper {
  /** Sweeps at once, and then every `everyMs`. */
  start(): Promise<void>;
  /** Never two at a time: during a sweep, all callers share the one that follows it. */
  sweep(): Promise<void>;
  /**
   * Resolves when nothing is due and no job is running or waiting; while everything is paused, when none is running.
   * Throws OperationError `stuck` when the same work stays due, and whatever the database throws.
   */
  idle(): Promise<void>;
  /** Starts no more sweeps, and resolves when the one under way has ended. */
  stop(): Promise<void>;
}

export function createSweeper(deps: SweepDependencies): Sweeper {
  const { store, findNews, runner, canStore, alreadyLogged, now, everyMs, housekeep, log } = deps;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let stopped = false;

  /** Adds what is due and returns its ids. */
  const takeDue = async (): Promise<string[]> => {
    const jobs = [
      ...store.duePolls(now(), MOST_POLLS),
      ...store.dueArticles(now(), MOST_ARTICLES),
      ...(await findNews(now())),
    ];
    await runner.add(jobs);
    return jobs.map(jobId);
  };

  /** A sweep that fails is logged; the next one tries again. */
  const sweepOnce = async (): Promise<void> => {
    if (stopped || !canStore()) return;
    try {
      await takeDue();
      housekeep();
    } catch (error) {
      if (!alreadyLogged(error)) log.error({ err: error }, 'sweep failed');
    }
  };

  const sweep = (): Promise<void> => {
    if (running === null) {
      running = sweepOnce().finally(() => {
        running = null;
      });
      return running;
    }
    // The sweep under way may have missed what became due meanwhile: one more, shared by all callers.
    next ??= running.then(() => {
      next = null;
      return sweep();
    });
    return next;
  };

  return {
    start: async () => {
      await sweep();
      if (!stopped) timer = setInterval(() => void sweep(), everyMs);
    },
    sweep,
    idle: async () => {
      const rounds = new Map<string, number>();
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, IDLE_CHECK_MS));
        const { running, waiting } = await runner.jobs();
        if (running.length > 0) continue;
        // Waiting jobs start when somebody resumes the work, which may be never.
        if (everythingPaused(store.listPauses())) return;
        if (waiting.length > 0) continue;
        const due = await takeDue();
        if (due.length === 0) return;
        for (const id of due) rounds.set(id, (rounds.get(id) ?? 0) + 1);
        if (due.every((id) => (rounds.get(id) ?? 0) > MOST_ROUNDS))
          throw new OperationError(
            'stuck',
            `${due.length === 1 ? '1 job is' : `${due.length} jobs are`} due again and again: see the log for why`,
          );
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
