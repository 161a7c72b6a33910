/** Follows a set of jobs to their end, and the articles that its polls bring, among whatever else is going on. */
import { articleJobId, type Job, jobId, type PipelineEvent } from '../../core/jobs.ts';
import type { JobRunner } from '../../core/ports.ts';

/** The machinery that runs jobs, in this process. */
export interface Engine {
  readonly runner: JobRunner;
  /** Why nothing could be stored when it was last tried; null when all could. */
  writeError(): string | null;
  /** Hear of every event from now on; calling what is returned ends that. */
  subscribe(listener: (event: PipelineEvent) => void): () => void;
}

export interface Session {
  /** Adds jobs and follows them. A job that is under way already is followed, not run twice. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Resolves when every followed job has ended, or `signal` is aborted. */
  settled(signal: AbortSignal): Promise<void>;
  close(): void;
}

/** `onEvent` hears of the session's own events only. */
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
          // The runner forgets a job when its event has been heard: before that it would not take the same one again.
          setImmediate(resolve);
        };
        if (pending.size === 0 || signal.aborted) return end();
        settle = end;
        signal.addEventListener('abort', end);
      }),
    close: unsubscribe,
  };
}
