/** The embedded job runner: bounded, in memory, nothing to install. What a crash loses the next sweep finds again. */
import PQueue from 'p-queue';
import { type Job, type JobView, jobId } from '../core/jobs.ts';
import type { JobHandlers, JobOutcome, JobRunner } from '../core/ports.ts';
import { LONGEST_WAIT_MS } from './longest-wait.ts';

/** By hand before polls before articles: polls are few, and the articles they bring keep every host busy. */
const PRIORITY = { urgent: 2, poll: 1, ingest: 0 } as const;

const NONE = { running: 0, waiting: 0, delayed: 0 };
const COUNTED_AS = { queued: 'waiting', running: 'running', later: 'delayed' } as const;

interface Entry {
  job: Job;
  urgent: boolean;
  state:
    | { readonly kind: 'queued' }
    | { readonly kind: 'running'; readonly since: number }
    | { readonly kind: 'later'; readonly at: number; readonly timer: NodeJS.Timeout };
}

export function createInProcessRunner(options: {
  readonly handlers: JobHandlers;
  readonly concurrency: number;
  readonly now: () => number;
  /** Hears of a handler that threw: nothing was recorded, so the next sweep brings the job again. */
  readonly onError: (job: Job, error: unknown) => void;
}): JobRunner {
  const { handlers, concurrency, now, onError } = options;
  const queue = new PQueue({ concurrency });
  const entries = new Map<string, Entry>();
  let closed = false;
  let closing: Promise<void> | null = null;

  const enqueue = (id: string, entry: Entry): void => {
    entry.state = { kind: 'queued' };
    void queue.add(() => work(id, entry), { id, priority: priorityOf(entry) });
  };

  const later = (id: string, entry: Entry, at: number): void => {
    const wait = Math.min(Math.max(0, at - now()), LONGEST_WAIT_MS);
    const timer = setTimeout(() => enqueue(id, entry), wait);
    entry.state = { kind: 'later', at, timer };
  };

  const work = async (id: string, entry: Entry): Promise<void> => {
    let outcome: JobOutcome = { kind: 'done' };
    entry.state = { kind: 'running', since: now() };
    try {
      if (!closed) outcome = await handle(handlers, entry.job);
    } catch (error) {
      onError(entry.job, error);
    } finally {
      if (outcome.kind === 'again' && !closed) later(id, entry, outcome.at);
      else entries.delete(id);
    }
  };

  const close = async (deadlineMs: number): Promise<void> => {
    closed = true;
    queue.clear();
    queue.start();
    for (const [id, { state }] of entries) {
      if (state.kind === 'later') clearTimeout(state.timer);
      if (state.kind !== 'running') entries.delete(id);
    }
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([queue.onIdle(), deadline]);
    clearTimeout(timer);
  };

  /** A job that has not started takes what is known of it now, and moves to the front when it has become urgent. */
  const refresh = (id: string, entry: Entry, job: Job, urgent: boolean): void => {
    if (entry.state.kind === 'running') return;
    entry.job = job;
    if (!urgent || entry.urgent) return;
    entry.urgent = true;
    if (entry.state.kind === 'queued') queue.setPriority(id, priorityOf(entry));
  };

  return {
    add: async (jobs, { urgent = false } = {}) => {
      if (closed) return;
      for (const job of jobs) {
        const id = jobId(job);
        const known = entries.get(id);
        if (known) {
          refresh(id, known, job, urgent);
          continue;
        }
        const entry: Entry = { job, urgent, state: { kind: 'queued' } };
        entries.set(id, entry);
        enqueue(id, entry);
      }
    },
    setPaused: async (paused) => {
      if (paused) queue.pause();
      else if (!closed) queue.start();
    },
    jobs: async () => {
      const views = [...entries.values()].map((entry) => ({ entry, view: viewOf(entry) }));
      const running = views.filter(({ entry }) => entry.state.kind === 'running');
      const waiting = views.filter(({ entry }) => entry.state.kind !== 'running');
      return { running: running.map(({ view }) => view), waiting: waiting.map(({ view }) => view) };
    },
    depths: async () => {
      const depths = { poll: { ...NONE }, ingest: { ...NONE } };
      for (const { job, state } of entries.values()) depths[job.kind][COUNTED_AS[state.kind]]++;
      return [
        { queue: 'feeds', ...depths.poll },
        { queue: 'articles', ...depths.ingest },
      ];
    },
    // Closing twice waits for the one deadline, not for a second one.
    close: (deadlineMs) => {
      closing ??= close(deadlineMs);
      return closing;
    },
  };
}

const priorityOf = ({ urgent, job }: Entry): number => (urgent ? PRIORITY.urgent : PRIORITY[job.kind]);

function viewOf({ job, state }: Entry): JobView {
  const at = state.kind === 'running' ? state.since : state.kind === 'later' ? state.at : null;
  return { id: jobId(job), kind: job.kind, host: new URL(job.url).host, url: job.url, at };
}

function handle(handlers: JobHandlers, job: Job): Promise<JobOutcome> {
  return job.kind === 'poll' ? handlers.poll(job) : handlers.ingest(job);
}
