/** Passages marked in text: overlaps, paragraphs, edges. */
import { expect, test } from 'vitest';
import { joinPassages, marked, paragraphsOf, withMatches } from '../../src/web/marked-text.ts';

test.each([
  [
    'apart',
    [
      [0, 2],
      [4, 6],
    ],
    [
      [0, 2],
      [4, 6],
    ],
  ],
  [
    'in any order',
    [
      [4, 6],
      [0, 2],
    ],
    [
      [0, 2],
      [4, 6],
    ],
  ],
  [
    'overlapping',
    [
      [0, 4],
      [2, 6],
    ],
    [[0, 6]],
  ],
  [
    'one within another',
    [
      [0, 9],
      [2, 4],
    ],
    [[0, 9]],
  ],
  [
    'the same twice',
    [
      [1, 3],
      [1, 3],
    ],
    [[1, 3]],
  ],
  [
    'touching',
    [
      [0, 2],
      [2, 4],
    ],
    [[0, 4]],
  ],
  [
    'empty',
    [
      [3, 3],
      [5, 4],
    ],
    [],
  ],
])('passages that are %s', (_how, given, joined) => {
  const passages = given.map(([start = 0, end = 0]) => ({ start, end }));
  expect(joinPassages(passages)).toEqual(joined.map(([start, end]) => ({ start, end })));
});

test('a passage over two paragraphs is marked in both and has one anchor', () => {
  const text = 'One two.\n\nThree four.';
  const [first = [], second = []] = paragraphsOf(text, [{ start: 4, end: 15 }]);
  expect(String(marked(first, 'quote'))).toBe('One <mark id="quote-1" tabindex="-1">two.</mark>');
  expect(String(marked(second, 'quote'))).toBe('<mark>Three</mark> four.');
});

test('paragraphs without text are left out, and offsets stay those of the text', () => {
  const text = 'A\n\n\n\n \n\nB and C';
  const paragraphs = paragraphsOf(text, [{ start: text.indexOf('C'), end: text.length }]);
  expect(paragraphs.map((line) => String(marked(line)))).toEqual(['A', 'B and <mark>C</mark>']);
});

test('what is marked is escaped, and what lies outside the text is cut', () => {
  expect(
    String(
      withMatches('a<b>&"c', [
        { start: 1, end: 4 },
        { start: 6, end: 99 },
      ]),
    ),
  ).toBe('a<mark>&lt;b&gt;</mark>&amp;&quot;<mark>c</mark>');
});
