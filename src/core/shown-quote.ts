/** Which of the quotes that prove a tag or a venture is shown where there is room for one. */

interface Quoted {
  readonly field: 'title' | 'text';
  readonly sentence: string;
}

/** The best quote from the text, since the headline is shown anyway, else from the title; null without any. `evidence`: best first. */
export function shownQuote<Quote extends Quoted>(evidence: readonly Quote[]): Quote | null {
  return evidence.find(({ field }) => field === 'text') ?? evidence[0] ?? null;
}

/** Whether the quote says something beyond the headline. */
export const addsToHeadline = ({ field }: Pick<Quoted, 'field'>): boolean => field === 'text';
