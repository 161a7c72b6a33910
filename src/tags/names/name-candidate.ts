/** Candidates: mentions that may be of a company which the knowledge does not have, with their signs. */

/** Weights by kind of sign; a negative one speaks against a company. */
export type Signs = Readonly<Record<string, number>>;

export interface Candidate {
  readonly name: string;
  /** The name without a place before it and a legal form after it, as an article shortens it in later mentions. */
  readonly core: string;
  readonly signs: Signs;
  /** Null where nothing shows it. */
  readonly chinese: boolean | null;
}
