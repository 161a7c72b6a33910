/** A venture as text for a terminal. */
import type { VentureDetail } from '../pipeline/answers/ledger.ts';
import type { Quote } from '../pipeline/answers/venture-events.ts';
import { partnerText } from '../pipeline/answers/venture-rows.ts';
import { goneNote, sinceNotes } from '../text/shown/since-published.ts';
import { dayText, toldDayText } from '../text/shown/time-text.ts';
import { fitLines } from './fit-lines.ts';
import { forTerminal } from './output.ts';

/** Quotes shown for one event or figure; the JSON has them all. */
const SHOWN_QUOTES = 3;

/** Wrapped to `columns`, the terminal's width, or not at all for null; addresses have lines of their own and stay whole. */
export function describeVenture(venture: VentureDetail, columns: number | null): string {
  const lines = [
    venture.name,
    [
      venture.partners
        .map((one) => `${partnerText(one)}${one.country ? ` (${one.country})` : ''}`)
        .join(' + '),
      venture.sector,
      [venture.place, venture.country].filter(Boolean).join(', '),
      venture.founded && `founded ${venture.founded}`,
      venture.ended && `ended ${venture.ended}`,
      venture.stage,
      venture.status && venture.status !== venture.stage && `${venture.status} in the ledger`,
      venture.successor && `succeeded by ${venture.successor}`,
    ]
      .filter(Boolean)
      .join(' · '),
    ...ledgerLines(venture),
    ...[goneNote(venture)].filter((note) => note !== null),
  ];
  if (venture.aliases.length > 0) lines.push(`also: ${venture.aliases.join(', ')}`);
  if (venture.brands.length > 0) lines.push(`brands: ${venture.brands.join(', ')}`);
  for (const { stage, day, quotes } of venture.events)
    lines.push('', `${toldDayText(day, quotes)} ${stage}`, ...shown(quotes, quoteLines));
  // With its sentence, as only that says whose share a stake is.
  for (const { what, value, quotes } of venture.figures)
    lines.push('', `${what} ${value}`, ...shown(quotes, what === 'stake' ? quoteLines : sourceLines));
  if (venture.articles === 0) lines.push('', 'no stored article mentions it');
  if (venture.new) lines.push('', 'not in the ledger: known from articles only');
  if (venture.sources.length > 0)
    lines.push(
      '',
      venture.checked
        ? `checked against its sources on ${venture.checked}:`
        : 'not checked against its sources:',
      ...venture.sources.map((source) => `  ${source}`),
    );
  return `${fitLines(lines.map(forTerminal), columns).join('\n')}\n`;
}

/** The date of the ledger's partners and stakes, and other stakes that newer articles state. */
function ledgerLines({ new: candidate, checked, stakesSince }: VentureDetail): string[] {
  const other =
    stakesSince.length === 0 ? [] : [`newer articles state other stakes: ${stakesSince.join(', ')}`];
  if (candidate) return other;
  return [
    checked === null
      ? 'partners and stakes by the ledger, not checked'
      : `partners and stakes by the ledger, as of ${checked}`,
    ...other,
  ];
}

function shown(quotes: readonly Quote[], linesOf: (quote: Quote) => string[]): string[] {
  const more = quotes.length - SHOWN_QUOTES;
  return [...quotes.slice(0, SHOWN_QUOTES).flatMap(linesOf), ...(more > 0 ? [`    and ${more} more`] : [])];
}

function quoteLines(quote: Quote): string[] {
  return [`  “${quote.sentence ?? quote.title ?? ''}”`, ...sourceLines(quote)];
}

function sourceLines(quote: Quote): string[] {
  const { articleId, source, publishedAt, day, url } = quote;
  const origin = [`${source} ${dayText(day, publishedAt)}`, `article ${articleId}`, ...sinceNotes(quote)];
  return [`    ${origin.join(', ')}`, `    ${url}`];
}
