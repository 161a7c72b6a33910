/** Decides whether the daemon can do its work now. Pure. */

interface ReadinessFacts {
  /** Why nothing can be written, null when it can. */
  readonly writeError: string | null;
  /** By the clock of `now`; null before the first sweep. */
  readonly lastSweepAt: number | null;
  readonly sweepEveryMs: number;
  /** Why no job can be added or completed, null when it can. */
  readonly queueError: string | null;
  /** Milliseconds of a monotonic clock. */
  readonly now: number;
}

interface ReadinessCheck {
  readonly name: 'store' | 'sweeps' | 'queue';
  readonly ok: boolean;
  readonly what: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly ReadinessCheck[];
}

/** One sweep may be late; three that are overdue are a fault. */
const MOST_PERIODS = 3;

export function judgeReadiness(facts: ReadinessFacts): Readiness {
  const { writeError, queueError } = facts;
  const checks: ReadinessCheck[] = [
    {
      name: 'store',
      ok: writeError === null,
      what: writeError === null ? 'can be written' : `cannot be written: ${writeError}`,
    },
    sweeps(facts),
    {
      name: 'queue',
      ok: queueError === null,
      what: queueError === null ? 'takes jobs' : `takes no jobs: ${queueError}`,
    },
  ];
  return { ready: checks.every(({ ok }) => ok), checks };
}

function sweeps({ lastSweepAt, sweepEveryMs, now }: ReadinessFacts): ReadinessCheck {
  if (lastSweepAt === null) return { name: 'sweeps', ok: false, what: 'none yet' };
  const seconds = Math.round((now - lastSweepAt) / 1000);
  return {
    name: 'sweeps',
    ok: now - lastSweepAt <= MOST_PERIODS * sweepEveryMs,
    what: `the last ${seconds} s ago, one every ${sweepEveryMs / 1000} s`,
  };
}
