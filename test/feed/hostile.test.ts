/** What an attacker or a broken server may send: nothing may throw past DocumentError, take long or take much memory. */
import { expect, test } from 'vitest';
import { DocumentError } from '../../src/core/errors.ts';
import type { FeedDocument } from '../../src/core/model.ts';
import { parseFeed } from '../../src/feed/document/parse.ts';
import { parseOpml } from '../../src/feed/opml.ts';

const MAX_MS = 2000;
const MAX_BYTES = 300 * 1024 * 1024;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const rss = (items: string, before = ''): string =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`;
const item = (title: string, rest = ''): string =>
  `<item><title>${title}</title><link>https://e.example/${title}</link>${rest}</item>`;

/** A beginning, and words behind it for so many MB. */
function repeated(megabytes: number, beginning: string): Uint8Array {
  const bytes = new Uint8Array(megabytes * 1024 * 1024).fill(0x61);
  bytes.set(encode(beginning));
  return bytes;
}

/** `items`: how many must come out; null where only survival counts; `error` where DocumentError is right. */
const CASES: readonly {
  name: string;
  document: string | Uint8Array | (() => Uint8Array);
  items: number | null | 'error';
}[] = [
  {
    name: 'an entity bomb expands to nothing',
    document: rss(
      item('a', '<description>&e9;</description>'),
      `<!DOCTYPE rss [<!ENTITY e0 "${'x'.repeat(1000)}">${Array.from({ length: 9 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('')}]>`,
    ),
    items: 1,
  },
  {
    name: 'an external entity is not fetched',
    document: rss(
      item('a', '<description>&x;</description>'),
      '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hosts">]>',
    ),
    items: 1,
  },
  {
    name: '100,000 levels inside an item',
    document: rss(item('a') + item('b', '<b>'.repeat(100_000)) + item('c')),
    items: 3,
  },
  {
    name: '100,000 levels and their end tags',
    document: rss(item('a', '<b>'.repeat(1e5) + '</b>'.repeat(1e5)) + item('c')),
    items: 2,
  },
  { name: '100,000 levels before any item', document: `<rss>${'<a>'.repeat(100_000)}`, items: null },
  {
    name: 'a million elements',
    document: rss(item('a') + '<x/>'.repeat(1_000_000) + item('b')),
    items: null,
  },
  {
    name: 'a sitemap of 20 MB of entries',
    document: `<urlset>${'<url>'.repeat(4_000_000)}`,
    items: null,
  },
  {
    name: 'a sitemap of 20 MB of empty entries',
    document: `<urlset>${'<url/>'.repeat(3_300_000)}`,
    items: null,
  },
  {
    name: 'a sitemap whose last entry has a million elements',
    document: `<urlset>${'<url><loc>https://e.example/1</loc></url>'.repeat(50_000)}<url>${'<x/>'.repeat(1_000_000)}`,
    items: null,
  },
  {
    name: 'an item of 20 MB',
    document: rss(item('a', `<description>${'word '.repeat(4_000_000)}</description>`) + item('b')),
    items: 2,
  },
  ...[
    '<description>',
    '<descri',
    '</titl',
    '<x ',
    '<x a="',
    '<x a=',
    '<x a="b>',
    '<![CDATA[',
    '<!--',
    '<?pi ',
    '&',
  ].map((start) => ({
    name: `200 MB behind ${start}`,
    document: () => repeated(200, `<rss><channel>${item('a')}<item><title>b</title>${start}`),
    items: 2,
  })),
  {
    name: 'a 10 MB CDATA section of markup',
    document: rss(item('a', `<description><![CDATA[${'<p>x</p>'.repeat(1_250_000)}]]></description>`)),
    items: 1,
  },
  { name: 'NUL bytes between all characters of a title', document: rss(item('a\u0000b\u0000c')), items: 1 },
  { name: 'a file of NUL bytes', document: new Uint8Array(1_000_000), items: 'error' },
  {
    name: 'a truncated tail',
    document: rss(item('a') + item('b') + item('c', '<description>and then')).split('and then')[0] ?? '',
    items: 3,
  },
  {
    name: 'a tail cut inside CDATA',
    document: rss(item('a') + item('b', '<description><![CDATA[and then')).split('then')[0] ?? '',
    items: 2,
  },
  {
    name: 'a tail cut inside a tag',
    document: `${rss(item('a')).slice(0, -17)}<item><title>b</title><link hr`,
    items: 2,
  },
  {
    name: 'bytes that are not the charset they claim',
    document: new Uint8Array([
      ...encode('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>'),
      0xff,
      0xfe,
      0xe9,
      0x80,
      ...encode('</title></item></channel></rss>'),
    ]),
    items: 1,
  },
  {
    name: 'a page instead of a feed',
    document: '<!doctype html><html><head><title>Sign in</title></head><body><p>Hello</p></body></html>',
    items: 'error',
  },
  {
    name: 'a large page instead of a feed',
    document: `<html><body>${'<div class="x"><a href="/y">z</a></div>'.repeat(200_000)}</body></html>`,
    items: 'error',
  },
  { name: 'nothing at all', document: '', items: 'error' },
  {
    name: 'a page that holds a licence in RDF',
    document:
      '<html xmlns="http://www.w3.org/1999/xhtml"><body><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Work rdf:about=""/></rdf:RDF></body></html>',
    items: 'error',
  },
  {
    name: 'a drawing that holds RDF',
    document:
      '<svg><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Work/></rdf:RDF></metadata></svg>',
    items: 'error',
  },
  {
    name: 'an XML error message',
    document: '<?xml version="1.0"?><error><code>403</code></error>',
    items: 'error',
  },
  { name: 'words', document: 'The service is temporarily unavailable.', items: 'error' },
  {
    name: '300 KB of a<p in a description',
    document: rss(item('a', `<description><![CDATA[${'a<p'.repeat(100_000)}]]></description>`)),
    items: 1,
  },
  {
    name: '300 KB of a<p outside CDATA',
    document: rss(item('a', `<description>${'a<p'.repeat(100_000)}</description>`)),
    items: null,
  },
  { name: '300 KB of a<p alone', document: 'a<p'.repeat(100_000), items: 'error' },
  { name: '300 KB of unclosed titles', document: rss('<item><title>'.repeat(23_000)), items: 23_000 },
  { name: '300 KB of comment starts', document: '<!--'.repeat(75_000), items: 'error' },
  { name: '2 MB of doctype starts', document: '<!DOCTYPE a ['.repeat(150_000), items: 'error' },
  { name: '2 MB of CDATA starts', document: rss(item('a') + '<![CDATA['.repeat(220_000)), items: null },
  {
    name: '1 MB of ampersands',
    document: rss(item('a', `<description>${'&'.repeat(1_000_000)}</description>`)),
    items: 1,
  },
  {
    name: '2 MB of unknown entities',
    document: rss(item('a', `<description>${'&nosuch;'.repeat(250_000)}</description>`)),
    items: 1,
  },
  {
    name: '2 MB of character references out of range',
    document: rss(item('a', `<description>${'&#x110000;'.repeat(200_000)}</description>`)),
    items: 1,
  },
  {
    name: '100,000 attributes',
    document: rss(
      `<item ${Array.from({ length: 100_000 }, (_, n) => `a${n}="b"`).join(' ')}><title>a</title></item>`,
    ),
    items: 1,
  },
  {
    name: '100,000 namespaces',
    document: `<rss version="2.0" ${Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="urn:b"`).join(' ')}><channel>${item('a')}</channel></rss>`,
    items: 1,
  },
  {
    name: '100,000 different element names',
    document: rss(
      `<item><title>a</title>${Array.from({ length: 100_000 }, (_, n) => `<a${n}/>`).join('')}</item>`,
    ),
    items: 1,
  },
  {
    name: 'names from the object prototype',
    document: rss(
      '<item><__proto__>x</__proto__><constructor>y</constructor><title>a</title><toString/></item>',
    ),
    items: 1,
  },
  {
    name: 'a title of 5 MB of <',
    document: rss(`${item('a')}<item><title><![CDATA[${'<'.repeat(5_000_000)}]]></title></item>`),
    items: 2,
  },
  {
    name: 'an author of 2 MB',
    document: rss(item('a', `<author>${'a'.repeat(1_000_000)}@${'b'.repeat(1_000_000)} (</author>`)),
    items: 1,
  },
  {
    name: 'a date of 2 MB',
    document: rss(item('a', `<pubDate>${'1 '.repeat(1_000_000)}</pubDate>`)),
    items: 1,
  },
  {
    name: 'a link of 2 MB',
    document: rss(`<item><title>a</title><link>https://e.example/${'a'.repeat(2_000_000)}</link></item>`),
    items: 1,
  },
  { name: 'deeply nested JSON', document: `{"items":[${'['.repeat(200_000)}`, items: 'error' },
  {
    name: 'JSON cut in the middle',
    document:
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","url":"https://e.example/1"},{"id":"2","url":"https://e',
    items: 1,
  },
  { name: 'JSON that is no feed', document: '{"error":"not found"}', items: 'error' },
  { name: '2 MB of open JSON strings', document: `{"items":[${'{"a":"'.repeat(350_000)}`, items: 'error' },
];

