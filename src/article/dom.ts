/** Helpers for nodes of the page tree: tag names, attributes, visible text, words of class names. */

import { type ChildNode, Element, type ParentNode, Text } from 'domhandler';
import { Parser } from 'htmlparser2';
import { cleanText } from '../text/words/clean-text.ts';

export function isElement(node: ChildNode | ParentNode | null | undefined): node is Element {
  return node instanceof Element;
}

export function isTextNode(node: ChildNode | null | undefined): node is Text {
  return node instanceof Text;
}

export function attribute(element: Element, name: string): string {
  return element.attribs[name] ?? '';
}

/** Elements below `root` that pass the test, in document order: many times faster than a selector. */
export function elementsWhere(root: ParentNode, passes: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const walk = (parent: ParentNode): void => {
    for (const child of parent.children) {
      if (!(child instanceof Element)) continue;
      if (passes(child)) found.push(child);
      walk(child);
    }
  };
  walk(root);
  return found;
}

/** Inline elements; every other element starts a new block. */
const INLINE = new Set(
  (
    'a abbr acronym amp-img b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr g-emoji emoji bsp-line relative-time time-ago x-placeholder'
  ).split(' '),
);

const HEADING_OR_P = /^(?:p|h[1-6])$/;
const BLOCK_STYLE = /(?:^|[;\s])display\s{0,4}:\s{0,4}(?:block|flex|grid|list-item|table)/i;

/** A drop cap: `float: left` makes it a box, but it is still the first letter of a word. */
function isDropCap({ children: [letter, more], next }: Element, style: string): boolean {
  return (
    more === undefined &&
    isTextNode(letter) &&
    /^\s*\p{Lu}\s*$/u.test(letter.data) &&
    /float\s{0,4}:/i.test(style.slice(0, 300)) &&
    isTextNode(next) &&
    /^\p{Ll}/u.test(next.data)
  );
}

/** Whether an element is inline: by its name, or as a custom element beside text in a paragraph or heading. */
export function isInline(element: Element): boolean {
  if (INLINE.has(element.name)) {
    const { style } = element.attribs;
    return style === undefined || !BLOCK_STYLE.test(style.slice(0, 300)) || isDropCap(element, style);
  }
  if (!element.name.includes('-')) return false;
  const { parent, prev, next } = element;
  return (
    isElement(parent) &&
    (HEADING_OR_P.test(parent.name) || INLINE.has(parent.name)) &&
    [prev, next].some((beside) => isTextNode(beside) && beside.data.trim() !== '')
  );
}

/** Elements that never hold text of the article: controls, code, drawings, embedded documents. */
export const UNREADABLE = new Set(
  (
    'script style noscript template svg math head link meta title nav button input select option textarea datalist iframe object embed ' +
    'applet canvas audio video source track map area dialog menu rt rp noframes frameset frame amp-ad amp-iframe amp-social-share ' +
    'amp-sidebar amp-consent amp-analytics amp-audio amp-video progress meter'
  ).split(' '),
);

/** The text on one line, each run of white space a single space, invisible characters removed. */
export function collapse(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

const ENTITY = /&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8});/i;

/** Resolves entities in text that a template escaped twice; other text comes back unchanged. */
export function decodeEntities(text: string): string {
  if (!ENTITY.test(text)) return text;
  const parts: string[] = [];
  const parser = new Parser({ ontext: (data) => parts.push(data) }, { decodeEntities: true });
  parser.end(text.replaceAll('<', '&lt;'));
  return parts.join('');
}

/** Code, drawings and ruby annotations (pronunciation). */
const SILENT = new Set('script style svg noscript rt rp'.split(' '));

export function isSilent(element: Element): boolean {
  return SILENT.has(element.name);
}

/** Visible text of a subtree on one line, at most `limit` characters. */
export function textOf(
  node: ChildNode | ParentNode,
  limit = 2_000,
  skips: (element: Element) => boolean = isSilent,
): string {
  const parts: string[] = [];
  let length = 0;
  const walk = (n: ChildNode | ParentNode): void => {
    if (length > limit) return;
    if (n instanceof Text) {
      parts.push(n.data);
      length += n.data.length;
    } else if (n instanceof Element || 'children' in n) {
      if (n instanceof Element && skips(n)) return;
      const block = n instanceof Element && !isInline(n);
      if (block) parts.push(' ');
      for (const child of n.children) walk(child);
      if (block) parts.push(' ');
    }
  };
  walk(node);
  return collapse(parts.join('').slice(0, limit * 2)).slice(0, limit);
}

/** Classes of text for screen readers only, such as "Article:" before a headline. */
const UNSEEN = /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:\s|$)/;

/** As textOf for a heading, without its buttons and text for screen readers, unless it has no other text. */
export function headingText(heading: Element, limit: number): string {
  const skips = (e: Element): boolean =>
    isSilent(e) || e.name === 'button' || UNSEEN.test(attribute(e, 'class').slice(0, MAX_NAME));
  return textOf(heading, limit, skips) || textOf(heading, limit);
}

/** Characters of a class or id attribute that are read. */
const MAX_NAME = 400;

/**
 * Words of one class or id token: `postBody__related-links2` gives post, body, related, links.
 * Linear in the length of the token.
 */
export function wordsOfName(token: string): string[] {
  const words: string[] = [];
  let word = '';
  let lastLower = false;
  for (let i = 0; i < token.length && i < MAX_NAME; i++) {
    const c = token.charCodeAt(i);
    const upper = c >= 65 && c <= 90;
    const lower = c >= 97 && c <= 122;
    if (!upper && !lower) {
      if (word !== '') words.push(word);
      word = '';
      lastLower = false;
      continue;
    }
    if (upper && lastLower && word !== '') {
      words.push(word);
      word = '';
    }
    word += upper ? String.fromCharCode(c + 32) : String.fromCharCode(c);
    lastLower = lower;
  }
  if (word !== '') words.push(word);
  return words;
}

/** Class and id tokens of an element, at most 40. */
export function namesOf(element: Element): string[] {
  return splitNames(
    `${attribute(element, 'class').slice(0, MAX_NAME)} ${attribute(element, 'id').slice(0, MAX_NAME)}`,
  );
}

export function splitNames(names: string): string[] {
  return names
    .slice(0, 2 * MAX_NAME)
    .split(/\s+/)
    .filter((name) => name !== '')
    .slice(0, 40);
}
