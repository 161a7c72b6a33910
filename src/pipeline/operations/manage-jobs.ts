/** Lists jobs, and retries failed ones. */
import { OperationError, UsageError } from '../../core/errors.ts';
import { articleJobId, type IngestJob, type JobView, type PollJob } from '../../core/jobs.ts';
import type { JobsList, ListedJob } from '../../core/operations.ts';
import type { QueueDepth } from '../../core/ports.ts';
import { isoOrNull } from '../../store/file/iso.ts';
import type { OperationStore } from './operation-store.ts';
import type { Engine } from './session.ts';

/** `engine` is null where no jobs run: the list is then what the database knows. */
export async function listJobs(
  store: OperationStore,
  engine: Engine | null,
  limit: number,
): Promise<JobsList> {
  const { running, waiting } = engine ? await engine.runner.jobs() : { running: [], waiting: [] };
  const inRunner = new Set([...running, ...waiting].map(({ id }) => id));
  return {
    running: running.map(listed),
    queued: waiting.slice(0, limit).map(listed),
    waiting: store
      .waitingArticles(limit + inRunner.size)
      .filter(({ articleId }) => !inRunner.has(articleJobId(articleId)))
      .slice(0, limit),
    failed: store.failedArticles(limit),
    paused: store.listPauses().map(({ scope }) => scope),
  };
}

/** How many jobs wait, all counted, while a list has a limit. Results in the `store` queue are no jobs of their own. */
export function queuedIn(depths: readonly QueueDepth[]): number {
  return depths.reduce(
    (sum, { queue, waiting, delayed }) => sum + (queue === 'store' ? 0 : waiting + delayed),
    0,
  );
}

/** A job with its time as ISO 8601. */
export function listed(job: JobView): ListedJob {
  return { ...job, at: isoOrNull(job.at) };
}

/** Throws UsageError for a malformed id, OperationError for one that is unknown or was not given up. */
export function jobsToRetry(
  store: OperationStore,
  ids: readonly string[] | null,
  now: number,
): (PollJob | IngestJob)[] {
  if (ids === null) return [...store.requeueArticles(null, now)];
  const polls: PollJob[] = [];
  const articleIds: number[] = [];
  for (const id of ids) {
    const article = /^(?:article-)?(\d{1,15})$/.exec(id)?.[1];
    const feed = /^feed-(.+)$/.exec(id)?.[1];
    if (article !== undefined) articleIds.push(Number(article));
    else if (feed !== undefined) polls.push(pollNamed(store, feed, now));
    else throw new UsageError(`"${id}" is no job; write 42 or article-42 for an article, feed-ID for a feed`);
  }
  return [...polls, ...store.requeueArticles(articleIds, now)];
}

/** The poll of a feed, by its id or address. Throws OperationError `not-found`. */
export function pollNamed(store: Pick<OperationStore, 'pollOf'>, name: string, now: number): PollJob {
  const poll = store.pollOf(name, now);
  if (!poll) throw noFeed(name);
  return poll;
}

export const noFeed = (name: string): OperationError =>
  new OperationError('not-found', `no feed "${name}"; \`jvwire feeds list\` shows their ids`);
