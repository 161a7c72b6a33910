/** Articles as rows of a spreadsheet: every cell a text that can be read, with the ventures that filters ask for. */
import type { VentureMention } from '../core/model.ts';
import type { ArticleFindings } from '../store/article-findings.ts';
import { type ArticleSummary, summaryFields } from '../store/article-queries.ts';
import type { Row } from '../text/cells.ts';

/** Of several ventures each cell has as many parts, in one order. */
const VENTURE_COLUMNS = {
  venture: ({ name, ventureId }) => name ?? ventureId ?? '',
  partners: ({ partners }) => partners.map(({ name }) => name).join(' + '),
  stage: ({ stage }) => stage ?? '',
  sector: ({ sector }) => sector ?? '',
} satisfies Record<string, (venture: VentureMention) => string>;

/** The head of such a table, which may have no row. */
export const articleColumns = (filter: Parameters<typeof summaryFields>[0]): readonly string[] => [
  ...summaryFields(filter),
  ...Object.keys(VENTURE_COLUMNS),
];

export function articleRows(
  articles: readonly ArticleSummary[],
  findings: ReadonlyMap<number, Pick<ArticleFindings, 'ventures'>>,
): Row[] {
  return articles.map(({ evidence, ...article }) => {
    const ventures = findings.get(article.id)?.ventures ?? [];
    const told = Object.entries(VENTURE_COLUMNS).map(([name, textOf]) => {
      const parts = ventures.map(textOf);
      return [name, parts.every((part) => part === '') ? '' : parts.join('; ')] as const;
    });
    return { ...article, evidence: evidence?.sentence ?? '', ...Object.fromEntries(told) };
  });
}
