/** The text form, URL parameters and JSON: what they mean, what they refuse and where, and that they go both ways. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { UsageError } from '../../src/core/errors.ts';
import { articleFilterSchema, FIELDS, LIST_FIELDS, MAX_WORDS } from '../../src/query/article-filter.ts';
import { nearest, QueryTextError } from '../../src/query/query-error.ts';
import { formatQueryText, MAX_TEXT, parseQueryText } from '../../src/query/query-text.ts';
import {
  bestFirst,
  filterToJson,
  filterToSearchParams,
  readFilter,
  readFilterJson,
  readSearchParams,
} from '../../src/query/read-filter.ts';

const filterOf = (query: string) => readFilter({ query });

function errorOf(act: () => unknown): QueryTextError {
  try {
    act();
  } catch (error) {
    if (error instanceof QueryTextError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

test.each([
  ['company:byd', { company: ['byd'] }],
  ['company:byd,geely company:nio', { company: ['byd', 'geely', 'nio'] }],
  ['-lang:de', { lang: ['-de'] }],
  ['lang:EN', { lang: ['en'] }],
  ['company:"Great Wall,byd" -company:"SAIC Motor"', { company: ['Great Wall', 'byd', '-SAIC Motor'] }],
  ['country:cn', { country: ['CN'] }],
  ['stage:"mou"', { stage: ['mou'] }],
  ['Company:byd', { company: ['byd'] }],
  ['"solid state"', { query: '"solid state"' }],
  ['“solid state” foo*', { query: '"solid state" foo*' }],
  ['-"solid state" byd', { query: '-"solid state" byd' }],
  ['比亚迪 合资', { query: '比亚迪 合资' }],
  ['since:2025-01-01 until:4w', { since: '2025-01-01', until: '28d' }],
  ['changed:7d gone:2026-11-01', { changed: '7d', gone: '2026-11-01' }],
  ['confidence:0.8 sort:best limit:5 byd', { confidence: 0.8, query: 'byd', sort: 'best', limit: 5 }],
  ['BYD: a new plant at 16:9', { query: 'BYD: a new plant at 16:9' }],
  ['https://example.org/a', { query: 'https://example.org/a' }],
  ['"company:byd"', { query: '"company:byd"' }],
  ['', {}],
])('%s means %j', (text, wanted) => {
  expect(filterToJson(filterOf(text))).toEqual(wanted);
});

test.each([
  ['byd compny:byd', 4, 'there is no field "compny"; did you mean company?'],
  ['language:de', 0, 'there is no field "language"; did you mean lang?'],
  ['比亚迪 -xyz:1', 5, 'there is no field "xyz"; fields are tag, company,'],
  ['stage:wedding', 6, 'stage: must be one of rumoured, talks,'],
  ['stage:mou,wedding', 10, 'stage: must be one of rumoured, talks,'],
  ['byd since:yesterday', 10, 'since: must be a date such as'],
  ['since:7d since:8d', 9, 'since is there twice'],
  ['-since:7d', 0, 'since cannot be excluded'],
  ['company:', 8, 'company: has no value'],
  ['company: byd', 8, 'company: has no value'],
  ['confidence:""', 12, 'confidence: has no value'],
  ['company:"byd', 8, 'this quotation mark is never closed'],
  ['solid "state', 6, 'this quotation mark is never closed'],
  ['solid -"state', 7, 'this quotation mark is never closed'],
  ['-company:-byd', 9, 'one minus is enough to exclude a company'],
  ['query:byd', 0, 'there is no field "query"'],
])('%s is refused at %i', (text, offset, reason) => {
  const error = errorOf(() => filterOf(text));
  expect(error.offset).toBe(offset);
  expect(error.reason).toContain(reason);
});

test('the message shows the query with a caret under the character, however wide the letters are', () => {
  expect(
    errorOf(() => filterOf('byd compny:byd'))
      .message.split('\n')
      .slice(1),
  ).toEqual(['  byd compny:byd', '      ^']);
  expect(errorOf(() => filterOf('电 stag:mou')).message.split('\n')[2]).toBe('  \u3000 ^');
  expect(errorOf(() => filterOf('x'.repeat(MAX_TEXT + 1))).offset).toBe(MAX_TEXT);
});

test('a text, and the words in it, may be as long as they may be and no longer', () => {
  expect(filterOf('x'.repeat(MAX_WORDS)).query).toHaveLength(MAX_WORDS);
  expect(errorOf(() => filterOf('x'.repeat(MAX_WORDS + 1))).reason).toContain('the words have at most');
  expect(filterOf('company:byd'.padEnd(MAX_TEXT)).company?.any).toEqual(['byd']);
});

test.each([
  ['compny', 'company'],
  ['language', 'lang'],
  ['ticker', null],
  ['stgae', 'stage'],
])('%s was meant as %s', (typed, meant) => {
  expect(nearest(typed, FIELDS)).toBe(meant);
});

describe('flags and the text form together', () => {
  test('lists add up', () => {
    const filter = readFilter({ query: 'company:byd', company: ['geely'] });
    expect(filter.company).toEqual({ any: ['byd', 'geely'], none: [] });
  });

  test('two different times are a contradiction, the same one is not', () => {
    expect(() => readFilter({ query: 'since:7d', since: '8d' }, (name) => `--${name}`)).toThrow(
      '--since is 8d, and 7d in the query',
    );
    expect(readFilter({ query: 'since:7d', since: '7d' }).since).toEqual({ ago: 604_800_000 });
  });

  test('every mistake is named as the user calls it', () => {
    expect(() => readFilter({ stage: 'x', limit: '0' }, (name) => `--${name}`)).toThrow(
      /^--stage: must be .*; --limit: /,
    );
  });
});

describe('URL parameters and JSON', () => {
  test('a repeated parameter is any of its values, an empty one is nothing', () => {
    const params = new URLSearchParams('company=byd&company=geely&lang=-de&since=&query=foo*');
    expect(filterToJson(readSearchParams(params))).toEqual({
      company: ['byd', 'geely'],
      lang: ['-de'],
      query: 'foo*',
    });
  });

  test.each([
    ['compny=byd', 'did you mean company?'],
    ['since=7d&since=8d', 'since is there 2 times'],
    ['limit=0', 'limit: '],
    ['__proto__=1', 'there is no parameter "__proto__"'],
  ])('?%s is refused', (text, message) => {
    expect(() => readSearchParams(new URLSearchParams(text))).toThrow(message);
  });

  test.each([[null], ['text'], [[]], [{ compny: 'byd' }], [{ company: [1] }], [{ query: 5 }]])(
    '%j is refused as JSON',
    (json) => {
      expect(() => readFilterJson(json)).toThrow(UsageError);
    },
  );
});

test.each([
  [{ query: 'plant' }, 'best'],
  [{ query: 'plant', sort: 'oldest' }, 'oldest'],
  [{ query: 'plant sort:newest' }, 'newest'],
  [{ query: 'company:byd' }, 'newest'],
  [{}, 'newest'],
])('who searches with %j gets the %s first', (written, sort) => {
  expect(readFilter(bestFirst(written)).sort).toBe(sort);
});

const value = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,3})?$/);
const field = fc.constantFrom(...FIELDS, 'compny', 'x', 'constructor');
const piece = fc.oneof(
  value,
  fc.tuple(fc.constantFrom('', '-'), field, value).map(([minus, name, text]) => `${minus}${name}:${text}`),
  fc.constantFrom(
    'stage:mou',
    '-stage:signed,talks',
    'since:7d',
    'until:2025-02-28',
    'changed:7d',
    'gone:4w',
    'limit:7',
    'sort:best',
  ),
  fc.constantFrom(
    '"',
    '"solid state"',
    '-"a:b"*',
    '“x”',
    'foo*',
    '-',
    ':',
    ',',
    '合资',
    'confidence:0.25',
    'a"b',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const anyText = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

test('any text is a query or a QueryTextError within it', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string({ unit: 'binary' })), (text) => {
      try {
        parseQueryText(text);
      } catch (error) {
        expect(error).toBeInstanceOf(QueryTextError);
        expect((error as QueryTextError).offset).toBeLessThanOrEqual(text.length);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('formatting what was parsed is a fixed point, and URL and JSON read back as the same filter', () => {
  let read = 0;
  fc.assert(
    fc.property(anyText, (text) => {
      let filter: ReturnType<typeof filterOf>;
      try {
        filter = filterOf(text);
      } catch {
        return;
      }
      read += 1;
      const written = formatQueryText(filter);
      const again = filterOf(written);
      expect(formatQueryText(again)).toBe(written);
      const same = filterToJson(filter);
      expect(filterToJson(again)).toEqual(same);
      expect(filterToJson(readFilterJson(JSON.parse(JSON.stringify(same))))).toEqual(same);
      expect(filterToJson(readSearchParams(filterToSearchParams(filter)))).toEqual(same);
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('words that look like a field stay words', () => {
  const filter = articleFilterSchema.parse({ query: 'company:byd -stage:mou* "open' });
  expect(formatQueryText(filter)).toBe('"company:byd" -"stage:mou"* "open"');
});

test('values of several words are quoted', () => {
  const filter = articleFilterSchema.parse({ company: 'Great Wall,byd,-SAIC Motor' });
  expect(formatQueryText(filter)).toBe('company:"Great Wall,byd" -company:"SAIC Motor"');
});

test('tools and documents get a JSON schema with every field and what it is for', () => {
  const { properties } = z.toJSONSchema(articleFilterSchema, { io: 'input' });
  expect(Object.keys(properties ?? {})).toEqual([...FIELDS]);
  for (const name of FIELDS) expect(articleFilterSchema.shape[name].description).toMatch(/\w/);
  expect(LIST_FIELDS.length).toBeGreaterThan(5);
});
