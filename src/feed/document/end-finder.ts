/** Searches a text for terminators, for each at most once to the end in vain, which keeps scans of hostile input linear. */
export class EndFinder {
  readonly #text: string;
  readonly #exhausted = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Index of the first `terminator` at or after `from`, -1 when there is none. Callers move forward only. */
  find(terminator: string, from: number): number {
    if (this.#exhausted.has(terminator)) return -1;
    const at = this.#text.indexOf(terminator, from);
    if (at < 0) this.#exhausted.add(terminator);
    return at;
  }
}
