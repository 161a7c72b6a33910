/** The embedded job runner: bounded, in memory, nothing to install. What a crash loses the next sweep finds again. */
import PQueue from 'p-queue';
import type { Job, JobHandlers, JobOutcome, JobRunner, Log } from '../core/ports.ts';

/** A job's identity: the same feed or article is never worked on twice at a time. */
export function jobId(job: Job): string {
  return job.kind === 'poll' ? `feed-${job.feedId}` : `article-${job.articleId}`;
}

export function createInProcessRunner(options: {
  readonly handlers: JobHandlers;
  readonly concurrency: number;
  readonly now: () => number;
  readonly log: Log;
}): JobRunner {
  const { handlers, concurrency, now, log } = options;
  const queue = new PQueue({ concurrency });
  /** Jobs in the queue or running. */
  const active = new Set<string>();
  /** Jobs that asked to be run later. */
  const waiting = new Map<string, NodeJS.Timeout>();
  let closed = false;
  let wake: (() => void)[] = [];

  const changed = (): void => {
    const waiters = wake;
    wake = [];
    for (const resolve of waiters) resolve();
  };

  const enqueue = (id: string, job: Job): void => {
    active.add(id);
    // Polls first: they are few, and the articles they bring keep every host busy.
    const run = queue.add(() => work(id, job), { priority: job.kind === 'poll' ? 1 : 0 });
    run.catch((error: unknown) => log.error({ job: id, err: error }, 'job runner failed'));
  };

  const later = (id: string, job: Job, at: number): void => {
    const timer = setTimeout(
      () => {
        waiting.delete(id);
        enqueue(id, job);
      },
      Math.max(0, at - now()),
    );
    waiting.set(id, timer);
  };

  const work = async (id: string, job: Job): Promise<void> => {
    let outcome: JobOutcome = { kind: 'done' };
    if (!closed) {
      try {
        outcome = await handle(handlers, job);
      } catch (error) {
        // Nothing was recorded for this job, so the next sweep brings it again.
        log.error({ job: id, err: error }, 'job failed');
      }
    }
    active.delete(id);
    if (outcome.kind === 'again' && !closed) later(id, job, outcome.at);
    changed();
  };

  return {
    add: async (jobs) => {
      if (closed) return;
      for (const job of jobs) {
        const id = jobId(job);
        if (!active.has(id) && !waiting.has(id)) enqueue(id, job);
      }
    },
    idle: async () => {
      while (!closed && active.size + waiting.size > 0)
        await new Promise<void>((resolve) => wake.push(resolve));
    },
    close: async (deadlineMs) => {
      closed = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
      queue.clear();
      changed();
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, deadlineMs);
      });
      await Promise.race([queue.onIdle(), deadline]);
      clearTimeout(timer);
    },
  };
}

function handle(handlers: JobHandlers, job: Job): Promise<JobOutcome> {
  return job.kind === 'poll' ? handlers.poll(job) : handlers.ingest(job);
}
