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

test('an article that names nobody gives no names', () => {
  expect(namesOf({ companies: [], ventures: [] })).toEqual([]);
});

test.each([
  [
    'en',
    'BYD and MEIL, as Megha Engineering is called, plan a joint venture for electric cars.',
    null,
    'megha-engineering',
  ],
  ['ar', 'وقعت فورد اتفاقية مع زوتيي لتأسيس مشروع مشترك للسيارات الكهربائية.', 'zotye-ford', 'zotye'],
])('%s: %s', (lang, text, ventureId, companyId) => {
  const [venture] = tag({ text, lang, publishedAt: '2017-11-09' }).ventures;
  expect(venture?.ventureId).toBe(ventureId);
  expect(venture?.partners.map((partner) => partner.companyId)).toContain(companyId);
});
