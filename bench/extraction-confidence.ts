/**
 * Prints (stderr) how well the confidence of `extract` predicts its text's F1 on the development pages, and how a fallback to
 * Readability below each confidence would do; and (stdout) src/article/confidence-table.json as it should be. Readability
 * loses more pages than it wins at every confidence, even the lowest, so `extract` has no such fallback.
 * Run: node bench/extraction-confidence.ts
 */

import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readArticle } from '../src/article/extract.ts';
import { htmlToText } from '../src/article/html-to-text.ts';
import { compareText, f1, mean } from '../test/article/compare-text.ts';
import { type DevelopmentPage, developmentPages, present } from '../test/article/development-pages.ts';

/** Pages per point of the table. */
const BIN = 15;
/** Pseudo-counts per bin with the overall mean, a prior: unseen pages are read less well than these. */
const DOUBT = 3;
/** Upper limit: nothing is certain. */
const MOST = 0.99;
const EDGES = [0, 0.85, 0.9, 0.93, 0.95, 0.97, 1.01];

interface Row {
  readonly regularity: number;
  readonly confidence: number;
  readonly f1: number;
  /** F1 of the text that Readability extracts. */
  readonly readability: number;
}

function readRow({ html, url }: DevelopmentPage, want: string): Row {
  const { article, regularity } = readArticle(html, { url });
  const other = new Readability(parseHTML(html).document).parse()?.content ?? '';
  return {
    regularity,
    confidence: article.confidence,
    f1: f1([compareText(want, article.text)]),
    readability: f1([compareText(want, htmlToText(other))]),
  };
}

/**
 * Points of mean F1 over neighbouring pages, each at their greatest regularity; isotonic regression pools points that would
 * fall.
 */
function tableOf(rows: readonly Row[]): { regularity: number; f1: number }[] {
  const sorted = [...rows].sort((a, b) => a.regularity - b.regularity);
  const overall = mean(sorted.map((row) => row.f1));
  const points: { regularity: number; f1: number; count: number }[] = [];
  for (let from = 0; from < sorted.length; from += BIN) {
    const bin = sorted.slice(from, from + BIN);
    const count = bin.length + DOUBT;
    const sum = bin.reduce((total, row) => total + row.f1, DOUBT * overall);
    points.push({ regularity: bin.at(-1)?.regularity ?? 0, f1: sum / count, count });
    for (let last = points.length - 1; last > 0; last--) {
      const [a, b] = [points[last - 1], points[last]];
      if (a === undefined || b === undefined || a.f1 <= b.f1) break;
      const count = a.count + b.count;
      const pooled = (a.f1 * a.count + b.f1 * b.count) / count;
      points.splice(last - 1, 2, { regularity: b.regularity, f1: pooled, count });
    }
  }
  const three = (value: number): number => Math.round(value * 1000) / 1000;
  return points.map((point) => ({
    regularity: three(point.regularity),
    f1: three(Math.min(MOST, point.f1)),
  }));
}

function report(rows: readonly Row[]): string {
  const lines = ['confidence  pages  mean F1  at least 0.9  | Readability: mean F1  better  worse'];
  for (const [i, from] of EDGES.slice(0, -1).entries()) {
    const to = EDGES[i + 1] ?? 1;
    const inside = rows.filter(({ confidence }) => confidence >= from && confidence < to);
    if (inside.length === 0) continue;
    const share = (test: (row: Row) => boolean): string => String(inside.filter(test).length);
    lines.push(
      [
        `${from.toFixed(2)}-${Math.min(1, to).toFixed(2)}`.padEnd(11),
        String(inside.length).padStart(5),
        mean(inside.map((row) => row.f1))
          .toFixed(3)
          .padStart(8),
        share((row) => row.f1 >= 0.9).padStart(13),
        ' |',
        mean(inside.map((row) => row.readability))
          .toFixed(3)
          .padStart(20),
        share((row) => row.readability > row.f1 + 0.01).padStart(7),
        share((row) => row.readability < row.f1 - 0.01).padStart(6),
      ].join(' '),
    );
  }
  return `${lines.join('\n')}\n`;
}

if (!present) process.stderr.write('extraction-confidence: the development pages (../shared) are not here\n');
else {
  const rows = developmentPages().flatMap((page) =>
    page.truth.articleBody === undefined ? [] : [readRow(page, page.truth.articleBody)],
  );
  process.stderr.write(report(rows));
  const made = `node bench/extraction-confidence.ts on ${rows.length} pages`;
  process.stdout.write(`${JSON.stringify({ made, points: tableOf(rows) }, null, 2)}\n`);
}
