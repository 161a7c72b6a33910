/** What a site's rule does on pages that are not as it says, and what is left to the general reading. */
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const PROSE = [
  'Weihe and Norda opened the plant that they have built together on Monday, nine months later than they had planned.',
  'The first line makes forty city buses a week; a second one for coaches is to follow once the paint shop is ready.',
  'Each partner holds half of the company, and the seat of the chair goes from one to the other every second year.',
];
const STORIES = Array.from(
  { length: 9 },
  (_, day) =>
    `<p>On day ${day + 1} of the fair in Porto, a maker of trams showed a model of a carriage, and said that it would be sold abroad.</p>`,
).join('');
const TEXT = PROSE.join('\n\n');
const prose = PROSE.map((text) => `<p>${text}</p>`).join('');
const pageOf = (body: string, head = ''): string =>
  `<html lang="en"><head><meta property="og:type" content="article"><title>Weihe and Norda open a plant</title>${head}</head><body><h1>Weihe and Norda open a plant</h1>${body}</body></html>`;
const electrek = 'https://electrek.co/2026/03/02/weihe-norda/';
const ithome = 'https://www.ithome.com/0/900/001.htm';

describe('the text', () => {
  test('that the rule names wins over longer text', () => {
    const html = pageOf(`<div class="post-body">${prose}</div><div>${STORIES}</div>`);
    const read = extractArticle(html, { url: electrek });
    expect(read).toMatchObject({ text: TEXT, extractor: 'site-rule', siteRule: { missed: [] } });
  });

  test('is read as ever where nothing matches, and the article says so', () => {
    const html = pageOf(`<div class="changed">${prose}</div>`);
    const read = extractArticle(html, { url: electrek });
    expect(read).toMatchObject({ text: TEXT, extractor: 'blocks' });
    expect(read.siteRule).toEqual({ id: 'electrek', missed: ['body'] });
  });

  test('is read as ever where what matches holds too little', () => {
    const html = pageOf(
      `<div class="post-body"><p>Photo: the plant in Lodz.</p></div><article>${prose}</article>`,
    );
    const read = extractArticle(html, { url: electrek });
    expect(read).toMatchObject({ text: TEXT, siteRule: { missed: ['body'] } });
  });

  test('of a short article is enough', () => {
    const html = pageOf(`<div class="post-body"><p>${PROSE[0]}</p></div>`);
    expect(extractArticle(html, { url: electrek })).toMatchObject({
      text: PROSE[0],
      siteRule: { missed: [] },
    });
  });

  test('is the fullest of several matches', () => {
    const html = pageOf(
      `<div class="post-body"><p>In short: buses.</p></div><div class="post-body">${prose}</div>`,
    );
    expect(extractArticle(html, { url: electrek }).text).toBe(TEXT);
  });

  test('stays when the rule takes it for junk', () => {
    const html = pageOf(
      `<div class="after_disclaimer_placement"><div class="post-body">${prose}</div></div>`,
    );
    expect(extractArticle(html, { url: electrek }).text).toBe(TEXT);
    const renamed = pageOf(`<div class="after_disclaimer_placement">${prose}</div>`);
    expect(extractArticle(renamed, { url: electrek })).toMatchObject({
      text: TEXT,
      siteRule: { missed: ['body'] },
    });
  });

  test('of a rule passes the same filter of blocks', () => {
    const html = pageOf(
      `<div class="post-body">${prose}<p><a href="/a">Read more: Trams</a></p><p>Share this article</p></div>`,
    );
    expect(extractArticle(html, { url: electrek }).text).toBe(TEXT);
  });
});

describe('author and date', () => {
  const page = (byline: string, head = ''): string =>
    pageOf(`<span id="pubtime_baidu">${byline}</span><div id="paragraph">${prose}</div>`, head);

  test('a date without a zone is in that of the rule', () => {
    const read = extractArticle(page('2026/3/2 7:05:00'), { url: ithome });
    expect([read.publishedAt, read.publishedDay]).toEqual(['2026-03-01T23:05:00.000Z', '2026-03-02']);
  });

  test('a day alone leaves the time that the page gives elsewhere', () => {
    const head = '<meta property="article:published_time" content="2026-03-02T07:05:00+08:00">';
    expect(extractArticle(page('2026-03-02', head), { url: ithome }).publishedAt).toBe(
      '2026-03-01T23:05:00.000Z',
    );
  });

  test('what is no date is missed, and the general reading stands', () => {
    const head = '<meta property="article:published_time" content="2026-03-02T07:05:00+08:00">';
    const read = extractArticle(page('this morning', head), { url: ithome });
    expect(read.publishedAt).toBe('2026-03-01T23:05:00.000Z');
    expect(read.siteRule).toEqual({ id: 'ithome', missed: ['author', 'date'] });
  });

  test('a person named by the rule wins over the page’s metadata', () => {
    const html = page('2026-03-02', '<meta name="author" content="Somebody Else">').replace(
      '<h1>',
      '<i id="author_baidu">Ann Example</i><h1>',
    );
    expect(extractArticle(html, { url: ithome })).toMatchObject({
      authors: ['Ann Example'],
      siteRule: { missed: [] },
    });
  });
});

describe('no outcome', () => {
  test('on sites without a rule', () => {
    expect(extractArticle(pageOf(prose), { url: 'https://busposts.example/a' })).not.toHaveProperty(
      'siteRule',
    );
  });

  test('for walls and error pages, which lack the rule’s parts by nature', () => {
    const wall =
      '<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>';
    const gone =
      '<html><head><title>Page not found</title></head><body><p>Nothing is here.</p></body></html>';
    for (const html of [wall, gone, '']) {
      const read = extractArticle(html, { url: electrek });
      expect(['blocked', 'not-article', 'consent']).toContain(read.verdict);
      expect(read).not.toHaveProperty('siteRule');
    }
  });
});
