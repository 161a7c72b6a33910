/** Takes up jobs that a machine whose clock was wrong has put off for longer than anything waits. */
import type { Queue } from 'bullmq';
import type { Log } from '../core/ports.ts';
import { JOB_QUEUES, type Queues } from './bullmq-queues.ts';
import { delayedJobs } from './list-jobs.ts';
import { ASK_AGAIN_MS } from './longest-wait.ts';

/** What a clock may be wrong by without anybody noticing. */
const TOLERANCE_MS = 5 * 60_000;

/** Looked at in one go. */
const MOST_JOBS = 1_000;

/** `now` epoch ms, by a clock that is right: each job that lies further ahead than the longest wait is due at once. */
export async function takeUpMisdated(queues: Queues, now: number, log: Log): Promise<void> {
  const misdated = async (queue: Queue): Promise<void> => {
    const delayed = await delayedJobs(queue, MOST_JOBS, 'furthest');
    const ids = [...delayed].filter(([, at]) => at > now + ASK_AGAIN_MS + TOLERANCE_MS).map(([id]) => id);
    if (ids.length === 0) return;
    log.warn(
      { queue: queue.name, jobs: ids.length, reason: 'put off beyond the longest wait' },
      'jobs of a wrong clock taken up; is the time right on every machine?',
    );
    // One that has been taken up meanwhile is as good.
    const missed = (id: string) => (error: unknown) => log.debug({ job: id, err: error }, 'not taken up');
    const backend = queue.getBackend();
    await Promise.all(ids.map((id) => backend.promote(id).catch(missed(id))));
  };
  await Promise.all(
    [...JOB_QUEUES, 'store' as const, 'schedule' as const].map((name) => misdated(queues[name])),
  );
}
