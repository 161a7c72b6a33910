/** Reads small documents of every format, each with one oddity that real publishers have. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { FeedDocument, FeedItem } from '../../src/core/model.ts';
import { parseFeed } from '../../src/feed/document/parse.ts';

const parse = (document: string, url = 'https://feeds.example.com/news.xml'): Promise<FeedDocument> =>
  parseFeed(new TextEncoder().encode(document), { url });
const rss = (item: string, channel = '<link>https://www.example.com/</link>'): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title>${channel}<item>${item}</item></channel></rss>`;
const atom = (entry: string, feed = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>${feed}<entry>${entry}</entry></feed>`;

const ITEMS: readonly { name: string; document: string; item: Partial<FeedItem> }[] = [
  {
    name: 'CDATA sections that somebody escaped',
    document: rss(
      '<title>&lt;![CDATA[BYD &amp;amp; Toyota]]&gt;</title><link>&lt;![CDATA[https://www.example.com/a]]&gt;</link><description>&lt;![CDATA[ &lt;p&gt;Short&lt;/p&gt; ]]&gt;</description>',
    ),
    item: { url: 'https://www.example.com/a', title: 'BYD & Toyota', summary: '<p>Short</p>' },
  },
  {
    name: 'a CDATA section in another',
    document: rss('<title><![CDATA[<![CDATA[BYD]]>]]></title>'),
    item: { title: 'BYD' },
  },
  {
    name: 'accents written apart and soft hyphens',
    document: rss(`<title>${'Liên doanh xe điện'.normalize('NFD')} ven&#173;ture</title>`),
    item: { title: 'Liên doanh xe điện venture' },
  },
  {
    name: 'a link that was copied with marks that show nothing',
    document: rss('<link>\u200bhttps://www.example.com/a\u200e</link>'),
    item: { url: 'https://www.example.com/a' },
  },
  {
    name: 'entities that were escaped once more than needed',
    document: rss(
      '<title><![CDATA[AT&amp;amp;T: &amp;quot;no&amp;quot; &amp;#8211; BYD&amp;#8217;s]]></title>',
    ),
    item: { title: 'AT&T: "no" – BYD’s' },
  },
  {
    name: 'several mail addresses with their names in one element',
    document: rss(
      '<author>a@example.com (Ana Ruiz), t@example.com (Tom Meyer); Li Wei &lt;l@example.com&gt;</author>',
    ),
    item: { authors: ['Ana Ruiz', 'Tom Meyer', 'Li Wei'] },
  },
  {
    name: 'a category whose label is empty',
    document: atom('<category term="EV" label=""/>'),
    item: { categories: ['EV'] },
  },
  {
    name: 'what stands in a group of media, of which captions are no summary',
    document: rss(
      '<media:group><media:content url="a.mp4"><media:description>Photo: AP</media:description></media:content><media:title>BYD</media:title><media:description>A plant</media:description></media:group>',
    ),
    item: { title: 'BYD', summary: 'A plant' },
  },
  {
    name: 'a title of two lines whose markup nobody escaped',
    document: rss('<title>BYD &amp;amp; <b>Toyota</b><br/>found a venture</title>'),
    item: { title: 'BYD & Toyota found a venture' },
  },
  {
    name: 'a link to nowhere beside a permanent id',
    document: rss('<link>#</link><guid>https://www.example.com/a</guid>'),
    item: { url: 'https://www.example.com/a' },
  },
  {
    name: 'a link without its scheme',
    document: rss('<link>example.com/2025/a</link>'),
    item: { url: 'https://example.com/2025/a' },
  },
  {
    name: 'an RSS item with all its fields',
    document: rss(
      '<title>BYD &amp; Toyota</title><link>https://www.example.com/a</link><guid isPermaLink="false">x-1</guid><pubDate>Mon, 06 Jan 2025 10:00:00 +0800</pubDate><dc:creator>Li Wei</dc:creator><description>&lt;p&gt;Short&lt;/p&gt;</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded><category>EV</category><category>JV</category><category>EV</category>',
    ),
    item: {
      guid: 'x-1',
      url: 'https://www.example.com/a',
      title: 'BYD & Toyota',
      authors: ['Li Wei'],
      publishedAt: '2025-01-06T02:00:00.000Z',
      updatedAt: null,
      summary: '<p>Short</p>',
      contentHtml: '<p>Long</p>',
      categories: ['EV', 'JV'],
    },
  },
  {
    name: 'an item that has nothing',
    document: rss(''),
    item: {
      guid: null,
      url: null,
      title: null,
      authors: [],
      publishedAt: null,
      summary: null,
      contentHtml: null,
    },
  },
  {
    name: 'a permanent guid as the link',
    document: rss('<guid>https://www.example.com/a</guid>'),
    item: { url: 'https://www.example.com/a' },
  },
  {
    name: 'a guid that is no permanent link',
    document: rss('<guid isPermaLink="false">https://www.example.com/a</guid>'),
    item: { url: null, guid: 'https://www.example.com/a' },
  },
  {
    name: 'a guid that is a number',
    document: rss('<guid>12345</guid>'),
    item: { url: null, guid: '12345' },
  },
  { name: 'an empty guid', document: rss('<guid></guid><title>a</title>'), item: { guid: null } },
  {
    name: 'a guid with blanks around it',
    document: rss('<guid>\n  tag:x,2025:1\n</guid>'),
    item: { guid: 'tag:x,2025:1' },
  },
  {
    name: 'an enclosure beside no link',
    document: rss('<enclosure url="https://cdn.example.com/a.mp3" type="audio/mpeg"/>'),
    item: { url: null },
  },
  {
    name: 'the address behind a FeedBurner redirect when there is no link',
    document: rss('<feedburner:origLink>https://www.example.com/a</feedburner:origLink>'),
    item: { url: 'https://www.example.com/a' },
  },
  {
    name: 'a link relative to the site',
    document: rss('<link>/a?b=1&amp;c=2</link>'),
    item: { url: 'https://www.example.com/a?b=1&c=2' },
  },
  {
    name: 'a link relative to the feed',
    document: rss('<link>/a</link>', ''),
    item: { url: 'https://feeds.example.com/a' },
  },
  {
    name: 'a link escaped twice',
    document: rss('<link><![CDATA[https://www.example.com/a?b=1&amp;c=2]]></link>'),
    item: { url: 'https://www.example.com/a?b=1&c=2' },
  },
  {
    name: 'a link without its scheme',
    document: rss('<link>www.example.com/a</link>'),
    item: { url: 'https://www.example.com/a' },
  },
  { name: 'a link that is a script', document: rss('<link>javascript:alert(1)</link>'), item: { url: null } },
  {
    name: 'an Atom link in an RSS item',
    document: rss('<atom:link rel="alternate" href="https://www.example.com/a"/>'),
    item: { url: 'https://www.example.com/a' },
  },
  {
    name: 'HTML in a title',
    document: rss('<title>&lt;b&gt;BYD&lt;/b&gt;&amp;#8217;s plant&lt;br/&gt;opens</title>'),
    item: { title: 'BYD’s plant opens' },
  },
  {
    name: 'angle brackets that are no markup in a title',
    document: rss('<title>profit &lt; 5% and the &lt;vector&gt; header</title>'),
    item: { title: 'profit < 5% and the <vector> header' },
  },
  {
    name: 'a title over several lines',
    document: rss('<title>\n  one\n  two\u00a0three </title>'),
    item: { title: 'one two three' },
  },
  {
    name: "the title of the media beside the item's own",
    document: rss('<media:title>m</media:title><title>own</title>'),
    item: { title: 'own' },
  },
  {
    name: 'only the title of the media',
    document: rss('<title/><media:title>m</media:title>'),
    item: { title: 'm' },
  },
  {
    name: 'an author as mail and name',
    document: rss('<author>li@example.com (Li Wei)</author>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'an author as name and mail',
    document: rss('<author>Li Wei &lt;li@example.com&gt;</author>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'an author as mail only',
    document: rss('<author>li@example.com</author>'),
    item: { authors: ['li@example.com'] },
  },
  {
    name: 'several authors, one of them twice',
    document: rss('<dc:creator>Li Wei</dc:creator><dc:creator>Jo Ann</dc:creator><author>LI WEI</author>'),
    item: { authors: ['Li Wei', 'Jo Ann'] },
  },
  {
    name: 'an author in the Atom way',
    document: rss('<atom:author><atom:name>Li Wei</atom:name></atom:author>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'an author who is only an address on the web',
    document: atom('<author><uri>https://e.example/li</uri></author>'),
    item: { authors: [] },
  },
  {
    name: 'character references left over from windows-1252',
    document: rss('<title>&#147;BYD&#148; &#150; x</title>'),
    item: { title: '“BYD” – x' },
  },
  {
    name: 'RSS 1.1',
    document:
      '<Channel xmlns="http://purl.org/net/rss1.1#"><title>T</title><items><item><title>a</title><link>https://e.example/1</link></item></items></Channel>',
    item: { title: 'a', url: 'https://e.example/1' },
  },
  {
    name: 'an item that lost its feed',
    document: '<item><title>a</title><link>https://e.example/1</link></item>',
    item: { title: 'a', url: 'https://e.example/1' },
  },
  {
    name: 'the author of a podcast',
    document: rss('<itunes:author>Li Wei</itunes:author>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'a bad date beside a good one',
    document: rss('<pubDate>soon</pubDate><dc:date>2025-01-06T10:00:00Z</dc:date>'),
    item: { publishedAt: '2025-01-06T10:00:00.000Z' },
  },
  {
    name: 'a bad date alone',
    document: rss('<title>a</title><pubDate>soon</pubDate>'),
    item: { title: 'a', publishedAt: null },
  },
  {
    name: 'a date without a zone in a Korean feed',
    document: rss('<pubDate>2025-01-06 10:00:00</pubDate>', '<language>ko</language>'),
    item: { publishedAt: '2025-01-06T01:00:00.000Z' },
  },
  {
    name: 'a date with a zone in a Chinese feed',
    document: rss('<pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate>', '<language>zh-cn</language>'),
    item: { publishedAt: '2025-01-06T10:00:00.000Z' },
  },
  {
    name: 'a date without a zone elsewhere',
    document: rss('<pubDate>2025-01-06 10:00:00</pubDate>', '<language>en</language>'),
    item: { publishedAt: '2025-01-06T10:00:00.000Z' },
  },
  {
    name: 'tags in capitals',
    document:
      '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>a</TITLE><LINK>https://e.example/a</LINK></ITEM></CHANNEL></RSS>',
    item: { title: 'a', url: 'https://e.example/a' },
  },
  {
    name: 'RSS without a version',
    document: '<rss><channel><item><title>a</title></item></channel></rss>',
    item: { title: 'a' },
  },
  {
    name: 'RSS 0.91 with its doctype',
    document:
      '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><item><title>a</title></item></channel></rss>',
    item: { title: 'a' },
  },
  {
    name: 'unusual prefixes',
    document:
      '<rss version="2.0" xmlns:x="http://purl.org/dc/elements/1.1/" xmlns:y="http://purl.org/rss/1.0/modules/content/"><channel><item><x:creator>Li Wei</x:creator><y:encoded>&lt;p&gt;b&lt;/p&gt;</y:encoded></item></channel></rss>',
    item: { authors: ['Li Wei'], contentHtml: '<p>b</p>' },
  },
  {
    name: 'undeclared prefixes',
    document: '<rss version="2.0"><channel><item><dc:creator>Li Wei</dc:creator></item></channel></rss>',
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'a default namespace on one element',
    document: rss('<creator xmlns="http://purl.org/dc/elements/1.1/">Li Wei</creator>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'an item outside the channel',
    document: '<rss version="2.0"><channel><title>T</title></channel><item><title>a</title></item></rss>',
    item: { title: 'a' },
  },
  {
    name: 'a bare ampersand',
    document: rss('<title>A & B &nosuch; C&nbsp;D</title><link>https://e.example/?a=1&b=2</link>'),
    item: { title: 'A & B &nosuch; C D', url: 'https://e.example/?a=1&b=2' },
  },
  { name: 'control characters', document: rss('<title>a\u0001b&#2;c</title>'), item: { title: 'abc' } },
  {
    name: 'a tag that is never closed',
    document: rss('<title>a</title><description><p>x<br>y</description><link>https://e.example/a</link>'),
    item: { title: 'a' },
  },
  {
    name: 'an attribute without quotes',
    document: rss('<title>a</title><guid isPermaLink=false>g</guid>'),
    item: { title: 'a', guid: 'g', url: null },
  },
  {
    name: 'junk before the declaration',
    document: `\n <br />Warning: x in <b>y</b>\n${rss('<title>a</title>')}`,
    item: { title: 'a' },
  },
  {
    name: 'junk after the end',
    document: `${rss('<title>a</title>')}<script>x</script> done`,
    item: { title: 'a' },
  },
  {
    name: 'an Atom entry with all its fields',
    document: atom(
      '<id>tag:e,2025:1</id><title type="html">A &amp;amp; &lt;i&gt;B&lt;/i&gt;</title><link rel="self" href="https://e.example/1.atom"/><link rel="enclosure" href="https://e.example/1.mp3"/><link rel="alternate" type="text/html" href="https://e.example/1"/><published>2025-01-06T10:00:00+01:00</published><updated>2025-01-07T10:00:00Z</updated><author><name>Li Wei</name><email>li@e.example</email></author><author><name>Jo Ann</name></author><category term="ev" label="Electric"/><summary>s</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three<br/></div></content>',
    ),
    item: {
      guid: 'tag:e,2025:1',
      url: 'https://e.example/1',
      title: 'A & B',
      authors: ['Li Wei', 'Jo Ann'],
      publishedAt: '2025-01-06T09:00:00.000Z',
      updatedAt: '2025-01-07T10:00:00.000Z',
      summary: 's',
      contentHtml: '<div>one <b>two</b> three<br></div>',
      categories: ['Electric'],
    },
  },
  {
    name: 'an XHTML title',
    document: atom(
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three</div></title>',
    ),
    item: { title: 'one two three' },
  },
  {
    name: 'a text title in Atom as written',
    document: atom('<title type="text">use &lt;b&gt; for bold</title>'),
    item: { title: 'use <b> for bold' },
  },
  {
    name: 'a bad Atom date',
    document: atom('<title>a</title><updated>yesterday</updated>'),
    item: { title: 'a', updatedAt: null },
  },
  {
    name: 'the author of the whole Atom feed',
    document: atom('<title>a</title>', '<author><name>Li Wei</name></author>'),
    item: { authors: ['Li Wei'] },
  },
  {
    name: 'an Atom id that is the only address',
    document: atom('<id>https://e.example/1</id>'),
    item: { url: 'https://e.example/1' },
  },
  {
    name: 'xml:base on the entry below xml:base on the feed',
    document:
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://e.example/a/"><entry xml:base="b/"><id>c</id><link href="d"/></entry></feed>',
    item: { url: 'https://e.example/a/b/d', guid: 'https://e.example/a/b/c' },
  },
  {
    name: 'an Atom link without attributes',
    document: atom('<title>a</title><link>https://e.example/1</link>'),
    item: { title: 'a', url: 'https://e.example/1' },
  },
  {
    name: 'Atom with a prefix on everything',
    document:
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>x</a:title><a:link href="https://e.example/1"/></a:entry></a:feed>',
    item: { title: 'x', url: 'https://e.example/1' },
  },
  {
    name: 'Atom 0.3',
    document:
      '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">a &amp;amp; b</title><issued>2003-12-31T10:14:55Z</issued><modified>2004-01-01T10:14:55Z</modified></entry></feed>',
    item: { title: 'a & b', publishedAt: '2003-12-31T10:14:55.000Z', updatedAt: '2004-01-01T10:14:55.000Z' },
  },
  {
    name: 'an RDF item',
    document:
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://e.example/"><title>T</title></channel><item rdf:about="https://e.example/1"><title>a</title><link>https://e.example/1</link><dc:date>2025-01-06T10:00:00+09:00</dc:date></item></rdf:RDF>',
    item: {
      guid: 'https://e.example/1',
      url: 'https://e.example/1',
      publishedAt: '2025-01-06T01:00:00.000Z',
    },
  },
  {
    name: 'a JSON Feed item',
    document:
      '{"version":"https://jsonfeed.org/version/1.1","authors":[{"name":"Li Wei"}],"items":[{"id":7,"url":"/1","title":"A &amp; B","content_html":"<p>x</p>","date_published":"2025-01-06T10:00:00+08:00","tags":["ev",3]}]}',
    item: {
      guid: '7',
      url: 'https://feeds.example.com/1',
      title: 'A & B',
      authors: ['Li Wei'],
      contentHtml: '<p>x</p>',
      publishedAt: '2025-01-06T02:00:00.000Z',
      categories: ['ev'],
    },
  },
  {
    name: 'a JSON Feed item known by its id, with its text',
    document: '{"items":[{"id":"https://e.example/1","content_text":"a text"}]}',
    item: { guid: 'https://e.example/1', url: 'https://e.example/1', summary: 'a text' },
  },
  {
    name: 'a JSON Feed item that speaks of a page elsewhere',
    document: '{"items":[{"id":"1","external_url":"https://other.example/1"}]}',
    item: { guid: '1', url: 'https://other.example/1' },
  },
  {
    name: 'a JSON Feed item with fields of the wrong type',
    document: '{"items":[{"id":"1","url":5,"title":{},"authors":"x","tags":"y","date_published":[]}]}',
    item: { guid: '1', url: null, title: null, authors: [], categories: [] },
  },
  {
    name: 'a Google News sitemap',
    document:
      '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.example/1</loc><lastmod>2025-01-07</lastmod><n:news><n:publication><n:name>E</n:name><n:language>en</n:language></n:publication><n:publication_date>2025-01-06T10:00:00Z</n:publication_date><n:title>A &amp; B</n:title><n:keywords>ev, jv</n:keywords></n:news></url></urlset>',
    item: {
      guid: 'https://e.example/1',
      url: 'https://e.example/1',
      title: 'A & B',
      publishedAt: '2025-01-06T10:00:00.000Z',
      categories: ['ev', 'jv'],
    },
  },
];

test.for(ITEMS)('reads $name', async ({ document, item }) => {
  const { items } = await parse(document);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject(item);
});

test.for([
  [
    'rss',
    rss('<title>a</title>', '<language>zh_cn</language><ttl>30</ttl>'),
    { title: 'T', language: 'zh-CN', ttlMinutes: 30 },
  ],
  [
    'rss',
    '<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>T</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency></channel></rss>',
    { ttlMinutes: 30, items: [] },
  ],
  [
    'rss',
    rss('', '<language>no such language</language><ttl>-5</ttl>'),
    { language: null, ttlMinutes: null },
  ],
  [
    'atom',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">A &amp;amp; B</title></feed>',
    { title: 'A & B', language: 'de' },
  ],
  ['json', '{"title":"T","language":"fr","items":[]}', { title: 'T', language: 'fr' }],
  [
    'sitemap',
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://e.example/s.xml</loc></sitemap></sitemapindex>',
    { items: [] },
  ],
] as const)('reads what a %s feed says of itself: %s', async ([format, document, expected]) => {
  expect(await parse(document)).toMatchObject({ format, ...expected });
});

test('a feed behind an HTML doctype is still a feed', async () => {
  expect((await parse(`<!DOCTYPE html>${atom('<title>a</title>')}`)).items).toHaveLength(1);
});

test('a doctype whose brackets end on a line before its own end hides nothing of the feed', async () => {
  const doctype = '<!DOCTYPE rss [\n<!ENTITY nbsp "&#160;">\n]\n>\n';
  const title = '<title><![CDATA[BYD]]></title><link>https://www.example.com/a</link>';
  const document = await parse(rss(title).replace('<rss', `${doctype}<rss`));
  expect(document).toMatchObject({ title: 'T', items: [{ title: 'BYD' }], warnings: [] });
});

test('one item that breaks the XML costs no other item', async () => {
  const good = '<item><title>good</title><link>https://e.example/g</link></item>';
  const bad =
    '<item><title>bad</titel><link>https://e.example/b</link><description></b></i></description></item>';
  const { items, warnings } = await parse(`<rss version="2.0"><channel>${good}${bad}${good}</channel></rss>`);
  expect(items.map((item) => item.title)).toEqual(['good', expect.stringContaining('bad'), 'good']);
  expect(warnings.join()).toContain('rss-parser');
});

test.each([
  ['RSS', rss('<title>a</title>'), -30],
  ['RSS within an item', rss('<title>a</title><link>https://e.example/a</link>'), -45],
  ['Atom', atom('<title>a</title><feedburner:origLink>https://e.example/a</feedburner:origLink>'), -7],
  ['JSON', '{"title":"T","items":[{"id":"1","title":"a"},{"id":"2","title":"b"}]}', -5],
  ['JSON between items', '{"title":"T","items":[{"id":"1","title":"a"},{"id":"2","title":"b"}]}', -24],
  ['a sitemap', '<urlset><url><loc>https://e.example/a</loc></url></urlset>', -9],
] as const)('of %s that breaks off it is said that items may be missing', async (_name, document, end) => {
  expect(await parse(document)).not.toHaveProperty('cutOff');
  const broken = await parse(document.slice(0, end));
  expect(broken).toMatchObject({ cutOff: true });
  expect(broken.items).toHaveLength(1);
  expect(broken.warnings[0]).toBe('the document breaks off before its end: items may be missing');
});

test.each([
  ['a script behind its end', `${rss('<title>a</title>')}<script>x()</script>`],
  ['an end in other letters', rss('<title>a</title>').replace('</rss>', '</RSS>')],
  ['a channel that has ended', rss('<title>a</title>').replace('</rss>', '')],
  ['nothing in it', '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'],
  ['an item that is broken', '{"title":"T","items":[{"id":"1","title":"a"},{"id":2,,}]}'],
])('a document with %s is whole', async (_name, document) => {
  expect(await parse(document)).not.toHaveProperty('cutOff');
});

test('what no strict reader could read is said to have been read all the same', async () => {
  const { warnings } = await parse(rss('<title>a</title><link>https://e.example/a</link>').slice(0, -45));
  expect(warnings.at(-1)).toBe('read item by item instead: 1 item');
});

test('warnings say what was repaired and which dates were unreadable', async () => {
  const { warnings } = await parse(rss('<title>A & B</title><pubDate>next week</pubDate>'));
  expect(warnings).toEqual([
    '1 undefined entity or bare ampersand repaired',
    '1 date could not be read: "next week"',
  ]);
});

test('a list page is read by selectors', async () => {
  const page =
    '<html lang="de"><title>Liste</title><ul><li class="n"><a href="/1"><h2>Eins</h2></a><time datetime="2025-01-06T10:00:00Z">heute</time></li><li class="n"><a href="/2">Zwei</a></li></ul></html>';
  const document = await parseFeed(new TextEncoder().encode(page), {
    url: 'https://e.example/news/',
    selectors: { item: 'li.n', title: 'h2, a', link: 'a' },
  });
  expect(document).toMatchObject({ format: 'html', title: 'Liste', language: 'de' });
  expect(document.items.map(({ url, title, publishedAt }) => [url, title, publishedAt])).toEqual([
    ['https://e.example/1', 'Eins', '2025-01-06T10:00:00.000Z'],
    ['https://e.example/2', 'Zwei', null],
  ]);
});

test('a time without a zone is that of the language in every format', async () => {
  const times = async (document: string, language: string): Promise<(string | null)[]> => {
    const bytes = new TextEncoder().encode(document.replace('LANG', language));
    const { items } = await parseFeed(bytes, { url: 'https://e.example/', selectors: { item: 'li' } });
    return items.map(({ publishedAt }) => publishedAt);
  };
  const documents = [
    rss('<title>a</title><pubDate>2025-01-07 06:30</pubDate>', '<language>LANG</language>'),
    '{"title":"T","language":"LANG","items":[{"id":"1","date_published":"2025-01-07 06:30"}]}',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://e.example/1</loc><n:news><n:publication><n:language>LANG</n:language></n:publication><n:publication_date>2025-01-07T06:30:00</n:publication_date></n:news></url></urlset>',
    '<html lang="LANG"><ul><li><a href="/1">One</a><time>2025-01-07 06:30</time></li></ul></html>',
  ];
  for (const document of documents) {
    expect(await times(document, 'zh-CN')).toEqual(['2025-01-06T22:30:00.000Z']);
    expect(await times(document, 'ko')).toEqual(['2025-01-06T21:30:00.000Z']);
    expect(await times(document, 'en')).toEqual(['2025-01-07T06:30:00.000Z']);
  }
  const title = '伟赫与诺达共建电动客车工厂';
  const undeclared = [
    rss(`<title>${title}</title><pubDate>2025-01-07 06:30</pubDate>`),
    `<ul><li><a href="/1">${title}</a><time>2025-01-07 06:30</time></li></ul>`,
    `<ul><li><a href="/1">${title}</a><time datetime="">2025-01-07 06:30</time></li></ul>`,
    `{"items":[{"title":"${title}","date_published":"2025-01-07 06:30"}]}`,
    // Broken: the declaration is lost with what is around the items.
    `{"language":"zh","items":[{"title":"${title}","date_published":"2025-01-07 06:30"},{"title`,
  ];
  for (const document of undeclared) expect(await times(document, '')).toEqual(['2025-01-06T22:30:00.000Z']);
});

test('dates of a JSON feed may be numbers', async () => {
  const items = [{ date_published: 1_736_173_800, date_modified: 1_736_173_800_000 }, { date_published: 5 }];
  const { items: read, warnings } = await parse(JSON.stringify({ items }));
  const at = '2025-01-06T14:30:00.000Z';
  expect(read.map(({ publishedAt, updatedAt }) => [publishedAt, updatedAt])).toEqual([
    [at, at],
    [null, null],
  ]);
  expect(warnings).toEqual(['1 dates could not be read']);
});

test('relative links of a JSON feed that came from nowhere begin at the address that it states', async () => {
  const urlIn = async (stated: object) => {
    const feed = JSON.stringify({ ...stated, items: [{ id: '1', url: '/1' }] });
    return (await parseFeed(new TextEncoder().encode(feed))).items[0]?.url;
  };
  const home_page_url = 'https://e.example/';
  expect(await urlIn({ feed_url: 'https://feeds.e.example/f', home_page_url })).toBe(
    'https://feeds.e.example/1',
  );
  expect(await urlIn({ home_page_url })).toBe('https://e.example/1');
});

test('items under the name of another format are read, and none has the feed for its author', async () => {
  const entry = '<entry><title>a</title><link>https://e.example/1</link></entry>';
  const { items } = await parse(
    `<rss version="2.0"><channel><title>T</title><author>The desk</author>${entry}</channel></rss>`,
  );
  expect(items).toMatchObject([{ url: 'https://e.example/1', title: 'a', authors: [] }]);
});

test('an empty sitemap of one tag is whole', async () => {
  const document = await parse('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>');
  expect(document.items).toEqual([]);
  expect(document).not.toHaveProperty('cutOff');
});

test('a list page is no item of itself', async () => {
  const page =
    '<ul><li><a href="/1">One</a></li><li><a href="#top">Up</a></li><li><a href="">More</a></li><li><a href="/news/#s">All</a></li><li><a href="/news/?page=2">Older</a></li></ul>';
  const { items } = await parseFeed(new TextEncoder().encode(page), {
    url: 'https://e.example/news/',
    selectors: { item: 'li' },
  });
  expect(items.map(({ guid, url, title }) => [guid, url, title])).toEqual([
    ['https://e.example/1', 'https://e.example/1', 'One'],
    [null, null, 'Up'],
    [null, null, 'More'],
    [null, null, 'All'],
    ['https://e.example/news/?page=2', 'https://e.example/news/?page=2', 'Older'],
  ]);
});

test('what stands below one another on a list page is not written together, and a card is called by its heading', async () => {
  const page =
    '<a class="card" href="/1"><div>Electric</div><h3>BYD <b>buys</b></h3><p>In Hungary.</p></a><a class="card" href="/2"><style>.x{}</style><div>Geely<br>sells</div><div>Wednesday</div></a>';
  const read = async (title?: string): Promise<(string | null)[]> => {
    const { items } = await parseFeed(new TextEncoder().encode(page), {
      url: 'https://e.example/news/',
      selectors: { item: 'a.card', ...(title && { title }) },
    });
    return items.map((item) => item.title);
  };
  expect(await read()).toEqual(['BYD buys', 'Geely sells Wednesday']);
  expect(await read('h3, div:has(br)')).toEqual(['BYD buys', 'Geely sells']);
});

test('the link of an item of a list page is the first that leads to another page, in it or around it', async () => {
  const read = async (page: string, link?: string): Promise<(string | null)[] | undefined> => {
    const { items } = await parseFeed(new TextEncoder().encode(page), {
      url: 'https://e.example/news/',
      selectors: { item: 'li', ...(link && { link }) },
    });
    return items.map(({ url, title }) => `${url} ${title}`);
  };
  const article = '<a href="/1"><svg><title>Icon</title></svg><time>6 Jan</time>One</a>';
  for (const before of ['<a href="#">Save</a>', '<a href="javascript:share()">Share</a>', ''])
    expect(await read(`<li>${before}${article}</li>`)).toEqual(['https://e.example/1 One']);
  expect(await read('<a href="/1"><li>One</li></a>')).toEqual(['https://e.example/1 One']);
  expect(await read(`<li><a href="/tag/ev">EV</a><h3>${article}</h3></li>`, 'h3')).toEqual([
    'https://e.example/1 One',
  ]);
});

test('a sitemap in a gzip file is read as what is in it', async () => {
  const sitemap =
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.example/1</loc></url><url><loc>https://e.example/2</loc></url></urlset>';
  const file = gzipSync(sitemap);
  const read = (bytes: Uint8Array) => parseFeed(bytes, { contentType: 'application/x-gzip' });
  expect((await read(file)).items.map(({ url }) => url)).toEqual([
    'https://e.example/1',
    'https://e.example/2',
  ]);
  await expect(read(file.subarray(0, -12))).rejects.toThrow('a gzip file that is broken');
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  await expect(read(bomb)).rejects.toThrow('a gzip file of more than 20 MB');
});

test('of a sitemap that is too large the beginning and the end are read, each item whole, and it says so', async () => {
  const entry = (at: number, links: number): string =>
    `<url><loc>https://e.example/${at}</loc>${'<xhtml:link href="https://e.example/"/>'.repeat(links)}<lastmod>2025-01-07T06:30:00Z</lastmod></url>`;
  const read = async (entries: number, links: number) => {
    const list = Array.from({ length: entries }, (_, at) => entry(at, links)).join('');
    const { items, warnings } = await parse(`<urlset>${list}</urlset>`);
    for (const { publishedAt, updatedAt, url } of items)
      expect([publishedAt, updatedAt, url === null]).toEqual([null, '2025-01-07T06:30:00.000Z', false]);
    return { places: items.map(({ url }) => Number(url?.split('/').at(-1))), warnings };
  };
  const whole = await read(50_000, 0);
  expect([whole.places.length, whole.warnings]).toEqual([50_000, []]);
  for (const [entries, links] of [
    [50_000, 2],
    [50_000, 7],
  ] as const) {
    const { places, warnings } = await read(entries, links);
    const half = Math.floor(100_000 / (3 + links));
    expect([places[0], places.at(-1)]).toEqual([0, entries - 1]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(new Set(places).size).toBe(places.length);
    for (const count of [
      places.filter((place) => place < entries / 2).length,
      places.filter((place) => place >= entries / 2).length,
    ])
      expect(Math.abs(count - half)).toBeLessThan(3);
    expect(warnings).toEqual([
      `more than 200000 elements: read ${places.length} of ${entries} entries, from its beginning and its end`,
    ]);
  }
});

test('an item of a list page whose first link is a picture has the title of its other link, or of the picture', async () => {
  const page = `<ul>
    <li><a href="/1"><img src="a.jpg" alt="A plant"></a><a href="/tag/ev">EV</a><h3><a href="/1#top">BYD opens a plant</a></h3></li>
    <li><a href="/2"><img src="b.jpg" alt="Geely sells"></a><span>1 min</span></li>
    <li><a href="/3" title="Chery buys"><img src="c.jpg"></a></li></ul>`;
  const { items } = await parseFeed(new TextEncoder().encode(page), {
    url: 'https://e.example/news/',
    selectors: { item: 'li' },
  });
  expect(items.map(({ url, title }) => [url, title])).toEqual([
    ['https://e.example/1', 'BYD opens a plant'],
    ['https://e.example/2', 'Geely sells'],
    ['https://e.example/3', 'Chery buys'],
  ]);
});
