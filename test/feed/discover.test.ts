/** The feeds of a site, from a page of it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FeedCandidate } from '../../src/core/model.ts';
import { feedCandidates } from '../../src/feed/discover.ts';

const PAGE = 'https://www.news.example/cars/';
const link = (href: string, rest = 'type="application/rss+xml"'): string =>
  `<link rel="alternate" ${rest} href="${href}">`;
const found = (html: string, page = PAGE): FeedCandidate[] =>
  feedCandidates(html, page).filter(({ source }) => source !== 'guessed');

test.for<{ name: string; html: string; urls: string[] }>([
  { name: 'a declared feed', html: link('/feed.xml'), urls: ['https://www.news.example/feed.xml'] },
  {
    name: 'attributes in any order, quotes of any kind or none',
    html: "<LINK HREF='a.rss' TYPE='application/atom+xml' REL='Alternate'><link type=application/feed+json rel=alternate href=/b.json>",
    urls: ['https://www.news.example/cars/a.rss', 'https://www.news.example/b.json'],
  },
  {
    name: 'the base of the page counts, once',
    html: `<base href="https://cdn.news.example/x/"><base href="/y/">${link('feed')}`,
    urls: ['https://cdn.news.example/x/feed'],
  },
  {
    name: 'entities in addresses are resolved, fragments go',
    html: link('/feed?a=1&amp;b=2#top'),
    urls: ['https://www.news.example/feed?a=1&b=2'],
  },
  {
    name: 'comments and feeds of parts come after the whole',
    html: `${link('/comments/feed')}${link('/tag/ev/feed')}${link('/all/feed')}`,
    urls: [
      'https://www.news.example/all/feed',
      'https://www.news.example/comments/feed',
      'https://www.news.example/tag/ev/feed',
    ],
  },
  {
    name: 'links come after what is declared, by how much they look like feeds',
    html: `<a href="/service/abo">RSS-Feeds</a><a href="/rss/all.xml">All news</a>${link('/feed')}`,
    urls: [
      'https://www.news.example/feed',
      'https://www.news.example/rss/all.xml',
      'https://www.news.example/service/abo',
    ],
  },
  {
    name: 'the feed of another site comes after the own one',
    html: '<a href="https://blog.other.example/feed">Feed</a><a href="/feed">Feed</a>',
    urls: ['https://www.news.example/feed', 'https://blog.other.example/feed'],
  },
  { name: 'Chinese labels', html: '<a href="/dingyue">订阅</a>', urls: ['https://www.news.example/dingyue'] },
  {
    name: 'the feed: scheme',
    html: '<a href="feed:https://www.news.example/x">x</a><a href="feed://https://www.news.example/y">y</a>',
    urls: ['https://www.news.example/x', 'https://www.news.example/y'],
  },
  {
    name: 'addresses in text and scripts',
    html: '<p>Our feed: https://www.news.example/rss/all.</p><script>{"u":"https:\\/\\/www.news.example\\/atom.xml"}</script>',
    urls: ['https://www.news.example/atom.xml', 'https://www.news.example/rss/all'],
  },
  {
    name: 'alternates that are no feeds',
    html: '<link rel="alternate" hreflang="de" href="/de/"><link rel="alternate" type="application/json+oembed" href="/wp-json/oembed?url=feed"><link rel="stylesheet" href="/feed.css">',
    urls: [],
  },
  { name: 'what is commented out is not declared', html: `<!-- ${link('/old')} -->`, urls: [] },
  {
    name: 'pictures and share buttons',
    html: '<a href="/img/rss.png">RSS</a><a href="https://feedly.com/i/subscription/x">feed</a>',
    urls: [],
  },
  { name: 'scripts as addresses', html: '<a href="javascript:rss()">RSS</a>', urls: [] },
])('$name', ({ html, urls }) => {
  expect(found(html).map(({ url }) => url)).toEqual(urls);
});

test('a page that tells nothing leaves the usual places, the most usual first', () => {
  const guesses = feedCandidates('<html></html>', 'https://news.example/');
  expect(guesses[0]).toEqual({ url: 'https://news.example/feed', title: null, source: 'guessed' });
  expect(guesses.length).toBeGreaterThan(10);
  expect(feedCandidates('', 'https://news.example/cars/')[0]?.url).toBe('https://news.example/cars/feed');
});

test('candidates carry their titles, and an address found twice its best source', () => {
  const html = `<a href="/feed"><b>RSS &amp; Atom</b></a>${link('/feed', 'type="application/rss+xml" title="News"')}`;
  expect(found(html)).toEqual([{ url: 'https://www.news.example/feed', title: 'News', source: 'declared' }]);
});

test.for([
  { name: 'unclosed comments', html: '<!-- '.repeat(300_000) },
  { name: 'unclosed scripts', html: '<script '.repeat(300_000) },
  { name: 'unclosed anchors', html: '<a href=feed'.repeat(200_000) },
  { name: 'attributes without end', html: `<a ${'a='.repeat(1_000_000)}` },
  { name: 'quotes without end', html: `<link ${'x="'.repeat(700_000)}` },
  { name: 'addresses without end', html: 'https://'.repeat(300_000) },
  { name: 'escaped addresses without end', html: `https://a${'\\/'.repeat(1_000_000)}` },
  { name: 'a hundred thousand feeds', html: link('/feed').repeat(40_000) },
])('$name cost little', ({ html }) => {
  const start = performance.now();
  expect(feedCandidates(html, PAGE).length).toBeLessThanOrEqual(40);
  expect(performance.now() - start).toBeLessThan(2000);
});

test('whatever the page holds, candidates are distinct http(s) addresses', () => {
  const piece = fc.constantFrom(
    '<a href="',
    '<link rel=alternate type=application/rss+xml href=',
    '/feed',
    '">',
    '>',
    'rss',
    '<!--',
    '-->',
    '&amp;',
    ' ',
    'http://x.example/',
    '<base href=',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      const urls = feedCandidates(pieces.join(''), PAGE).map(({ url }) => url);
      expect(new Set(urls).size).toBe(urls.length);
      expect(urls.every((url) => /^https?:\/\//.test(url))).toBe(true);
    }),
  );
});

test('an address that is none has no feeds', () => {
  expect(feedCandidates(link('/feed'), 'not an address')).toEqual([]);
});
