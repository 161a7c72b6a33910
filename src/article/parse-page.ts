/** Turns HTML into one htmlparser2 tree under caps that hostile pages cannot exceed. */

import { load } from 'cheerio/slim';
import { Document, Element, type ParentNode, Text } from 'domhandler';
import { type Handler, Parser } from 'htmlparser2';

/** Real pages stay under 30,000 elements; the rest of a page beyond the cap is not read. */
const MAX_ELEMENTS = 200_000;
/** Elements below this level become children of the last allowed one, so that recursion over the tree is safe. */
const MAX_LEVELS = 256;
/** The parser's own stack costs time in proportion to its depth at every tag; parsing stops here. */
const MAX_OPEN_TAGS = 2_000;
/** Text nodes and elements together. */
const MAX_NODES = 600_000;
/** Characters of HTML that are read; the fetcher has its own, smaller limit. */
const MAX_CHARACTERS = 12_000_000;
const CHUNK = 65_536;
/** Longer attribute values are cut: none that the extraction uses is longer. */
const MAX_ATTRIBUTE = 4_000;
const MAX_ATTRIBUTES = 60;
const MAX_SCRIPT_JSON = 2_000_000;

export interface Page {
  readonly root: Document;
  readonly html: string;
  readonly elements: number;
  /** Why the rest of the page was not read; null when all of it was. */
  readonly cut: string | null;
  /** Elements of the tags that every page is asked for (see INDEXED), in document order, from an index. */
  readonly tagged: (name: string) => readonly Element[];
  /** Elements that a CSS selector finds. */
  readonly select: (selector: string) => readonly Element[];
}

const INDEXED = new Set([
  'title',
  'meta',
  'link',
  'base',
  'a',
  'h1',
  'h2',
  'h3',
  'h4',
  'time',
  'script',
  'html',
  'body',
]);
const MAX_INDEXED = 2_000;
const NONE: readonly Element[] = [];

/** Elements whose text is neither shown to readers nor used here. */
const DROPPED_TEXT = new Set(['script', 'style', 'svg', 'template', 'math']);
/** Those of them that hold raw text up to their end tag: half of most pages, which is skipped without the parser. */
const CODE_START = /<(?:script|style)[\s>]/gi;
const CODE_END = { script: /<\/script/gi, style: /<\/style/gi } as const;

class TreeBuilder implements Partial<Handler> {
  /** One element around everything: searches cost time in proportion to the square of the number of top nodes. */
  private readonly whole = new Element('page', {});
  readonly root = new Document([this.whole]);
  elements = 0;
  cut: string | null = null;
  readonly index = new Map<string, Element[]>();
  private nodes = 0;
  private depth = 0;
  private current: ParentNode = this.whole;
  /** Depth inside elements whose text is dropped; 0 outside. */
  private dropping = 0;
  private readonly open: (Element | null)[] = [];

  constructor() {
    this.whole.parent = this.root;
  }

  onopentag(tag: string, attribs: Record<string, string>): void {
    // the content of a declarative shadow root is shown, unlike that of other templates
    const name = tag === 'template' && attribs['shadowrootmode'] !== undefined ? 'shadow-root' : tag;
    this.depth++;
    if (this.cut !== null) return;
    if (this.depth > MAX_OPEN_TAGS) this.cut = 'nested too deeply';
    else if (this.elements >= MAX_ELEMENTS || this.nodes >= MAX_NODES) this.cut = 'too many elements';
    if (this.cut !== null) return;
    this.elements++;
    this.nodes++;
    const element = new Element(name, trimAttributes(attribs));
    append(this.current, element);
    if (INDEXED.has(name) && (name !== 'script' || isJsonLd(attribs))) this.remember(name, element);
    const flat = this.open.length >= MAX_LEVELS;
    if (flat) {
      this.open.push(null);
      return;
    }
    this.open.push(element);
    this.current = element;
    if (this.dropping > 0 || (DROPPED_TEXT.has(name) && !isJsonLd(attribs))) this.dropping++;
  }

