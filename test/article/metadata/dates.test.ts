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
    ['Of the industry pages, 15 September 2026, 14 pictures', '2026-09-15T00:00:00.000Z'],
    ['Of the industry pages, 15 September 2026 10.50 euros', '2026-09-15T00:00:00.000Z'],
  ])('%s', (line, instant) => {
    expect(published(line)).toBe(instant);
  });
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
    ['zh', '2026-09-15T20:41:00Z', '2026-09-15T20:41:00.000Z'],
    ['de', '15.09.2026 14:05 Uhr', '2026-09-15T14:05:00.000Z'],
  ])('of a page in %s: %s', (language, line, instant) => {
    expect(published(line, undefined, language)).toBe(instant);
  });
});
