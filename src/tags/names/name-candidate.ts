/** A name of an article that may be a company's. */

/** What speaks for a company, by kind, each with its weight; what speaks against one is below zero. */
export type Signs = Readonly<Record<string, number>>;

/** A place that may name a company: the name, and what stands around it. */
export interface Candidate {
  readonly name: string;
  /** The name without a place before it and a legal form behind it: what the article calls the company later. */
  readonly core: string;
  readonly signs: Signs;
  /** Null where nothing tells. */
  readonly chinese: boolean | null;
}
