/** Where the links of lists lead: from page to page, without a filter, and out of here only where that is safe. */
import { describe, expect, test } from 'vitest';
import { readFilter } from '../../src/query/read-filter.ts';
import { activeFilters, articlesHref, outside } from '../../src/web/links.ts';
import { pageLinks, sliceOf } from '../../src/web/paging.ts';

const hrefs = (html: unknown): string[] =>
  [...String(html).matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to);

describe('a list of 25 in pages of 10', () => {
  const all = Array.from({ length: 25 }, (_, at) => at);

  test.each([
    ['', 1, [0, 9], ['/list?page=2']],
    ['page=2', 2, [10, 19], ['/list', '/list?page=3']],
    ['page=3', 3, [20, 24], ['/list?page=2']],
    ['page=4', 3, [20, 24], ['/list?page=2']],
    ['page=0', 1, [0, 9], ['/list?page=2']],
    ['page=-1', 1, [0, 9], ['/list?page=2']],
    ['page=two', 1, [0, 9], ['/list?page=2']],
    ['state=ok&page=2', 2, [10, 19], ['/list?state=ok', '/list?state=ok&amp;page=3']],
  ])('%j', (asked, page, [first, last], links) => {
    const params = new URLSearchParams(asked);
    const slice = sliceOf(all, params, 10);
    expect([slice.page, slice.rows[0], slice.rows.at(-1)]).toEqual([page, first, last]);
    expect(hrefs(pageLinks('/list', params, slice))).toEqual(links);
  });

  test('what fits on one page has no links', () => {
    expect(String(pageLinks('/list', new URLSearchParams(), sliceOf(all, new URLSearchParams(), 25)))).toBe(
      '',
    );
  });
});

test.each([
  ['', '/articles'],
  ['lang=de', '/articles?lang=de'],
  ['query=plant', '/search?query=plant&sort=newest'],
  ['query=plant&sort=best', '/search?query=plant&sort=best'],
  ['sort=best&lang=de', '/articles?lang=de'],
  ['sort=oldest', '/articles?sort=oldest'],
])('the question %j stands at %s', (asked, at) => {
  expect(articlesHref(new URLSearchParams(asked))).toBe(at);
});

test('each filter is taken back alone, and how the list is shown is none', () => {
  const filter = readFilter({
    company: 'byd,geely',
    lang: '-de,-fr',
    since: '2026-01-31',
    sort: 'oldest',
    limit: 5,
  });
  const shown = 'sort=oldest&limit=5';
  expect(
    activeFilters(filter).map(({ field, value, excluded, removeHref }) => [
      `${excluded ? 'not ' : ''}${field} ${value}`,
      new URL(removeHref, 'https://jvwire.example').searchParams.toString().replace(shown, '...'),
    ]),
  ).toEqual([
    ['since 2026-01-31', 'company=byd&company=geely&lang=-de&lang=-fr&...'],
    ['company byd', 'company=geely&lang=-de&lang=-fr&since=2026-01-31&...'],
    ['company geely', 'company=byd&lang=-de&lang=-fr&since=2026-01-31&...'],
    ['not lang de', 'company=byd&company=geely&lang=-fr&since=2026-01-31&...'],
    ['not lang fr', 'company=byd&company=geely&lang=-de&since=2026-01-31&...'],
  ]);
});

test.each([
  ['https://a.example/x?a=1&b="2"', 'https://a.example/x?a=1&amp;b=&quot;2&quot;'],
  ['HTTP://a.example/', 'HTTP://a.example/'],
  ['https://[a.example/', undefined],
  ['javascript:alert(1)//https://a.example/', undefined],
  ['//a.example/', undefined],
])('the stored address %s', (url, href) => {
  expect(hrefs(outside(url))).toEqual(href === undefined ? [] : [href]);
});
