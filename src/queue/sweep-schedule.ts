/** The `schedule` queue: one job that comes again and again, for whichever process holds the database. */
import type { Log } from '../core/ports.ts';
import { type Consumer, consume } from './bullmq-consumer.ts';
import type { Queues } from './bullmq-queues.ts';
import type { Connections } from './redis-connection.ts';

const SWEEP = 'sweep';

export interface SweepSchedule extends Consumer {
  /** Makes sure that Redis has the schedule. */
  restore(): Promise<void>;
  /** The same when it could not be told before. */
  restoreUntold(): Promise<void>;
}

export function scheduleSweeps(options: {
  readonly connections: Connections;
  readonly queues: Queues;
  readonly everyMs: number;
  readonly sweep: () => Promise<void>;
  readonly log: Log;
}): SweepSchedule {
  const { connections, queues, everyMs, sweep, log } = options;
  const consumer = consume({
    queue: 'schedule',
    connections,
    concurrency: 1,
    log,
    otherVersion: 'fail',
    handle: async () => {
      await sweep();
      return { kind: 'done' };
    },
  });
  let told = false;
  const restore = async (): Promise<void> => {
    told = false;
    const opts = { removeOnComplete: true, removeOnFail: { count: 10 } };
    await queues.schedule.upsertJobScheduler(SWEEP, { every: everyMs }, { name: SWEEP, opts });
    told = true;
  };
  return {
    ...consumer,
    restore,
    restoreUntold: async () => {
      if (!told) await restore();
    },
  };
}
