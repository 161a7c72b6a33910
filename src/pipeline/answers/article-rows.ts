/** Articles as rows of a spreadsheet: every cell is readable text, with the ventures that match the filter. */
import { type ArticleSummary, type ListedVenture, summaryFields } from '../../store/lists/article-queries.ts';
import type { Row } from '../../text/shown/cells.ts';

/** With several ventures, each cell has a part for each of them, in the same order. */
const VENTURE_COLUMNS = {
  venture: ({ name, id }) => name ?? id,
  partners: ({ partners }) => partners.map(({ name }) => name).join(' + '),
  stage: ({ stage }) => stage ?? '',
  sector: ({ sector }) => sector ?? '',
  ventureId: ({ id }) => id,
  stake: ({ stake }) => stake ?? '',
  amount: ({ amount }) => amount ?? '',
} satisfies Record<string, (venture: ListedVenture) => string>;

/** The column names, which are needed even for a table without rows. */
export const articleColumns = (filter: Parameters<typeof summaryFields>[0]): readonly string[] => [
  ...summaryFields(filter).filter((name) => name !== 'ventures'),
  ...Object.keys(VENTURE_COLUMNS),
];

export function articleRows(articles: readonly ArticleSummary[]): Row[] {
  return articles.map(({ evidence, ventures, ...article }) => {
    const cells = Object.entries(VENTURE_COLUMNS).map(([name, textOf]) => {
      const parts = ventures.map(textOf);
      return [name, parts.every((part) => part === '') ? '' : parts.join('; ')] as const;
    });
    return { ...article, evidence: evidence?.sentence ?? '', ...Object.fromEntries(cells) };
  });
}
