/** Housekeeping of the stories while a daemon runs: those that can still change are settled once a day. */

import type { SettleReport } from '../../core/operations.ts';
import type { Log } from '../../core/ports.ts';
import { DAY_MS } from '../../text/date/time.ts';

const HOUR_MS = 3_600_000;

/** A new database has other things to do first, and a failed pass is not retried at once. */
const SOON_MS = HOUR_MS;
/** Stories that ended earlier no longer grow, except by articles dated back; such an article brings along the story it joins. */
const GROWING_MS = 28 * DAY_MS;

interface DailySettling {
  readonly settle: (since: number) => Promise<SettleReport>;
  /** When stories were last settled, epoch ms; kept in the database because a process may not live for a day. */
  readonly settledAt: { read(): number | null; write(at: number): void };
  readonly now: () => number;
  /** Called with the error of a failed pass; true when its reason is logged elsewhere. */
  readonly alreadyLogged: (error: unknown) => boolean;
  readonly log: Log;
}

/**
 * Call the result as often as is convenient: it begins a pass when one is due, and resolves when that, or the one that is
 * under way already, has ended.
 */
export function createDailySettling(deps: DailySettling): () => Promise<void> {
  const { settle, settledAt, now, alreadyLogged, log } = deps;
  let running: Promise<void> | null = null;
  const dueSoon = (): void => settledAt.write(now() - DAY_MS + SOON_MS);

  const pass = async (): Promise<void> => {
    const begun = now();
    // Recorded before it begins, too: a pass that crashes the process must not begin again at every start.
    dueSoon();
    const report = await settle(begun - GROWING_MS);
    settledAt.write(begun);
    log.info(report, 'stories settled');
  };

  const passWhenDue = async (): Promise<void> => {
    try {
      const last = settledAt.read();
      if (last === null) return dueSoon();
      // Written while the clock was ahead: it must not delay the next pass for as long.
      if (last > now()) return settledAt.write(now());
      if (now() >= last + DAY_MS) await pass();
    } catch (error) {
      if (!alreadyLogged(error)) log.warn({ err: error }, 'stories not settled');
    }
  };

  return () => {
    running ??= passWhenDue().finally(() => {
      running = null;
    });
    return running;
  };
}
