/** What a venture of two carmakers makes for their cars is its matter, not the cars: 464 parts in eighteen languages. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { createTagger } from '../../src/tags/tag.ts';
import parts from './parts.json' with { type: 'json' };

const tag = createTagger(loadKnowledge());
/** Words of other trades, too: magnets, gearboxes, what separates anything. */
const MOST_WRONG = 2;

test.each(Object.entries(parts))('%s', (lang, { sentence, parts: bySector }) => {
  const wrong = Object.entries(bySector).flatMap(([sector, names]) =>
    names.filter(
      (name) =>
        tag({ lang, text: sentence.replace('{}', name), publishedAt: '2026-03-10' }).ventures[0]?.sector !==
        sector,
    ),
  );
  expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(MOST_WRONG);
});

test('who makes the cars themselves makes cars', () => {
  const text = 'The joint venture of BYD and Volvo makes electric cars with software of its own.';
  expect(tag({ lang: 'en', text }).ventures[0]?.sector).toBe('vehicles');
});
