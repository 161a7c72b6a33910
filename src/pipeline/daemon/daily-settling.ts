/** Housekeeping of the stories while a daemon runs: those that can still change are settled once a day. */

import type { SettleReport } from '../../core/operations.ts';
import type { Log } from '../../core/ports.ts';
import { DAY_MS } from '../../text/date/time.ts';

const HOUR_MS = 3_600_000;

/** A new database has other things to do first, and a pass that came to nothing is not tried again at once. */
const SOON_MS = HOUR_MS;
/** Stories that ended before grow no more, but for what is dated back; that brings along the whole story that it joins. */
const GROWING_MS = 28 * DAY_MS;

interface DailySettling {
  readonly settle: (since: number) => Promise<SettleReport>;
  /** When that was last done, epoch ms, as the database keeps it: a process may not live for a day. */
  readonly settledAt: { read(): number | null; write(at: number): void };
  readonly now: () => number;
  /** Hears of a pass that failed; whether it has told why itself. */
  readonly toldOf: (error: unknown) => boolean;
  readonly log: Log;
}

/**
 * Call it as often as is convenient: it begins a pass when one is due, and resolves when that, or the one that was going
 * on already, has ended.
 */
export function createDailySettling(deps: DailySettling): () => Promise<void> {
  const { settle, settledAt, now, toldOf, log } = deps;
  let running: Promise<void> | null = null;
  const dueSoon = (): void => settledAt.write(now() - DAY_MS + SOON_MS);

  const pass = async (): Promise<void> => {
    const begun = now();
    // Written before it begins, too: one that ends the process must not begin anew with every start.
    dueSoon();
    const report = await settle(begun - GROWING_MS);
    settledAt.write(begun);
    log.info(report, 'stories settled');
  };

  const passWhenDue = async (): Promise<void> => {
    try {
      const last = settledAt.read();
      if (last === null) return dueSoon();
      // By a clock that was ahead; it must not keep the next pass off for as long.
      if (last > now()) return settledAt.write(now());
      if (now() >= last + DAY_MS) await pass();
    } catch (error) {
      if (!toldOf(error)) log.warn({ err: error }, 'stories not settled');
    }
  };

  return () => {
    running ??= passWhenDue().finally(() => {
      running = null;
    });
    return running;
  };
}
