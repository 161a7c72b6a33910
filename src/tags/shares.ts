/** Percentages of one sentence that make a whole: a company and its owners. */
import type { Line, Place } from './line.ts';

const PERCENT =
  /(\d{1,2}(?:[.,]\d{1,2})?)\s{0,2}(?:%|％|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|パーセント|퍼센트)/giu;
// More figures than this are a table, not a statement of owners.
const MOST = 12;

/** The stretch whose percentages add up to 100; null when none do. */
export function sharesOf(line: Line): Place | null {
  const found: { value: number; start: number; end: number }[] = [];
  for (const match of line.text.matchAll(PERCENT)) {
    const start = line.start + match.index;
    found.push({ value: Number((match[1] ?? '').replace(',', '.')), start, end: start + match[0].length });
    if (found.length >= MOST) break;
  }
  for (let i = 0; i < found.length; i++) {
    let sum = 0;
    for (let j = i; j < found.length; j++) {
      sum += found[j]?.value ?? 0;
      if (j > i && Math.abs(sum - 100) < 0.11) return placed(line, found[i]?.start ?? 0, found[j]?.end ?? 0);
    }
  }
  return null;
}

/** Unit numbers for offsets, taken from the nearest mention: shares stand next to names and words. */
function placed(line: Line, start: number, end: number): Place {
  let first = 0;
  let best = Number.POSITIVE_INFINITY;
  const all: readonly Place[] = [...line.companies, ...Object.values(line.words).flat()];
  for (const at of all) {
    const gap = Math.abs(at.start - start);
    if (gap < best) {
      best = gap;
      first = at.first;
    }
  }
  return { start, end, first, last: first };
}
