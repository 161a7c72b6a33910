/** Feeds of our own: valid by their specifications, read back by our own reader, whatever text was stored. */
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/document/parse.ts';
import { articleFeed } from '../../src/pipeline/feeds-out/article-feed.ts';
import { FEED_FORMATS, type FeedFormat } from '../../src/pipeline/feeds-out/feed-page.ts';
import { renderFeed } from '../../src/pipeline/feeds-out/render.ts';
import { storyFeed } from '../../src/pipeline/feeds-out/story-feed.ts';
import { newestVentures, ventureFeed } from '../../src/pipeline/feeds-out/venture-feed.ts';
import { readFilter, readWith } from '../../src/query/read-filter.ts';
import { storyFilterSchema } from '../../src/query/story-filter.ts';
import { ventureFilterSchema } from '../../src/query/venture-filter.ts';
import type { ArticleFindings } from '../../src/store/lists/article-findings.ts';
import type { ArticleSummary } from '../../src/store/lists/article-queries.ts';
import { hasProgram } from '../requirements.ts';
import { article, findings, story, venture } from './feed-contents.ts';
import { broken } from './feed-rules.ts';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const PLACE = { base: 'https://wire.example/', now: NOW };

const feedOf = (
  articles: readonly ArticleSummary[],
  told: ArticleFindings = findings,
  asked: object = { tag: 'chinese-ev-jv' },
  nextCursor: string | null = 'bmV4dA',
) =>
  articleFeed(
    { articles, nextCursor },
    new Map(articles.map(({ id }) => [id, told])),
    readFilter(asked),
    PLACE,
  );
const written = (format: FeedFormat) => renderFeed(feedOf([article]), format);
const readBack = (text: string) =>
  parseFeed(new TextEncoder().encode(text), { url: 'https://wire.example/feed' });

test.each(FEED_FORMATS)('%s keeps every rule, with entries and without', (format) => {
  expect(broken(format, written(format))).toEqual([]);
  expect(broken(format, renderFeed(feedOf([], findings, {}, null), format))).toEqual([]);
});

test('the rules find what is broken', () => {
  expect(broken('atom', written('atom').replace(/<id>.*?<\/id>/, ''))).toContain(
    '4.1.1 exactly one id, title and updated',
  );
  expect(broken('rss', written('rss').replaceAll('isPermaLink="false"', ''))).toEqual([
    'a guid that is no address says so',
  ]);
  expect(broken('jsonfeed', written('jsonfeed').replace('/1.1', '/1'))).toEqual([
    'version is the address of the version',
  ]);
});

test.each(FEED_FORMATS)('our own reader reads %s as it was meant', async (format) => {
  const { items, warnings } = await readBack(written(format));
  expect(warnings).toEqual([]);
  expect(items).toEqual([
    expect.objectContaining({
      guid: 'tag:jvwire,2026:article-7-1793437200000',
      url: article.url,
      title: article.title,
      authors: findings.authors,
      publishedAt: article.publishedAt,
      updatedAt: findings.updatedAt,
    }),
  ]);
  const html = items[0]?.contentHtml ?? items[0]?.summary;
  expect(html).toContain('<blockquote cite="https://news.example/a?b=1&amp;c=2" dir="auto" lang="zh">');
  expect(html).toContain('<p>SAIC &amp; GM said "50:50" &lt;again&gt;.</p>');
  expect(html).toContain('<li>SAIC-GM: SAIC (CN) + GM, signed, 50:50</li>');
  expect(html).toContain('behind a paywall');
  expect(html).not.toContain('&lt; a venture');
});

test('one article has one id in every question, and one question one id on every page', () => {
  const asked = [
    { tag: 'chinese-ev-jv' },
    { query: 'GM', sort: 'best' },
    { company: 'gm', limit: 1, cursor: 'bmV4dA' },
  ];
  const pages = asked.map((one) => feedOf([article], findings, one));
  expect(new Set(pages.map(({ entries }) => entries[0]?.id))).toEqual(
    new Set(['tag:jvwire,2026:article-7-1793437200000']),
  );
  expect(new Set(pages.map(({ id }) => id)).size).toBe(3);
  expect(feedOf([article], findings, { company: 'gm' }).id).toBe(pages[2]?.id);
});

test('a page leads to itself, to the first and the next one, and to where people read it', () => {
  const { self, first, next, home, title } = feedOf([article], findings, {
    company: 'gm,byd',
    limit: 20,
    cursor: 'YQ',
  });
  expect(title).toBe('jvwire: company:byd,gm');
  expect(self('atom')).toBe(
    'https://wire.example/feeds/articles.atom?company=byd&company=gm&limit=20&cursor=YQ',
  );
  expect(first('rss')).toBe('https://wire.example/feeds/articles.rss?company=byd&company=gm&limit=20');
  expect(next?.('jsonfeed')).toBe(
    'https://wire.example/feeds/articles.json?company=byd&company=gm&limit=20&cursor=bmV4dA',
  );
  expect(home).toBe('https://wire.example/articles?company=byd&company=gm');
  expect(feedOf([], findings, { query: 'a b' }, null)).toMatchObject({
    next: null,
    home: 'https://wire.example/search?query=a+b',
  });
});

