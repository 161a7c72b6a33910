/** Writes the chosen part of a page as blocks of plain text: paragraphs, headings, list items, table rows. */

import type { Element } from 'domhandler';
import { cleanText } from '../../text/words/clean-text.ts';
import { joinWrapped } from '../../text/words/hard-wraps.ts';
import { attribute, decodeEntities, isElement, isInline, isTextNode, UNREADABLE } from '../dom.ts';
import { isButton, isFootnoteMark } from './inline-marks.ts';

type BlockKind = 'paragraph' | 'heading' | 'item' | 'row' | 'code' | 'caption' | 'quote';

export interface Block {
  readonly kind: BlockKind;
  readonly text: string;
  /** Characters of `text` inside links. */
  readonly linked: number;
  /** Of those, the ones in links to other sites. */
  readonly foreign: number;
  /** Element whose text this is. */
  readonly element: Element;
  /** Heading level, 0 for other kinds. */
  readonly level: number;
  /** Number of an item of an ordered list, 0 for others. */
  readonly number: number;
}

/** Characters rendered at most; the rest of a larger page is left out. */
const MAX_RENDERED = 1_000_000;

type Linked = 'none' | 'own' | 'foreign';

interface RenderState {
  readonly blocks: Block[];
  buffer: string[];
  linked: number;
  foreign: number;
  rendered: number;
  readonly isForeign: (href: string) => boolean;
  /** Items written so far of each ordered list. */
  readonly numbers: Map<Element, number>;
  readonly numbered: Set<Element>;
}

/** Blocks of a subtree in reading order, elements in `removed` left out. */
export function renderBlocks(
  root: Element,
  removed: ReadonlySet<Element>,
  isForeign: (href: string) => boolean,
): Block[] {
  const state: RenderState = {
    blocks: [],
    buffer: [],
    linked: 0,
    foreign: 0,
    rendered: 0,
    isForeign,
    numbers: new Map(),
    numbered: new Set(),
  };
  walk(root, 'paragraph', root, 'none', state, removed);
  flush(state, 'paragraph', root);
  return state.blocks;
}

function kindOf(element: Element, outer: BlockKind): BlockKind {
  switch (element.name) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return 'heading';
    case 'li':
    case 'dt':
    case 'dd':
      return outer === 'caption' ? outer : 'item';
    case 'pre':
    case 'listing':
      return 'code';
    case 'figcaption':
    case 'figure':
    case 'picture':
      return 'caption';
    case 'blockquote':
      return 'quote';
    case 'tr':
      return 'row';
    default:
      return outer === 'heading' ? 'heading' : outer;
  }
}

function walk(
  node: Element,
  kind: BlockKind,
  block: Element,
  linked: Linked,
  state: RenderState,
  removed: ReadonlySet<Element>,
): void {
  for (const child of node.children) {
    if (state.rendered > MAX_RENDERED) return;
    if (isTextNode(child)) write(child.data, kind, linked, state);
    else if (isElement(child)) enter(child, kind, block, linked, state, removed);
  }
}

function enter(
  child: Element,
  kind: BlockKind,
  block: Element,
  linked: Linked,
  state: RenderState,
  removed: ReadonlySet<Element>,
): void {
  if (removed.has(child) || UNREADABLE.has(child.name)) return;
  if (child.name === 'br') {
    state.buffer.push('\n');
    return;
  }
  if (child.name === 'hr') {
    flush(state, kind, block);
    return;
  }
  if (isFootnoteMark(child)) return;
  const inLink =
    child.name !== 'a'
      ? linked
      : isButton(child)
        ? 'own'
        : state.isForeign(attribute(child, 'href'))
          ? 'foreign'
          : 'own';
  if (isInline(child)) {
    walk(child, kind, block, inLink, state, removed);
    return;
  }
  flush(state, kind, block);
  const inner = kindOf(child, kind);
  if (inner === 'row' && isDataRow(child) && writeRow(child, state, removed)) return;
  walk(child, inner, child, inLink, state, removed);
  flush(state, inner, child);
}

function write(data: string, kind: BlockKind, linked: Linked, state: RenderState): void {
  const text = kind === 'code' ? data : data.replace(/[\s\u00a0]+/g, ' ');
  state.buffer.push(text);
  state.rendered += text.length;
  if (linked === 'none') return;
  const length = text.trim().length;
  state.linked += length;
  if (linked === 'foreign') state.foreign += length;
}

