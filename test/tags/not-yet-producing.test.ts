/** A venture that is new, or whose plant is being built, does not work yet: six ways to say it in each language. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import sentences from './not-yet-producing.json' with { type: 'json' };

const tag = createTagger(loadKnowledge());
const stageOf = (lang: string, text: string) =>
  tag({ lang, text, publishedAt: '2026-03-10' }).ventures[0]?.stage;

test.each(Object.entries(sentences))('%s', (lang, texts) => {
  expect(texts.filter((text) => stageOf(lang, text) !== 'signed')).toEqual([]);
});

test('an older venture that builds a further plant grows', () => {
  const text =
    'Construction of a further electric-car plant of the joint venture of BYD and Toyota has begun.';
  expect(stageOf('en', text)).toBe('expanded');
});

test('a year to come is that of the next model where the venture works already', () => {
  const text = 'The joint venture of BYD and Toyota, which makes the electric bZ3, will add a van in 2028.';
  expect(stageOf('en', text)).not.toBe('signed');
});

test.each([
  ['en', 'BorgWarner and Shaanxi Fast Auto Drive formed an inverter joint venture for electric trucks.'],
  [
    'de',
    'Dürr und der chinesische Anlagenbauer Wuxi Lead haben ein Joint Venture für Batterien von Elektroautos gegründet.',
  ],
  ['ko', '발레오와 중국 업체가 전기차 모터를 위한 합작법인을 세웠다.'],
])('one that was founded has not begun to work, %s: %s', (lang, text) => {
  expect(stageOf(lang, text)).toBe('signed');
});

test('what its partner is said to have founded works', () => {
  const text =
    'Varley bought 60 percent of a maker of electric axles, a joint venture founded with Wuxi Hengtai.';
  expect(stageOf('en', text)).not.toBe('signed');
});