test.for(CASES)('survives $name', { timeout: 10_000 }, async ({ document, items }) => {
  const bytes =
    typeof document === 'function' ? document() : typeof document === 'string' ? encode(document) : document;
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const result: FeedDocument | DocumentError = await parseFeed(bytes, {
    url: 'https://e.example/feed',
  }).catch((error: unknown) => {
    if (error instanceof DocumentError) return error;
    throw error;
  });
  // The time of this process, not of the clock: a busy machine is nobody's fault.
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1000).toBeLessThan(MAX_MS);
  expect(process.memoryUsage().rss - before).toBeLessThan(MAX_BYTES);
  if (items === 'error') expect(result).toBeInstanceOf(DocumentError);
  else if (items !== null) {
    expect(result).not.toBeInstanceOf(DocumentError);
    if (!(result instanceof DocumentError)) expect(result.items).toHaveLength(items);
  }
});

test.for([
  ['100,000 nested outlines', `<opml><body>${'<outline text="a">'.repeat(100_000)}`],
  [
    'an entity bomb',
    '<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body><outline xmlUrl="&b;"/></body></opml>',
  ],
  ['60,000 outlines', `<opml><body>${'<outline xmlUrl="https://e.example/"/>'.repeat(60_000)}</body></opml>`],
  ['300 KB of a<p', `<opml>${'a<p'.repeat(100_000)}`],
  ['a page', '<html><body>no</body></html>'],
] as const)('OPML: survives %s', ([, text]) => {
  const start = performance.now();
  try {
    expect(parseOpml(text).feeds.length).toBeLessThan(2);
  } catch (error) {
    expect(error).toBeInstanceOf(DocumentError);
  }
  expect(performance.now() - start).toBeLessThan(MAX_MS);
});
