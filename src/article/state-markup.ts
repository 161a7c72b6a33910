/** Converts rich text that content systems keep as JSON to HTML: paragraphs, headings, lists and quotes, nothing else. */

import { isObject } from './metadata/json-ld.ts';

/** Keys under which the trees of the usual editors keep the type of a node. */
const TYPE_KEYS = ['type', '_type', 'nodeType', 'tag', 'name', 'style', '__typename'];
/** Keys under which they keep its text and children; the first that yields something counts. */
const TEXT_KEYS = [
  'children',
  'content',
  'items',
  'nodes',
  'paragraphs',
  'text',
  'value',
  'data',
  'html',
  'body',
];

const TAGS: Readonly<Record<string, string>> = {
  block: 'p',
  blockquote: 'blockquote',
  bulletedlist: 'ul',
  h1: 'h2',
  h2: 'h2',
  h3: 'h3',
  h4: 'h4',
  h5: 'h5',
  h6: 'h6',
  header: 'h2',
  heading: 'h2',
  heading1: 'h2',
  heading2: 'h2',
  heading3: 'h3',
  heading4: 'h4',
  li: 'li',
  list: 'ul',
  listitem: 'li',
  numberedlist: 'ol',
  ol: 'ol',
  orderedlist: 'ol',
  p: 'p',
  paragraph: 'p',
  quote: 'blockquote',
  subheading: 'h3',
  textblock: 'p',
  ul: 'ul',
  unorderedlist: 'ul',
};
/** Pictures, players, advertisements, pointers to other pages. */
const SKIPPED =
  /^(?:ad|ads|advert|advertisement|audio|author|button|caption|cta|customembed|divider|embed|figure|gallery|image|img|interstitiallink|media|newsletter|oembed|oembedresponse|promo|rawhtml|related|script|video)$/;
const MAX_DEPTH = 12;

/** HTML of a list of nodes; plain strings in it are paragraphs. */
export function listMarkup(list: readonly unknown[]): string {
  return list
    .map((node) => (typeof node === 'string' ? `<p>${markupOf(node)}</p>` : blockMarkup(node)))
    .join('\n');
}

/** Every node of the outermost list becomes a block, whatever its type. */
function blockMarkup(node: unknown): string {
  const inner = nodeMarkup(node, 0);
  return /^\s*<(?:p|h\d|ul|ol|li|blockquote|div)\b/i.test(inner) || inner === '' ? inner : `<p>${inner}</p>`;
}

function nodeMarkup(node: unknown, depth: number): string {
  if (depth > MAX_DEPTH) return '';
  if (typeof node === 'string') return markupOf(node);
  if (Array.isArray(node)) return node.map((inner) => nodeMarkup(inner, depth + 1)).join('');
  if (!isObject(node)) return '';
  const names = TYPE_KEYS.map((key) => node[key])
    .filter((name) => typeof name === 'string')
    .map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''));
  if (names.some((name) => SKIPPED.test(name))) return '';
  const inner = innerMarkup(node, depth);
  if (inner === '') return '';
  const tag = names.map((name) => TAGS[name]).find((known) => known !== undefined);
  if (tag === undefined) return inner;
  if (tag !== 'ul' && tag !== 'ol') return `<${tag}>${inner}</${tag}>`;
  return `<${tag}>${inner.includes('<li>') ? inner : listItems(node, depth)}</${tag}>`;
}

function innerMarkup(node: Readonly<Record<string, unknown>>, depth: number): string {
  for (const key of TEXT_KEYS) {
    const inner = nodeMarkup(node[key], depth + 1);
    if (inner !== '') return inner;
  }
  return '';
}

function listItems(node: Readonly<Record<string, unknown>>, depth: number): string {
  const items = TEXT_KEYS.map((key) => node[key]).find(Array.isArray) ?? [];
  return items.map((item) => `<li>${nodeMarkup(item, depth + 1)}</li>`).join('');
}

/** A string with markup is kept; any other is escaped. */
function markupOf(text: string): string {
  return isMarkup(text) ? text : text.replaceAll('<', '&lt;');
}

export function isMarkup(text: string): boolean {
  return /<\/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,300})?\/?>/i.test(text);
}
