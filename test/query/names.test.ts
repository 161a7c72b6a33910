/** Names in filters: what they mean, what is unknown, and what was probably meant. */
import { expect, test } from 'vitest';
import { countries, languages } from '../../src/query/codes.ts';
import { lexiconOf, resolveNames } from '../../src/query/names.ts';
import { nearest } from '../../src/query/query-error.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { type Company, loadKnowledge, type Venture } from '../../src/tags/knowledge/knowledge.ts';

const company = lexiconOf([
  { id: 'byd', names: ['BYD', '比亚迪', 'Build Your Dreams'] },
  { id: 'gwm', names: ['Great Wall', 'GW', 'Volta'] },
  { id: 'volt', names: ['Volta', 'BYD'] },
]);

test.each([
  ['byd', 'byd'],
  ['Byd', 'byd'],
  ['ＢＹＤ', 'byd'],
  ['比亚迪', 'byd'],
  ['great wall', 'gwm'],
  ['gw', 'gwm'],
  ['Great', null],
  ['', null],
])('%j is %j', (name, id) => {
  expect(company.idOf(name)).toBe(id);
});

test('an id goes before a name of another, and a name that two have is none', () => {
  expect(company.idOf('BYD')).toBe('byd');
  expect(company.idOf('Volta')).toBeNull();
  expect(company.nearest('Volta')).toBe('volt');
});

test.each([
  ['bydd', 'byd'],
  ['Great Wal', 'gwm'],
  ['build your dream', 'byd'],
  ['gwx', 'gwm'],
  ['nosuchco', null],
])('who writes %j probably meant %j', (name, id) => {
  expect(company.nearest(name)).toBe(id);
});

test.each([
  ['de', 'de'],
  ['German', 'de'],
  ['deu', 'de'],
  ['iw', 'he'],
  ['yue', 'yue'],
  ['chinese', 'zh'],
  ['qq', null],
  ['zh-cn', null],
])('the language %j is %j', (text, code) => {
  expect(languages().idOf(text)).toBe(code);
});

test.each([
  ['DE', 'DE'],
  ['germany', 'DE'],
  ['south korea', 'KR'],
  ['UK', 'GB'],
  ['GLOBAL', 'GLOBAL'],
  ['QQ', null],
  ['USA', null],
])('the country %j is %j', (text, code) => {
  expect(countries().idOf(text)).toBe(code);
});

test('of codes, too, the nearest is told', () => {
  expect(languages().nearest('zh-cn')).toBe('zh');
  expect(languages().nearest('germn')).toBe('de');
  expect(countries().nearest('USA')).toBe('US');
  expect(countries().nearest('nosuchland')).toBeNull();
});

test('a name that two have is not taken for what was meant, even where it is the nearest', () => {
  const of = lexiconOf([
    { id: 'first-one', names: ['Zorvex', 'Zorvexx'] },
    { id: 'other-one', names: ['Zorvex'] },
  ]);
  expect(of.nearest('Zorvx')).toBe('first-one');
});

test.each([
  // Two neighbours that changed places are one letter off.
  ['tga', ['tag'], 'tag'],
  ['snag', ['song', 'sang'], 'sang'],
  // Of those as near as each other the first.
  ['tah', ['tag', 'tap'], 'tag'],
  ['sung', ['sort', 'sign'], 'sign'],
  ['sxxg', ['sort', 'tag'], null],
  // Much begins with two letters.
  ['be', ['begun'], null],
  ['beg', ['begun'], 'begun'],
])('%j is probably meant for the nearest of %j: %j', (typed, names, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});

test('a filter comes back by ids, each once and in order, the rest of it as it was', () => {
  const asked = readFilter({ company: 'Great Wall,BYD,byd,-nobody', since: '7d', stage: 'mou' });
  expect(resolveNames(asked, { company })).toEqual({
    filter: { ...asked, company: { any: ['byd', 'gwm'], none: ['nobody'] } },
    unknown: ['there is no company "nobody"'],
  });
  expect(resolveNames({ company: 'BYD', new: true }, { company }).filter).toEqual({
    company: 'byd',
    new: true,
  });
});

test('of many unknown names a few are told', () => {
  const many = Array.from({ length: 100 }, (_, index) => `nobody-${index}`);
  const { unknown } = resolveNames(readFilter({ company: many }), { company });
  expect(unknown).toHaveLength(6);
  expect(unknown.at(-1)).toBe('and 95 more');
});

test('every company and venture of the ledger is found by each of its names', () => {
  const { companies, ventures } = loadKnowledge();
  for (const entries of [companies, ventures] as readonly (readonly (Company | Venture)[])[]) {
    const named = entries.map(({ id, name, aliases }) => ({
      id,
      names: [name, ...Object.values(aliases).flat()],
    }));
    const { idOf } = lexiconOf(named);
    const wrong = named.flatMap(({ id, names }) => names.filter((name) => idOf(name) !== id));
    expect(wrong).toEqual([]);
  }
});
