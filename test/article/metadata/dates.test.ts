/** When a page says that it was published: the time of day too, where a line near the headline states it. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const PROSE =
  '<p>Weihe and Norda signed the papers for a common bus works on Monday, both companies said.</p>';

function published(line: string, url = 'https://busposts.example/weihe', language = 'en'): string | null {
  const html = `<html lang="${language}"><head><title>Weihe and Norda build buses</title></head><body><h1>Weihe and Norda build buses</h1><p>${line}</p>${PROSE}</body></html>`;
  return extractArticle(html, { url }).publishedAt;
}

describe('the time beside the day', () => {
  test.each([
    ['Sep 15, 2026, 02:30 ET', '2026-09-15T06:30:00.000Z'],
    ['Petra Lindqvist / Hamburg bureau of this paper | 15.09.2026 14:05 Uhr', '2026-09-15T14:05:00.000Z'],
    ['Published September 15, 2026 at 2:30 p.m. EDT by the business desk', '2026-09-15T18:30:00.000Z'],
    ['Petra Lindqvist in Hamburg, 15. September 2026, 7.05 Uhr', '2026-09-15T07:05:00.000Z'],
    ['Par la rédaction, le 15 septembre 2026 à 10h30 et lu mille fois', '2026-09-15T10:30:00.000Z'],
    ['15:05, 12 Sep 2026, by the motoring desk of the paper', '2026-09-12T15:05:00.000Z'],
    ['From our desk: 2026-09-15 08:15:30 +02:00 (two comments)', '2026-09-15T06:15:30.000Z'],
    ['Par la rédaction, publié le 15 septembre 2026 à 10 h 30', '2026-09-15T10:30:00.000Z'],
    ['Business desk, Hamburg: Tue 15 Sep 2026 14.05 GMT', '2026-09-15T14:05:00.000Z'],
    ['September 15, 2026 09:00 AM Eastern Daylight Time', '2026-09-15T13:00:00.000Z'],
    ['Redazione di Torino, 15 settembre 2026 alle 14:05', '2026-09-15T14:05:00.000Z'],
    ['Redazione di Torino, 15 settembre 2026 ore 14.05', '2026-09-15T14:05:00.000Z'],
    ['Van onze redactie, dinsdag 15 september 2026 om 14.05 uur', '2026-09-15T14:05:00.000Z'],
    ['Data publikacji: 15 września 2026 r., godz. 14:05', '2026-09-15T14:05:00.000Z'],
    ['15.09.2026 r. 14:05 - redakcja działu przemysłu', '2026-09-15T14:05:00.000Z'],
    ['9:39AM BST 15 Sep 2026', '2026-09-15T08:39:00.000Z'],
    ['<abbr title="2026-09-15T01:40:40Z">1 hr 4 mins ago</abbr>', '2026-09-15T01:40:40.000Z'],
    ['In this March 2, 2020 file photo buses leave the yard. September 15, 2026', '2026-09-15T00:00:00.000Z'],
    ['Of the industry pages, 15 September 2026, 14 pictures', '2026-09-15T00:00:00.000Z'],
    ['Of the industry pages, 15 September 2026 10.50 euros', '2026-09-15T00:00:00.000Z'],
  ])('%s', (line, instant) => {
    expect(published(line)).toBe(instant);
  });
});

test.each([
  ['https://busposts.example/business/2026/sep/15/weihe', '2026-09-15T00:00:00.000Z'],
  ['https://busposts.example/2026/BUSES/09/15/weihe/index.html', '2026-09-15T00:00:00.000Z'],
  ['https://busposts.example/20260915/weihe', '2026-09-15T00:00:00.000Z'],
  ['https://busposts.example/2026915/weihe', null],
  ['https://busposts.example/2026-model-09-15/', null],
])('the day that an address tells: %s', (url, instant) => {
  expect(published('By our own', url)).toBe(instant);
});

describe('a line on a later change', () => {
  test.each([
    ['Last updated 17 September 2026</p><p>15 September 2026', '2026-09-15T00:00:00.000Z'],
    ['Aktualizacja: 17 września 2026</p><p>15 września 2026', '2026-09-15T00:00:00.000Z'],
    ['Publié le 15/09/2026, mis à jour le 17/09/2026', '2026-09-15T00:00:00.000Z'],
    ['Last updated 17 September 2026', '2026-09-17T00:00:00.000Z'],
    ['Updated 17 September 2026 · Published 15 September 2026', '2026-09-15T00:00:00.000Z'],
    [
      'Last updated <time datetime="2026-09-17T10:00:00Z">17 Sep</time></p><p>Published <time datetime="2026-09-15T09:00:00Z">15 Sep</time>',
      '2026-09-15T09:00:00.000Z',
    ],
    ['Last updated: <b><time datetime="2026-09-17T10:00:00Z">17 Sep</time></b>', '2026-09-17T10:00:00.000Z'],
    [
      'Published <time datetime="2026-09-15T09:00:00Z">15 Sep</time>, modified <time datetime="2026-09-17T10:00:00Z">17 Sep</time>',
      '2026-09-15T09:00:00.000Z',
    ],
  ])('%s', (lines, instant) => {
    expect(published(lines)).toBe(instant);
  });
});

describe('a day amid running text', () => {
  const founded =
    'The company was founded in Hamburg on 12 March 1998 and has since been run by its founding family.';
  test('is that of something else', () => {
    expect(published(founded)).toBe(null);
    expect(
      published(`By our desk</p>${PROSE.repeat(9)}<footer>Since 12 March 1998</footer><p>${founded}`),
    ).toBe(null);
  });
  test('is the article’s where its paragraph begins with it or a time of day follows', () => {
    const far = `By our desk</p>${PROSE.repeat(9)}<p>`;
    expect(published(`${far}(15.09.2026) ${founded}`)).toBe('2026-09-15T00:00:00.000Z');
    expect(
      published(`${far}Weihe and Norda was posted on 15 September 2026 at 10:05 under buses, as all are.`),
    ).toBe('2026-09-15T10:05:00.000Z');
  });
  test('gives way to the feed’s', () => {
    const html = `<html lang="en"><body><h1>Weihe</h1>${PROSE.repeat(20)}<p>Buses, 12 March 1998</p></body></html>`;
    const url = 'https://busposts.example/weihe';
    expect(extractArticle(html, { url }).publishedDay).toBe('1998-03-12');
    expect(extractArticle(html, { url, hints: { publishedAt: '2026-09-15T08:00:00Z' } }).publishedDay).toBe(
      '2026-09-15',
    );
  });
});

test('digits of Arabic', () => {
  expect(published('٢٠ نوفمبر ٢٠٢٦ - ٠٩:١٢', undefined, 'ar')?.slice(0, 10)).toBe('2026-11-20');
  expect(published(`</p><p class="date">٢٠ نوفمبر ٢٠٢٦`, undefined, 'ar')?.slice(0, 10)).toBe('2026-11-20');
});

describe('an address with the day and a line with the time', () => {
  const url = 'https://busposts.example/2026-09-15/weihe.html';
  test('agree on the day', () => {
    expect(published('Business desk, 15 September 2026, 20:41 UTC', url)).toBe('2026-09-15T20:41:00.000Z');
  });
  test('mean different days', () => {
    expect(published('Business desk, 14 September 2026, 20:41 UTC', url)).toBe('2026-09-15T00:00:00.000Z');
  });
  test('and the line speaks of a later change', () => {
    expect(published('Updated 15 September 2026, 20:41 UTC', url)).toBe('2026-09-15T00:00:00.000Z');
  });
});

describe('a time without a zone', () => {
  test.each([
    ['zh', '2026年09月15日 20:41', '2026-09-15T12:41:00.000Z'],
    ['zh', '2026-09-15 20:41', '2026-09-15T12:41:00.000Z'],
    ['ja', '2026年9月15日 18:30', '2026-09-15T09:30:00.000Z'],
    ['ko', '2026년 9월 15일 오후 6:30', '2026-09-15T09:30:00.000Z'],
    ['ko', '기사입력 2026.09.15. 오후 6:30', '2026-09-15T09:30:00.000Z'],
    ['ja', '公開日：2026年9月15日（火）午後6時30分', '2026-09-15T09:30:00.000Z'],
    ['ja', '2026.9.15 Tue 18:30', '2026-09-15T09:30:00.000Z'],
    ['tr', 'Giriş: 15 Eylül 2026 Salı 14:05', '2026-09-15T11:05:00.000Z'],
    ['zh', '2026-09-15T20:41:00Z', '2026-09-15T20:41:00.000Z'],
    ['de', '15.09.2026 14:05 Uhr', '2026-09-15T12:05:00.000Z'],
    ['en-GB', '15 September 2026, 14:05', '2026-09-15T14:05:00.000Z'],
  ])('of a page in %s: %s', (language, line, instant) => {
    expect(published(line, undefined, language)).toBe(instant);
  });
});

describe('a date that had not come when the page was fetched', () => {
  const NOW = Date.parse('2026-11-01T12:00:00Z');
  const at = (head: string, line: string, publishedAt: string | null = null): readonly unknown[] => {
    const html = `<html lang="en"><head><title>Weihe and Norda build buses</title>${head}</head><body><h1>Weihe and Norda build buses</h1><p>${line}</p>${PROSE}</body></html>`;
    const url = 'https://busposts.example/2031/05/01/weihe';
    const article = extractArticle(html, { url, hints: { publishedAt }, fetchedAt: NOW });
    return [article.publishedAt, article.publishedDay, article.modifiedAt];
  };
  const linked = (published: string, modified = published) =>
    `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"${published}","dateModified":"${modified}"}</script>`;

  test('is not believed, and the next one that the page gives is', () => {
    const head = `${linked('2031-05-01T10:00:00Z')}<meta property="article:published_time" content="2026-10-30T08:00:00Z">`;
    expect(at(head, 'By our desk')).toEqual(['2026-10-30T08:00:00.000Z', '2026-10-30', null]);
    expect(at(linked('2031-05-01T10:00:00Z'), 'Business desk, 29 October 2026')).toEqual([
      '2026-10-29T00:00:00.000Z',
      '2026-10-29',
      null,
    ]);
  });
  test('leaves what the feed said', () => {
    const hint = '2026-10-31T09:00:00.000Z';
    expect(at(linked('2031-05-01T10:00:00Z'), 'By our desk', hint)).toEqual([hint, '2026-10-31', null]);
    expect(at('', 'By our desk', '2031-05-01T10:00:00Z')).toEqual([null, null, null]);
  });
  test('is the other day that its numbers may mean', () => {
    expect(at('<meta name="date" content="10/12/2026">', 'By our desk')[1]).toBe('2026-10-12');
    expect(at('<meta name="date" content="09/10/2026">', 'By our desk')[1]).toBe('2026-10-09');
  });
  test('may be of a clock that runs ahead by a day', () => {
    expect(at(linked('2026-11-02T10:00:00Z'), 'By our desk')[0]).toBe('2026-11-02T10:00:00.000Z');
  });
});

describe("the publisher's own day, where the instant is stated in UTC,", () => {
  const day = (modified: string, line = 'By our desk', published = '2026-10-30T02:00:00Z'): string | null => {
    const data = { '@type': 'NewsArticle', datePublished: published, dateModified: modified };
    const html = `<html lang="en"><head><title>Weihe and Norda build buses</title><script type="application/ld+json">${JSON.stringify(data)}</script></head><body><h1>Weihe and Norda build buses</h1><p>${line}</p>${PROSE}</body></html>`;
    return extractArticle(html, { url: 'https://busposts.example/weihe' }).publishedDay;
  };
  test('is that of the zone of another timestamp, to the west as to the east', () => {
    expect(day('2026-10-29T23:00:00-04:00')).toBe('2026-10-29');
    expect(day('2026-10-31T09:00:00+08:00', undefined, '2026-10-30T20:00:00Z')).toBe('2026-10-31');
  });
  test('is not that of a timestamp in UTC, or of another season, but that of the line at the headline', () => {
    const line = 'Business desk, October 29, 2026';
    expect(day('2026-10-30T03:00:00+00:00', line)).toBe('2026-10-29');
    expect(day('2027-03-30T03:00:00+02:00', line)).toBe('2026-10-29');
    expect(day('2026-10-30T03:00:00Z')).toBe('2026-10-30');
  });
});

test('a date of before the first car news on the web is some default, and the next one counts', () => {
  const html = `<html lang="en"><head><title>Weihe and Norda build buses</title><meta name="date" content="1970-01-01T00:00:00Z"></head><body><h1>Weihe and Norda build buses</h1><p>By our desk, 15 September 2026</p>${PROSE}</body></html>`;
  expect(extractArticle(html, { url: 'https://busposts.example/weihe' }).publishedDay).toBe('2026-09-15');
});
