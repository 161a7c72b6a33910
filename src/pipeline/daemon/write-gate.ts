/**
 * Whether results can be stored now. While they cannot, no work is begun: it would be done for nothing, and asked of the same
 * servers again and again.
 */
import { DamageError, isDamage, MEND_DAMAGE } from '../../core/damage.ts';
import type { Log, ResultSink } from '../../core/ports.ts';

/** What a probe says counts for this long. */
const PROBE_EVERY_MS = 5_000;
/**
 * A probe is one page, a result may be thousands: on a disk with room for the first only, what is begun again to see
 * whether results can be stored goes wrong, too. Each time the wait doubles.
 */
const FIRST_WAIT_MS = 10_000;
const LONGEST_SHUT_MS = 600_000;

/** The disk is full or broken, or may not be written. Whatever else, but damage, is wrong with a write is wrong with that one alone. */
const UNWRITABLE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/;

interface WriteGate {
  isOpen(): boolean;
  /** Why nothing could be stored when it was last tried; null when all could. */
  reason(): string | null;
  /** The same sink, which tells the gate how writing went. */
  watch(sink: ResultSink): ResultSink;
  /** What went wrong elsewhere with the database; whether it is damaged, which the gate then has told. */
  hear(error: unknown): boolean;
}

/** `probe` writes something small and throws when it cannot; `now` is of a clock that nobody sets, in ms. */
export function createWriteGate(deps: {
  readonly probe: () => void;
  readonly now: () => number;
  readonly log: Log;
}): WriteGate {
  const { probe, now, log } = deps;
  let shut: string | null = null;
  /** When to look again. */
  let until = Number.NEGATIVE_INFINITY;
  /** Of the latest result that could not be stored; 0 when all could. */
  let waitMs = 0;

  /** Damage does not mend itself, and every write may add to it: shut until this process ends. */
  const hear = (error: unknown): boolean => {
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
    // Those that were under way together went wrong together.
    if (hear(error) || !isUnwritable(error) || (shut !== null && now() < until)) return;
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
        if (!hear(error)) close(error, PROBE_EVERY_MS);
        return false;
      }
      // After a result that could not be stored only one that could be tells that all is well.
      if (waitMs === 0) open();
      return true;
    },
    reason: () => shut,
    hear,
    watch: (sink) => ({
      feedPolled: watching(sink.feedPolled),
      articleRead: watching(sink.articleRead),
      articleUnchanged: watching(sink.articleUnchanged),
      articleFailed: watching(sink.articleFailed),
    }),
  };
}

/** Whether a result was lost to the disk, not for anything in itself. */
export function isUnwritable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && UNWRITABLE.test(code)) || isUnwritable(error.cause) || isDamage(error);
}

function innermost(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? innermost(error.cause) : error;
}
