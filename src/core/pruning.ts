/** What retention rules may delete, and the report of it. */

export const PRUNABLE = ['pages', 'texts', 'polls', 'failures', 'messages'] as const;
export type Prunable = (typeof PRUNABLE)[number];

/** Whether the text of an article was pruned: it has a word count, but no text. */
export const isPruned = ({
  text,
  wordCount,
}: {
  readonly text: string;
  readonly wordCount: number;
}): boolean => text === '' && wordCount > 0;

export interface Retention {
  /** What is older is deleted, epoch ms. */
  readonly before: number;
  /** Whether what belongs to tagged articles is deleted, too. */
  readonly tagged: boolean;
  /** Only counts. */
  readonly dryRun: boolean;
}

export interface Pruned {
  readonly rows: number;
  /** Size of their content; they take somewhat more on disk. */
  readonly bytes: number;
}

/** What one slice deleted. `next` is where the next slice begins, null after the last. */
export interface PrunedSlice extends Pruned {
  readonly next: number | null;
}

export interface PruneReport {
  /** False for a dry run. */
  readonly applied: boolean;
  readonly interrupted: boolean;
  /** Only the kinds that were asked for. */
  readonly pruned: Readonly<Partial<Record<Prunable, Pruned>>>;
  /** Sizes in bytes before and after the vacuum; empty when there was none. */
  readonly files: readonly { readonly file: string; readonly before: number; readonly after: number }[];
}
