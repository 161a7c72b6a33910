/** Finds the article's address among all the links an item carries. */
import { parseHttpUrl } from '../../text/url/url.ts';
import { childrenOf, childText, textOf, type XmlNode } from './xml-node.ts';

/** Media types of a page that people read. */
const PAGE_TYPES: ReadonlySet<string> = new Set(['', 'text/html', 'application/xhtml+xml', 'html']);

/** Invisible characters copied along with an address; with one in front it would be read as a relative path. */
const UNSEEN_ENDS =
  /^[\u200b-\u200f\u202a-\u202e\u2060\ufeff]{1,9}|[\u200b-\u200f\u202a-\u202e\u2060\ufeff]{1,9}$/g;

/** Text that begins with a scheme. */
const ABSOLUTE = /^[a-z][a-z0-9+.-]{0,30}:/i;

/**
 * Base address for relative links: the element's own `xml:base` resolved against `outer`. An `xml:base` that cannot be
 * resolved is ignored.
 */
export function baseOf(node: XmlNode, outer: string | null): string | null {
  const own = node.attributes.get('xml:base');
  if (own === undefined) return outer;
  return parseHttpUrl(own, outer ?? undefined)?.href ?? outer;
}

/** The absolute http(s) address of a link as a publisher wrote it; null if it is not one. */
export function readUrl(written: string, base: string | null): string | null {
  // a link escaped twice; no real address holds the text "&amp;"
  let text = written.trim().replace(UNSEEN_ENDS, '').trim().replaceAll('&amp;', '&');
  if (text === '') return null;
  if (/^www\.[^\s/]+\.[^\s/]+/i.test(text) || namesHost(text, base)) text = `https://${text}`;
  else if (text.startsWith('//') && base === null) text = `https:${text}`;
  return parseHttpUrl(text, base ?? undefined)?.href ?? null;
}

/** Whether an address without a scheme begins with the host of the feed or its site. */
function namesHost(text: string, base: string | null): boolean {
  if (base === null || !/^[\w.-]{3,200}\//.test(text)) return false;
  const host = URL.parse(base)?.host ?? '';
  return host !== '' && text.toLowerCase().startsWith(`${host.replace(/^www\./, '')}/`);
}

/**
 * The article's address, by preference: the text of the item's link, an Atom link to a page, the original link that
 * FeedBurner keeps beside its redirect, the item's `href`, a permalink id, RDF's `about`. Enclosures, comments and links to
 * the item's own XML never count. A link that redirects is kept: it is what the publisher asks readers to follow.
 */
export function articleUrl(item: XmlNode, base: string | null, statedBase: string | null): string | null {
  return (
    linkText(item, 'link', base) ??
    linkElementUrl(item, base) ??
    linkText(item, 'feedburner:origlink', base) ??
    readUrl(item.attributes.get('href') ?? '', base) ??
    permalinkUrl(item, base, statedBase) ??
    readUrl(aboutOf(item) ?? '', null)
  );
}

/** The address written as text in the first element of that name that holds one. */
function linkText(item: XmlNode, name: string, base: string | null): string | null {
  for (const node of childrenOf(item, name)) {
    const text = textOf(node).trim();
    // some systems write "#" where they know no address; a fragment alone is not one
    if (node.attributes.has('href') || text.startsWith('#')) continue;
    const url = readUrl(text, baseOf(node, base));
    if (url !== null) return url;
  }
  return null;
}

/** Best of the `<link href>` elements: an alternate page, any alternate, then the page that the entry is about. */
function linkElementUrl(item: XmlNode, base: string | null): string | null {
  let best: string | null = null;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const name of ['link', 'atom:link', 'xhtml:link', 'a']) {
    for (const node of childrenOf(item, name)) {
      const href = node.attributes.get('href');
      if (href === undefined) continue;
      const rank = rankOf(node);
      if (rank >= bestRank) continue;
      const url = readUrl(href, baseOf(node, base));
      if (url === null) continue;
      best = url;
      bestRank = rank;
    }
  }
  return best;
}

/** Lower is better; infinity for links that never lead to the article. */
function rankOf(link: XmlNode): number {
  const rel = (link.attributes.get('rel') ?? 'alternate').trim().toLowerCase();
  const type = (link.attributes.get('type') ?? '').trim().toLowerCase();
  const alternate = rel === '' || rel === 'alternate' || rel.endsWith('#alternate');
  if (alternate && PAGE_TYPES.has(type)) return 0;
  if (alternate) return 1;
  if ((rel === 'canonical' || rel === 'related' || rel === 'via') && PAGE_TYPES.has(type)) return 2;
  return Number.POSITIVE_INFINITY;
}

/** An id that is an address. A relative one counts only if the document states a base or marks the id as a permalink. */
function permalinkUrl(item: XmlNode, base: string | null, statedBase: string | null): string | null {
  for (const name of ['guid', 'id', 'atom:id']) {
    const node = childrenOf(item, name)[0];
    if (node === undefined || !isPermalink(node)) continue;
    const text = textOf(node).trim();
    const relative = !ABSOLUTE.test(text);
    if (relative && statedBase === null && !node.attributes.has('ispermalink')) continue;
    const url = readUrl(text, relative ? (statedBase ?? base) : null);
    if (url !== null) return url;
  }
  return null;
}

function isPermalink(node: XmlNode): boolean {
  return (node.attributes.get('ispermalink') ?? 'true').trim().toLowerCase() !== 'false';
}

/** The id of an RDF item, which is an attribute; early documents lack the prefix. */
function aboutOf(item: XmlNode): string | null {
  return item.attributes.get('rdf:about') ?? item.attributes.get('about') ?? null;
}

/**
 * The item's identifier as written, trimmed. Only Atom ids and permanent links are resolved, and only against a
 * base that the document itself states: the id must not depend on where the feed was fetched from.
 */
export function guidOf(item: XmlNode, statedBase: string | null): string | null {
  for (const name of ['guid', 'id', 'atom:id']) {
    const node = childrenOf(item, name).find((child) => textOf(child).trim() !== '');
    if (node === undefined) continue;
    const text = textOf(node).trim();
    if (statedBase === null || !isPermalink(node) || ABSOLUTE.test(text)) return text;
    return parseHttpUrl(text, statedBase)?.href ?? text;
  }
  return aboutOf(item)?.trim() ?? childText(item, 'dc:identifier');
}
