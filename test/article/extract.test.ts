/** What the reader makes of the parts of a page other than its text: addresses, days, hints. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const URL_OF_PAGE = 'https://www.busposts.example/2026/11/03/weihe-norda?utm_source=feed';
const page = (head: string, body = ''): string =>
  `<html><head><title>Weihe and Norda build buses</title>${head}</head><body><h1>Weihe and Norda build buses</h1>${body}</body></html>`;

test('letters and their accents are one character each, however the page writes them', () => {
  const text = 'Liên doanh giữa hai công ty sẽ sản xuất xe điện tại Hải Phòng từ năm 2026.'.repeat(4);
  const html = `<html><head><title>Xe điện Hải Phòng</title></head><body><article><h1>Xe điện Hải Phòng</h1><p>${text}</p></article></body></html>`;
  const read = extractArticle(html.normalize('NFD'), { url: URL_OF_PAGE });
  expect(read.title).toBe('Xe điện Hải Phòng');
  expect(read.text).toBe(text);
  expect(read.language).toBe('vi');
});

describe('canonical address', () => {
  const own = 'https://www.busposts.example/2026/11/03/weihe-norda';
  test.each([
    ['of the same site', 'https://busposts.example/story/17', 'https://busposts.example/story/17'],
    ['relative', '/story/17', 'https://www.busposts.example/story/17'],
    ['the home page', 'https://www.busposts.example/', own],
    ['another site', 'https://aggregator.example/story', own],
    ['a script', 'javascript:void(0)', own],
    ['no address', 'http://', own],
  ])('%s', (_, href, expected) => {
    const read = extractArticle(page(`<link rel="canonical" href="${href}">`), { url: URL_OF_PAGE });
    expect(read.canonicalUrl).toBe(expected);
  });
});

test('a link may say that it is the canonical one and something else', () => {
  const read = extractArticle(page('<link rel="Canonical nofollow" href="/story/17">'), { url: URL_OF_PAGE });
  expect(read.canonicalUrl).toBe('https://www.busposts.example/story/17');
});

test('a relative canonical address starts from what the page says', () => {
  const head = '<base href="https://www.busposts.example/"><link rel="canonical" href="/story/17">';
  const read = extractArticle(page(head), { url: 'https://m.busposts.example/x/story-17?from=timeline' });
  expect(read.canonicalUrl).toBe('https://www.busposts.example/story/17');
});

describe('AMP pages have the article\u2019s own address', () => {
  const article = 'https://www.busposts.example.com/2026/11/weihe';
  const link = (href: string): string => `<link rel="canonical" href="${href}">`;
  test.each([
    [
      'a path that begins with amp',
      'https://www.busposts.example.com/amp/2026/11/weihe',
      link(article),
      article,
    ],
    ['a path that ends in amp', `${article}/amp/`, link(article), article],
    ['a suffix', `${article}.amp.html`, link(article), article],
    ['a parameter', `${article}?outputType=amp`, link(article), article],
    ['a host of its own', 'https://amp.busposts.example.com/2026/11/weihe', link(article), article],
    [
      'the viewer of a search engine',
      'https://www.google.com/amp/s/amp.busposts.example.com/2026/11/weihe',
      link(article),
      article,
    ],
    [
      'the same in another country',
      'https://www.google.co.uk/amp/s/www.busposts.example.com/2026/11/weihe',
      link(article),
      article,
    ],
    [
      'the viewer without https',
      'http://google.de/amp/busposts.example.com/weihe',
      '',
      'http://busposts.example.com/weihe',
    ],
    [
      'the cache',
      'https://busposts-example-com.cdn.ampproject.org/c/s/www.busposts.example.com/2026/11/weihe/amp?amp_js_v=0.1&amp=1',
      link(article),
      article,
    ],
    [
      'the old cache',
      'https://cdn.ampproject.org/v/s/busposts.example.com/weihe',
      link('/2026/11/weihe'),
      'https://busposts.example.com/2026/11/weihe',
    ],
    [
      'the cache, nothing declared',
      'https://busposts-example-com.cdn.ampproject.org/c/s/busposts.example.com/weihe?id=7&amp_js_v=0.1',
      '',
      'https://busposts.example.com/weihe?id=7',
    ],
    [
      'the cache, another publisher declared',
      'https://cdn.ampproject.org/c/s/busposts.example.com/weihe',
      link('https://aggregator.example.org/x'),
      'https://busposts.example.com/weihe',
    ],
    [
      'the cache, itself declared',
      'https://cdn.ampproject.org/c/s/busposts.example.com/weihe',
      link('https://cdn.ampproject.org/c/s/busposts.example.com/weihe'),
      'https://busposts.example.com/weihe',
    ],
    [
      'a picture in the cache is no page',
      'https://cdn.ampproject.org/i/s/busposts.example.com/weihe.jpg',
      '',
      'https://cdn.ampproject.org/i/s/busposts.example.com/weihe.jpg',
    ],
    [
      'a search engine\u2019s other pages',
      'https://www.google.com/search/amp/s/x.example.com',
      '',
      'https://www.google.com/search/amp/s/x.example.com',
    ],
  ])('%s', (_, url, head, expected) => {
    const html = page(head).replace('<html>', '<html \u26a1 lang="en">');
    const read = extractArticle(html, { url });
    expect([read.url, read.canonicalUrl]).toEqual([url, expected]);
  });
});

describe('the publisher\u2019s day', () => {
  const dated = (published: string, url = 'https://busposts.example/weihe', body = ''): string | null =>
    extractArticle(page(`<meta property="article:published_time" content="${published}">`, body), { url })
      .publishedDay;

  test('is the day of the zone that the page writes', () => {
    expect(dated('2026-11-04T01:30:00+08:00')).toBe('2026-11-04');
  });
  test('is the day in the address when the instant is in UTC', () => {
    expect(dated('2026-11-04T02:10:00Z', 'https://busposts.example/2026/11/03/weihe')).toBe('2026-11-03');
  });
  test('is the day at the headline when the instant is in UTC', () => {
    expect(dated('2026-11-03T23:10:00Z', 'https://busposts.example/weihe', '<p>4 November 2026</p>')).toBe(
      '2026-11-04',
    );
  });
  test('is not taken from a day far off', () => {
    expect(dated('2026-11-03T23:10:00Z', 'https://busposts.example/weihe', '<p>4 June 2019</p>')).toBe(
      '2026-11-03',
    );
  });
});

describe('hints of the feed', () => {
  const hints = {
    title: 'From the feed',
    authors: ['Ann Example'],
    publishedAt: '2026-11-02T10:00:00Z',
    language: 'de',
  };

  test('fill what the page does not say', () => {
    const read = extractArticle('<p>x</p>', { url: 'https://busposts.example/a', hints });
    expect([read.title, read.authors, read.publishedAt]).toEqual([
      'From the feed',
      ['Ann Example'],
      '2026-11-02T10:00:00.000Z',
    ]);
  });
  test('do not replace what it says', () => {
    const read = extractArticle(page('<meta name="author" content="Petra Lindqvist">'), {
      url: URL_OF_PAGE,
      hints,
    });
    expect([read.title, read.authors]).toEqual(['Weihe and Norda build buses', ['Petra Lindqvist']]);
  });
});
