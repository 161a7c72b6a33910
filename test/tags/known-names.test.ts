/** The names of an article's companies and ventures, in all languages. */
import { expect, test } from 'vitest';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { knownNames } from '../../src/tags/knowledge/known-names.ts';
import { createTagger } from '../../src/tags/tag.ts';

const knowledge = loadKnowledge();
const tag = createTagger(knowledge);
const namesOf = knownNames(knowledge);

test('an English article has the Chinese names of its companies and of its venture', () => {
  const names = namesOf(
    tag({ text: 'FAW-Volkswagen, a joint venture for electric cars, grows.', lang: 'en' }),
  );
  expect(names).toEqual(expect.arrayContaining(['FAW-Volkswagen', '一汽-大众', '大众']));
  expect(new Set(names).size).toBe(names.length);
});

test('who names nobody has none', () => {
  expect(namesOf({ companies: [], ventures: [] })).toEqual([]);
});
