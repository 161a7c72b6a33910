/** One run: polls what was asked for, ingests what is unfinished, and ends when nothing is left to do now. */
import type { IngestJob, PipelineEvent, PollJob } from '../../core/jobs.ts';
import type { RunReport } from '../../core/operations.ts';
import { createReport } from './run-report.ts';
import { createSession, type Engine, type Session } from './session.ts';

/** Articles taken from the database at a time. */
const BATCH = 1_000;

/** The most unfinished articles that a run within a daemon follows. */
const MOST_DUE = 10_000;

/** An article that was offered this often and is still due was not recorded: something is wrong with storing it. */
const MOST_OFFERS = 3;

interface RunDependencies {
  readonly engine: Engine;
  readonly store: {
    dueArticles(now: number, limit: number): readonly IngestJob[];
    nextWork(): { readonly waiting: number; readonly at: number | null };
    totals(): RunReport['store'];
  };
  readonly now: () => number;
  /** Resolves after `ms`, or as soon as the signal is aborted. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Called when the run is interrupted: lets what this process has in flight end before the report is made. */
  readonly handBack: () => Promise<void>;
  /**
   * Waits for retries that become due within this time, in milliseconds; later ones are left to the next run. Null within a
   * daemon: what is due now is followed to its end, what becomes due meanwhile is the daemon's own work.
   */
  readonly patienceMs: number | null;
}

export interface RunRequest {
  /** Jobs to begin with. */
  readonly jobs: readonly (PollJob | IngestJob)[];
  /** Also everything else in the database that is due. */
  readonly unfinished: boolean;
}

export async function run(
  deps: RunDependencies,
  request: RunRequest,
  onEvent: (event: PipelineEvent) => void,
  signal: AbortSignal,
): Promise<RunReport> {
  const { store, now } = deps;
  const startedAt = now();
  const report = createReport(startedAt);
  const session = createSession(deps.engine, (event) => {
    report.add(event);
    onEvent(event);
  });
  try {
    await session.add(request.jobs);
    if (request.unfinished && deps.patienceMs !== null)
      await finishWhatIsDue(deps, session, startedAt, deps.patienceMs, signal);
    else {
      if (request.unfinished) await session.add(store.dueArticles(startedAt, MOST_DUE));
      await session.settled(signal);
    }
    if (signal.aborted) await deps.handBack();
  } finally {
    session.close();
  }
  const interrupted = signal.aborted;
  const unwritable = deps.engine.writeError();
  return report.finish({
    at: now(),
    interrupted,
    unwritable,
    next: store.nextWork(),
    totals: store.totals(),
  });
}

async function finishWhatIsDue(
  { store, now, sleep }: RunDependencies,
  session: Session,
  startedAt: number,
  patienceMs: number,
  signal: AbortSignal,
): Promise<void> {
  const offers = new Map<number, number>();
  const mayOffer = ({ articleId }: IngestJob): boolean => {
    const count = (offers.get(articleId) ?? 0) + 1;
    offers.set(articleId, count);
    return count <= MOST_OFFERS;
  };
  while (!signal.aborted) {
    const due = store.dueArticles(now(), BATCH).filter(mayOffer);
    await session.add(due);
    await session.settled(signal);
    if (due.length > 0) continue;
    const { at } = store.nextWork();
    if (at === null || at > startedAt + patienceMs) return;
    const wait = at - now();
    // It is longer than that only when the clock was set back.
    if (wait <= 0 || wait > patienceMs) return;
    await sleep(wait, signal);
  }
}
