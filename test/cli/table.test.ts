/** Tables: nothing cut without a terminal, everything within its width on one. */
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderTable } from '../../src/cli/table.ts';

const rows = [
  {
    id: '1',
    title: 'Volkswagen turns to JAC for a cheaper electric car',
    evidence: 'They signed a memorandum.',
  },
  {
    id: '12',
    title: '没有四环的奥迪：AUDI品牌携概念车在沪发布',
    evidence: '带有四环标志的车型则继续由一汽奥迪和上汽奥迪销售。',
  },
];

test('without a terminal every row is one line and whole', () => {
  expect(renderTable(rows, { columns: null, below: 'evidence' }).split('\n')).toEqual([
    'id  title                                               evidence',
    '1   Volkswagen turns to JAC for a cheaper electric car  They signed a memorandum.',
    '12  没有四环的奥迪：AUDI品牌携概念车在沪发布            带有四环标志的车型则继续由一汽奥迪和上汽奥迪销售。',
  ]);
});

test('on a terminal the long text stands under its row, wrapped, and no line is wider than the terminal', () => {
  const lines = renderTable(rows, { columns: 40, below: 'evidence' }).split('\n');
  expect(lines[2]).toBe('    They signed a memorandum.');
  expect(lines.slice(4).join('').replaceAll(' ', '')).toBe(rows[1]?.evidence);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(40);
});

test('an id is whole however narrow the terminal is', () => {
  const story = { id: 's8ac27c97356a', title: 'Volkswagen turns to JAC for a cheaper electric car' };
  const [, line] = renderTable([story], { columns: 30, below: null }).split('\n');
  expect(line).toMatch(/^s8ac27c97356a {2}Volkswagen/);
  expect(stringWidth(line ?? '')).toBeLessThanOrEqual(30);
});

test('a terminal narrower than its columns can be breaks the lines itself', () => {
  const story = { id: 's8ac27c97356a', title: 'Volkswagen turns to JAC', found: 'They signed a memorandum.' };
  const lines = renderTable([story], { columns: 10, below: 'found' }).split('\n');
  expect(lines).toEqual([
    'id             title',
    's8ac27c97356a  Volkswagen …',
    '    They signed a',
    '    memorandum.',
  ]);
});

test('a long table is one table, in time that grows with its rows alone', () => {
  const long = Array.from({ length: 20_000 }, (_, n) => ({ id: `feed-${n}`, url: `https://h${n}.example/` }));
  const begun = performance.now();
  const lines = renderTable(long, { columns: null, below: null }).split('\n');
  // As one table of cli-table3 it takes half a minute.
  expect(performance.now() - begun).toBeLessThan(10_000);
  expect(lines).toHaveLength(20_001);
  expect([lines[0], lines[1], lines.at(-1)]).toEqual([
    'id          url',
    'feed-0      https://h0.example/',
    'feed-19999  https://h19999.example/',
  ]);
});