test.each<[FeedFormat, string, string]>([
  ['atom', '<entry xml:lang="zh">', 'cursor=bmV4dA" rel="next"'],
  ['rss', '<dc:language>zh</dc:language>', 'cursor=bmV4dA" rel="next"'],
  [
    'jsonfeed',
    '"language":"zh"',
    '"next_url":"https://wire.example/feeds/articles.json?tag=chinese-ev-jv&cursor=bmV4dA"',
  ],
])(
  '%s has the language of an entry, the way to the next page, and one line of a title',
  (format, language, next) => {
    const text = written(format);
    expect(text).toContain(language);
    expect(text).toContain(next);
    const last = renderFeed(feedOf([{ ...article, language: null }], findings, {}, null), format);
    expect(last).not.toContain(language);
    expect(last).not.toMatch(/"next"|next_url/);
    const later = renderFeed(feedOf([article], findings, { company: 'gm', cursor: 'YQ' }), format);
    expect(later.match(/https:[^"]*cursor=YQ/g)).toHaveLength(1);
    expect(renderFeed({ ...feedOf([article]), title: 'jvwire: a\n\u0007b' }, format)).toContain(
      'jvwire: a b',
    );
  },
);

test('a feed as RSS says when it last changed, and whose words its categories are', () => {
  expect(written('rss')).toContain('<lastBuildDate>Sat, 31 Oct 2026 10:00:00 GMT</lastBuildDate>');
  expect(written('rss')).toContain('<category domain="tag:jvwire,2026:venture">SAIC-GM</category>');
});

/** Whatever may stand in a text: any code unit, and what could end or begin markup. */
const anyText = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x20 }).map((unit) => String.fromCharCode(unit)) },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ']]>',
          '<![CDATA[',
          '\n',
          '&amp;',
          '&#0;',
          '<b>',
          '</entry>',
          '\u202e',
          '"',
          "'",
          'word',
        ),
      },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

/** As a reader must see it: what XML cannot hold and what steers a terminal is gone, white space is one space. */
const seen = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 does not allow, and other controls
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

test('no format of a feed has characters that steer a terminal', () => {
  const page = feedOf([{ ...article, title: 'BYD\u009b31m and\u001b[2J Toyota\u0007' }], findings);
  for (const format of FEED_FORMATS) {
    const text = renderFeed(page, format);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(text).toContain('BYD31m and[2J Toyota');
  }
});

test('any stored text gives a well-formed document that says the same', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, anyText, async (title, sentence, name) => {
      const told = {
        ...findings,
        authors: [name],
        evidence: [{ field: 'text' as const, sentence, start: 0, end: 1, rule: name }],
        ventures: findings.ventures.map((venture) => ({ ...venture, name, stake: sentence, amount: title })),
        companies: [{ companyId: 'saic', name, mentions: 1 }],
      };
      const page = feedOf([{ ...article, title, source: name, language: name }], told);
      for (const format of FEED_FORMATS) {
        const text = renderFeed(page, format);
        expect(broken(format, text)).toEqual([]);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\u007f-\u009f]/);
        const { items, warnings } = await readBack(text);
        expect(warnings).toEqual([]);
        expect(items).toHaveLength(1);
        if (format === 'jsonfeed')
          expect(JSON.parse(text)).toMatchObject({ items: [{ title: seen(title) || article.url }] });
      }
    }),
    { numRuns: 150 },
  );
});

test.skipIf(!hasProgram('xmllint'))('another reader of XML finds nothing wrong with it', () => {
  fc.assert(
    fc.property(anyText, anyText, (title, sentence) => {
      const told = {
        ...findings,
        authors: [title],
        evidence: [{ field: 'text' as const, sentence, start: 0, end: 1, rule: 'x' }],
      };
      for (const format of ['atom', 'rss'] as const) {
        const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '-'], {
          input: renderFeed(feedOf([{ ...article, title }], told), format),
          encoding: 'utf8',
        });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      }
    }),
    { numRuns: 20 },
  );
});

test('an article without authors or a date of its own is told by its source and by when it was seen', () => {
  const bare = { ...article, source: 'The news', publishedAt: null, publishedDay: null };
  expect(feedOf([bare], { ...findings, authors: [] }).entries[0]).toMatchObject({
    authors: ['The news'],
    html: expect.stringContaining(', seen 20') as string,
  });
});

