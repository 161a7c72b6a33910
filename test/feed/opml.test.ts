/** OPML in and out. */
import { expect, test } from 'vitest';
import { MAX_REQUEST_BYTES } from '../../src/control/protocol.ts';
import { MAX_LISTED_FEEDS } from '../../src/core/model.ts';
import { OPERATION_ARGUMENTS } from '../../src/core/operations.ts';
import { generateOpml, type OpmlFeed, parseOpml } from '../../src/feed/opml.ts';

const feed = (url: string, rest: Partial<OpmlFeed> = {}): OpmlFeed => ({
  url,
  title: null,
  site: null,
  folder: null,
  ...rest,
});

test.for([
  [
    'a flat list',
    '<opml version="2.0"><body><outline type="rss" text="A &amp; B" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></body></opml>',
    [feed('https://a.example/feed', { title: 'A & B', site: 'https://a.example/' })],
  ],
  [
    'folders in folders',
    '<opml><body><outline text="Cars"><outline title="EV"><outline xmlUrl="https://a.example/f" title="A"/></outline></outline></body></opml>',
    [feed('https://a.example/f', { title: 'A', folder: 'Cars/EV' })],
  ],
  [
    'capitals and feed schemes',
    '<OPML><BODY><OUTLINE TEXT="A" XMLURL="feed://a.example/f"/><outline text="B" xmlUrl="feed:https://b.example/f"/></BODY></OPML>',
    [feed('http://a.example/f', { title: 'A' }), feed('https://b.example/f', { title: 'B' })],
  ],
  [
    'the address under another name',
    '<opml><body><outline type="rss" text="A" url="https://a.example/f"/><outline type="link" text="B" url="https://b.example/"/></body></opml>',
    [feed('https://a.example/f', { title: 'A' })],
  ],
  [
    'bare ampersands',
    '<opml><body><outline text="A & B" xmlUrl="https://a.example/f?a=1&b=2"/></body></opml>',
    [feed('https://a.example/f?a=1&b=2', { title: 'A & B' })],
  ],
  ['an empty body', '<opml version="2.0"><head/><body/></opml>', []],
] as const)('reads %s', ([, text, feeds]) => {
  expect(parseOpml(text).feeds).toEqual(feeds);
});

test('what is left out is told', () => {
  const addresses = [
    'https://a.example/f',
    'https://a.example/f#rss',
    'javascript:x',
    'ftp://x/y',
    'nonsense',
    'https://user:secret@a.example/g',
    `https://a.example/${'a'.repeat(3000)}`,
  ];
  const { feeds, invalid, warnings } = parseOpml(
    `<opml><body>${addresses.map((url) => `<outline xmlUrl="${url}"/>`).join('')}</body></opml>`,
  );
  expect(feeds).toEqual([feed('https://a.example/f')]);
  expect(invalid).toBe(5);
  expect(warnings).toEqual([
    'listed twice: https://a.example/f',
    'left out: "javascript:x" is not an http or https address',
    'left out: "ftp://x/y" is not an http or https address',
    'left out: "nonsense" is not an http or https address',
    expect.stringMatching(/^left out: https:\/\/a\.example\/g was given with a user or password/),
    expect.stringMatching(/^left out: "https:\/\/a\.example\/a+\.\.\." is 3018 characters long/),
  ]);
});

test('what is no OPML throws', () => {
  expect(() => parseOpml('<rss/>')).toThrow('no <opml>');
});

test('what is written can be read again, folders and odd characters included', () => {
  const feeds = [
    feed('https://b.example/f?a=1&b=2', {
      title: '盖世 "Auto" <EV> & more',
      site: 'https://b.example/',
      folder: 'CN/Trade',
    }),
    feed('https://c.example/f', { title: 'C', folder: 'DE' }),
    feed('https://a.example/f', { title: 'A' }),
  ];
  expect(parseOpml(generateOpml(feeds))).toEqual({ feeds, invalid: 0, warnings: [] });
});

test('an empty list is still a document', () => {
  expect(parseOpml(generateOpml([])).feeds).toEqual([]);
});

test('as many feeds as a list may have are taken from it at once, and are one request to a daemon', () => {
  const feeds = (count: number) => ({
    feeds: Array.from({ length: count }, (_, at) => ({ url: `https://a.example/${at}`, name: null })),
  });
  const taken = OPERATION_ARGUMENTS['feeds.import'];
  expect(taken.safeParse(feeds(MAX_LISTED_FEEDS)).success).toBe(true);
  expect(taken.safeParse(feeds(MAX_LISTED_FEEDS + 1)).success).toBe(false);
  const list = (count: number) => `<opml><body>${'<outline text="A"/>'.repeat(count)}</body></opml>`;
  // The elements around them count, too.
  expect(parseOpml(list(MAX_LISTED_FEEDS - 2)).feeds).toEqual([]);
  expect(() => parseOpml(list(MAX_LISTED_FEEDS + 1))).toThrow('outlines');
  // Room for addresses and names of a kilobyte.
  expect(MAX_REQUEST_BYTES / MAX_LISTED_FEEDS).toBeGreaterThan(1_024);
});

test('a folder of tens of thousands of feeds is written in one go', () => {
  const feeds = Array.from({ length: 40_000 }, (_, at) => ({
    url: `https://wire.example/${at}`,
    title: null,
    site: null,
    folder: 'all',
  }));
  const started = performance.now();
  expect(parseOpml(generateOpml(feeds)).feeds).toHaveLength(40_000);
  expect(performance.now() - started).toBeLessThan(10_000);
});