function flush(state: RenderState, kind: BlockKind, element: Element): void {
  if (state.buffer.length === 0) return;
  const raw = cleanText(state.buffer.join(''));
  const { linked, foreign } = state;
  state.buffer = [];
  state.linked = 0;
  state.foreign = 0;
  const wrapped = joinWrapped(raw);
  if (kind === 'code' && wrapped === null) {
    const text = raw.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd();
    if (text.trim() !== '') state.blocks.push({ kind, text, linked, foreign, element, level: 0, number: 0 });
    return;
  }
  const clean = unescaped(wrapped ?? raw);
  // an empty line inside a block (two <br>) separates paragraphs; a single <br> only breaks the line
  const parts = kind === 'heading' ? [clean.replace(/\n/g, ' ')] : clean.split(/\n *\n[ \n]*/);
  const whole = Math.max(1, clean.length);
  for (const part of parts) {
    // spaces first: in a long run the second pattern would start over at each space, which is quadratic
    const text = part
      .replace(/ {2,}/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim();
    if (text === '') continue;
    const share = parts.length === 1 ? 1 : part.length / whole;
    const number = kind === 'item' ? numberOf(element, state) : 0;
    state.blocks.push({
      kind: kind === 'code' ? 'paragraph' : kind,
      text,
      linked: linked * share,
      foreign: foreign * share,
      element,
      level: levelOf(element, kind),
      number,
    });
  }
}

/** Entities that a template escaped twice; angle brackets are left, as a text about HTML may mean them literally. */
const ESCAPED = /&(?!lt;|gt;|#0?6[02];)(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8});/gi;

function unescaped(text: string): string {
  return text.includes('&')
    ? cleanText(text.replace(ESCAPED, decodeEntities)).replaceAll('\u00a0', ' ')
    : text;
}

function levelOf(element: Element, kind: BlockKind): number {
  return kind === 'heading' && /^h[1-6]$/.test(element.name) ? Number(element.name[1]) : 0;
}

/** Levels between a block and the list item that holds it. */
const ITEM_LEVELS = 3;

/** Number of the item of an ordered list whose first block this is; 0 for later blocks and elsewhere. */
function numberOf(block: Element, state: RenderState): number {
  let item: Element | null = block;
  for (let i = 0; i < ITEM_LEVELS && item !== null && item.name !== 'li'; i++) {
    item = isElement(item.parent) ? item.parent : null;
  }
  const list = item?.parent;
  if (item?.name !== 'li' || !isElement(list) || list.name !== 'ol' || state.numbered.has(item)) return 0;
  state.numbered.add(item);
  const number = (state.numbers.get(list) ?? 0) + 1;
  state.numbers.set(list, number);
  return number;
}

/** Cells longer than this, or with paragraphs in them, make a table a layout grid, rendered as blocks. */
const LONGEST_CELL = 400;

/** A row with more elements than this, or with a table inside, lays out a page. */
const MAX_ROW_ELEMENTS = 200;

/** Whether a row is small and holds no table. Asked before it is rendered: rendering nested tables twice a level would take time exponential in depth. */
function isDataRow(row: Element): boolean {
  let count = 0;
  const small = (element: Element): boolean =>
    element.children.every((child) => {
      if (!isElement(child)) return true;
      return ++count <= MAX_ROW_ELEMENTS && child.name !== 'table' && child.name !== 'tr' && small(child);
    });
  return small(row);
}

function writeRow(row: Element, state: RenderState, removed: ReadonlySet<Element>): boolean {
  const cells: string[] = [];
  let linked = 0;
  let foreign = 0;
  for (const cell of row.children) {
    if (!isElement(cell) || removed.has(cell)) continue;
    if (cell.name !== 'td' && cell.name !== 'th') return false;
    const inner: RenderState = {
      blocks: [],
      buffer: [],
      linked: 0,
      foreign: 0,
      rendered: state.rendered,
      isForeign: state.isForeign,
      numbers: state.numbers,
      numbered: state.numbered,
    };
    walk(cell, 'paragraph', cell, 'none', inner, removed);
    flush(inner, 'paragraph', cell);
    const text = inner.blocks.map((b) => b.text.replace(/\n/g, ' ')).join(' ');
    if (text.length > LONGEST_CELL || inner.blocks.length > 4 || inner.blocks.some((b) => b.kind === 'row'))
      return false;
    for (const b of inner.blocks) {
      linked += b.linked;
      foreign += b.foreign;
    }
    if (text !== '') cells.push(text);
  }
  if (cells.length < 2) return false;
  const text = cells.join(' | ');
  state.rendered += text.length;
  state.blocks.push({ kind: 'row', text, linked, foreign, element: row, level: 0, number: 0 });
  return true;
}
