/** Makes jobs due that a machine with a wrong clock has delayed for longer than any job waits. */
import type { Queue } from 'bullmq';
import type { Log } from '../core/ports.ts';
import { JOB_QUEUES, type Queues } from './bullmq-queues.ts';
import { delayedJobs } from './list-jobs.ts';
import { ASK_AGAIN_MS } from './longest-wait.ts';

/** How far clocks may differ in ordinary operation. */
const TOLERANCE_MS = 5 * 60_000;

/** Delayed jobs checked at a time, those furthest ahead first. */
const MOST_JOBS = 1_000;

/** Makes each job due at once that is delayed beyond the longest wait. `now`: epoch ms, by a clock that is right. */
export async function takeUpMisdated(queues: Queues, now: number, log: Log): Promise<void> {
  const misdated = async (queue: Queue): Promise<void> => {
    const delayed = await delayedJobs(queue, MOST_JOBS, 'furthest');
    const ids = [...delayed].filter(([, at]) => at > now + ASK_AGAIN_MS + TOLERANCE_MS).map(([id]) => id);
    if (ids.length === 0) return;
    log.warn(
      { queue: queue.name, jobs: ids.length, reason: 'put off beyond the longest wait' },
      'jobs of a wrong clock taken up; is the time right on every machine?',
    );
    // It fails for a job that has been started meanwhile, which is as good.
    const missed = (id: string) => (error: unknown) => log.debug({ job: id, err: error }, 'not taken up');
    const backend = queue.getBackend();
    await Promise.all(ids.map((id) => backend.promote(id).catch(missed(id))));
  };
  await Promise.all(
    [...JOB_QUEUES, 'store' as const, 'schedule' as const].map((name) => misdated(queues[name])),
  );
}
