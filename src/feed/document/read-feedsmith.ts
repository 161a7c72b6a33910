/** Reads feeds that rss-parser rejects, with feedsmith, and turns its objects back into the elements that item.ts reads. */
import type { AtomFeed, RdfFeed, RssFeed } from 'feedsmith';
import { textNode, type XmlFeed, type XmlNode } from './xml-node.ts';

/**
 * Parses sanitised XML. Throws the library's error when it recognises no feed or the markup stops it.
 * The library is loaded only here: most feeds never need it.
 */
export async function readByFeedsmith(xml: string): Promise<XmlFeed> {
  const { parseFeed } = await import('feedsmith');
  const parsed = parseFeed(xml);
  switch (parsed.format) {
    case 'rss':
      return { channel: rssChannel(parsed.feed), items: (parsed.feed.items ?? []).map(rssItem) };
    case 'rdf':
      return { channel: rssChannel(parsed.feed), items: (parsed.feed.items ?? []).map(rdfItem) };
    case 'atom':
      return { channel: atomChannel(parsed.feed), items: (parsed.feed.entries ?? []).map(atomEntry) };
    default:
      throw new Error('feedsmith took XML for JSON');
  }
}

type Texts = readonly (readonly [name: string, value: string | undefined])[];

function texts(pairs: Texts): XmlNode[] {
  const nodes: XmlNode[] = [];
  for (const [name, value] of pairs) if (value !== undefined) nodes.push(textNode(name, value));
  return nodes;
}

function each(name: string, values: readonly (string | undefined)[] | undefined): Texts {
  return (values ?? []).map((value) => [name, value] as const);
}

function element(
  name: string,
  children: readonly XmlNode[],
  attributes: Readonly<Record<string, string | undefined>> = {},
): XmlNode {
  return { name, attributes: attributesOf(attributes), children };
}

function attributesOf(record: Readonly<Record<string, string | undefined>>): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries(record)) if (value !== undefined) attributes.set(key, value);
  return attributes;
}

function rssChannel(feed: RssFeed.Feed<string> | RdfFeed.Feed<string>): XmlNode {
  const language = 'language' in feed ? feed.language : undefined;
  const ttl = 'ttl' in feed && feed.ttl !== undefined ? String(feed.ttl) : undefined;
  const hours = 'skipHours' in feed ? feed.skipHours?.map(String) : undefined;
  const days = 'skipDays' in feed ? feed.skipDays : undefined;
  return element('channel', [
    ...texts([
      ['title', feed.title],
      ['link', feed.link],
      ['language', language],
      ['ttl', ttl],
      ...each('dc:language', feed.dc?.languages),
      ['sy:updateperiod', feed.sy?.updatePeriod],
      ['sy:updatefrequency', feed.sy?.updateFrequency?.toString()],
    ]),
    element('skiphours', texts(each('hour', hours))),
    element('skipdays', texts(each('day', days))),
  ]);
}

function rssItem(item: RssFeed.Item<string>): XmlNode {
  const permalink = item.guid?.isPermaLink;
  const guid = item.guid?.value;
  return element('item', [
    ...texts([
      ['title', item.title],
      ['link', item.link],
      ['description', item.description],
      ['pubdate', item.pubDate],
      ['content:encoded', item.content?.encoded],
      ['itunes:author', item.itunes?.author],
      ...each(
        'author',
        item.authors?.map((author) => author.name ?? author.email),
      ),
      ...each(
        'category',
        item.categories?.map((category) => category.name),
      ),
      ...dublinCore(item.dc),
    ]),
    ...(guid === undefined
      ? []
      : [
          textNode(
            'guid',
            guid,
            attributesOf({ ispermalink: permalink === undefined ? undefined : String(permalink) }),
          ),
        ]),
  ]);
}

function rdfItem(item: RdfFeed.Item<string>): XmlNode {
  const children = texts([
    ['title', item.title],
    ['link', item.link],
    ['description', item.description],
    ['content:encoded', item.content?.encoded],
    ...dublinCore(item.dc),
  ]);
  return element('item', children, { 'rdf:about': item.rdf?.about });
}

function dublinCore(dc: RssFeed.Item<string>['dc'] | RdfFeed.Item<string>['dc']): Texts {
  return [
    ...each('dc:creator', dc?.creators),
    ...each('dc:date', dc?.dates),
    ...each('dc:title', dc?.titles),
    ...each('dc:subject', dc?.subjects),
  ];
}

function atomChannel(feed: AtomFeed.Feed<string>): XmlNode {
  return element('channel', [...atomTexts(feed), ...people(feed.authors)], {
    'xml:lang': feed.xml?.lang,
    'xml:base': feed.xml?.base,
  });
}

function atomEntry(entry: AtomFeed.Entry<string>): XmlNode {
  const { content, summary } = entry;
  return element(
    'entry',
    [
      ...atomTexts(entry),
      ...people(entry.authors),
      ...texts([
        ['published', entry.published],
        ['updated', entry.updated],
        ['id', entry.id],
      ]),
      ...(entry.categories ?? []).map((category) =>
        element('category', [], { term: category.term, label: category.label }),
      ),
      ...(summary?.value === undefined ? [] : [typed('summary', summary)]),
      ...(content?.value === undefined ? [] : [typed('content', content)]),
    ],
    { 'xml:base': entry.xml?.base },
  );
}

function atomTexts(source: AtomFeed.Feed<string> | AtomFeed.Entry<string>): XmlNode[] {
  const links = (source.links ?? []).map((link) =>
    element('link', [], { href: link.href, rel: link.rel, type: link.type }),
  );
  return source.title === undefined ? links : [typed('title', source.title), ...links];
}

/** A node with its content type; feedsmith serialises XHTML as text, which is then HTML. */
function typed(name: string, text: { readonly value?: string; readonly type?: string }): XmlNode {
  const type = text.type === 'xhtml' || text.type === 'application/xhtml+xml' ? 'html' : text.type;
  return textNode(name, text.value ?? '', attributesOf({ type }));
}

function people(authors: AtomFeed.Feed<string>['authors']): XmlNode[] {
  return (authors ?? []).map((author) =>
    element(
      'author',
      texts([
        ['name', author.name],
        ['email', author.email],
      ]),
    ),
  );
}
