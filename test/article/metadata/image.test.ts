/** The picture that a page declares as its own. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const linked = (data: unknown): string =>
  `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const BUS = 'https://busposts.example/bus.jpg';

test.each([
  ['a meta tag', '<meta property="og:image" content="/bus.jpg">'],
  [
    'the first that is an address',
    '<meta property="og:image" content="data:image/gif;base64,R0"><meta name="twitter:image" content="//busposts.example/bus.jpg">',
  ],
  [
    'the second of one name',
    '<meta property="og:image" content="about:blank"><meta property="og:image" content="/bus.jpg">',
  ],
  ['a list', linked({ '@type': 'NewsArticle', image: ['', { '@type': 'ImageObject', contentUrl: BUS }] })],
  [
    'an object that names another',
    linked({
      '@graph': [
        { '@type': 'NewsArticle', image: { '@id': '#bus' } },
        { '@type': 'ImageObject', '@id': '#bus', url: BUS },
      ],
    }),
  ],
  ['a thumbnail', linked({ '@type': 'NewsArticle', thumbnailUrl: BUS })],
  ['a link', '<link rel="image_src" href="/bus.jpg">'],
  ['microdata', '<meta itemprop="image" content="/bus.jpg">'],
])('by %s', (_, head) => {
  const html = `<html><head>${head}</head><body><h1>Weihe</h1></body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).image).toBe(BUS);
});
