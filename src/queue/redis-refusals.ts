/** Tracks when Redis refuses writes: logs it once, makes whoever would write wait, and logs when it is over. */
import type { Log } from '../core/ports.ts';

/**
 * Redis answers, but not with what was asked: its memory or its disk is full, it became a replica, its replicas are gone, or
 * its rules forbid it. None of that is the fault of the command that got the error.
 */
const REFUSAL = /(?:^|: |-)(?:OOM|MISCONF|READONLY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|BUSY|NOPERM|NOAUTH) \S/;

const TRY_EVERY_MS = 1_000;
const QUIET_MS = 10_000;

export interface RefusalPace {
  /** Between two tries at writing. */
  readonly tryEveryMs?: number;
  /** A Redis at the edge of its memory takes one write and not the next: it is over when none was refused for this long. */
  readonly quietMs?: number;
}

export interface Refusals {
  /** True when the error is a refusal by Redis; it is then logged and counted here, and work waits. */
  note(error: unknown): boolean;
  /** Resolves when writing may be tried again. */
  untilOver(): Promise<void>;
  /**
   * Calls `listener` when work has to wait and when it may go on, and at once if it has to wait now. Returns a function that
   * unsubscribes it.
   */
  onChange(listener: (waiting: boolean) => void): () => void;
  /** Tries a write. Throws the error of Redis or of the connection. */
  tryWrite(): Promise<void>;
  close(): void;
}

export function isRefusedWrite(error: unknown): boolean {
  return error instanceof Error && REFUSAL.test(error.message);
}

export function createRefusals(
  options: RefusalPace & {
    /** What people call this Redis. */
    readonly name: string;
    readonly write: () => Promise<unknown>;
    readonly log: Log;
  },
): Refusals {
  const { name, write, log, tryEveryMs = TRY_EVERY_MS, quietMs = QUIET_MS } = options;
  const listeners = new Set<(waiting: boolean) => void>();
  /** From the first refusal until it is over; null otherwise. */
  let spell: { readonly since: number; last: number; count: number } | null = null;
  let waiting = false;
  let timer: NodeJS.Timeout | undefined;

  const setWaiting = (now: boolean): void => {
    if (now === waiting) return;
    waiting = now;
    for (const listener of [...listeners]) listener(now);
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), tryEveryMs);
    timer.unref();
  };
  const note = (error: unknown): boolean => {
    if (!isRefusedWrite(error)) return false;
    const now = performance.now();
    if (spell === null) {
      spell = { since: now, last: now, count: 0 };
      const reason = (error as Error).message;
      log.error({ redis: name, reason }, 'redis refuses writes, no work is begun until it takes them');
    }
    spell.last = now;
    spell.count++;
    if (!waiting) later();
    setWaiting(true);
    return true;
  };
  const tryWrite = async (): Promise<void> => {
    try {
      await write();
    } catch (error) {
      note(error);
      throw error;
    }
  };
  const look = async (): Promise<void> => {
    const taken = await tryWrite().then(
      () => true,
      // Still refusing, or the connection was lost, which is logged elsewhere.
      () => false,
    );
    if (spell === null) return;
    if (taken) setWaiting(false);
    if (taken && performance.now() - spell.last >= quietMs) {
      const seconds = Math.round((spell.last - spell.since) / 1000);
      log.info({ redis: name, refused: spell.count, seconds }, 'redis takes writes again');
      spell = null;
    } else later();
  };

  return {
    note,
    tryWrite,
    untilOver: () =>
      new Promise((resolve) => {
        if (!waiting) return resolve();
        const listener = (): void => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      }),
    onChange: (listener) => {
      listeners.add(listener);
      if (waiting) listener(true);
      return () => listeners.delete(listener);
    },
    close: () => {
      clearTimeout(timer);
      spell = null;
      setWaiting(false);
    },
  };
}
