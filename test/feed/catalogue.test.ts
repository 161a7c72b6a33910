/** The catalogue of feeds that comes with the project. */
import { expect, test } from 'vitest';
import { FaultsError } from '../../src/core/errors.ts';
import { builtInCatalogue, parseCatalogue } from '../../src/feed/catalogue.ts';

const entry = {
  id: 'a',
  name: 'A',
  url: 'https://a.example/feed',
  site: 'https://a.example/',
  language: 'en',
  region: 'US',
  kind: 'trade',
  enabled: true,
};

test('the built-in catalogue is whole and reaches the regions that matter', () => {
  const feeds = builtInCatalogue();
  const enabled = feeds.filter((feed) => feed.enabled);
  expect(enabled.length).toBeGreaterThanOrEqual(80);
  for (const language of ['en', 'zh', 'de', 'fr', 'it', 'ja', 'ko'])
    expect(enabled.filter((feed) => feed.language === language).length, language).toBeGreaterThanOrEqual(4);
  expect(enabled.filter((feed) => feed.region === 'CN').length).toBeGreaterThanOrEqual(10);
});

test('the built-in catalogue is sorted by id, so that a change shows as one line', () => {
  const ids = builtInCatalogue().map((feed) => feed.id);
  expect(ids).toEqual([...ids].sort());
});

test.for([
  ['no list', {}, 'not a list'],
  ['an entry that is no object', ['x'], 'entry 1: must be an object$'],
  ['a missing field', [{ ...entry, site: undefined }], 'a: site: is missing$'],
  ['an unknown field', [{ ...entry, colour: 'red' }], 'a: .*colour'],
  ['an id with capitals', [{ ...entry, id: 'Ab' }], 'Ab: id: not a kebab-case slug'],
  ['an address that is none', [{ ...entry, url: 'javascript:x' }], 'a: url: not an http'],
  ['a language tag in the wrong spelling', [{ ...entry, language: 'zh_cn' }], 'a: language'],
  ['a region that is none', [{ ...entry, region: 'Europe' }], 'a: region'],
  ['an id used twice', [entry, { ...entry, url: 'https://b.example/feed' }], 'a: the id is used twice'],
  [
    'an address used twice',
    [entry, { ...entry, id: 'b', url: 'https://A.example/feed' }],
    'b: same address as a',
  ],
  ['an entry that is off without a reason', [{ ...entry, enabled: false }], 'a: off without a note'],
] as const)('refuses %s', ([, json, reason]) => {
  expect(() => parseCatalogue(json)).toThrow(new RegExp(reason));
});

test('every fault is told at once, in one line and in one for each, and of many the first ten', () => {
  const faultsOf = (entries: readonly object[]): FaultsError => {
    try {
      parseCatalogue(entries);
    } catch (error) {
      if (error instanceof FaultsError) return error;
    }
    throw new Error('no faults');
  };
  const { message, lines } = faultsOf([
    { ...entry, kind: 'x' },
    { ...entry, id: 'b', region: 'y', site: undefined },
  ]);
  expect(message).toMatch(/^catalogue: a: kind: .*; b: site: is missing; b: region: neither an ISO/);
  expect(lines).toEqual([
    'catalogue: 3 mistakes',
    expect.stringMatching(/^ {2}a: kind: /) as string,
    '  b: site: is missing',
    expect.stringMatching(/^ {2}b: region: /) as string,
  ]);
  const many = faultsOf(Array.from({ length: 2_000 }, () => ({})));
  expect(many.lines).toHaveLength(12);
  expect(many.lines.at(-1)).toMatch(/^ {2}and \d+ more$/);
  expect(faultsOf([{ ...entry, site: undefined }]).lines).toEqual(['catalogue: a: site: is missing']);
});
