/** What people decided about stories by merging and splitting them: which articles belong together, and which do not. */

export interface Constraint {
  readonly kind: 'together' | 'apart';
  readonly a: string;
  readonly b: string;
}

/** `jvwire story merge A B`: all articles of both are one story for good. */
export function mergeConstraints(a: readonly string[], b: readonly string[]): Constraint[] {
  return tied([...a, ...b]);
}

/**
 * `jvwire story split ID ARTICLE...`: the articles split off stay one story, and so do those that remain. These are tied,
 * too, as only the article that goes may have linked them: by its points, or by an earlier merge.
 */
export function splitConstraints(off: readonly string[], remaining: readonly string[]): Constraint[] {
  return [
    ...tied(off),
    ...tied(remaining),
    ...off.flatMap((a) => remaining.map((b): Constraint => ({ kind: 'apart', a, b }))),
  ];
}

/** Ties each article to the first. */
function tied([first, ...rest]: readonly string[]): Constraint[] {
  return rest.map((other) => ({ kind: 'together', a: first ?? other, b: other }));
}

export interface Settled {
  /** Groups of articles that must be in one story; articles in none may go anywhere. */
  readonly groups: readonly (readonly string[])[];
  /** Pairs that must not be in one story, without those that later decisions override. */
  readonly apart: readonly (readonly [string, string])[];
}

/**
 * Decisions in the order in which they were made, the latest last. A later one overrides every earlier one that it
 * contradicts, also where the contradiction is through other articles.
 */
export function settleConstraints(decisions: readonly Constraint[]): Settled {
  const groups = new Map<string, Set<string>>();
  const apart: (readonly [string, string])[] = [];
  const groupOf = (key: string): Set<string> => groups.get(key) ?? new Set([key]);
  for (const { kind, a, b } of [...decisions].reverse()) {
    const [left, right] = [groupOf(a), groupOf(b)];
    if (kind === 'apart') {
      // a later decision tied them together: the split was undone
      if (!left.has(b)) apart.push([a, b]);
      continue;
    }
    const parted = apart.some(
      ([one, other]) => (left.has(one) && right.has(other)) || (left.has(other) && right.has(one)),
    );
    if (parted) continue;
    const united = new Set([...left, ...right]);
    for (const key of united) groups.set(key, united);
  }
  return { groups: [...new Set(groups.values())].map((group) => [...group]), apart };
}
