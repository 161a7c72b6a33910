/** The public article benchmark's measure: multisets of 4-word shingles; characters count as words in Chinese and Japanese. */

export interface Overlap {
  readonly precision: number;
  readonly recall: number;
}

function shingles(text: string, pattern: RegExp): Map<string, number> {
  const words = text.match(pattern) ?? [];
  const bag = new Map<string, number>();
  for (let i = 0; i < Math.max(1, words.length - 3); i++) {
    const key = words.slice(i, i + 4).join(' ');
    if (key !== '') bag.set(key, (bag.get(key) ?? 0) + 1);
  }
  return bag;
}

/** Precision and recall of `got` against `want`; two empty texts agree. */
export function compareText(want: string, got: string, pattern: RegExp = /[\p{L}\p{N}_]+/gu): Overlap {
  const a = shingles(want, pattern);
  const b = shingles(got, pattern);
  let both = 0;
  let wanted = 0;
  let found = 0;
  for (const n of b.values()) found += n;
  for (const [key, n] of a) {
    wanted += n;
    both += Math.min(n, b.get(key) ?? 0);
  }
  if (wanted === 0 && found === 0) return { precision: 1, recall: 1 };
  return { precision: found === 0 ? 0 : both / found, recall: wanted === 0 ? 0 : both / wanted };
}

export const mean = (xs: readonly number[]): number =>
  xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);

export function f1(overlaps: readonly Overlap[]): number {
  const precision = mean(overlaps.map((o) => o.precision));
  const recall = mean(overlaps.map((o) => o.recall));
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
