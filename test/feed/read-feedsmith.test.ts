/** feedsmith's objects put back into the elements that the field adapter reads. */
import { expect, test } from 'vitest';
import { type ItemContext, readItem } from '../../src/feed/document/item.ts';
import { readByFeedsmith } from '../../src/feed/document/read-feedsmith.ts';

const context: ItemContext = {
  vocabulary: 'rss',
  base: null,
  statedBase: null,
  language: null,
  authors: [],
  onBadDate: () => {},
};

test.for([
  [
    'RSS',
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><item><title>A &amp;amp; B</title><link>https://e.example/1</link><guid isPermaLink="false">g</guid><pubDate>Mon, 06 Jan 2025 10:00:00 GMT</pubDate><dc:creator>Li Wei</dc:creator><category>ev</category><description>s</description><content:encoded>c</content:encoded></item></channel></rss>',
    { guid: 'g' },
  ],
  [
    'RDF',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title></channel><item rdf:about="g"><title>A &amp;amp; B</title><link>https://e.example/1</link><dc:date>2025-01-06T10:00:00Z</dc:date><dc:creator>Li Wei</dc:creator><dc:subject>ev</dc:subject><description>s</description><content:encoded>c</content:encoded></item></rdf:RDF>',
    { guid: 'g' },
  ],
  [
    'Atom',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>g</id><title type="html">A &amp;amp; B</title><link href="https://e.example/1"/><published>2025-01-06T10:00:00Z</published><author><name>Li Wei</name></author><category term="ev"/><summary>s</summary><content type="html">c</content></entry></feed>',
    { guid: 'g' },
  ],
] as const)('%s', async ([, xml, expected]) => {
  const { channel, items } = await readByFeedsmith(xml);
  expect(channel.children.length).toBeGreaterThan(0);
  expect(items.map((item) => readItem(item, context))).toMatchObject([
    {
      url: 'https://e.example/1',
      title: 'A & B',
      authors: ['Li Wei'],
      publishedAt: '2025-01-06T10:00:00.000Z',
      summary: 's',
      contentHtml: 'c',
      categories: ['ev'],
      ...expected,
    },
  ]);
});

test('what is no feed throws', async () => {
  await expect(readByFeedsmith('<a/>')).rejects.toThrow();
});
