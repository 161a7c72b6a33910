/** Knows when Redis takes no writes: says so once, keeps whoever would write waiting, and says when it is over. */
import type { Log } from '../core/ports.ts';

/**
 * Redis answers, but not with what was asked: its memory or its disk is full, it became a replica, its replicas are gone, or
 * its rules forbid it. None of that is about the one command that met it.
 */
const REFUSAL = /(?:^|: |-)(?:OOM|MISCONF|READONLY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|BUSY|NOPERM|NOAUTH) \S/;

const TRY_EVERY_MS = 1_000;
const QUIET_MS = 10_000;

export interface RefusalPace {
  /** Between two tries at writing. */
  readonly tryEveryMs?: number;
  /** A Redis at the edge of its memory takes one write and not the next: it is over when it took all for this long. */
  readonly quietMs?: number;
}

export interface Refusals {
  /** True for an error by which Redis refuses: it is counted and told here, and work waits. */
  heard(error: unknown): boolean;
  /** Resolves when it may be tried again. */
  over(): Promise<void>;
  /** Hears when work has to wait, and when it may go on; at once when it has to wait now. Returns how to end that. */
  onChange(listener: (waiting: boolean) => void): () => void;
  /** Tries a write. Throws what Redis, or the connection, says to it. */
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
  const heard = (error: unknown): boolean => {
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
      heard(error);
      throw error;
    }
  };
  const look = async (): Promise<void> => {
    const taken = await tryWrite().then(
      () => true,
      // Away now, or still refusing: connections are told of elsewhere.
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
    heard,
    tryWrite,
    over: () =>
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
