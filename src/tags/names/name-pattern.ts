/** The shape of the patterns that find company names in scripts without capital letters. */
export interface NamePattern {
  /** The name is the first group, or the second where the pattern has two. */
  readonly find: RegExp;
  /** The kind of sign, and its weight. */
  readonly sign: string;
  readonly weight: number;
  /** Present when the pattern shows that the company is Chinese. */
  readonly chinese?: true;
}

/** Patterns for a name beside a known company or place. */
export interface BesidePatterns {
  /** For the text before a known company and the text after it; the name is the first group. */
  readonly before: RegExp;
  readonly after: RegExp;
  /** For languages with a space between a place of China and the rest of the name. */
  readonly behindPlace?: {
    readonly name: RegExp;
    /** "China" in the language: it is no part of a name. */
    readonly country: string;
    readonly weight: number;
  };
  /** UTF-16 units searched on either side. */
  readonly reach: number;
}
