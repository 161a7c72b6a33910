/** How the articles of a query divide: what one more value of a filter would leave. */
import type { ListField } from './article-filter.ts';

/** Each is a field of the filter, so that a count can be followed by adding its value; beside another company as `with`. */
export const FACETS = ['company', 'stage', 'lang', 'feed'] as const satisfies readonly ListField[];
export type Facet = (typeof FACETS)[number];

export interface Facets {
  /** Articles that were counted. */
  readonly counted: number;
  /** False when there are more: then the newest were counted, and a count is a share of `counted`. */
  readonly complete: boolean;
  /** The most frequent values, most first. */
  readonly counts: Readonly<Record<Facet, readonly FacetCount[]>>;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}
