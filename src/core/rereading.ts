/** The report of `retag` and `reextract`: what reading the stored articles again changed. */
import type { Failure } from './errors.ts';

export interface RereadReport {
  /** False for a dry run. */
  readonly applied: boolean;
  readonly rulesVersion: string;
  /** Articles that were read again. */
  readonly examined: number;
  /** Of these, left as they are because something newer came in meanwhile. */
  readonly changedMeanwhile: number;
  /** Articles left as they are because no page of theirs is archived. */
  readonly missing: number;
  /** Articles left as they are because their text or archived page could not be read; their tags stay, and they are worth a look. */
  readonly unreadable: readonly UnreadableArticle[];
  /** How many changes there are of each kind. */
  readonly counts: Readonly<Record<RereadChange['kind'], number>>;
  /** The first 10,000 changes at most: a report is one answer, and all changes of a large archive would be hundreds of MB. */
  readonly changes: readonly RereadChange[];
}

export interface UnreadableArticle {
  readonly articleId: number;
  readonly url: string;
  readonly failure: Failure;
}

export interface RereadChange {
  /** `gained`, `lost`: the tag; `changed`: something else. */
  readonly kind: 'gained' | 'lost' | 'changed';
  readonly articleId: number;
  readonly url: string;
  readonly title: string | null;
  readonly confidence: number | null;
  /** The best quote: the new one of a gained tag, the old one of a lost tag. */
  readonly evidence: string | null;
  /** What differs: title, text, verdict, tags, ventures ... */
  readonly fields: readonly string[];
}
