/** Reads the fields of one item, in whichever vocabulary it is written; every XML reader hands its items here. */
import type { FeedItem } from '../../core/model.ts';
import { parseDateIn } from '../../text/date/date.ts';
import { articleUrl, baseOf, guidOf } from './links.ts';
import { authorsOf } from './people.ts';
import { htmlToLine, oneLine } from './plain-text.ts';
import { childrenOf, escapeText, hasElements, innerHtml, textOf, type XmlNode } from './xml-node.ts';

/** What an item inherits from its feed. */
export interface ItemContext {
  readonly vocabulary: 'rss' | 'atom' | 'rdf';
  /** Relative links are resolved against this. */
  readonly base: string | null;
  /** Base that the document itself states (`xml:base`). */
  readonly statedBase: string | null;
  /** Declared, or else detected from the titles; dates are read by it. */
  readonly language: string | null;
  /** Authors of the whole feed, which Atom gives to entries that name none (RFC 4287, 4.2.1). */
  readonly authors: readonly string[];
  /** Called with each date that could not be read, as written. */
  readonly onBadDate: (written: string) => void;
}

/** Categories beyond this are keyword stuffing. */
const MAX_CATEGORIES = 100;
const PUBLISHED = [
  'pubdate',
  'published',
  'issued',
  'atom:published',
  'dcterms:issued',
  'dc:date',
  'date',
  'created',
  'dcterms:created',
];
const UPDATED = ['updated', 'modified', 'atom:updated', 'dcterms:modified', 'lastbuilddate'];

/** Never throws: what cannot be read is null or missing. */
export function readItem(item: XmlNode, context: ItemContext): FeedItem {
  const base = baseOf(item, context.base);
  const statedBase = baseOf(item, context.statedBase);
  const authors = authorsOf(item);
  if (authors.length === 0) authors.push(...sourceAuthors(item));
  return {
    guid: guidOf(item, statedBase),
    url: articleUrl(item, base, statedBase),
    title: titleOf(item, context.vocabulary),
    authors: authors.length > 0 ? authors : context.authors,
    publishedAt: dateOf(item, PUBLISHED, context),
    updatedAt: dateOf(item, UPDATED, context),
    summary: summaryOf(item),
    contentHtml: bodyOf(item, [
      'content:encoded',
      'content',
      'atom:content',
      'xhtml:body',
      'body',
      'fullitem',
      'fulltext',
    ]),
    categories: categoriesOf(item),
  };
}

/** One line of plain text, or null. The element's own title wins over one of a module, that over one of its media group. */
export function titleOf(node: XmlNode, vocabulary: 'rss' | 'atom' | 'rdf'): string | null {
  for (const name of ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title']) {
    for (const title of childrenOf(node, name)) {
      const line = titleLine(title, vocabulary);
      if (line !== '') return line;
    }
  }
  const media = childrenOf(node, MEDIA_GROUP)[0];
  return media === undefined ? null : titleOf(media, vocabulary);
}

function titleLine(title: XmlNode, vocabulary: 'rss' | 'atom' | 'rdf'): string {
  // XHTML, or HTML that somebody forgot to escape
  if (hasElements(title)) return htmlToLine(innerHtml(title));
  const text = textOf(title);
  const type = (title.attributes.get('type') ?? '').trim().toLowerCase();
  if (title.attributes.get('mode')?.trim().toLowerCase() === 'base64') return htmlToLine(fromBase64(text));
  if (vocabulary === 'atom' && BINARY_TYPE.test(type) && BASE64.test(text.trim()))
    return oneLine(fromBase64(text));
  // only Atom declares that a title is text, so only there is `<b>` meant literally
  if (vocabulary === 'atom' && (type === 'text' || type === 'text/plain')) return oneLine(text);
  return htmlToLine(text);
}

/** Media types whose content Atom carries in base64 (RFC 4287, 4.1.3.3): neither text nor XML. */
const BINARY_TYPE = /^(?!text\/|[^/]{1,100}\/(?:[^/]{0,100}\+)?xml$)[a-z]{1,50}\/[\w.+-]{1,100}$/;
/** Content of such a type that does not look like this is plain text, its type a mistake. */
const BASE64 = /^[A-Za-z0-9+/\r\n]{8,}={0,2}$/;

function fromBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(Buffer.from(text, 'base64')));
}

/** The first date among the named elements that can be read. */
function dateOf(item: XmlNode, names: readonly string[], context: ItemContext): string | null {
  for (const name of names) {
    for (const node of childrenOf(item, name)) {
      const written = textOf(node).trim();
      if (written === '') continue;
      const date = parseDateIn(context.language, written);
      if (date !== null) return date.instant;
      context.onBadDate(written);
    }
  }
  return null;
}

/** Media RSS: one video or picture in several sizes. On video sites its title and description are those of the item. */
const MEDIA_GROUP = 'media:group';
const SUMMARIES = ['description', 'summary', 'subtitle', 'abstract', 'itunes:summary', 'media:description'];

function summaryOf(item: XmlNode): string | null {
  const media = childrenOf(item, MEDIA_GROUP)[0];
  return bodyOf(item, SUMMARIES) ?? (media === undefined ? null : bodyOf(media, SUMMARIES));
}

/** HTML as the feed gave it; XHTML is serialised as HTML, declared plain text is escaped. */
function bodyOf(item: XmlNode, names: readonly string[]): string | null {
  for (const name of names) {
    for (const node of childrenOf(item, name)) {
      // a reference to external content, not a text
      if (node.attributes.has('src')) continue;
      const base64 = node.attributes.get('mode')?.toLowerCase() === 'base64';
      const text = hasElements(node) ? innerHtml(node) : base64 ? fromBase64(textOf(node)) : textOf(node);
      if (text.trim() !== '') return isPlainText(node) ? escapeText(text.trim()) : text.trim();
    }
  }
  return null;
}

/** Whether content is declared as plain text; without a type, publishers of Atom often write HTML there. */
function isPlainText(node: XmlNode): boolean {
  const type = (node.attributes.get('type') ?? '').trim().toLowerCase();
  return node.name === 'content' && (type === 'text' || type === 'text/plain');
}

/** Authors in `source`, where an entry taken over from another feed may keep them. */
function sourceAuthors(item: XmlNode): string[] {
  for (const source of childrenOf(item, 'source')) {
    const authors = authorsOf(source);
    if (authors.length > 0) return authors;
  }
  return [];
}

function categoriesOf(item: XmlNode): string[] {
  const categories: string[] = [];
  for (const name of ['category', 'atom:category', 'dc:subject', 'tag']) {
    for (const node of childrenOf(item, name)) {
      const written = node.attributes.get('label') || node.attributes.get('term') || textOf(node);
      addCategory(categories, written);
    }
  }
  return categories;
}

/** Adds a category as one line unless it is empty or already there. */
export function addCategory(categories: string[], written: string): void {
  const category = htmlToLine(written);
  if (category !== '' && categories.length < MAX_CATEGORIES && !categories.includes(category))
    categories.push(category);
}
