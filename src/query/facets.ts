/** Facets of a query: how many of its articles one more value of a filter would leave. */
import type { ListField } from './article-filter.ts';

/** Each is a field of the filter, so that a click on a count can add its value; a second company is added as `with`. */
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
