/** Linked items of a list: part of the text, or invitations to other pages. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const first =
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.';
const last = 'More works are planned in Brazil, where three groups look for partners.';
const text = (between: string, end = last): string =>
  extractArticle(
    `<html><body><div class="story"><h1>Weihe and Norda build buses</h1><p>${first}</p>${between}<p>${end}</p></div></body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).text;
const items = (...lines: string[]): string =>
  `<ul>${lines.map((line, i) => `<li><a href="/a/${i}">${line}</a></li>`).join('')}</ul>`;

test('a sentence with a colon announces them', () => {
  expect(
    text(`<p>Five other works make buses of this kind today:</p>${items('Oto in Ulm', 'Bruma, Porto')}`),
  ).toContain('- Oto in Ulm\n- Bruma, Porto');
});

test('also under subheads', () => {
  const read = text(
    `<p>An overview of the works that build or will build buses:</p><h2>Europe</h2>${items('Oto, Ulm')}<h2>Asia</h2>${items('Suda, Hue')}`,
  );
  expect(read).toContain('- Oto, Ulm');
  expect(read).toContain('- Suda, Hue');
});

test('sentences amid the text', () => {
  const sentence = 'Oto of Ulm has built buses with Bruma since the spring of 2024.';
  expect(text(items(sentence))).toContain(sentence);
});

test.each([
  ['headlines amid the text', items('Oto builds a works for buses in Ulm', 'Bruma leaves Porto')],
  [
    'under a label',
    `<p>More on this:</p>${items('Oto builds a works for buses in Ulm', 'Bruma leaves Porto')}`,
  ],
  [
    'behind a paragraph of its own',
    `<p>Five other works make buses of this kind today:</p><p>They are in Asia, and are not named.</p>${items('Oto builds a works in Ulm')}`,
  ],
])('none of the text: %s', (_, between) => {
  expect(text(between)).not.toContain('Ulm');
});

test('none of the text: links below it', () => {
  const html = `<html><body><div class="story"><h1>Weihe and Norda build buses</h1><p>${first}</p><p>${last}</p><p>Other articles on buses and on those who build them:</p>${items('Oto in Ulm')}</div></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).not.toContain('Ulm');
});
