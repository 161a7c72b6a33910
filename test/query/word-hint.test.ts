/** Who writes the operators of other search engines is told what to write here; what is quoted is a word. */
import { expect, test } from 'vitest';
import { wordHint } from '../../src/query/word-hint.ts';

test.each([
  ['toyota OR nissan', /^OR is .*company:toyota,nissan is any of them$/],
  ['"solid state" OR batter*', /^OR is/],
  ['battery NOT toyota', /^NOT is .*: -toyota$/],
  ['byd OR geely NOT toyota', /^OR is .*; NOT is/],
])('%s is answered with a hint', (words, hint) => {
  expect(wordHint(words)).toMatch(hint);
});

test.each([
  undefined,
  'toyota nissan',
  'toyota or nissan',
  'toyota "OR" nissan',
  '"toyota OR nissan"',
  'toyota AND nissan',
  'plant in Portland OR',
  'OR',
  'NOT',
  'ORIX battery',
])('%s is clear', (words) => {
  expect(wordHint(words)).toBeNull();
});
