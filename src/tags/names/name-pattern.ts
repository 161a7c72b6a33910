/** How the name of a company stands in a sentence of a script without capital letters. */
export interface NamePattern {
  /** The name is the first group, or the second where the pattern has two. */
  readonly find: RegExp;
  readonly sign: string;
  readonly weight: number;
  readonly chinese?: true;
}

/** How a name stands beside what is known already. */
export interface BesidePatterns {
  /** A name before a listed company, and one after it: the first group. */
  readonly before: RegExp;
  readonly after: RegExp;
  /** Where the language writes a place of China apart from the name behind it. */
  readonly behindPlace?: {
    readonly name: RegExp;
    /** The country's own name, behind which anything may stand. */
    readonly country: string;
    readonly weight: number;
  };
  /** So many UTF-16 units on either side are looked at. */
  readonly reach: number;
}
