/** One run: polls what was asked for, ingests everything unfinished, and ends when nothing is left to do now. */
import type { IngestJob, JobRunner, PollJob } from '../core/ports.ts';

/** Articles taken from the database at a time. */
const BATCH = 1_000;

/** A run waits for retries due this soon; later ones are left to the next run. */
const PATIENCE_MS = 20_000;

/** An article that was offered this often and is still due was not recorded: something is wrong with storing it. */
const MOST_OFFERS = 3;

export interface RunDependencies {
  readonly runner: JobRunner;
  readonly store: {
    dueArticles(now: number, limit: number): readonly IngestJob[];
    nextWork(): { readonly at: number | null };
  };
  readonly now: () => number;
  /** Resolves after `ms`, at once when the run is interrupted. */
  readonly sleep: (ms: number) => Promise<void>;
  readonly interrupted: () => boolean;
}

export async function runOnce(deps: RunDependencies, polls: readonly PollJob[]): Promise<void> {
  const { runner, store, now, sleep, interrupted } = deps;
  const patienceEnds = now() + PATIENCE_MS;
  const offers = new Map<number, number>();
  const fresh = (job: IngestJob): boolean => {
    const count = (offers.get(job.articleId) ?? 0) + 1;
    offers.set(job.articleId, count);
    return count <= MOST_OFFERS;
  };
  await runner.add(polls);
  while (!interrupted()) {
    const due = store.dueArticles(now(), BATCH).filter(fresh);
    await runner.add(due);
    await runner.idle();
    if (due.length > 0 || interrupted()) continue;
    const { at } = store.nextWork();
    if (at === null || at > patienceEnds || at <= now()) return;
    await sleep(at - now());
  }
}
