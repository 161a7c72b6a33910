/**
 * Records in test/tags/first-pass.json how the rules do on a batch of labelled articles: right, wrong and missed by
 * language, and the score of each article. Run once for each batch, before any rule is changed because of it:
 * node bench/first-pass.ts articles-round-4.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { loadKnowledge } from '../src/tags/knowledge/knowledge.ts';
import { nameTable } from '../src/tags/names/names.ts';
import { readArticle } from '../src/tags/reading.ts';
import { scoreArticle, THRESHOLD } from '../src/tags/scoring/score.ts';
import { pairLookup } from '../src/tags/tag.ts';

interface Row {
  readonly language: string;
  readonly publishedAt?: string;
  readonly title: string;
  readonly text: string;
  readonly tagged: boolean;
}

interface Outcome {
  articles: number;
  right: number;
  wrong: number;
  missed: number;
}

const batch = process.argv[2];
if (batch === undefined) throw new TypeError('usage: node bench/first-pass.ts BATCH.json');
const record = new URL('../test/tags/first-pass.json', import.meta.url);
const known: Record<string, unknown> = JSON.parse(readFileSync(record, 'utf8'));
if (known[batch] !== undefined) throw new Error(`${batch} has been read before: a first pass happens once`);

const rows: Row[] = JSON.parse(readFileSync(new URL(`../test/tags/${batch}`, import.meta.url), 'utf8'));
const knowledge = loadKnowledge();
const names = nameTable(knowledge);
const pairs = pairLookup(knowledge);
const outcomes: Record<string, Outcome> = {};
const scores: number[] = [];

for (const { language, publishedAt, title, text, tagged } of rows) {
  const reading = readArticle({ title, text, lang: language, publishedAt }, names);
  const score = scoreArticle(reading, pairs)[0]?.score ?? 0;
  scores.push(Math.round(score * 1000) / 1000);
  for (const key of ['all', language]) {
    outcomes[key] ??= { articles: 0, right: 0, wrong: 0, missed: 0 };
    const outcome = outcomes[key];
    outcome.articles++;
    if (score >= THRESHOLD) outcome[tagged ? 'right' : 'wrong']++;
    else if (tagged) outcome.missed++;
  }
}
writeFileSync(record, `${JSON.stringify({ ...known, [batch]: { ...outcomes, scores } }, null, 2)}\n`);
const { right = 0, wrong = 0, missed = 0 } = outcomes['all'] ?? {};
process.stdout.write(
  `${batch}: precision ${(right / (right + wrong)).toFixed(3)}, recall ${(right / (right + missed)).toFixed(3)}\n`,
);
