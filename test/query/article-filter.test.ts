/** The article filter: what users may write, and cursors. */
import { expect, test } from 'vitest';
import { articleFilterSchema, resolveTime } from '../../src/query/article-filter.ts';
import { decodeCursor, decodeStoryCursor, encodeCursor, encodeStoryCursor } from '../../src/query/cursor.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { formatTimePoint, parseTimePoint } from '../../src/query/time-point.ts';

const now = Date.parse('2026-11-01T12:00:00Z');

test.each([
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['7d', '2026-10-25T12:00:00.000Z'],
  ['36h', '2026-10-31T00:00:00.000Z'],
  ['2w', '2026-10-18T12:00:00.000Z'],
])('--since %s is %s', (text, expected) => {
  const { since } = articleFilterSchema.parse({ since: text });
  expect(since && new Date(resolveTime(since, now)).toISOString()).toBe(expected);
});

test.each(['yesterday', '2026-02-31', '2026-13-01', '31.01.2026', '', '7'])(
  '--since "%s" is refused',
  (text) => {
    expect(articleFilterSchema.safeParse({ since: text }).success).toBe(false);
  },
);

test.each([
  { stage: 'wedding' },
  { sector: 'boats' },
  { limit: '0' },
  { limit: 'ten' },
  { limit: true },
  { limit: [7] },
  { limit: '0x10' },
  { limit: '1e3' },
  { limit: '7.5' },
  { limit: 10_001 },
  { confidence: null },
  { confidence: '' },
  { confidence: true },
  { confidence: '1.1' },
  { sort: 'random' },
  { verdict: 'good' },
])('%o is refused', (filter) => {
  expect(articleFilterSchema.safeParse(filter).success).toBe(false);
});

test.each([
  [{ limit: '7' }, { limit: 7 }],
  [{ limit: 7 }, { limit: 7 }],
  [{ confidence: '0.75' }, { confidence: 0.75 }],
  [{ confidence: ' .5 ' }, { confidence: 0.5 }],
  [{ confidence: 0 }, { confidence: 0 }],
])('%o is read as %o', (filter, expected) => {
  expect(articleFilterSchema.parse(filter)).toMatchObject(expected);
});

test('a field has up to a hundred values, and none more is left out quietly', () => {
  const companies = Array.from({ length: 101 }, (_, index) => `c${index}`);
  expect(readFilter({ company: companies.slice(1).join() }).company?.any).toHaveLength(100);
  for (const company of [companies, companies.join()])
    expect(() => readFilter({ company })).toThrow('at most 100');
});

test('values are read with blanks around them', () => {
  expect(readFilter({ company: 'byd, -geely ,gwm' }).company).toEqual({
    any: ['byd', 'gwm'],
    none: ['geely'],
  });
});

test('a long run of digits that is no number is refused at once', () => {
  const digits = '0'.repeat(50_000);
  for (const limit of [`${digits}!`, `${digits}.`, `${digits}.0.0`]) {
    const began = performance.now();
    expect(articleFilterSchema.safeParse({ limit }).success).toBe(false);
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});

test.each([
  [{ since: '2026-05-01', until: '2026-01-31' }, '--since 2026-05-01 is not before --until 2026-01-31'],
  [{ since: '7d', until: '30d' }, '--since 7d is not before --until 30d'],
  [{ since: '2w', until: '14d' }, '--since 14d is not before --until 14d'],
  [{ query: 'byd since:2026-05-01 until:2026-01-31' }, 'nothing lies between them'],
])('%o is refused, as nothing can lie in it', (written, message) => {
  expect(() => readFilter(written, (field) => `--${field}`)).toThrow(message);
});

test.each([
  { since: '2026-01-31', until: '2026-01-31' },
  { since: '30d', until: '7d' },
  // Which is later depends on the day that it is asked.
  { since: '7d', until: '2026-01-31' },
])('%o is a period', (written) => {
  expect(() => readFilter(written)).not.toThrow();
});

test('a cursor comes back as it was, and anything else is none', () => {
  const cursor = { sortAt: -5, id: 12 };
  expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  const ranked = { sortAt: 1_700_000_000_000, id: 3, rank: 'title' } as const;
  expect(decodeCursor(encodeCursor(ranked))).toEqual(ranked);
  for (const text of ['', 'x', '12', 'MTIz', '../../etc/passwd']) expect(decodeCursor(text)).toBeNull();
});

test('so does a cursor of stories, which is none of articles', () => {
  const cursor = { toAt: 1_700_000_000_000, id: 's3f9a1c20b7de' };
  expect(decodeStoryCursor(encodeStoryCursor(cursor))).toEqual(cursor);
  expect(decodeCursor(encodeStoryCursor(cursor))).toBeNull();
  for (const text of ['', 'x', encodeCursor({ sortAt: 5, id: 1 })])
    expect(decodeStoryCursor(text)).toBeNull();
  const before1970 = { toAt: -5, id: 's3f9a1c20b7de' };
  expect(decodeStoryCursor(encodeStoryCursor(before1970))).toEqual(before1970);
});

test.each(['2026-01-31', '36h', '7d', '9999w', '9999h', '1d'])('%s is written as it was read', (text) => {
  const point = parseTimePoint(text);
  expect(point).not.toBeNull();
  if (point) expect(formatTimePoint(point)).toBe(text);
});
