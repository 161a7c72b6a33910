/** How the name of a company stands in a sentence of a script without capital letters. */
export interface NamePattern {
  /** The name is the first group, or the second where the pattern has two. */
  readonly find: RegExp;
  readonly sign: string;
  readonly weight: number;
  readonly chinese?: true;
}
