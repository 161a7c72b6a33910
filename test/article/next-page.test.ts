/** The next page of an article: found by its address, and no other page taken for it. */

import { describe, expect, test } from 'vitest';
import { readArticle } from '../../src/article/extract.ts';
import { joinPages } from '../../src/article/join-pages.ts';

const prose =
  '<p>The two carmakers said on Monday that they would build electric buses together in Hubei.</p>'.repeat(1);
const page = (body: string, head = ''): string =>
  `<html><head><title>Weihe and Norda</title><meta property="og:type" content="article">${head}</head><body><article><h1>Weihe and Norda</h1>${prose}<p>Each side puts in half of the capital, and the first buses are due in the spring of next year, in two versions.</p>${body}</article></body></html>`;
const next = (url: string, body: string, head = ''): string | null =>
  readArticle(page(body, head), { url }).nextPage;

const STORY = 'https://busposts.example/2026/weihe-norda';
const link = (href: string): string => `<link rel="next" href="${href}">`;
const pager = (href: string, text: string): string =>
  `<div class="article-pagination"><span>1</span> <a href="${href}">${text}</a></div>`;

describe('the next page', () => {
  test.each([
    ['declared in the head', STORY, '', link(`${STORY}/2/`), `${STORY}/2/`],
    ['declared with a parameter', STORY, '', link('?page=2'), `${STORY}?page=2`],
    ['declared on the second page', `${STORY}?page=2`, '', link('?page=3'), `${STORY}?page=3`],
    [
      'a link marked as next',
      STORY,
      `<a rel="next" href="${STORY}/page/2/">more</a>`,
      '',
      `${STORY}/page/2/`,
    ],
    ['a number in a pager', STORY, pager('/2026/weihe-norda/2', '2'), '', `${STORY}/2`],
    ['a word in a pager', STORY, pager('/2026/weihe-norda?page=2#top', 'Next page »'), '', `${STORY}?page=2`],
    [
      'German',
      'https://busposts.example/weihe.html',
      pager('/weihe-seite-2.html', 'Nächste Seite'),
      '',
      'https://busposts.example/weihe-seite-2.html',
    ],
    [
      'Chinese',
      'https://busposts.example/t2026_311.html',
      pager('t2026_311_2.html', '下一页'),
      '',
      'https://busposts.example/t2026_311_2.html',
    ],
    [
      'on www',
      'https://www.busposts.example/weihe',
      '',
      link('https://busposts.example/weihe/2'),
      'https://busposts.example/weihe/2',
    ],
  ])('is found: %s', (_, url, body, head, expected) => {
    expect(next(url, body, head)).toBe(expected);
  });

  test.each([
    ['the next article', STORY, '', link('https://busposts.example/2026/ferries')],
    [
      'the next article, numbered',
      'https://busposts.example/weekly-roundup',
      '',
      link('https://busposts.example/weekly-roundup-2'),
    ],
    ['the page after next', STORY, '', link(`${STORY}/3/`)],
    ['the page before', `${STORY}/2/`, '', link(`${STORY}/1/`)],
    ['another site', STORY, '', link('https://aggregator.example.org/2026/weihe-norda/2/')],
    ['another article with a parameter', STORY, '', link('/2026/ferries?page=2')],
    ['more comments', STORY, pager('/2026/weihe-norda/comment-page-2/', '2'), ''],
    ['older comments', STORY, '<div class="comments-pagination"><a href="?cpage=2">2</a></div>', ''],
    [
      'a list under a tag',
      'https://busposts.example/tag/buses',
      '',
      link('https://busposts.example/tag/buses/page/2/'),
    ],
    [
      'the home page\u2019s second page',
      'https://busposts.example/',
      '',
      link('https://busposts.example/page/2/'),
    ],
    [
      'a day of an archive',
      'https://busposts.example/2026/11',
      '',
      link('https://busposts.example/2026/11/2'),
    ],
    ['a number outside a pager', STORY, '<p>See <a href="?page=2">2</a></p>', ''],
    ['a script', STORY, '', link('javascript:next(2)')],
    ['nothing', STORY, '', ''],
  ])('is not: %s', (_, url, body, head) => {
    expect(next(url, body, head)).toBeNull();
  });

  test('is not looked for on a page without an article', () => {
    const html = `<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>${link(`${STORY}/2/`)}`;
    expect(readArticle(html, { url: STORY }).nextPage).toBeNull();
  });
});

describe('joining pages', () => {
  test('keeps every paragraph once, in order', () => {
    expect(joinPages(['Standfirst.\n\nOne.', 'Standfirst.\n\nTwo.\n\nOne.\n\nThree.'])).toBe(
      'Standfirst.\n\nOne.\n\nTwo.\n\nThree.',
    );
  });
  test('keeps what one page repeats on purpose', () => {
    expect(joinPages(['Refrain.\n\nVerse.\n\nRefrain.', 'End.'])).toBe(
      'Refrain.\n\nVerse.\n\nRefrain.\n\nEnd.',
    );
  });
  test('takes five pages at most, and none', () => {
    expect(joinPages(['1', '2', '3', '4', '5', '6'])).toBe('1\n\n2\n\n3\n\n4\n\n5');
    expect(joinPages([])).toBe('');
  });
});
