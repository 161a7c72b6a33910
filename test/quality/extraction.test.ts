/** The floors of extraction quality: on pages written for this project, and on the development pages where they are at hand. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';
import type { Article } from '../../src/core/model.ts';
import { compareText, f1, mean } from '../article/compare-text.ts';
import { developmentPages, type PageSet, present, type Truth } from '../article/development-pages.ts';
import floors from './extraction-floors.json' with { type: 'json' };

interface Expected {
  readonly url: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly publishedDay: string;
  readonly language: string;
  readonly verdict: string;
  readonly text: string;
}

const PAGES = new URL('../article/pages/', import.meta.url);
const names = readdirSync(PAGES)
  .filter((file) => file.endsWith('.html.txt'))
  .map((file) => file.slice(0, -'.html.txt'.length))
  .sort();
const written = names.map((name) => {
  const expected = JSON.parse(readFileSync(new URL(`${name}.json`, PAGES), 'utf8')) as Expected;
  const html = readFileSync(new URL(`${name}.html.txt`, PAGES), 'utf8');
  return { name, expected, article: extractArticle(html, { url: expected.url }) };
});

describe('pages written for this project', () => {
  test.each(written)('$name is read as a careful person would copy it', ({ expected, article }) => {
    expect({
      title: article.title,
      authors: article.authors,
      publishedDay: article.publishedDay,
      language: article.language,
      verdict: article.verdict,
      text: article.text,
    }).toEqual({
      title: expected.title,
      authors: expected.authors,
      publishedDay: expected.publishedDay,
      language: expected.language,
      verdict: expected.verdict,
      text: expected.text,
    });
  });

  test('stay over their floors', () => {
    const characters = /[\p{L}\p{N}]/gu;
    const overlaps = written.map(({ expected, article }) =>
      compareText(expected.text, article.text, characters),
    );
    const rate = (ok: (w: (typeof written)[number]) => boolean): number =>
      mean(written.map((w) => Number(ok(w))));
    expect(written.length).toBeGreaterThanOrEqual(10);
    expect(f1(overlaps)).toBeGreaterThanOrEqual(floors.written.f1);
    expect(rate((w) => w.article.title === w.expected.title)).toBeGreaterThanOrEqual(floors.written.title);
    expect(rate((w) => w.article.publishedDay === w.expected.publishedDay)).toBeGreaterThanOrEqual(
      floors.written.date,
    );
  });
});

const required = process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1';

const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '');
const people = (list: readonly string[]): string => list.map(fold).filter(Boolean).sort().join('|');
const days = (article: Article): string[] =>
  [article.publishedAt, article.publishedDay].flatMap((d) => (d === null ? [] : [d.slice(0, 10)]));

describe('development pages (../shared/eval/extraction)', () => {
  if (!present) {
    const title = 'the development pages are not here: floors on real pages were NOT checked';
    if (required) test(title, () => expect.unreachable(title));
    else test.skip(title, () => undefined);
    return;
  }
  const read = (set: PageSet): { truth: Truth; article: Article }[] =>
    developmentPages(set).map(({ truth, url, html }) => ({ truth, article: extractArticle(html, { url }) }));
  const textF1 = (rows: ReturnType<typeof read>): number =>
    f1(
      rows.flatMap(({ truth: t, article }) =>
        t.articleBody === undefined ? [] : [compareText(t.articleBody, article.text)],
      ),
    );
  const dateRate = (rows: ReturnType<typeof read>): number =>
    mean(
      rows.flatMap(({ truth: t, article }) =>
        t.date === undefined ? [] : [Number(days(article).includes(t.date))],
      ),
    );

  test('scrapinghub: text', () => {
    expect(textF1(read('scrapinghub'))).toBeGreaterThanOrEqual(floors.scrapinghub.f1);
  });

  test('wcxb: text, title, authors, date', () => {
    const rows = read('wcxb');
    const rate = (of: (row: (typeof rows)[number]) => boolean | null): number =>
      mean(rows.flatMap((row) => of(row) ?? []).map(Number));
    expect(textF1(rows)).toBeGreaterThanOrEqual(floors.wcxb.f1);
    expect(
      rate(({ truth: t, article }) => (t.title ? fold(t.title) === fold(article.title ?? '') : null)),
    ).toBeGreaterThanOrEqual(floors.wcxb.title);
    expect(
      rate(({ truth: t, article }) =>
        t.author ? people(t.author.split(/,|;| and | & /)) === people(article.authors) : null,
      ),
    ).toBeGreaterThanOrEqual(floors.wcxb.authors);
    expect(dateRate(rows)).toBeGreaterThanOrEqual(floors.wcxb.date);
  });

  test('htmldate: date', () => {
    expect(dateRate(read('htmldate'))).toBeGreaterThanOrEqual(floors.htmldate.date);
  });
});
