/** The `schedule` queue: one repeating job, for whichever process holds the database. */
import type { Log } from '../core/ports.ts';
import { type Consumer, consume } from './bullmq-consumer.ts';
import type { Queues } from './bullmq-queues.ts';
import type { Connections } from './redis-connection.ts';

const SWEEP = 'sweep';

export interface SweepSchedule extends Consumer {
  /** Makes sure that Redis has the schedule. */
  restore(): Promise<void>;
  /** The same, but only if the last restore() failed, or there was none. */
  restoreMissed(): Promise<void>;
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
  let restored = false;
  const restore = async (): Promise<void> => {
    restored = false;
    const opts = { removeOnComplete: true, removeOnFail: { count: 10 } };
    await queues.schedule.upsertJobScheduler(SWEEP, { every: everyMs }, { name: SWEEP, opts });
    restored = true;
  };
  return {
    ...consumer,
    restore,
    restoreMissed: async () => {
      if (!restored) await restore();
    },
  };
}
