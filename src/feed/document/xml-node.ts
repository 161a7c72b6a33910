/** The small XML tree that every reader returns, its names already normalised. */

/** An element. `name` and attribute names are in lower case; a prefix stands for its namespace (see namespaces.ts). */
export interface XmlNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** In document order; strings are text with entities resolved. */
  readonly children: readonly (XmlNode | string)[];
}

/** A feed as any of the XML readers saw it, before any field is interpreted. */
export interface XmlFeed {
  /** The channel (RSS, RDF) or feed (Atom) element without its items. */
  readonly channel: XmlNode;
  readonly items: readonly XmlNode[];
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** An element that holds only text, for readers whose library does not keep the source tree. */
export function textNode(
  name: string,
  text: string,
  attributes: ReadonlyMap<string, string> = NO_ATTRIBUTES,
): XmlNode {
  return { name, attributes, children: text === '' ? [] : [text] };
}

/** All child elements of that name, in document order. */
export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  const found: XmlNode[] = [];
  for (const child of node.children) if (typeof child !== 'string' && child.name === name) found.push(child);
  return found;
}

/** The text of the first child of that name that has any, trimmed; null without one. */
export function childText(node: XmlNode, name: string): string | null {
  for (const child of node.children) {
    if (typeof child === 'string' || child.name !== name) continue;
    const text = textOf(child).trim();
    if (text !== '') return text;
  }
  return null;
}

const CDATA = '<![CDATA[';
const CDATA_END = ']]>';

/** All text inside an element, whatever its depth (readers bound the depth); a CDATA section that was escaped is unwrapped. */
export function textOf(node: XmlNode): string {
  const text = allText(node);
  const inner = text.includes(CDATA) ? text.trim() : '';
  return inner.startsWith(CDATA) && inner.endsWith(CDATA_END)
    ? inner.slice(CDATA.length, -CDATA_END.length)
    : text;
}

function allText(node: XmlNode): string {
  let text = '';
  for (const child of node.children) text += typeof child === 'string' ? child : allText(child);
  return text;
}

export function hasElements(node: XmlNode): boolean {
  return node.children.some((child) => typeof child !== 'string');
}

const VOID_ELEMENTS: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'input', 'source', 'wbr']);

/** An element's content serialised as HTML: restores XHTML that the XML parser took apart. */
export function innerHtml(node: XmlNode): string {
  let html = '';
  for (const child of node.children) {
    if (typeof child === 'string') {
      html += escapeText(child);
      continue;
    }
    const name = child.name.startsWith('xhtml:') ? child.name.slice('xhtml:'.length) : child.name;
    html += `<${name}`;
    for (const [key, value] of child.attributes)
      if (!key.startsWith('xmlns')) html += ` ${key}="${escapeText(value).replaceAll('"', '&quot;')}"`;
    html += '>';
    if (!VOID_ELEMENTS.has(name) || child.children.length > 0) html += `${innerHtml(child)}</${name}>`;
  }
  return html;
}

/** Text as it must be written inside HTML or XML. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
