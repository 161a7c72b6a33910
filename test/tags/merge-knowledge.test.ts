import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Company,
  type Knowledge,
  loadKnowledge,
  withEntries,
} from '../../src/tags/knowledge/knowledge.ts';
import { mergeKnowledge } from '../../src/tags/knowledge/merge-knowledge.ts';
import { rulesVersion } from '../../src/tags/rules-version.ts';
import { createTagger } from '../../src/tags/tag.ts';

const sources = ['https://a.example/'];
const base: Knowledge = {
  companies: [
    { id: 'byd', name: 'BYD', country: 'CN', kind: 'carmaker', aliases: { zh: ['比亚迪'] }, sources },
    { id: 'toyota', name: 'Toyota', country: 'JP', kind: 'carmaker', aliases: {}, sources },
  ],
  ventures: [],
};
const sigma = { id: 'sigma', name: 'Sigma Cars', country: 'SE', kind: 'carmaker', aliases: {}, sources };
const joint = {
  id: 'byd-sigma',
  name: 'Sigma BYD',
  aliases: {},
  partners: [{ company: 'byd', stake: 50 }, { company: 'sigma' }],
  sector: 'vehicles',
  country: 'CN',
  ev: 'core',
  sources,
};

test('new companies and the ventures that refer to them are added, in any order of the files', () => {
  const { knowledge, problems } = mergeKnowledge(base, [
    { file: 'ventures.yaml', kind: 'ventures', entries: [joint] },
    { file: 'companies.yaml', kind: 'companies', entries: [sigma] },
  ]);
  expect(problems).toEqual([]);
  expect(knowledge.companies.map((company) => company.id)).toEqual(['byd', 'sigma', 'toyota']);
  expect(knowledge.ventures.map((venture) => venture.id)).toEqual(['byd-sigma']);
});

test('an entry whose id is known changes the fields it names and adds its aliases', () => {
  const entries = [
    { id: 'byd', name: 'BYD Auto', aliases: { zh: ['比亚迪汽车'], en: ['Build Your Dreams'] } },
  ];
  const { knowledge, problems } = mergeKnowledge(base, [{ file: 'c.json', kind: 'companies', entries }]);
  expect(problems).toEqual([]);
  expect(knowledge.companies[0]).toMatchObject({
    name: 'BYD Auto',
    country: 'CN',
    aliases: { zh: ['比亚迪', '比亚迪汽车'], en: ['Build Your Dreams'] },
  });
});

test.each([
  ['what is no list', 'companies', { a: 1 }, '', 'not a list'],
  ['an entry without id', 'companies', [{ name: 'X' }], 'companies #1', 'id'],
  ['a wrong country', 'companies', [{ ...sigma, country: 'Sweden' }], 'sigma', 'country'],
  ['a field nobody knows', 'companies', [{ ...sigma, colour: 'red' }], 'sigma', 'colour'],
  ['an unknown parent', 'companies', [{ ...sigma, parent: 'nobody' }], 'sigma', 'no company nobody'],
  ['an unknown partner', 'ventures', [joint], 'byd-sigma', 'no company sigma'],
  ['a new entry that is not whole', 'companies', [{ id: 'omega', name: 'Omega' }], 'omega', 'country'],
] as const)('%s is told by file, entry and reason and left out', (_, kind, entries, entry, reason) => {
  const { knowledge, problems } = mergeKnowledge(base, [{ file: 'mine.yaml', kind, entries }]);
  expect(problems[0]).toMatchObject({ file: 'mine.yaml', entry });
  expect(problems.map((problem) => problem.reason).join(' ')).toContain(reason);
  expect(knowledge).toEqual(base);
});

test('a wrong change leaves the built-in entry as it was', () => {
  const entries = [{ id: 'byd', country: 'China' }, sigma];
  const { knowledge } = mergeKnowledge(base, [{ file: 'c', kind: 'companies', entries }]);
  expect(knowledge.companies.map(({ id, country }) => `${id} ${country}`)).toEqual([
    'byd CN',
    'sigma SE',
    'toyota JP',
  ]);
});

test('entries of a file may refer to ones further down, and what refers to a wrong entry is wrong too', () => {
  const files = (parent: object) => [
    { file: 'c', kind: 'companies' as const, entries: [{ ...sigma, parent: 'zeta' }, parent] },
    { file: 'v', kind: 'ventures' as const, entries: [joint] },
  ];
  const zeta = { ...sigma, id: 'zeta', name: 'Zeta' };
  expect(mergeKnowledge(base, files(zeta)).problems).toEqual([]);
  const { own, problems } = mergeKnowledge(base, files({ ...zeta, country: 'Sweden' }));
  expect(problems.map(({ file, entry }) => `${file} ${entry}`)).toEqual(['c zeta', 'c sigma', 'v byd-sigma']);
  expect(own).toEqual({ companies: [], ventures: [] });
});

test('only the entries that the files name are the user’s own, and laying them over gives the whole again', () => {
  const { knowledge, own } = mergeKnowledge(base, [
    { file: 'c', kind: 'companies', entries: [sigma, { id: 'byd', name: 'BYD Auto' }] },
  ]);
  expect(own.companies.map(({ id, name }) => `${id} ${name}`)).toEqual(['sigma Sigma Cars', 'byd BYD Auto']);
  expect(withEntries(base, own)).toEqual(knowledge);
});

test('files without entries change nothing, the version of the rules included', () => {
  const builtIn = loadKnowledge();
  const { knowledge } = mergeKnowledge(builtIn, [{ file: 'v', kind: 'ventures', entries: [] }]);
  expect(rulesVersion(knowledge)).toBe(rulesVersion(builtIn));
});

test('a year may be written as a number', () => {
  const { own, problems } = mergeKnowledge({ ...base, companies: [...base.companies, sigma as Company] }, [
    { file: 'v', kind: 'ventures', entries: [{ ...joint, founded: 2026 }] },
  ]);
  expect(problems).toEqual([]);
  expect(own.ventures[0]?.founded).toBe('2026');
});

test('what a user adds is tagged', () => {
  const { knowledge } = mergeKnowledge(loadKnowledge(), [
    { file: 'c', kind: 'companies', entries: [sigma] },
    { file: 'v', kind: 'ventures', entries: [joint] },
  ]);
  const [first] = createTagger(knowledge)({ text: 'Sigma BYD sold 900 electric cars in May.' }).ventures;
  expect(first?.ventureId).toBe('byd-sigma');
});

test('whatever a user writes, the built-in knowledge survives and nothing throws', () => {
  const kinds = fc.constantFrom('companies' as const, 'ventures' as const);
  fc.assert(
    fc.property(kinds, fc.anything(), (kind, entries) => {
      const { knowledge } = mergeKnowledge(base, [{ file: 'f', kind, entries }]);
      expect(knowledge.companies.length).toBeGreaterThanOrEqual(2);
    }),
  );
});
