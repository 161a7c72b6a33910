/**
 * Group commit: values that arrive within a moment of each other are written in one transaction. Every commit writes each
 * page that it touched and adds a segment to the search index, so sixteen articles in one take a third less time.
 */
import { RESULTS_TOGETHER } from '../../core/ports.ts';

/** Time between two commits unless a group is full; nobody notices that an article appears a quarter of a second later. */
export const GATHER_MS = 250;

interface Waiting<Value, Receipt> {
  readonly value: Value;
  readonly done: (receipt: Receipt) => void;
  readonly failed: (error: unknown) => void;
}

export interface GroupCommit<Value, Receipt> {
  /** Resolves once the value is committed; rejects with the error of `writeAll` for this value alone. */
  write(value: Value): Promise<Receipt>;
  /** Commits at once what is still waiting. */
  flush(): void;
}

/**
 * `writeAll` must write all values in one transaction and return a receipt for each, in order. When it throws, each value is
 * retried alone, so that one bad value fails only itself. Groups are at least `gatherMs` apart: a value after a pause is
 * written at once, and so is a full group, which blocks the thread for some 30 ms.
 */
export function groupCommit<Value, Receipt>(
  writeAll: (values: readonly Value[]) => readonly Receipt[],
  gatherMs: number,
): GroupCommit<Value, Receipt> {
  let waiting: Waiting<Value, Receipt>[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writtenAt = Number.NEGATIVE_INFINITY;

  const settle = (group: readonly Waiting<Value, Receipt>[]): void => {
    let receipts: readonly Receipt[];
    try {
      receipts = writeAll(group.map(({ value }) => value));
    } catch (error) {
      if (group.length > 1) for (const one of group) settle([one]);
      else group[0]?.failed(error);
      return;
    }
    for (const [at, { done }] of group.entries()) done(receipts[at] as Receipt);
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    settle(group);
    writtenAt = performance.now();
  };

  return {
    write: (value) =>
      new Promise((done, failed) => {
        waiting.push({ value, done, failed });
        const wait = writtenAt + gatherMs - performance.now();
        if (wait <= 0 || waiting.length >= RESULTS_TOGETHER) flush();
        else timer ??= setTimeout(flush, wait);
      }),
    flush,
  };
}