  ontext(data: string): void {
    if (this.cut !== null || this.dropping > 0) return;
    const last = this.current.children[this.current.children.length - 1];
    if (last instanceof Text) {
      if (last.data.length < MAX_SCRIPT_JSON) last.data += data;
      return;
    }
    if (this.nodes >= MAX_NODES) {
      this.cut = 'too many nodes';
      return;
    }
    this.nodes++;
    append(this.current, new Text(data));
  }

  /** The kind of element whose dropped code the parser is inside; null outside. */
  get droppedCode(): keyof typeof CODE_END | null {
    const { current } = this;
    if (this.dropping === 0 || !(current instanceof Element)) return null;
    return current.name === 'script' || current.name === 'style' ? current.name : null;
  }

  onclosetag(): void {
    this.depth--;
    if (this.cut !== null) return;
    const closed = this.open.pop();
    if (closed === null || closed === undefined) return;
    if (this.dropping > 0) this.dropping--;
    this.current = closed.parent ?? this.whole;
  }

  private remember(name: string, element: Element): void {
    const known = this.index.get(name);
    if (known === undefined) this.index.set(name, [element]);
    else if (known.length < MAX_INDEXED) known.push(element);
  }
}

/**
 * Parses a page. Never throws; what lies beyond a cap is left out and `cut` says so.
 * Comments, scripts (except JSON-LD), styles and drawings keep no text.
 */
export function parsePage(html: string): Page {
  const builder = new TreeBuilder();
  const parser = new Parser(builder, { xmlMode: false, decodeEntities: true });
  const end = Math.min(html.length, MAX_CHARACTERS);
  const write = (from: number, to: number): void => {
    for (let at = from; at < to && builder.cut === null; at += CHUNK)
      parser.write(html.slice(at, Math.min(to, at + CHUNK)));
  };
  for (let at = 0; at < end && builder.cut === null; ) {
    const start = indexFrom(CODE_START, html, at);
    const next = start < 0 ? end : html.indexOf('>', start) + 1 || end;
    write(at, Math.min(next, end));
    // what looks like a start tag may be in a comment or an attribute: the parser knows
    const code = builder.droppedCode;
    const after = code === null ? next : indexFrom(CODE_END[code], html, next);
    at = after < 0 ? end : after;
  }
  if (builder.cut === null) parser.end();
  const cut = builder.cut ?? (html.length > MAX_CHARACTERS ? 'page too long' : null);
  const tagged = (name: string): readonly Element[] => builder.index.get(name) ?? NONE;
  // few sites have rules with selectors, so their engine is created on demand
  const select = (selector: string): readonly Element[] => {
    const $ = load(builder.root, { xml: { xmlMode: false, decodeEntities: true } });
    return $(selector)
      .toArray()
      .filter((node) => node instanceof Element);
  };
  return { root: builder.root, html, elements: builder.elements, cut, tagged, select };
}

function indexFrom(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function append(parent: ParentNode, node: Element | Text): void {
  const last = parent.children[parent.children.length - 1];
  node.parent = parent;
  if (last !== undefined) {
    last.next = node;
    node.prev = last;
  }
  parent.children.push(node);
}

function isJsonLd(attribs: Record<string, string>): boolean {
  return (attribs['type'] ?? '').toLowerCase().includes('ld+json');
}

/** Most elements pass unchanged; only oversized attribute lists are copied. */
function trimAttributes(attribs: Record<string, string>): Record<string, string> {
  let count = 0;
  let long = false;
  for (const name in attribs) {
    count++;
    if (count > MAX_ATTRIBUTES) break;
    if ((attribs[name] ?? '').length > MAX_ATTRIBUTE) long = true;
  }
  if (count <= MAX_ATTRIBUTES && !long) return attribs;
  const kept: Record<string, string> = {};
  count = 0;
  for (const name in attribs) {
    if (++count > MAX_ATTRIBUTES) break;
    kept[name] = (attribs[name] ?? '').slice(0, MAX_ATTRIBUTE);
  }
  return kept;
}
