/** Pages that show other articles under their own: the next ones to scroll to, teasers. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const OWN = [
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.',
  'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  'Norda holds the larger part of the company, while Weihe brings the drawings and the people who know them.',
  'Drivers in four cities have tried the first of them, and they liked the brakes better than the seats.',
];
const NEXT = [
  'Ostwind buys the last of the ferries that cross the sound, and will fit each of them with batteries.',
  'The price is not told, but people who know it say that it is below what the seller had asked for.',
  'Crews will train in the winter, its manager said, and the first ferry sails under the new flag in May.',
];
const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('');
const own = `<article><h1>Weihe and Norda build buses</h1>${paragraphs(OWN)}</article>`;
const next = (times: number): string =>
  `<article><h1>Ostwind buys ferries</h1>${paragraphs(Array.from({ length: times }, (_, i) => NEXT.map((text) => `${i}: ${text}`)).flat())}</article>`;
const read = (body: string): string =>
  extractArticle(
    `<html><head><title>Weihe and Norda build buses | Bus Posts</title></head><body><main>${body}</main></body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).text;

test.each([
  ['the next article', own + next(1)],
  ['a much longer one', own + next(8)],
  [
    'three of them',
    own + next(2) + next(3).replaceAll('Crews', 'Cooks') + next(4).replaceAll('The price', 'What'),
  ],
  [
    'teasers',
    `${own}<section>${NEXT.map((text) => `<article><h3><a href="/x">Ferries</a></h3><p>${text}</p></article>`).join('')}</section>`,
  ],
])('%s under the article is no part of it', (_, body) => {
  expect(read(body)).toBe(OWN.join('\n\n'));
});

test('an article in parts is read whole', () => {
  const parts = NEXT.map((text) => `<article><h2>A part</h2><p>${text}</p></article>`).join('');
  expect(read(`<article><h1>Weihe and Norda build buses</h1><p>${OWN[0]}</p></article>${parts}`)).toContain(
    NEXT[2],
  );
});
