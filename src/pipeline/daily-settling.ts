/** Housekeeping of the stories while a daemon runs: those that can still change are settled once a day. */
import type { SettleReport } from '../core/operations.ts';
import type { Log } from '../core/ports.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A new database has other things to do first. */
const FIRST_AFTER_MS = HOUR_MS;
/** Stories that ended before grow no more, but for what is dated back; that brings along the whole story that it joins. */
const GROWING_MS = 28 * DAY_MS;

export interface DailySettling {
  readonly settle: (since: number) => Promise<SettleReport>;
  /** When that was last done, epoch ms, as the database keeps it: a process may not live for a day. */
  readonly settledAt: { read(): number | null; write(at: number): void };
  readonly now: () => number;
  readonly log: Log;
}

/** Call it as often as is convenient: it begins a pass when one is due, and none while one is going on. */
export function createDailySettling({ settle, settledAt, now, log }: DailySettling): () => Promise<void> {
  return async () => {
    try {
      const last = settledAt.read();
      if (last === null) return settledAt.write(now() - DAY_MS + FIRST_AFTER_MS);
      // By a clock that was ahead; it must not keep the next pass off for as long.
      if (last > now()) return settledAt.write(now());
      if (now() < last + DAY_MS) return;
      settledAt.write(now());
      log.info(await settle(now() - GROWING_MS), 'stories settled');
    } catch (error) {
      log.warn({ err: error }, 'stories not settled');
    }
  };
}
