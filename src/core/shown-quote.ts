/** Which of the quotes that prove a tag or a venture is shown where there is room for one. */

interface Quoted {
  readonly field: 'title' | 'text';
  readonly sentence: string;
}

/** Of `evidence`, the best first, the best of the text: the headline stands there already. Null without any. */
export function shownQuote<Quote extends Quoted>(evidence: readonly Quote[]): Quote | null {
  return evidence.find(({ field }) => field === 'text') ?? evidence[0] ?? null;
}

/** Says what its headline has not said. */
export const addsToHeadline = ({ field }: Pick<Quoted, 'field'>): boolean => field === 'text';
