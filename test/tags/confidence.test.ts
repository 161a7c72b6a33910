import { expect, test } from 'vitest';
import table from '../../src/tags/data/confidence.json' with { type: 'json' };
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { rulesVersion } from '../../src/tags/rules-version.ts';
import { confidenceOf } from '../../src/tags/scoring/confidence.ts';
import { THRESHOLD } from '../../src/tags/scoring/score.ts';
import { createTagger } from '../../src/tags/tag.ts';

test('the table of confidence grows with the score and stays a probability', () => {
  const { points } = table;
  for (const [i, { score, confidence }] of points.entries()) {
    expect(score).toBeGreaterThan(points[i - 1]?.score ?? -1);
    expect(confidence).toBeGreaterThanOrEqual(points[i - 1]?.confidence ?? 0);
    expect(confidence).toBeLessThan(1);
  }
});

test('between two points the confidence lies on the line, outside them at the nearest', () => {
  const points = [
    { score: 0.2, confidence: 0.1 },
    { score: 0.6, confidence: 0.9 },
  ];
  const told = [0, 0.2, 0.4, 0.6, 1].map((score) => confidenceOf(score, points));
  for (const [i, wanted] of [0.1, 0.1, 0.5, 0.9, 0.9].entries()) expect(told[i]).toBeCloseTo(wanted);
  expect(confidenceOf(0.5, [])).toBe(0);
});

test('a tagged article is more likely right than wrong', () => {
  expect(confidenceOf(THRESHOLD)).toBeGreaterThan(0.5);
  const text = 'BYD and Toyota own a joint venture in Shenzhen that develops electric cars.';
  expect(createTagger(loadKnowledge())({ text }).tags[0]?.confidence).toBeGreaterThanOrEqual(0.9);
});

test('the version of the rules is stable and changes with the ledger', () => {
  const knowledge = loadKnowledge();
  const version = rulesVersion(knowledge);
  expect(rulesVersion(structuredClone(knowledge))).toBe(version);
  expect(rulesVersion({ ...knowledge, ventures: knowledge.ventures.slice(1) })).not.toBe(version);
  expect(version).toMatch(/^\d+-[0-9a-f]{8}$/);
});
