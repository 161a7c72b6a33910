/** Agglomerative clustering by average linkage over sparse pairs: the closest two clusters become one, until none are close. */

export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly points: number;
}

interface Linking {
  /** Articles are the numbers below it. */
  readonly count: number;
  /** Each pair once; those not given have no points. */
  readonly pairs: readonly Pair[];
  readonly together: readonly (readonly number[])[];
  readonly apart: readonly (readonly number[])[];
}

/**
 * Thresholds for merging two clusters: LINK for the mean over all their pairs, LINK_BEST for their best pair. With a best
 * pair of 0.64 labelled articles of different events become one story, with 0.68 some of one event become two; a mean of
 * 0.55 changes nothing, and 0.45 joins two events. Rerun test/stories/quality.test.ts when it or the points of affinity.ts change.
 */
export const LINK = 0.5;
export const LINK_BEST = 0.66;

interface Link {
  sum: number;
  best: number;
}

/** Clusters in order of their lowest numbers, members in order. Ties go to the lowest numbers. O(pairs log pairs). */
export function linkClusters({ count, pairs, together, apart }: Linking): number[][] {
  const forest = new Forest(count);
  const barred: Set<number>[] = Array.from({ length: count }, () => new Set());
  for (const [a, b] of apart) {
    if (a === undefined || b === undefined) continue;
    barred[a]?.add(b);
    barred[b]?.add(a);
  }
  const links: Map<number, Link>[] = Array.from({ length: count }, () => new Map());
  const queue = new Queue();
  const push = (a: number, b: number, link: Link): void => {
    const average = link.sum / (forest.size(a) * forest.size(b));
    if (average >= LINK && link.best >= LINK_BEST)
      queue.push({
        a: Math.min(a, b),
        b: Math.max(a, b),
        points: average,
        sizes: forest.size(a) + forest.size(b),
      });
  };
  const unite = (a: number, b: number): void => {
    const [kept, gone] = [Math.min(a, b), Math.max(a, b)];
    forest.unite(kept, gone);
    const [mine, theirs] = [links[kept], links[gone]];
    if (mine === undefined || theirs === undefined) return;
    mine.delete(gone);
    for (const [other, link] of theirs) {
      const back = links[other];
      back?.delete(gone);
      if (other === kept) continue;
      const before = mine.get(other);
      const united = { sum: link.sum + (before?.sum ?? 0), best: Math.max(link.best, before?.best ?? 0) };
      mine.set(other, united);
      back?.set(kept, united);
    }
    theirs.clear();
    for (const other of barred[gone] ?? []) {
      barred[kept]?.add(other);
      barred[other]?.add(kept);
    }
    for (const [other, link] of mine) push(kept, other, link);
  };
  for (const { a, b, points } of pairs) {
    links[a]?.set(b, { sum: points, best: points });
    links[b]?.set(a, { sum: points, best: points });
  }
  for (const group of together)
    for (const member of group.slice(1)) {
      const [a, b] = [forest.root(group[0] ?? member), forest.root(member)];
      if (a !== b) unite(a, b);
    }
  for (const [a, near] of links.entries()) for (const [b, link] of near) if (a < b) push(a, b, link);
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { a, b, sizes } = next;
    // stale: one of the two has grown or been merged since
    if (forest.root(a) !== a || forest.root(b) !== b || forest.size(a) + forest.size(b) !== sizes) continue;
    if (barred[a]?.has(b)) continue;
    unite(a, b);
  }
  return forest.clusters();
}

class Forest {
  readonly #parents: Int32Array;
  readonly #sizes: Int32Array;

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, i) => i);
    this.#sizes = new Int32Array(count).fill(1);
  }

  root(of: number): number {
    let at = of;
    while (this.#parents[at] !== at) at = this.#parents[at] ?? at;
    return at;
  }

  size(root: number): number {
    return this.#sizes[root] ?? 1;
  }

  unite(kept: number, gone: number): void {
    this.#parents[gone] = kept;
    this.#sizes[kept] = this.size(kept) + this.size(gone);
  }

  clusters(): number[][] {
    const clusters = new Map<number, number[]>();
    for (let i = 0; i < this.#parents.length; i++) {
      const root = this.root(i);
      const members = clusters.get(root);
      if (members === undefined) clusters.set(root, [i]);
      else members.push(i);
    }
    return [...clusters.values()];
  }
}

interface Waiting extends Pair {
  readonly sizes: number;
}

/** A binary heap, the highest average first, then the lowest numbers. */
class Queue {
  readonly #heap: Waiting[] = [];

  push(item: Waiting): void {
    const heap = this.#heap;
    let at = heap.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !precedes(item, above)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  pop(): Waiting | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const below =
        right !== undefined && left !== undefined && precedes(right, left) ? 2 * at + 2 : 2 * at + 1;
      const child = heap[below];
      if (child === undefined || !precedes(child, last)) break;
      heap[at] = child;
      at = below;
    }
    heap[at] = last;
    return top;
  }
}

function precedes(a: Waiting, b: Waiting): boolean {
  if (a.points !== b.points) return a.points > b.points;
  return a.a !== b.a ? a.a < b.a : a.b < b.b;
}