const storiesOf = (asked: object, nextCursor: string | null = null) =>
  storyFeed({ stories: [story], nextCursor }, readWith(storyFilterSchema, asked), PLACE);

test('a page of stories leads to itself, to the first and the next one, and to where people read the same', () => {
  const { id, self, first, next, home } = storiesOf({ company: 'catl', limit: 20, cursor: 'YQ' }, 'bmV4dA');
  expect(id).toBe(storiesOf({ company: 'catl' }).id);
  expect(self('atom')).toBe('https://wire.example/feeds/stories.atom?company=catl&limit=20&cursor=YQ');
  expect(first('rss')).toBe('https://wire.example/feeds/stories.rss?company=catl&limit=20');
  expect(next?.('jsonfeed')).toBe(
    'https://wire.example/feeds/stories.json?company=catl&limit=20&cursor=bmV4dA',
  );
  // The page has tagged ones alone where nothing is said.
  expect(home).toBe('https://wire.example/stories?company=catl&all=true');
  expect(storiesOf({ tag: 'chinese-ev-jv' })).toMatchObject({
    home: 'https://wire.example/stories?tag=chinese-ev-jv',
    next: null,
  });
});

test('a story of which a publisher changed his report is updated, as the article itself is', () => {
  const changedAt = '2024-12-12T07:00:00.000Z';
  const sources = story.sources.map((source) => (source.articleId === 3 ? { ...source, changedAt } : source));
  const [entry] = storyFeed(
    { stories: [{ ...story, sources }], nextCursor: null },
    readWith(storyFilterSchema, {}),
    PLACE,
  ).entries;
  expect(entry).toMatchObject({
    publishedAt: '2024-12-10T10:30:00.000Z',
    updatedAt: changedAt,
    html: expect.stringContaining('changed, seen 2024-12-12') as string,
  });
});

test.each(FEED_FORMATS)('stories as %s keep every rule and tell their sources', async (format) => {
  const text = renderFeed(storiesOf({ company: 'catl' }), format);
  expect(broken(format, text)).toEqual([]);
  const { items, warnings } = await readBack(text);
  expect(warnings).toEqual([]);
  expect(items).toEqual([
    expect.objectContaining({
      guid: 'tag:jvwire,2026:story-s369dc0a27e86',
      url: 'https://wire.example/stories/s369dc0a27e86',
      title: story.headline,
      publishedAt: '2024-12-10T10:30:00.000Z',
      updatedAt: '2024-12-11T00:00:00.000Z',
    }),
  ]);
  const html = items[0]?.contentHtml ?? items[0]?.summary;
  expect(html).toContain('<a href="https://b.example/1">https://b.example/1</a> (a copy)');
  expect(html?.split('<p>CATL &amp; Stellantis signed.</p></blockquote>')).toHaveLength(2);
  expect(html).toContain('stake: 50:50 / 51% (the sources differ)');
});

test.each(FEED_FORMATS)(
  'ventures as %s keep every rule and tell who, what and in whose words',
  async (format) => {
    const filter = readWith(ventureFilterSchema, { new: 'true', company: 'gm,-byd', since: '30d' });
    const text = renderFeed(ventureFeed([venture], filter, PLACE), format);
    expect(broken(format, text)).toEqual([]);
    expect(text.replaceAll('&amp;', '&')).toContain(
      `https://wire.example/ventures?company=gm&company=-byd&since=30d&new=true`,
    );
    const { items, warnings } = await readBack(text);
    expect(warnings).toEqual([]);
    expect(items).toEqual([
      expect.objectContaining({
        guid: 'tag:jvwire,2026:venture-new%3Agm%2B%E4%B8%8A%E6%B1%BD',
        url: 'https://wire.example/ventures/new%3Agm%2B%E4%B8%8A%E6%B1%BD',
        title: venture.name,
        publishedAt: '2026-10-30T00:00:00.000Z',
        updatedAt: '2026-10-31T00:00:00.000Z',
      }),
    ]);
    const html = items[0]?.contentHtml ?? items[0]?.summary;
    expect(html).toContain('<p>GM (US) + 上汽 &amp; Co 50 %</p><p>signed, batteries</p>');
    expect(html).toContain('<p>SAIC &amp; GM said "50:50" &lt;again&gt;.</p></blockquote>');
    expect(html).toContain('made of what articles say');
  },
);

test('the venture that was first told of most recently comes first, however old the ledger has it', () => {
  const told = (id: string, firstDay: string | null) => ({ ...venture, id, firstDay });
  const all = [told('a', '2026-01-01'), told('b', null), told('d', '2026-03-01'), told('c', '2026-03-01')];
  expect(newestVentures(all).map(({ id }) => id)).toEqual(['c', 'd', 'a']);
  expect(newestVentures(Array.from({ length: 80 }, (_, n) => told(`v${n}`, '2026-01-01')))).toHaveLength(50);
});
