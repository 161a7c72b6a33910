/**
 * Group commit: what arrives within a moment is written in one transaction. Each commit writes every page that it touched,
 * and starts a segment of the search index that is merged later: sixteen articles together take two thirds of the time.
 */
import { RESULTS_TOGETHER } from '../../core/ports.ts';

/** How long what was read waits to be written together with more; nobody sees an article a quarter of a second later. */
export const GATHER_MS = 250;

interface Waiting<Value, Receipt> {
  readonly value: Value;
  readonly done: (receipt: Receipt) => void;
  readonly failed: (error: unknown) => void;
}

export interface Together<Value, Receipt> {
  /** Resolves once it is committed. */
  write(value: Value): Promise<Receipt>;
  /** Writes now what still waits. */
  flush(): void;
}

/**
 * `writeAll` commits all or nothing and gives a receipt for each, in order; one that cannot be written fails alone. Groups are
 * written `gatherMs` apart: what comes after a pause is written at once, and so is a full group, which holds the thread for
 * some 30 ms.
 */
export function together<Value, Receipt>(
  writeAll: (values: readonly Value[]) => readonly Receipt[],
  gatherMs: number,
): Together<Value, Receipt> {
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
