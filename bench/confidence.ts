/**
 * Prints the reliability of the tag's confidence on the labelled articles (stderr) and the table of
 * src/tags/data/confidence.json as it should be (stdout). Run: node bench/confidence.ts
 */
import { confidenceOf } from '../src/tags/confidence.ts';
import { loadKnowledge } from '../src/tags/knowledge.ts';
import { nameTable } from '../src/tags/names.ts';
import { readArticle } from '../src/tags/reading.ts';
import { scoreArticle } from '../src/tags/score.ts';
import { pairLookup, THRESHOLD } from '../src/tags/tag.ts';
import { labelledArticles } from './labelled-articles.ts';

// Scores from which a bin begins; the ones above the threshold hold a few dozen articles each.
const BINS = [0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97];
// The rules were tuned on these articles: unseen ones are right less often. So many made-up articles stand in
// every bin, right as often as the score says, and pull the shares towards it.
const DOUBT = 10;
// Nothing is certain.
const MOST = 0.98;

interface Row {
  readonly score: number;
  readonly right: boolean;
}

function readRows(): Row[] {
  const knowledge = loadKnowledge();
  const names = nameTable(knowledge);
  const pairs = pairLookup(knowledge);
  return labelledArticles().map(({ input, tagged }) => ({
    score: scoreArticle(readArticle(input, names), pairs)[0]?.score ?? 0,
    right: tagged,
  }));
}

interface Bin {
  score: number;
  right: number;
  count: number;
}

/** Pools neighbours until the share of right ones grows with the score. */
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

const rows = readRows();
const two = (value: number): number => Math.round(value * 1000) / 1000;
const points = monotone(rows).map(({ score, right, count }) => ({
  score: two(score),
  confidence: two(Math.min(MOST, right / count)),
}));
const made = `node bench/confidence.ts on ${rows.length} labelled articles`;
process.stdout.write(`${JSON.stringify({ made, points }, null, 2)}\n`);

process.stderr.write('confidence   articles  right  share right\n');
const edges = [0, 0.1, 0.3, confidenceOf(THRESHOLD), 0.8, 0.85, 0.9, 0.95, 1.01];
for (const [i, from] of edges.slice(0, -1).entries()) {
  const to = edges[i + 1] ?? 1;
  const inside = rows.filter(({ score }) => confidenceOf(score) >= from && confidenceOf(score) < to);
  const right = inside.filter((row) => row.right).length;
  const share = inside.length === 0 ? '-' : (right / inside.length).toFixed(3);
  process.stderr.write(
    `${from.toFixed(2)}-${Math.min(1, to).toFixed(2)}  ${String(inside.length).padStart(8)} ${String(right).padStart(6)}  ${share}\n`,
  );
}
