/** Who wrote it, from the lines and elements that pages print. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const PROSE =
  '<p>Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.</p>';
const authors = (byline: string, after = ''): readonly string[] =>
  extractArticle(
    `<html><head><title>Weihe and Norda build buses</title></head><body><h1>Weihe and Norda build buses</h1>${byline}${PROSE.repeat(3)}${after}</body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).authors;

test('how characters are said is no part of a name', () => {
  expect(
    authors('<p class="byline">トリノ＝佐藤<ruby>遼<rp>（</rp><rt>りょう</rt><rp>）</rp></ruby></p>'),
  ).toEqual(['佐藤遼']);
});

describe('a sentence on the writer is no byline', () => {
  test.each([
    ['<div class="author"><p>Jana berichtet über Industrie und Handel.</p></div>'],
    ['<section class="author-box">Petra covers ports and trains.</section>'],
  ])('%s', (box) => {
    expect(authors('', box)).toEqual([]);
  });
  test('but a name with a role is one', () => {
    expect(authors('<div class="author">Petra Lindqvist, senior business editor.</div>')).toEqual([
      'Petra Lindqvist',
    ]);
  });
});

describe('the place behind a name is no second writer', () => {
  test.each([
    ['Von Jana Wolff, Istanbul', ['Jana Wolff']],
    ['By Petra Lindqvist, New York', ['Petra Lindqvist']],
    ['By Petra Lindqvist and Jana Wolff, Turin', ['Petra Lindqvist', 'Jana Wolff']],
    ['By Petra Lindqvist, Jana Wolff', ['Petra Lindqvist', 'Jana Wolff']],
    ['By Petra Lindqvist / Turin', ['Petra Lindqvist']],
  ])('%s', (line, names) => {
    expect(authors(`<p>${line}</p>`)).toEqual(names);
  });
});

describe('bylines in other words', () => {
  test.each([
    ['Text: Ole Brandt', ['Ole Brandt']],
    ['Words: Petra Lindqvist & Jana Wolff | Pictures: Wim Adriaans', ['Petra Lindqvist', 'Jana Wolff']],
    ['Petra Lindqvist | 15 September 2026', ['Petra Lindqvist']],
    ['Jana von der Heide · 15.09.2026, 14:05 Uhr', ['Jana von der Heide']],
    ['15.09.2026 14:05 - Jana Wolff / Turin', ['Jana Wolff']],
    ['Ein Bericht von Jana Wolff', ['Jana Wolff']],
    ['Von unserem Korrespondenten Jana Wolff', ['Jana Wolff']],
    ['Von unserer Wirtschaftsredakteurin Jana Wolff', ['Jana Wolff']],
    ['By our Turin correspondent Petra Lindqvist', ['Petra Lindqvist']],
    ['Reporting by Petra Lindqvist; Editing by Wim Adriaans', ['Petra Lindqvist']],
  ])('%s', (line, names) => {
    expect(authors(`<p>${line}</p>`)).toEqual(names);
  });

  test.each([
    ['Text: all you need to know'],
    ['Story: Weihe'],
    ['Electric Buses | 15 September 2026'],
    ['Business News · 15.09.2026'],
    ['Weihe Norda'],
  ])('but not %s', (line) => {
    expect(authors(`<p>${line}</p>`)).toEqual([]);
  });

  test('an agency\u2019s note below the text', () => {
    const note =
      '<p>(Reporting by Petra Lindqvist in Turin and Jana Wolff in Hamburg; additional reporting by Yann Le Goff; Editing by Wim Adriaans)</p>';
    expect(authors('', note)).toEqual(['Petra Lindqvist', 'Jana Wolff']);
  });
});
