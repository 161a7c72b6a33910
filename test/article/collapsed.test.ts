/** Hidden parts of a page: the rest of the article belongs to its text, whatever else is hidden does not. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const FIRST = [
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.',
  'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  'Drivers in four cities have tried the first of them, and they liked the brakes better than the seats.',
  'Both boards gave their word in June, but the papers had to wait for a court that heard an old complaint.',
  'Norda holds the larger part of the company, while Weihe brings the drawings and the people who know them.',
];
const REST = [
  'Suppliers in the region were relieved, for their orders had fallen by a third since the spring of last year.',
  'Whether the buses will be free of the new duty is open, the ministry said, and will be told before winter.',
];
const paragraphs = (texts: readonly string[], attributes = ''): string =>
  texts.map((text) => `<p${attributes}>${text}</p>`).join('');
const rest = paragraphs(REST);
const read = (hidden: string): string =>
  extractArticle(
    `<html><body><div class="menu"><a href="/">Home</a></div><div class="story"><h1>Weihe and Norda build buses</h1>${paragraphs(FIRST)}${hidden}</div></body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).text;

describe('the rest of an article behind a button is read', () => {
  test.each([
    ['not displayed', `<button>Read more</button><div style="display:none">${rest}</div>`],
    ['by a class', `<button>Weiterlesen</button><div class="story-rest hidden">${rest}</div>`],
    ['by another class', `<a href="#">展开全文</a><div class="d-none">${rest}</div>`],
    ['by an attribute', `<div hidden>${rest}</div>`],
    ['from screen readers too', `<section aria-hidden="true">${rest}</section>`],
    ['paragraph by paragraph', paragraphs(REST, ' class="hide"')],
    ['beside its button', `<div><span>Lire la suite</span><div style="display: none">${rest}</div></div>`],
    ['as one paragraph', `<button>Continue reading</button><div hidden><p>${REST.join(' ')}</p></div>`],
  ])('%s', (_, hidden) => {
    const text = read(hidden);
    expect(FIRST.every((part) => text.includes(part))).toBe(true);
    expect(REST.every((part) => text.includes(part))).toBe(true);
  });

  test('when the paragraphs are divisions', () => {
    const div = (texts: readonly string[]): string => texts.map((t) => `<div class="t">${t}</div>`).join('');
    const html = `<body><div class="page"><div class="x">${div(FIRST)}<button>Mehr lesen</button><div class="more-of-it" style="display:none">${div(REST)}</div></div></div></body>`;
    expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).toContain(REST[1]);
  });
});

describe('what else is hidden is left out', () => {
  test.each([
    ['a menu', `<div hidden>${REST.map((t) => `<p><a href="/x">${t}</a></p>`).join('')}</div>`],
    ['a dialogue', `<div role="dialog" class="hidden">${rest}</div>`],
    ['a dialogue named so', `<div class="modal hidden">${rest}</div>`],
    ['a dialogue inside', `<div class="hidden"><div role="dialog">${rest}</div></div>`],
    ['a form', `<div hidden>${rest}<form><input type="email"></form></div>`],
    [
      'a newsletter',
      `<div hidden>${rest}<p>Our newsletter brings you this each morning, free of charge.</p></div>`,
    ],
    ['a word on cookies', `<div class="hidden">${rest}<p>We use cookies, and so do our partners.</p></div>`],
    ['another article', `<article style="display:none">${rest}</article>`],
    ['another article inside', `<div hidden><h1>Trams come back to the coast</h1>${rest}</div>`],
    ['labels', `<div hidden>${'<p>Weihe buses and parts</p>'.repeat(4)}</div>`],
    ['a sidebar', `<aside hidden>${rest}</aside>`],
    ['one paragraph without a button', `<p hidden>${REST[0]}</p>`],
    ['paragraphs unlike the visible ones', `<div hidden><ul><li>${REST.join('</li><li>')}</li></ul></div>`],
  ])('%s', (_, hidden) => {
    const text = read(hidden);
    expect(text).toContain(FIRST[4]);
    expect(text).not.toContain(REST[0]);
  });

  test('a text beside the article and not in it', () => {
    const html = `<body><div class="story">${paragraphs(FIRST)}</div><div hidden>${rest}</div></body>`;
    expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).text).not.toContain(REST[0]);
  });
});
