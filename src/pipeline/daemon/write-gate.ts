/**
 * Tracks whether results can be stored. While they cannot, no work is begun: it would be done for nothing, and burden the
 * same servers again and again.
 */
import { DamageError, isDamage, MEND_DAMAGE } from '../../core/damage.ts';
import type { Log, ResultSink } from '../../core/ports.ts';

/** How long the result of a probe is valid. */
const PROBE_EVERY_MS = 5_000;
/**
 * A probe writes one page of the database, a result perhaps thousands. On a disk with room for the probe only, work that is
 * begun after a good probe fails again: so the wait doubles each time.
 */
const FIRST_WAIT_MS = 10_000;
const LONGEST_SHUT_MS = 600_000;

/** The disk is full, broken or not writable. Apart from damage, any other error concerns that one write alone. */
const UNWRITABLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;

interface WriteGate {
  isOpen(): boolean;
  /** Why nothing could be stored when it was last tried; null when all could. */
  reason(): string | null;
  /** The same sink; the gate sees how its writes go. */
  watch(sink: ResultSink): ResultSink;
  /** Takes note of an error from elsewhere; true when it shows that the database is damaged, which is then logged here. */
  note(error: unknown): boolean;
}

/** `probe` writes something small and throws when it cannot; `now`: ms of a monotonic clock. */
export function createWriteGate(deps: {
  readonly probe: () => void;
  readonly now: () => number;
  readonly log: Log;
}): WriteGate {
  const { probe, now, log } = deps;
  let shut: string | null = null;
  /** When to probe again. */
  let until = Number.NEGATIVE_INFINITY;
  /** The wait after the latest result that could not be stored; 0 when all could. */
  let waitMs = 0;

  /** Damage does not mend itself, and every write may add to it: the gate stays shut until this process ends. */
  const note = (error: unknown): boolean => {
    if (!isDamage(error)) return false;
    if (until !== Number.POSITIVE_INFINITY) {
      shut = new DamageError('the database', innermost(error).message).message;
      until = Number.POSITIVE_INFINITY;
      log.error({ err: error, todo: MEND_DAMAGE }, 'the database is damaged: no work is begun any more');
    }
    return true;
  };

  const close = (error: unknown, forMs: number): void => {
    until = now() + forMs;
    if (shut === null)
      log.error({ err: error }, 'the database cannot be written: no work is begun until it can');
    shut = innermost(error).message;
  };
  const open = (): void => {
    if (shut !== null) log.info({}, 'the database can be written again: work goes on');
    shut = null;
    waitMs = 0;
  };

  const failed = (error: unknown): void => {
    // Results that were under way at the same time fail together: they count once.
    if (note(error) || !isUnwritable(error) || (shut !== null && now() < until)) return;
    waitMs = Math.min(waitMs === 0 ? FIRST_WAIT_MS : waitMs * 2, LONGEST_SHUT_MS);
    close(error, waitMs);
  };

  const watching =
    <Given, Receipt>(write: (given: Given) => Promise<Receipt>) =>
    async (given: Given): Promise<Receipt> => {
      try {
        const receipt = await write(given);
        if (now() >= until || shut === null) open();
        return receipt;
      } catch (error) {
        failed(error);
        throw error;
      }
    };

  let probedAt = Number.NEGATIVE_INFINITY;
  return {
    isOpen: () => {
      if (shut !== null && now() < until) return false;
      if (now() - probedAt < PROBE_EVERY_MS) return true;
      try {
        probe();
        probedAt = now();
      } catch (error) {
        if (!note(error)) close(error, PROBE_EVERY_MS);
        return false;
      }
      // After a result that could not be stored, a good probe proves nothing: only a stored result opens the gate for good.
      if (waitMs === 0) open();
      return true;
    },
    reason: () => shut,
    note,
    watch: (sink) => ({
      feedPolled: watching(sink.feedPolled),
      articleRead: watching(sink.articleRead),
      articleUnchanged: watching(sink.articleUnchanged),
      articleFailed: watching(sink.articleFailed),
    }),
  };
}

/** Whether a result was lost to the state of the disk, and not for anything in the result. */
export function isUnwritable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && UNWRITABLE.test(code)) || isUnwritable(error.cause) || isDamage(error);
}

function innermost(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
