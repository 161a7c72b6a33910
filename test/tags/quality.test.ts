import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';

// Labelled articles that stand beside the project on the machines that have them.
const FILES = ['real-dev.jsonl', 'written-dev.jsonl'].map(
  (name) => new URL(`../../../shared/eval/tagging/${name}`, import.meta.url),
);
const present = FILES.every((file) => existsSync(file));
// Lowering a floor takes a reason in the commit that does it.
const FLOOR = { precision: 0.97, recall: 0.95 };

interface Labelled {
  readonly title?: string | null;
  readonly text: string;
  readonly lang: string;
  readonly label: number | string;
  readonly publishedAt?: string | null;
}

function lines(file: URL): Labelled[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Labelled => JSON.parse(line));
}

test.runIf(!present && process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1')(
  'the labelled articles are there',
  () => {
    expect(present).toBe(true);
  },
);

test.runIf(present)('precision and recall on the labelled articles stay above their floors', () => {
  const tag = createTagger(loadKnowledge());
  let [right, wrong, missed] = [0, 0, 0];
  for (const article of FILES.flatMap(lines)) {
    const { tagged } = tag({
      title: article.title ?? undefined,
      text: article.text,
      lang: article.lang,
      publishedAt: article.publishedAt ?? undefined,
    });
    const wanted = Number(article.label) === 1;
    if (tagged && wanted) right++;
    else if (tagged) wrong++;
    else if (wanted) missed++;
  }
  expect(right / (right + wrong)).toBeGreaterThanOrEqual(FLOOR.precision);
  expect(right / (right + missed)).toBeGreaterThanOrEqual(FLOOR.recall);
});
