/** Takes the jobs of paused feeds out of Redis: workers elsewhere do not know what is paused. They stay due in the database. */
import { type WorkJob, type WorkName, workNamed } from '../core/jobs.ts';
import type { Log } from '../core/ports.ts';
import { idsIn, plainId, type Queues, WORK_QUEUES, type WorkQueue } from './bullmq-queues.ts';
import { readWorkPayload } from './job-payload.ts';

/** Jobs fetched and removed at a time. */
const BATCH = 500;

interface PausedJobs {
  /**
   * Removes waiting jobs of paused feeds; skips jobs that were checked before. A running job may be put back to wait for its
   * turn, so call this again and again while anything is paused.
   */
  takeOut(): Promise<void>;
  /** The pauses have changed: the next takeOut() checks all jobs again. */
  changed(): void;
}

export function createPausedJobs(deps: {
  readonly queues: Queues;
  /** Identity of the database that knows what is paused. */
  readonly database: string;
  readonly isPaused: (work: WorkName) => boolean;
  /** Called for each job that was taken out. */
  readonly onTakenOut: (job: WorkJob) => void;
  readonly log: Log;
}): PausedJobs {
  const { queues, database, isPaused, onTakenOut, log } = deps;
  /** Ids that were checked and may stay, by queue. */
  let cleared: Partial<Record<WorkQueue, ReadonlySet<string>>> = {};

  const takeOutOf = async (name: WorkQueue): Promise<number> => {
    const before = cleared[name];
    const ids = await idsIn(queues[name], ['wait', 'delayed']);
    const paused = ids.filter((id) => {
      const work = before?.has(id) ? null : workNamed(plainId(id));
      return work !== null && isPaused(work);
    });
    const stay = new Set(ids).difference(new Set(paused));
    cleared[name] = stay;
    const takeOutOne = async (id: string): Promise<number> => {
      const job = await queues[name].getJob(id);
      if (!job) return 0;
      const payload = readWorkPayload(job.data, id);
      // In another database the same ids mean other feeds and articles.
      if (payload.database !== database) stay.add(id);
      else if ((await queues[name].remove(id)) === 1) {
        onTakenOut(payload.job);
        return 1;
      }
      return 0;
    };
    // A job that has just been started, or is of another version, is left to whoever runs it.
    const left = (id: string) => (error: unknown) => {
      log.debug({ job: id, err: error }, 'not taken out');
      return 0;
    };
    let count = 0;
    for (let at = 0; at < paused.length; at += BATCH) {
      const batch = paused.slice(at, at + BATCH).map((id) => takeOutOne(id).catch(left(id)));
      for (const one of await Promise.all(batch)) count += one;
    }
    return count;
  };

  return {
    takeOut: () =>
      queues.ask(async () => {
        const counts = await Promise.all(WORK_QUEUES.map(takeOutOf));
        const jobs = counts.reduce((sum, count) => sum + count, 0);
        if (jobs > 0) log.info({ jobs }, 'jobs of paused feeds taken out of redis');
      }),
    changed: () => {
      cleared = {};
    },
  };
}
