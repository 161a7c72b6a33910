/** Articles as rows of a spreadsheet: every cell a text that can be read, with the ventures that filters ask for. */
import { type ArticleSummary, type ListedVenture, summaryFields } from '../../store/lists/article-queries.ts';
import type { Row } from '../../text/shown/cells.ts';

/** Of several ventures each cell has as many parts, in one order. */
const VENTURE_COLUMNS = {
  venture: ({ name, id }) => name ?? id,
  partners: ({ partners }) => partners.map(({ name }) => name).join(' + '),
  stage: ({ stage }) => stage ?? '',
  sector: ({ sector }) => sector ?? '',
  ventureId: ({ id }) => id,
  stake: ({ stake }) => stake ?? '',
  amount: ({ amount }) => amount ?? '',
} satisfies Record<string, (venture: ListedVenture) => string>;

/** The head of such a table, which may have no row. */
export const articleColumns = (filter: Parameters<typeof summaryFields>[0]): readonly string[] => [
  ...summaryFields(filter).filter((name) => name !== 'ventures'),
  ...Object.keys(VENTURE_COLUMNS),
];

export function articleRows(articles: readonly ArticleSummary[]): Row[] {
  return articles.map(({ evidence, ventures, ...article }) => {
    const told = Object.entries(VENTURE_COLUMNS).map(([name, textOf]) => {
      const parts = ventures.map(textOf);
      return [name, parts.every((part) => part === '') ? '' : parts.join('; ')] as const;
    });
    return { ...article, evidence: evidence?.sentence ?? '', ...Object.fromEntries(told) };
  });
}
