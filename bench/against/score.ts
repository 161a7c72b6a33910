/** Scores extracted texts against the known ones: F1 of 4-word shingles, as public extraction benchmarks do. */

const SHINGLE = 4;

/** Precision and recall averaged over the texts, and F1 of the two averages; a missing text counts as nothing found. */
export function textF1(known: Readonly<Record<string, string>>, found: ReadonlyMap<string, string>): number {
  const scores = Object.entries(known).map(([url, text]) => compare(text, found.get(url) ?? ''));
  const precision = mean(scores.map((score) => score.precision).filter((value) => value !== null));
  const recall = mean(scores.map((score) => score.recall).filter((value) => value !== null));
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

function compare(wanted: string, got: string): { precision: number | null; recall: number | null } {
  const want = shingles(wanted);
  const have = shingles(got);
  let both = 0;
  for (const [shingle, count] of want) both += Math.min(count, have.get(shingle) ?? 0);
  const [wants, has] = [total(want), total(have)];
  return { precision: has === 0 ? null : both / has, recall: wants === 0 ? null : both / wants };
}

function shingles(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const bag = new Map<string, number>();
  for (let at = 0; at < Math.max(1, words.length - SHINGLE + 1); at++) {
    const shingle = words.slice(at, at + SHINGLE).join(' ');
    if (shingle !== '') bag.set(shingle, (bag.get(shingle) ?? 0) + 1);
  }
  return bag;
}

const total = (bag: ReadonlyMap<string, number>): number =>
  [...bag.values()].reduce((sum, count) => sum + count, 0);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
