/** Deletes what is old by the retention rules, slice by slice, so that everything else goes on meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  PRUNABLE,
  type Prunable,
  type Pruned,
  type PrunedSlice,
  type PruneReport,
  type Retention,
} from '../../core/pruning.ts';

export interface PruneStore {
  /** Prunes one slice of the rows after `after`; `next` is null after the last slice. */
  prune(what: Prunable, retention: Retention, after: number): PrunedSlice;
  /** Gives freed room back to the disk. */
  vacuum(): PruneReport['files'];
}

export interface PruneRequest {
  /** The kinds to prune, each with the time (epoch ms) before which it is deleted. */
  readonly before: Readonly<Partial<Record<Prunable, number | undefined>>>;
  readonly tagged: boolean;
  readonly dryRun: boolean;
  readonly vacuum: boolean;
}

/** Aborting `signal` ends it between two slices; running it again goes on from there. */
export async function prune(
  store: PruneStore,
  request: PruneRequest,
  signal: AbortSignal,
): Promise<PruneReport> {
  const { tagged, dryRun } = request;
  const pruned: Partial<Record<Prunable, Pruned>> = {};
  for (const what of PRUNABLE) {
    const before = request.before[what];
    if (before === undefined) continue;
    let total: Pruned = { rows: 0, bytes: 0 };
    for (let after: number | null = 0; after !== null && !signal.aborted; ) {
      const slice = store.prune(what, { before, tagged, dryRun }, after);
      total = { rows: total.rows + slice.rows, bytes: total.bytes + slice.bytes };
      after = slice.next;
      await nextTurn();
    }
    pruned[what] = total;
  }
  const files = request.vacuum && !dryRun && !signal.aborted ? store.vacuum() : [];
  return { applied: !dryRun, interrupted: signal.aborted, pruned, files };
}
