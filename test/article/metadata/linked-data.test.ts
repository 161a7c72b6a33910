/** Which of a page's linked data speak of its article, and which of other works. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';
import type { Article } from '../../../src/core/model.ts';

const URL = 'https://busposts.example/weihe';
const TITLE = 'Weihe and Norda build buses';
const PROSE = [1, 2, 3].map(
  (n) =>
    `<p>Weihe and Norda signed the papers for works number ${n} on Monday, both companies said in Hamburg.</p>`,
);

function read(data: unknown, head = ''): Article {
  const json = `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
  return extractArticle(
    `<html lang="en"><head><title>${TITLE}</title>${head}${json}</head><body><h1>${TITLE}</h1>${PROSE.join('')}</body></html>`,
    { url: URL },
  );
}

const other = {
  '@type': 'NewsArticle',
  headline: 'Trains are late',
  url: 'https://busposts.example/trains',
  datePublished: '2025-03-01T08:00:00Z',
  author: { '@type': 'Person', name: 'Otto Anders' },
  image: 'https://busposts.example/trains.jpg',
  isAccessibleForFree: false,
};
const facts = ({ authors, publishedDay, image, verdict }: Article): readonly unknown[] => [
  authors,
  publishedDay,
  image,
  verdict,
];

describe('of several articles the page’s own has', () => {
  const own = { '@type': 'NewsArticle', datePublished: '2026-09-15T08:00:00Z', author: 'Petra Lindqvist' };
  test.each([
    ['its headline', { ...own, headline: TITLE }],
    ['its address', { ...own, url: `${URL}/?utm_source=feed` }],
    ['its page', { ...own, mainEntityOfPage: { '@type': 'WebPage', '@id': URL } }],
  ])('%s', (_, article) => {
    const { authors, publishedDay } = read([other, { ...other, url: `${URL}-2` }, article]);
    expect([authors, publishedDay]).toEqual([['Petra Lindqvist'], '2026-09-15']);
  });
});

test.each([
  ['a list', { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: other }] }],
  ['what it draws on', { '@type': 'WebPage', name: TITLE, isBasedOn: [other], mentions: other }],
  ['comments', { '@type': 'WebPage', name: TITLE, comment: [{ ...other, '@type': 'Comment' }] }],
])('nothing is taken from %s', (_, data) => {
  expect(facts(read(data))).toEqual([[], null, null, 'full']);
});

test('a film on the page has a day of its own', () => {
  const film = { '@type': 'VideoObject', name: 'Buses', uploadDate: '2019-01-01T00:00:00Z' };
  const head = '<meta property="article:published_time" content="2026-09-15T08:00:00Z">';
  const article = { '@type': 'NewsArticle', headline: TITLE };
  expect(read([film, article], head).publishedDay).toBe('2026-09-15');
  expect(read([{ '@type': 'WebPage', datePublished: '2026-09-14' }, article], head).publishedDay).toBe(
    '2026-09-14',
  );
});
