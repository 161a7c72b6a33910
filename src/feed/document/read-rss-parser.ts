/** Reads well-formed RSS, RDF and Atom with rss-parser, keeping each item's elements in document order. */
import { createRequire } from 'node:module';
import Parser from 'rss-parser';
import { localName, type NameReader } from './namespaces.ts';
import type { XmlFeed, XmlNode } from './xml-node.ts';

disarmHelpers();

/** Elements that rss-parser looks for itself, by the spelling that it needs. */
const STRUCTURE: ReadonlyMap<string, string> = new Map([
  ['rss', 'rss'],
  ['feed', 'feed'],
  ['rdf:rdf', 'rdf:RDF'],
  ['channel', 'channel'],
  ['item', 'item'],
  ['entry', 'entry'],
]);

/**
 * Parses sanitised XML. Rejects with the library's error when the document is not well-formed or its root is unknown.
 * `rootAttributes` are those of the root element, which rss-parser does not report.
 */
export async function readByRssParser(
  xml: string,
  spell: NameReader,
  rootAttributes: ReadonlyMap<string, string>,
): Promise<XmlFeed> {
  const parser = new Parser({
    // documents with no version or an unknown one are read as RSS 2.0
    defaultRSS: 2,
    xml2js: {
      explicitChildren: true,
      preserveChildrenOrder: true,
      charsAsChildren: true,
      includeWhiteChars: true,
      tagNameProcessors: [(name: string) => STRUCTURE.get(spell(name)) ?? name],
    },
    // `$$` are all children in order, `$` the attributes: the raw material of every field
    customFields: { feed: WHOLE_ELEMENT, item: WHOLE_ELEMENT } as Parser.CustomFields<object, object>,
  });
  // the declared type knows nothing of custom fields
  const feed = (await parser.parseString(xml)) as Xml2jsNode & { items: Xml2jsNode[] };
  const channel = toNode('channel', feed, spell);
  return {
    channel: {
      name: 'channel',
      attributes: new Map([...rootAttributes, ...channel.attributes]),
      children: channel.children.filter((child) => typeof child === 'string' || !isItem(child.name)),
    },
    items: feed.items.map((item) => toNode('item', item, spell)),
  };
}

const WHOLE_ELEMENT = [
  ['$$', 'wireChildren', { keepArray: true }],
  ['$', 'wireAttributes', { keepArray: true }],
];

function isItem(name: string): boolean {
  return name === 'item' || name === 'entry';
}

/** What xml2js builds: `#name`, attributes in `$`, text in `_`, ordered children in `$$`. */
interface Xml2jsNode {
  readonly '#name'?: unknown;
  readonly _?: unknown;
  readonly $?: unknown;
  readonly $$?: unknown;
  readonly wireChildren?: unknown;
  readonly wireAttributes?: unknown;
}

/** Recursion is bounded: documents deeper than the survey's limit never come here. */
function toNode(name: string, raw: Xml2jsNode, spell: NameReader): XmlNode {
  const attributes = new Map<string, string>();
  for (const [key, value] of Object.entries(raw.$ ?? raw.wireAttributes ?? {}))
    if (typeof value === 'string') attributes.set(key.toLowerCase(), value);
  const children: (XmlNode | string)[] = [];
  const rawChildren = raw.$$ ?? raw.wireChildren;
  if (Array.isArray(rawChildren)) {
    for (const child of rawChildren as Xml2jsNode[]) {
      const childName = typeof child['#name'] === 'string' ? child['#name'] : '';
      if (childName !== '__text__') children.push(toNode(childName, child, spell));
      else if (typeof child._ === 'string') children.push(child._);
    }
  }
  return { name: spell(name, attributes.get('xmlns')), attributes, children };
}

/**
 * rss-parser makes a snippet of every text with a quadratic regular expression (60 KB of `a<p` take 21 s),
 * rebuilds XHTML in the wrong order, and throws at links without attributes. Nothing here reads what those
 * three helpers return, so they are replaced, once, before any parser runs.
 */
function disarmHelpers(): void {
  const helpers: unknown = createRequire(import.meta.url)('rss-parser/lib/utils');
  if (typeof helpers === 'object' && helpers !== null)
    Object.assign(helpers, { getSnippet: () => '', getContent: () => '', getLink: () => undefined });
}

/** Whether rss-parser can read a document with this root at all. */
export function canReadRoot(rootName: string): boolean {
  return ['rss', 'feed', 'rdf'].includes(localName(rootName).toLowerCase());
}
