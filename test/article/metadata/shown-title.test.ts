/** Headlines of pages whose title says nothing of the article and that have no h1. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const TITLE = 'Weihe and Norda build buses';
const PROSE =
  '<p>Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg, and the court agreed.</p>';
const read = (title: string, body: string): { title: string | null; authors: readonly string[] } =>
  extractArticle(`<html><head><title>${title}</title></head><body>${body}</body></html>`, {
    url: 'https://busposts.example/weihe',
  });

describe('a title that names no article gives way to', () => {
  test.each([
    ['an h1', `<h1>${TITLE}</h1>`],
    ['an h2', `<h2>${TITLE}</h2>`],
    ['a heading by role', `<div role="heading">${TITLE}</div>`],
    ['an element named as the headline', `<div class="article-title">${TITLE}</div>`],
    ['large type', `<font size="5"><b>${TITLE}</b></font><br>`],
    ['the nearest of several', `<h2>Buses of the coast, and trams</h2><h2>${TITLE}</h2><p>15.09.2026</p>`],
    ['a headline after the section\u2019s', `<h2>Latest news</h2><div class="headline">${TITLE}</div>`],
  ])('%s', (_, heading) => {
    expect(read('News', heading + PROSE).title).toBe(TITLE);
    expect(read('Busposts', heading + PROSE).title).toBe(TITLE);
    expect(read('Busposts - News', heading + PROSE).title).toBe(TITLE);
  });
});

test('a title that names the article stays', () => {
  expect(read(TITLE, `<h2>What the court said</h2>${PROSE}`).title).toBe(TITLE);
});

test('headings of links, of sidebars and far from the text are no headline', () => {
  const others = [
    '<a href="/x"><h2>Trams come back to the coast</h2></a>',
    '<aside><h2>Trams come back to the coast</h2></aside>',
    `<h2>Trams come back to the coast</h2>${'<div>Prices and parts of older buses</div>'.repeat(20)}`,
  ];
  for (const other of others) expect(read('News', other + PROSE).title).toBe('News');
});

test('the byline stands below such a headline too', () => {
  const body = `<div class="headline">${TITLE}</div><p>By Petra Lindqvist</p>${PROSE}`;
  expect(read(TITLE, body).authors).toEqual(['Petra Lindqvist']);
});
