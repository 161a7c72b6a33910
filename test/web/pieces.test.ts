/** Forms, times and names as pages write them. */
import { describe, expect, test } from 'vitest';
import { QueryTextError } from '../../src/query/query-error.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { filterForm, typedFields } from '../../src/web/fields.ts';
import { createNames } from '../../src/web/names.ts';
import { correctionForm, searchForm } from '../../src/web/search-form.ts';
import {
  countryName,
  dayText,
  direction,
  languageName,
  languageTag,
  moment,
  published,
} from '../../src/web/words.ts';

/** What a browser would send: what stands in fields, is selected or is hidden. */
function sent(form: unknown): Record<string, string[]> {
  const html = String(form);
  const found: Record<string, string[]> = {};
  const take = (name: string, value: string) => {
    found[name] = [...(found[name] ?? []), value];
  };
  for (const [, name = '', value = ''] of html.matchAll(/<input [^>]*?name="([^"]*)"[^>]*? value="([^"]+)"/g))
    take(name, value);
  for (const [, name = '', options = ''] of html.matchAll(/<select [^>]*name="([^"]*)">(.*?)<\/select>/gs))
    for (const [, value = ''] of options.matchAll(/<option value="([^"]+)" selected>/g)) take(name, value);
  return found;
}

describe('the form of a search', () => {
  test.each([
    [{}, false, {}],
    [{ query: 'plant' }, true, { query: ['plant'], sort: ['newest'] }],
    [{ query: 'plant', sort: 'best' }, false, { query: ['plant'] }],
    [{ sort: 'oldest' }, true, { sort: ['oldest'] }],
    [{ since: '7d', until: '2026-12-31' }, true, { since: ['7d'], until: ['2026-12-31'] }],
    [{ changed: '7d', gone: '2w' }, true, { changed: ['7d'], gone: ['14d'] }],
    [{ verdict: 'full', sector: 'batteries' }, true, { verdict: ['full'], sector: ['batteries'] }],
    [{ verdict: 'full,thin' }, true, { verdict: ['full', 'thin'] }],
    [
      { verdict: '-blocked', sector: 'batteries,-other' },
      true,
      { sector: ['batteries', '-other'], verdict: ['-blocked'] },
    ],
    [{ company: 'byd', lang: '-de', limit: 5 }, false, { company: ['byd'], lang: ['-de'], limit: ['5'] }],
  ])('of %j sends all of it again', (asked, open, again) => {
    const form = searchForm(readFilter(asked));
    expect(sent(form)).toEqual(again);
    expect(/<details class="more" open>/.test(String(form))).toBe(open);
  });
});

test('of a query that cannot be read the place is shown, with what stands around it', () => {
  const words = `${'many '.repeat(30)}compny:byd${' more'.repeat(30)}`;
  const pointed = (query: string) => {
    const error = new QueryTextError('there is no field "compny"', query, query.indexOf('compny'));
    const form = String(
      correctionForm(new URLSearchParams({ query, since: '7d', limit: '5' }), error, error),
    );
    expect(sent(form)).toEqual({ query: [query], since: ['7d'] });
    return /<p class="pointed"[^>]*>.*?<\/span>(.*?)<\/p>/.exec(form)?.[1];
  };
  expect(pointed('compny:byd')).toBe('<mark>c</mark>ompny:byd');
  expect(pointed(`battery compny:byd${' more'.repeat(30)}`)).toMatch(/^battery <mark>c<\/mark>ompny:byd/);
  expect(pointed(words)).toBe(`…${'many '.repeat(12)}<mark>c</mark>ompny:byd${' more'.repeat(10)}`);
});

test('what was typed elsewhere is to be corrected, but not how the list was shown', () => {
  const typed = 'stage=mou&stage=married&page=2&cursor=x&view=timeline&limit=5';
  expect(sent(typedFields(new URLSearchParams(typed)))).toEqual({ stage: ['mou,married'] });
});

test.each([
  ['page=2&cursor=x&view=timeline&limit=5', false],
  ['page=2&company=byd', true],
])('a form that narrows a list asked for with %j is open: %s', (asked, open) => {
  const form = filterForm({ path: '/', what: 'stories', params: new URLSearchParams(asked) }, []);
  expect(String(form).startsWith('<details class="fold" open>')).toBe(open);
});

test.each([
  [dayText('2026-01-31'), '31 Jan 2026'],
  [dayText('2026-01'), 'Jan 2026'],
  [dayText('2026'), '2026'],
  [dayText('unknown'), 'unknown'],
  [moment('2026-01-31T00:00:00.000Z'), '<time datetime="2026-01-31">31 Jan 2026</time>'],
  [
    moment('2026-01-31T00:01:00.000Z'),
    '<time datetime="2026-01-31T00:01:00.000Z">31 Jan 2026, 00:01 UTC</time>',
  ],
  [moment(Date.UTC(2026, 0, 31)), '<time datetime="2026-01-31T00:00:00.000Z">31 Jan 2026, 00:00 UTC</time>'],
  [moment('<soon>'), '&lt;soon&gt;'],
  [countryName('DE'), 'Germany'],
  [countryName('GLOBAL'), 'global'],
  [countryName('XQ'), 'xq'],
  [languageName('zh-Hans-CN'), 'Chinese (Simplified, China)'],
  [languageName('<b>'), '<b>'],
])('%s', (written, text) => {
  expect(String(written)).toBe(text);
});

test.each([
  ['de-1996', 'de-1996'],
  ['und', null],
  ['zz', null],
  ['english"', null],
  [null, null],
])('%j is told to a browser as the language %j', (language, tag) => {
  expect(languageTag(language)).toBe(tag);
});

test.each([
  ['BYD تبني مصنعا', 'ar', 'rtl'],
  ['BYD תבנה מפעל', 'he', 'rtl'],
  ['BYD', 'ar', 'auto'],
  ['BYD تبني مصنعا', 'en', 'auto'],
  ['BYD تبني مصنعا', null, 'auto'],
])('%s in %s runs %s', (text, language, runs) => {
  expect(direction(text, language)).toBe(runs);
});

test('names of feeds are read again after a minute, and what has none is called by its id', async () => {
  const feeds = [{ id: 'wire', name: 'Wire' }];
  const companies = [{ id: 'byd', name: 'BYD' }];
  const answers = { feeds: () => feeds, companies: async () => companies } as unknown as Parameters<
    typeof createNames
  >[0];
  let now = 0;
  const names = createNames(answers, () => now);
  expect([names.feed('wire'), names.feed('none')]).toEqual(['Wire', 'none']);
  expect([await names.company('byd'), await names.company('none')]).toEqual(['BYD', 'none']);
  feeds.push({ id: 'none', name: 'New' });
  now = 60_001;
  expect(names.feed('none')).toBe('New');
});

test("an article is dated by its publisher's day, else by its time, else by when it was first seen", () => {
  const firstSeenAt = '2026-11-03T08:00:00.000Z';
  const publishedAt = '2026-11-01T17:30:00.000Z';
  const shown = (publishedDay: string | null, at: string | null) =>
    String(published({ publishedDay, publishedAt: at, firstSeenAt })).replace(/<[^>]+>/g, '');
  // In Beijing it was the second by then.
  expect(shown('2026-11-02', publishedAt)).toBe('2 Nov 2026');
  expect(shown(null, publishedAt)).toBe('1 Nov 2026, 17:30 UTC');
  expect(shown(null, null)).toBe('seen 3 Nov 2026, 08:00 UTC');
});
