/** Takes the jobs of paused feeds out of Redis: workers elsewhere do not know what is paused. They stay due in the database. */
import { type WorkJob, type WorkName, workNamed } from '../core/jobs.ts';
import type { Log } from '../core/ports.ts';
import { idsIn, plainId, type Queues, WORK_QUEUES, type WorkQueue } from './bullmq-queues.ts';
import { readWorkPayload } from './job-payload.ts';

/** Jobs fetched and removed in one go. */
const BATCH = 500;

interface PausedJobs {
  /**
   * Takes out what waits, but for what was looked at before and may stay. A job that was running comes back to wait for its turn
   * later, so this is to be called again and again while anything is paused.
   */
  takeOut(): Promise<void>;
  /** Something else is paused now: everything is looked at again. */
  changed(): void;
}

export function createPausedJobs(deps: {
  readonly queues: Queues;
  /** Identity of the database that knows what is paused. */
  readonly database: string;
  readonly isPaused: (work: WorkName) => boolean;
  /** Hears of each job that was taken out. */
  readonly onTakenOut: (job: WorkJob) => void;
  readonly log: Log;
}): PausedJobs {
  const { queues, database, isPaused, onTakenOut, log } = deps;
  /** Ids that may stay, by queue. */
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
    const taken = async (id: string): Promise<number> => {
      const job = await queues[name].getJob(id);
      if (!job) return 0;
      const payload = readWorkPayload(job.data, id);
      // The same names in another database mean other feeds.
      if (payload.database !== database) stay.add(id);
      else if ((await queues[name].remove(id)) === 1) {
        onTakenOut(payload.job);
        return 1;
      }
      return 0;
    };
    // One that has just been started, or is of another version, is left to whoever runs it.
    const missed = (id: string) => (error: unknown) => {
      log.debug({ job: id, err: error }, 'not taken out');
      return 0;
    };
    let count = 0;
    for (let at = 0; at < paused.length; at += BATCH) {
      const batch = paused.slice(at, at + BATCH).map((id) => taken(id).catch(missed(id)));
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
