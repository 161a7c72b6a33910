/** Follows a set of jobs, and the articles that their polls bring, to their end, among whatever else is going on. */
import { articleJobId, type Job, jobId, type PipelineEvent } from '../../core/jobs.ts';
import type { JobRunner } from '../../core/ports.ts';

/** The machinery that runs jobs, in this process. */
export interface Engine {
  readonly runner: JobRunner;
  /** Why nothing could be stored at the last try; null when it could. */
  writeError(): string | null;
  /** Calls `listener` for every event from now on. Returns a function that unsubscribes it. */
  subscribe(listener: (event: PipelineEvent) => void): () => void;
}

export interface Session {
  /** Adds jobs and follows them. A job that is under way already is followed, not run twice. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Resolves when every followed job has ended, or `signal` is aborted. */
  settled(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** `onEvent` is called for the events of the session's own jobs only. */
export function createSession(engine: Engine, onEvent: (event: PipelineEvent) => void): Session {
  const pending = new Set<string>();
  let settle: (() => void) | null = null;

  const unsubscribe = engine.subscribe((event) => {
    if (!pending.delete(event.jobId)) return;
    if (event.kind === 'feed') for (const id of event.articleIds) pending.add(articleJobId(id));
    onEvent(event);
    if (pending.size === 0) settle?.();
  });

  return {
    add: async (jobs) => {
      for (const job of jobs) pending.add(jobId(job));
      await engine.runner.add(jobs, { urgent: true });
    },
    settled: (signal) =>
      new Promise<void>((resolve) => {
        const end = (): void => {
          settle = null;
          signal.removeEventListener('abort', end);
          // The runner drops a job after its event was handled; until then it would not take the same job again.
          setImmediate(resolve);
        };
        if (pending.size === 0 || signal.aborted) return end();
        settle = end;
        signal.addEventListener('abort', end);
      }),
    close: unsubscribe,
  };
}
