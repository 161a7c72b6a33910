/** 648 items in the plain words of news agencies, four of each stage in each language: what is told so must be understood. */
import { expect, test } from 'vitest';
import { STAGES, type Stage } from '../../src/core/model.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import items from './agency-items.json' with { type: 'json' };

const tag = createTagger(loadKnowledge());

/** The stage that was read; undefined where no venture was. */
const read = items.map(({ language, title, text, publishedAt, stage }) => ({
  language,
  text,
  stage: stage as Stage,
  found: tag({ lang: language, title, text, publishedAt }).ventures[0]?.stage,
}));

// Floors: what the words of the vocabulary reached when the items were read the second time, less a little; the first time
// it
// was 0.99 and 0.87 of all.
test('nearly every item is tagged', () => {
  const missed = read.filter(({ found }) => found === undefined).map(({ text }) => text);
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(4);
});

const rightShare = (some: typeof read): number =>
  some.filter(({ stage, found }) => stage === found).length / some.length;

test.each(STAGES)('%s is read as such', (stage) => {
  expect(rightShare(read.filter((item) => item.stage === stage))).toBeGreaterThan(0.88);
});

test.each([...new Set(items.map(({ language }) => language))])('the stages of %s are read', (language) => {
  expect(rightShare(read.filter((item) => item.language === language))).toBeGreaterThan(0.84);
});
