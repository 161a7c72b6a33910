/** One article as text for a terminal, its evidence first. */

import type { Evidence, VentureMention } from '../core/model.ts';
import { byLedgerOnly, byLedgerText } from '../core/named-partners.ts';
import { isPruned } from '../core/pruning.ts';
import { ventureName } from '../core/venture-key.ts';
import type { ArticleDetail } from '../store/lists/article-detail.ts';
import { counted } from '../text/shown/counted.ts';
import { momentText, NO_DATE, publishedText } from '../text/shown/time-text.ts';
import { fitLines } from './fit-lines.ts';
import { forTerminal } from './output.ts';
import { visitLines } from './versions-text.ts';
import { nextTryLine, notReadLines, triesText } from './waiting-text.ts';

/** Wrapped to `columns`, the terminal's width; null, where there is no terminal, leaves every paragraph on one line. */
export function describeArticle(article: ArticleDetail, columns: number | null): string {
  const lines = [
    article.title ?? '(no title)',
    article.canonicalUrl,
    [
      article.source,
      article.authors.join(', '),
      article.publishedAt === null ? NO_DATE : publishedText(article.publishedAt),
      article.language,
      counted(article.wordCount, 'word'),
      `text ${article.verdict ?? article.state}${article.verdictReason === '' ? '' : ` (${article.verdictReason})`}`,
    ]
      .filter(Boolean)
      .join(' · '),
  ];
  lines.push(...visitLines(article.visits));
  if (article.waiting) lines.push(...notReadLines(article.waiting), nextTryLine(article.waiting));
  if (article.failure)
    lines.push(
      `page not read: ${article.failure.code}: ${article.failure.message} (${triesText(article.failure.attempts)})`,
    );
  for (const { tag, confidence, evidence } of article.tags)
    lines.push('', `${tag}, confidence ${confidence.toFixed(2)}`, ...evidence.map(quote));
  for (const venture of article.ventures) lines.push('', ...describeVenture(venture, article));
  if (article.companies.length > 0)
    lines.push(
      '',
      `companies: ${article.companies.map(({ name, mentions }) => `${name} (${mentions})`).join(', ')}`,
    );
  lines.push(
    '',
    `seen in: ${article.sightings.map(({ feedId, firstSeenAt }) => `${feedId} ${momentText(firstSeenAt)}`).join(', ')}`,
  );
  const text = isPruned(article)
    ? '(its text was pruned; `jvwire ingest` with its address fetches it again)'
    : article.text;
  const paragraphs = text.split('\n\n').flatMap((paragraph) => ['', paragraph]);
  return `${fitLines([...lines, ...paragraphs].map(forTerminal), columns).join('\n')}\n`;
}

function describeVenture(venture: VentureMention, { companies }: ArticleDetail): string[] {
  const partners = venture.partners
    .map(({ name, country }) => (country ? `${name} (${country})` : name))
    .join(' + ');
  const unnamed = byLedgerOnly(venture.partners, companies).map(({ name }) => name);
  const facts = [venture.stage, venture.sector, venture.stake, venture.amount].filter(Boolean).join(', ');
  const name = venture.name ?? venture.ventureId ?? 'new venture';
  const called = partners === '' ? ventureName(venture) : `${name}: ${partners}`;
  return [
    `venture: ${called}${facts === '' ? '' : ` · ${facts}`}`,
    ...(unnamed.length === 0 ? [] : [`  ${unnamed.join(', ')} ${byLedgerText(unnamed.length)}`]),
    ...venture.evidence.slice(0, 2).map(quote),
  ];
}

const quote = ({ field, sentence, start, end }: Evidence): string =>
  `  “${sentence}” (${field} ${start}-${end})`;
