/** The embedded job runner: bounded, in memory, nothing to install. What a crash loses the next sweep finds again. */
import { setImmediate as loopTurn } from 'node:timers/promises';
import PQueue from 'p-queue';
import { type Job, type JobView, jobId, jobView } from '../core/jobs.ts';
import { DELIVERIES_AT_ONCE, type JobOutcome, type JobRunner } from '../core/ports.ts';
import { boundedWait } from './longest-wait.ts';

/** Manual triggers before polls before articles: polls are few, and the articles they bring keep every host busy. */
const PRIORITY = { urgent: 2, poll: 1, ingest: 0, deliver: 0 } as const;

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
  readonly handle: (job: Job) => Promise<JobOutcome>;
  readonly concurrency: number;
  readonly now: () => number;
  /** Called when a handler threw: nothing was recorded, so the next sweep adds the job again. */
  readonly onError: (job: Job, error: unknown) => void;
}): JobRunner {
  const { handle, concurrency, now, onError } = options;
  const work = new PQueue({ concurrency });
  // A queue of its own: a receiver that is slow to answer must not hold up articles.
  const notify = new PQueue({ concurrency: DELIVERIES_AT_ONCE });
  const queues = [work, notify] as const;
  const queueOf = ({ kind }: Job): PQueue => (kind === 'deliver' ? notify : work);
  const entries = new Map<string, Entry>();
  let closed = false;
  let closing: Promise<void> | null = null;

  const enqueue = (id: string, entry: Entry): void => {
    entry.state = { kind: 'queued' };
    void queueOf(entry.job).add(() => start(id, entry), { id, priority: priorityOf(entry) });
  };

  const later = (id: string, entry: Entry, waitMs: number): void => {
    const wait = boundedWait(waitMs);
    const timer = setTimeout(() => enqueue(id, entry), wait);
    entry.state = { kind: 'later', at: now() + wait, timer };
  };

  // Jobs start one per turn of the event loop: thousands that await no I/O would otherwise starve timers and requests.
  let lastStart: Promise<void> = Promise.resolve();
  const ownTurn = (): Promise<void> => {
    lastStart = lastStart.then(() => loopTurn());
    return lastStart;
  };

  const start = async (id: string, entry: Entry): Promise<void> => {
    let outcome: JobOutcome = { kind: 'done' };
    entry.state = { kind: 'running', since: now() };
    await ownTurn();
    try {
      if (!closed) outcome = await handle(entry.job);
    } catch (error) {
      onError(entry.job, error);
    } finally {
      if (outcome.kind === 'again' && !closed) later(id, entry, outcome.waitMs);
      else entries.delete(id);
    }
  };

  const close = async (deadlineMs: number): Promise<void> => {
    closed = true;
    for (const queue of queues) queue.clear();
    for (const [id, { state }] of entries) {
      if (state.kind === 'later') clearTimeout(state.timer);
      if (state.kind !== 'running') entries.delete(id);
    }
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([Promise.all(queues.map((queue) => queue.onIdle())), deadline]);
    clearTimeout(timer);
  };

  /** Updates a job that has not started with what is known now, and moves it to the front when it has become urgent. */
  const refresh = (id: string, entry: Entry, job: Job, urgent: boolean): void => {
    if (entry.state.kind === 'running') return;
    entry.job = job;
    if (!urgent || entry.urgent) return;
    entry.urgent = true;
    if (entry.state.kind === 'queued') queueOf(job).setPriority(id, priorityOf(entry));
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
      for (const queue of queues)
        if (paused) queue.pause();
        else queue.start();
    },
    jobs: async () => {
      const views = [...entries.values()].map((entry) => ({ entry, view: viewOf(entry) }));
      const running = views.filter(({ entry }) => entry.state.kind === 'running');
      const waiting = views.filter(({ entry }) => entry.state.kind !== 'running');
      return { running: running.map(({ view }) => view), waiting: waiting.map(({ view }) => view) };
    },
    depths: async () => {
      const depths = { poll: { ...NONE }, ingest: { ...NONE }, deliver: { ...NONE } };
      for (const { job, state } of entries.values()) depths[job.kind][COUNTED_AS[state.kind]]++;
      return [
        { queue: 'feeds', ...depths.poll },
        { queue: 'articles', ...depths.ingest },
        { queue: 'notify', ...depths.deliver },
      ];
    },
    tryWrite: async () => {},
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
  return jobView(job, at);
}
