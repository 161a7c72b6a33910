/** Text, writers and dates of pages that keep them in the state of their scripts alone. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const TITLE = 'Weihe and Norda build buses';
const PARAGRAPHS = [
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.',
  'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  'Norda holds the larger part of the company, while Weihe brings the drawings and the people who know them.',
  'Drivers in four cities have tried the first of them, and they liked the brakes better than the seats.',
];
const BODY = PARAGRAPHS.map((text) => `<p>${text}</p>`).join('');

function read(script: string, head = ''): readonly unknown[] {
  const html = `<html lang="en"><head><title>${TITLE}</title>${head}</head><body><div id="app"></div>${script}</body></html>`;
  const article = extractArticle(html, { url: 'https://busposts.example/weihe' });
  expect(article.text).toBe(PARAGRAPHS.join('\n\n'));
  return [article.authors, article.publishedAt, article.modifiedAt];
}

const json = (state: unknown): string => `<script type="application/json">${JSON.stringify(state)}</script>`;
const post = (article: object): string =>
  json({ props: { pageProps: { site: { author: 'Bus Posts' }, article } } });
const AT = '2026-11-03T08:00:00.000Z';

describe('who wrote it and when', () => {
  test.each([
    [
      'beside the text',
      post({
        headline: TITLE,
        author: { name: 'Petra Lindqvist' },
        published_at: '2026-11-03T09:00:00+01:00',
        body: BODY,
      }),
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'in wrappings of a content system',
      post({
        data: {
          id: 3,
          attributes: {
            title: TITLE,
            content: BODY,
            createdAt: '2026-11-02',
            publishedAt: AT,
            updatedAt: '2026-11-05T08:00:00Z',
            author: { data: { id: 7, attributes: { name: 'Petra Lindqvist' } } },
          },
        },
      }),
      [['Petra Lindqvist'], AT, '2026-11-05T08:00:00.000Z'],
    ],
    [
      'as people in two parts of a name',
      post({
        title: TITLE,
        content: BODY,
        date: AT,
        author: { node: { firstName: 'Petra', lastName: 'Lindqvist' } },
      }),
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'with the headline in a part of its own',
      post({
        info: { title: TITLE, author: 'Petra Lindqvist', pubTime: '2026-11-03 08:00:00' },
        text: { html: BODY },
      }),
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'with what belongs to it embedded',
      post({
        title: { rendered: TITLE },
        content: { rendered: BODY },
        date: AT,
        author: 12,
        _embedded: { author: [{ name: 'Petra Lindqvist' }] },
      }),
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'in a table of objects',
      `<script>window.__APOLLO_STATE__ = ${JSON.stringify({
        'Author:7': { name: 'Petra Lindqvist' },
        'Author:8': { name: 'Jana Wolff' },
        'Article:1': {
          title: TITLE,
          'body({"format":"html"})': BODY,
          'authors({"first":3})': [{ __ref: 'Author:7' }, { __ref: 'Author:8' }],
          publishDate: Date.parse(AT),
        },
      })};</script>`,
      [['Petra Lindqvist', 'Jana Wolff'], AT, null],
    ],
    [
      'as credits of an article in blocks',
      `<script>Fusion.globalContent=${JSON.stringify({
        headlines: { basic: TITLE },
        display_date: '2026-11-04T08:00:00Z',
        first_publish_date: AT,
        credits: { by: [{ type: 'author', name: 'Petra Lindqvist' }] },
        content_elements: PARAGRAPHS.map((content) => ({ type: 'text', content })),
      })};</script>`,
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'in a flat list that names places',
      `<script type="application/json" id="__NUXT_DATA__">${JSON.stringify([['ShallowReactive', 1], { data: 2 }, ['Reactive', 3], { article: 4 }, { title: 5, body: 6, author: 7, publishedAt: 9 }, TITLE, BODY, { name: 8 }, 'Petra Lindqvist', ['Date', AT]])}</script>`,
      [['Petra Lindqvist'], AT, null],
    ],
    [
      'a key is no name',
      post({ title: TITLE, content: BODY, date: AT, author: '64af3c0b12' }),
      [[], AT, null],
    ],
  ])('%s', (_, script, expected) => {
    expect(read(script)).toEqual(expected);
  });

  test('what the page itself declares is surer', () => {
    const head =
      '<meta name="author" content="Jana Wolff"><meta property="article:published_time" content="2026-11-01T08:00:00Z">';
    const script = post({ title: TITLE, content: BODY, date: AT, author: 'Petra Lindqvist' });
    expect(read(script, head)).toEqual([['Jana Wolff'], '2026-11-01T08:00:00.000Z', null]);
  });
});
