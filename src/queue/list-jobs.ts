/** Lists what runs and what waits in Redis, as people see it. */
import type { Job as BullJob, Queue } from 'bullmq';
import { type Job, type JobView, jobView } from '../core/jobs.ts';
import type { JobRunner, QueueDepth } from '../core/ports.ts';
import { JOB_QUEUES, type Queues } from './bullmq-queues.ts';
import type { JobPayload } from './job-payload.ts';
import type { ResultPayload } from './result-payload.ts';

/** Jobs fetched per queue and state: enough to see what is going on, however many there are. */
const LISTED = 1_000;
/** Fewer results, because they carry whole pages. */
const LISTED_RESULTS = 20;

/** How often the lists are read when they look empty but jobs are counted. */
const MOST_LOOKS = 5;

/** BullMQ orders delayed jobs by time and, in the low bits, by order of arrival. */
const DELAYED_SCORE_UNIT = 0x1000;

type Listing = Awaited<ReturnType<JobRunner['jobs']>>;

export async function listedJobs(queues: Queues): Promise<Listing> {
  for (let look = 1; ; look++) {
    const parts = await Promise.all([
      ...JOB_QUEUES.map((name) => workIn(queues[name])),
      resultsIn(queues.store).then((running) => ({ running, waiting: [] })),
    ]);
    const running = parts.flatMap((part) => part.running);
    const waiting = parts.flatMap((part) => part.waiting);
    // States are read one after the other, so a job that changes state meanwhile may be seen in none. That must not make
    // the queue look empty.
    if (running.length + waiting.length > 0 || look === MOST_LOOKS || (await jobsIn(queues)) === 0)
      return { running, waiting };
  }
}

/** How many jobs are in which state; the counts of each queue are atomic. */
export function depthsOf(queues: Queues): Promise<QueueDepth[]> {
  return Promise.all(
    ([...JOB_QUEUES, 'store'] as const).map(async (queue) => {
      const counts = await queues[queue].getJobCounts('active', 'wait', 'prioritized', 'delayed');
      const { active = 0, wait = 0, prioritized = 0, delayed = 0 } = counts;
      return { queue, running: active, waiting: wait + prioritized, delayed };
    }),
  );
}

/** How many jobs there are; the count of each queue is atomic. */
async function jobsIn(queues: Queues): Promise<number> {
  const counts = await Promise.all(
    [...JOB_QUEUES.map((name) => queues[name]), queues.store].map((queue) =>
      queue.getJobCountByTypes('active', 'wait', 'prioritized', 'delayed'),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function workIn(queue: Queue): Promise<Listing> {
  const [active, waiting, delayed, times] = await Promise.all([
    queue.getJobs(['active'], 0, LISTED - 1),
    queue.getJobs(['wait', 'prioritized'], 0, LISTED - 1),
    queue.getJobs(['delayed'], 0, LISTED - 1),
    delayedJobs(queue, LISTED, 'soonest'),
  ]);
  return {
    running: views(active, (job) => job.processedOn ?? null),
    waiting: [...views(waiting, () => null), ...views(delayed, (job) => times.get(job.id ?? '') ?? null)],
  };
}

/** Results that wait to be stored, as running jobs: for whoever follows a job it ends when its result is stored. */
async function resultsIn(queue: Queue): Promise<JobView[]> {
  const jobs = await queue.getJobs(['active', 'wait', 'delayed'], 0, LISTED_RESULTS - 1);
  return jobs.flatMap((job) => {
    const data: Partial<ResultPayload> | undefined = job?.data;
    if (typeof data?.jobId !== 'string' || typeof data.url !== 'string' || !URL.canParse(data.url)) return [];
    const kind: Job['kind'] = data.kind === 'feed-polled' ? 'poll' : 'ingest';
    return [{ id: data.jobId, kind, host: new URL(data.url).host, url: data.url, at: job.timestamp }];
  });
}

/** Ids of delayed jobs, with the time (epoch ms) at which each is due. */
export async function delayedJobs(
  queue: Queue,
  limit: number,
  first: 'soonest' | 'furthest',
): Promise<Map<string, number>> {
  const client = await queue.getBackend().client;
  const range = first === 'soonest' ? client.zrange : client.zrevrange;
  const flat = await range.call(client, queue.toKey('delayed'), 0, limit - 1, { WITHSCORES: true });
  const times = new Map<string, number>();
  for (let at = 0; at + 1 < flat.length; at += 2)
    times.set(String(flat[at]), Math.floor(Number(flat[at + 1]) / DELAYED_SCORE_UNIT));
  return times;
}

/** A job that ended between being listed and being fetched is undefined; a malformed one cannot be shown. */
function views(jobs: readonly (BullJob | undefined)[], at: (job: BullJob) => number | null): JobView[] {
  return jobs.flatMap((entry) => {
    const data: Partial<JobPayload> | undefined = entry?.data;
    const job = data?.job;
    if (!entry || !job || !URL.canParse(job.url)) return [];
    return [jobView(job, at(entry))];
  });
}
