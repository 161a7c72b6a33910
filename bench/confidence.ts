/**
 * Prints the reliability of the tag's confidence (stderr) and the table of src/tags/data/confidence.json as it
 * should be (stdout). Fitted on held-out scores: what each batch of articles got when it was first read, before any
 * rule had been changed because of it (test/tags/first-pass.json). Run: node bench/confidence.ts
 */
import { readFileSync } from 'node:fs';
import { confidenceOf } from '../src/tags/scoring/confidence.ts';

import { THRESHOLD } from '../src/tags/scoring/score.ts';

// Lower bounds of the bins, as scores; those above the threshold hold a few dozen articles each.
const BINS = [0, 0.2, 0.35, 0.5, 0.65, 0.75, 0.85, 0.95];
// Pseudo-counts per bin, a prior: so many articles that are right as often as the score says.
const DOUBT = 6;
// Upper limit: nothing is certain.
const MOST = 0.98;

interface Row {
  readonly batch: string;
  readonly score: number;
  readonly right: boolean;
}

const tables = new Map<string, Points>();
const FOLDER = new URL('../test/tags/', import.meta.url);

/** Every article of the batches whose first-pass scores were recorded. */
function heldOut(): Row[] {
  const record: Record<string, { readonly scores?: readonly number[] }> = JSON.parse(
    readFileSync(new URL('first-pass.json', FOLDER), 'utf8'),
  );
  return Object.entries(record).flatMap(([batch, { scores }]) => {
    if (scores === undefined) return [];
    const articles: { readonly tagged: boolean }[] = JSON.parse(readFileSync(new URL(batch, FOLDER), 'utf8'));
    return articles.map(({ tagged }, i) => ({ batch, score: scores[i] ?? 0, right: tagged }));
  });
}

interface Bin {
  score: number;
  right: number;
  count: number;
}

/** Isotonic regression: pools neighbouring bins until the share of right ones grows with the score. */
function monotone(rows: readonly Row[]): Bin[] {
  const pooled: Bin[] = [];
  for (const [i, from] of BINS.entries()) {
    const inside = rows.filter(({ score }) => score >= from && score < (BINS[i + 1] ?? 2));
    const mean = inside.reduce((sum, { score }) => sum + score, 0) / Math.max(1, inside.length);
    const score = inside.length === 0 ? from : mean;
    const right = inside.filter((row) => row.right).length + DOUBT * score;
    pooled.push({ score, right, count: inside.length + DOUBT });
    for (let last = pooled.length - 1; last > 0; last--) {
      const [a, b] = [pooled[last - 1], pooled[last]];
      if (a === undefined || b === undefined || a.right / a.count <= b.right / b.count) break;
      const count = a.count + b.count;
      const middle = (a.score * a.count + b.score * b.count) / count;
      pooled.splice(last - 1, 2, { score: middle, right: a.right + b.right, count });
    }
  }
  return pooled;
}

type Points = readonly { readonly score: number; readonly confidence: number }[];

function fitted(rows: readonly Row[]): Points {
  const three = (value: number): number => Math.round(value * 1000) / 1000;
  const points = monotone(rows).map(({ score, right, count }) => ({
    score: three(score),
    confidence: three(Math.min(MOST, right / count)),
  }));
  // What is tagged is judged by what was tagged: no line leads up from the scores below the threshold.
  const first = points.findIndex(({ score }) => score > THRESHOLD);
  const above = points[first];
  if (above !== undefined) points.splice(first, 0, { score: THRESHOLD, confidence: above.confidence });
  return points;
}

const rows = heldOut();
const made = `node bench/confidence.ts on the first scores of ${rows.length} articles`;
const points = fitted(rows);
process.stdout.write(`${JSON.stringify({ made, points }, null, 2)}\n`);

// Each batch is judged by a table made without it.
const judged = rows.map((row) => ({
  ...row,
  confidence: confidenceOf(row.score, tableWithout(row.batch)),
}));

function tableWithout(batch: string): Points {
  const known = tables.get(batch) ?? fitted(rows.filter((row) => row.batch !== batch));
  tables.set(batch, known);
  return known;
}

process.stderr.write('confidence   articles  right  share right\n');
const edges = [0, 0.1, 0.3, confidenceOf(THRESHOLD, points), 0.7, 0.8, 0.9, 1.01];
for (const [i, from] of edges.slice(0, -1).entries()) {
  const to = edges[i + 1] ?? 1;
  const inside = judged.filter(({ confidence }) => confidence >= from && confidence < to);
  const right = inside.filter((row) => row.right).length;
  const share = inside.length === 0 ? '-' : (right / inside.length).toFixed(3);
  process.stderr.write(
    `${from.toFixed(2)}-${Math.min(1, to).toFixed(2)}  ${String(inside.length).padStart(8)} ${String(right).padStart(6)}  ${share}\n`,
  );
}
