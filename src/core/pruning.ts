/** What retention rules may forget, and what came of it. */

export const PRUNABLE = ['pages', 'texts', 'polls', 'failures', 'messages'] as const;
export type Prunable = (typeof PRUNABLE)[number];

/** Whether the text of an article was pruned: its words were counted, and are not there. */
export const isPruned = ({
  text,
  wordCount,
}: {
  readonly text: string;
  readonly wordCount: number;
}): boolean => text === '' && wordCount > 0;

export interface Retention {
  /** What is older goes, epoch ms. */
  readonly before: number;
  /** Whether tagged articles lose theirs, too. */
  readonly tagged: boolean;
  /** Only looks. */
  readonly dryRun: boolean;
}

export interface Pruned {
  readonly rows: number;
  /** Of what they hold; what they take on the disk is some more. */
  readonly bytes: number;
}

/** One slice's work. `next` is where the next one begins, null when there is none. */
export interface PrunedSlice extends Pruned {
  readonly next: number | null;
}

export interface PruneReport {
  /** False for a dry run. */
  readonly applied: boolean;
  readonly interrupted: boolean;
  /** Only of what was asked for. */
  readonly pruned: Readonly<Partial<Record<Prunable, Pruned>>>;
  /** Sizes in bytes before and after the room was given back; empty when that was not asked for. */
  readonly files: readonly { readonly file: string; readonly before: number; readonly after: number }[];
}
