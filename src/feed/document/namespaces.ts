/** Maps whatever prefixes a document chose to the one prefix under which this project knows a namespace. */

/** Namespace addresses as publishers write them, in lower case, and our prefix. Source: the specifications of each vocabulary. */
const KNOWN_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['http://backend.userland.com/blogchannelmodule', 'blogchannel'],
  ['http://backend.userland.com/rss', 'rss'],
  ['http://backend.userland.com/rss2', 'rss'],
  ['http://blogs.law.harvard.edu/tech/rss', 'rss'],
  ['http://channel.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://my.netscape.com/publish/formats/rss-0.91.dtd', 'rss'],
  ['http://my.netscape.com/rdf/simple/0.9/', 'rss'],
  ['http://purl.org/atom/ns#', 'atom'],
  ['http://purl.org/dc/elements/1.0/', 'dc'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/net/rss1.1#', 'rss'],
  ['http://purl.org/rss/1.0/', 'rss'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/rss091#', 'rss'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://www.google.com/schemas/sitemap-news/0.9', 'news'],
  ['http://www.google.com/schemas/sitemap/0.84', 'sitemap'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://www.sitemaps.org/schemas/sitemap/0.9', 'sitemap'],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/2005/atom', 'atom'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
  ['https://www.w3.org/2005/atom', 'atom'],
]);

/** More declarations than this are an attack, not a feed (the richest real feeds have about 30). */
const MAX_DECLARATIONS = 1000;

/** Normalises an element's name as written, given the default namespace that the element itself declares, if any. */
export type NameReader = (rawName: string, ownNamespace?: string) => string;

/**
 * Reads every `xmlns:prefix` of a document and returns the function that normalises its names: lower case, known prefixes.
 * Elements of the document's own vocabulary (`atom` when the root is an Atom feed, else `rss`) lose their prefix.
 */
export function nameReader(xml: string, rootName: string): NameReader {
  const own = localName(rootName).toLowerCase() === 'feed' ? 'atom' : 'rss';
  const prefixes = new Map<string, string>();
  const declaration = /\sxmlns:([\w.-]{1,64})\s{0,8}=\s{0,8}["']([^"'<>]{0,256})["']/g;
  for (let n = 0; n < MAX_DECLARATIONS; n++) {
    const match = declaration.exec(xml);
    if (match === null) break;
    const known = KNOWN_PREFIXES.get((match[2] ?? '').trim().toLowerCase());
    const prefix = (match[1] ?? '').toLowerCase();
    if (known !== undefined && !prefixes.has(prefix)) prefixes.set(prefix, known);
  }
  const spelled = new Map<string, string>();
  const spell = (prefix: string, local: string): string =>
    prefix === own || prefix === 'sitemap' || prefix === '' ? local : `${prefix}:${local}`;
  return (rawName, ownNamespace) => {
    if (ownNamespace !== undefined && !rawName.includes(':')) {
      const known = KNOWN_PREFIXES.get(ownNamespace.trim().toLowerCase());
      return spell(known ?? '', rawName.toLowerCase());
    }
    const before = spelled.get(rawName);
    if (before !== undefined) return before;
    const name = rawName.toLowerCase();
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const result = spell(prefixes.get(prefix) ?? prefix, name.slice(colon + 1));
    if (spelled.size < MAX_DECLARATIONS) spelled.set(rawName, result);
    return result;
  };
}

/** The part of a name after its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
