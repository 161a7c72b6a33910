/** Tells what kind of document a text is from its first elements, skipping any junk before them. */

import { EndFinder } from './end-finder.ts';

/** The kind of document; for XML also its vocabulary, its root element and where that starts. */
export type Detected =
  | { readonly kind: 'json' }
  | { readonly kind: 'html' }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'xml';
      readonly vocabulary: 'rss' | 'atom' | 'rdf' | 'sitemap';
      /** The root's name as written, prefix included; empty when the document begins with a bare item or entry. */
      readonly rootName: string;
      /** Index of its `<`. */
      readonly start: number;
      /** Something other than a prolog stood before it. */
      readonly junkBefore: boolean;
    };

const VOCABULARIES: ReadonlyMap<string, 'rss' | 'atom' | 'rdf' | 'sitemap'> = new Map([
  ['rss', 'rss'],
  ['feed', 'atom'],
  ['rdf', 'rdf'],
  ['urlset', 'sitemap'],
  ['sitemapindex', 'sitemap'],
  // a channel or item without its root: Channel Definition Format, fragments, documents that lost their head
  ['channel', 'rss'],
  ['item', 'rss'],
  ['entry', 'atom'],
]);
const ROOTLESS: ReadonlySet<string> = new Set(['item', 'entry']);
const HTML_ELEMENTS: ReadonlySet<string> = new Set(['html', 'head', 'body']);
/** Characters in which the root is sought; the longest prologs seen in feeds are licence comments of a few thousand. */
const MAX_PROLOG = 200_000;
const TAG_NAME = /<(?:[A-Za-z_][\w.-]{0,63}:)?([A-Za-z_][\w.-]{0,63})(?=[\s/>])/y;

/** Inspects the beginning of decoded text. Never throws. */
export function detectDocument(text: string): Detected {
  const start = firstVisible(text);
  if (start < 0) return { kind: 'nothing' };
  if (text[start] === '{') return { kind: 'json' };
  const ends = new EndFinder(text.slice(0, MAX_PROLOG));
  let html = false;
  let junk = text[start] !== '<';
  let at = text.indexOf('<');
  while (at >= 0 && at < MAX_PROLOG) {
    const prolog = endOfProlog(text, at, ends);
    if (prolog > 0) {
      at = text.indexOf('<', prolog);
      continue;
    }
    TAG_NAME.lastIndex = at;
    const match = TAG_NAME.exec(text);
    const local = (match?.[1] ?? '').toLowerCase();
    if (HTML_ELEMENTS.has(local)) html = true;
    const vocabulary = VOCABULARIES.get(local);
    // inside an HTML page only the root of a feed counts: pages have elements named item or entry of their own
    if (match !== null && vocabulary !== undefined && !(html && !['rss', 'feed', 'rdf'].includes(local))) {
      if (html && !hasFeedShape(text, at, local)) return { kind: 'html' };
      const rootName = ROOTLESS.has(local) ? '' : match[0].slice(1);
      return { kind: 'xml', vocabulary, rootName, start: at, junkBefore: junk };
    }
    if (match !== null) junk = true;
    at = text.indexOf('<', at + 1);
  }
  return { kind: html ? 'html' : looksLikePage(text) ? 'html' : 'nothing' };
}

/** Index of the first character that is neither a space, a control character nor a byte order mark; -1 without one. */
export function firstVisible(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0xfeff && code !== 0xa0) return at;
  }
  return -1;
}

/** End index of the comment, processing instruction or doctype that starts at `at`; 0 if none does or it is unclosed. */
function endOfProlog(text: string, at: number, ends: EndFinder): number {
  if (text.startsWith('<!--', at)) return after('-->', at, ends);
  if (text.startsWith('<?', at)) return after('?>', at, ends);
  if (!text.startsWith('<!', at)) return 0;
  const bracket = ends.find('[', at);
  const close = ends.find('>', at);
  const subset = bracket >= 0 && bracket < close;
  return (subset ? endOfSubset(text, bracket, ends) : 0) || (close < 0 ? 0 : close + 1);
}

/** End index of a doctype with an internal subset, which holds `<!ENTITY ...>` lines and ends with `]>`, white space between or not. */
function endOfSubset(text: string, bracket: number, ends: EndFinder): number {
  for (let at = ends.find(']', bracket); at >= 0; at = ends.find(']', at + 1)) {
    const blanks = /^\s{0,100}>/.exec(text.slice(at + 1, at + 102));
    if (blanks !== null) return at + 1 + blanks[0].length;
  }
  return 0;
}

function after(terminator: string, from: number, ends: EndFinder): number {
  const end = ends.find(terminator, from);
  return end < 0 ? 0 : end + terminator.length;
}

/**
 * Whether a feed's root inside an HTML page is that of a feed: browsers that save a feed wrap it in a page, but pages also
 * hold RDF of their own, such as licences. A feed has its root's attributes or a channel.
 */
function hasFeedShape(text: string, at: number, local: string): boolean {
  const head = text.slice(at, at + 2000);
  return (
    (local !== 'rdf' && /^<[^<>]{0,1500}(?:\sversion\s*=|xmlns)/.test(head)) || /<channel[\s>]/i.test(head)
  );
}

function looksLikePage(text: string): boolean {
  return /<(?:!doctype html|p|div|a|span|script)[\s>]/i.test(text.slice(0, 20_000));
}
