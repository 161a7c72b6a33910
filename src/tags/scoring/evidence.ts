/** The quotes that prove a tag: sentences with their exact offsets, best first. */
import type { Evidence } from '../../core/model.ts';
import { cutAround } from '../../text/words/sentences.ts';
import type { Scored } from './score.ts';

const MAX_QUOTES = 5;
/** UTF-16 units. */
export const LONGEST_QUOTE = 400;

/** One quote for each line, at most 5, in the order of `scored`; a line too long is cut around its anchor. */
export function quotes(scored: readonly Scored[], title: string, text: string): Evidence[] {
  const found: Evidence[] = [];
  const seen = new Set<number>();
  for (const { anchor } of scored) {
    const { line } = anchor;
    if (seen.has(line.index)) continue;
    seen.add(line.index);
    const body = line.field === 'title' ? title : text;
    const { start, end } = cutAround(body, line, anchor, LONGEST_QUOTE);
    if (start >= end) continue;
    found.push({ field: line.field, sentence: body.slice(start, end), start, end, rule: anchor.rule });
    if (found.length === MAX_QUOTES) break;
  }
  return found;
}
