import { expect, test } from 'vitest';
import makers from '../../src/tags/data/makers.json' with { type: 'json' };
import models from '../../src/tags/data/models.json' with { type: 'json' };
import en from '../../src/tags/data/vocabulary-en.json' with { type: 'json' };
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { checkKnowledge } from '../../src/tags/knowledge/knowledge-schema.ts';
import { WORD_CLASSES } from '../../src/tags/line/vocabulary.ts';

test('the built-in companies and ventures have the strict shape and refer to one another', () => {
  const { companies, ventures } = loadKnowledge();
  const { problems } = checkKnowledge(companies, ventures);
  expect(problems).toEqual([]);
});

test('an invalid entry is reported with its file, id and reason, and the valid ones are kept', () => {
  const good = {
    id: 'byd',
    name: 'BYD',
    country: 'CN',
    kind: 'carmaker',
    aliases: {},
    sources: ['https://a.example/'],
  };
  const { knowledge, problems } = checkKnowledge(
    [good, { ...good, id: 'x', country: 'China' }, good],
    [
      {
        id: 'v',
        name: 'V',
        aliases: {},
        partners: [{ company: 'nobody' }],
        sector: 'vehicles',
        country: 'CN',
        ev: 'core',
        sources: ['https://a.example/'],
      },
    ],
  );
  expect(knowledge.companies.map((company) => company.id)).toEqual(['byd']);
  expect(problems.map(({ file, entry }) => `${file} ${entry}`)).toEqual([
    'companies.json x',
    'companies.json byd',
    'ventures.json v',
  ]);
  expect(problems[0]?.reason).toContain('country');
});

test('anything but a list is reported, not thrown', () => {
  expect(checkKnowledge({}, null).problems).toHaveLength(2);
});

test('every word class has English words, which other languages borrow from', () => {
  for (const name of WORD_CLASSES) expect(en[name].length, name).toBeGreaterThan(0);
});

test('models and makers refer to ventures and companies that the knowledge has', () => {
  const { companies, ventures } = loadKnowledge();
  const ids = new Set([...companies, ...ventures].map((entry) => entry.id));
  const built = models.flatMap((model) => (model.venture === undefined ? [] : [model.venture]));
  expect([...built, ...makers['electric-only']].filter((id) => !ids.has(id))).toEqual([]);
});
