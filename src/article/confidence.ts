/** Forecasts how much of the article the text is, and how little else: the F1 that a careful person's copy would give it. */

import type { Verdict } from '../core/model.ts';
import type { Block } from './body/render.ts';
import { isDense } from './body/score.ts';
import table from './confidence-table.json' with { type: 'json' };
import { FULL_WORDS } from './verdict.ts';

/** What the confidence of a text is computed from. */
interface ConfidenceSources {
  readonly verdict: Verdict;
  /** 0..1, see `regularity`. */
  readonly regularity: number;
  readonly words: number;
}

/** Upper bound of the confidence for each verdict. */
const CEILING: Readonly<Record<Verdict, number>> = {
  full: 1,
  paywalled: 0.6,
  thin: 0.5,
  consent: 0.1,
  blocked: 0.1,
  'not-article': 0.2,
};

/**
 * A measured forecast for pages of verdict `full`: table points are pages' mean F1 by regularity, straight lines between
 * them. `node bench/extraction-confidence.ts` recomputes the table and shows how well it predicted.
 */
export function confidenceOf({ verdict, regularity, words }: ConfidenceSources): number {
  const amount = Math.min(1, words / FULL_WORDS);
  return Math.round(100 * CEILING[verdict] * amount * forecast(regularity)) / 100;
}

function forecast(regularity: number): number {
  const { points } = table;
  const after = points.findIndex((point) => point.regularity > regularity);
  const high = points[after] ?? points.at(-1);
  const low = points[after - 1] ?? (after === 0 ? high : points.at(-1));
  if (high === undefined || low === undefined) return 0;
  const span = high.regularity - low.regularity;
  return low.f1 + (span === 0 ? 0 : ((regularity - low.regularity) / span) * (high.f1 - low.f1));
}

/** Characters beyond which a text is likely to hold more than one article: the longest reports run to some 4,000 words. */
const LONG = 24_000;

interface RegularitySources {
  readonly blocks: readonly Block[];
  readonly text: string;
  /** Share of the page's running text, after pruning, that is in the chosen element. */
  readonly share: number;
  /** Share of the rendered text that survived the block filter. */
  readonly kept: number;
}

/**
 * How much a text looks like the articles that are extracted without fault, 0..1: paragraphs of whole sentences rather than
 * lists, tables and labels; nearly all of the page's running text in one element; little that had to be filtered out; not
 * of excessive length. Of the signs tried, these correlated with F1; a telling name of the element or a declared type did not.
 */
export function regularity({ blocks, text, share, kept }: RegularitySources): number {
  if (text === '') return 0;
  let running = 0;
  for (const block of blocks) if (isRunning(block)) running += block.text.length;
  const lengthFactor = Math.min(1, LONG / text.length);
  return Math.min(1, running / text.length) * Math.min(1, share) * Math.min(1, kept) * lengthFactor;
}

/** Fewer characters than this are a label; one of an unspaced script counts as two. */
const SENTENCE = 80;

function isRunning({ kind, text, linked }: Block): boolean {
  if ((kind !== 'paragraph' && kind !== 'quote') || linked >= 0.3 * text.length) return false;
  if (text.length >= SENTENCE) return true;
  let length = text.length;
  for (let i = 0; i < text.length; i++) if (isDense(text.charCodeAt(i))) length++;
  return length >= SENTENCE;
}
