/** Recovers items from XML that strict parsers reject, each read on its own so that a bad item costs only itself. */
import { Parser } from 'htmlparser2';
import type { NameReader } from './namespaces.ts';
import { MAX_DEPTH, MAX_ELEMENTS } from './survey.ts';
import type { XmlFeed, XmlNode } from './xml-node.ts';

interface OpenNode extends XmlNode {
  readonly children: (XmlNode | string)[];
}

/**
 * Cuts sanitised XML at every item start and reads the pieces leniently, at most MAX_DEPTH deep and
 * MAX_ELEMENTS elements in all. Never throws; what lies beyond the limits is missing from the result.
 */
export function readBySalvage(xml: string, itemStarts: readonly number[], spell: NameReader): XmlFeed {
  const budget = { elements: MAX_ELEMENTS };
  const head = readFragment(xml.slice(0, itemStarts[0] ?? xml.length), spell, budget);
  return { channel: channelOf(head), items: readItems(piecesOf(xml, itemStarts), spell, budget) };
}

/** The items at both ends of a document that exceeds the limit of elements: publishers add new ones at either end. */
export function readEnds(xml: string, itemStarts: readonly number[], spell: NameReader): XmlNode[] {
  const pieces = piecesOf(xml, itemStarts);
  const first = readItems(pieces, spell, { elements: MAX_ELEMENTS / 2 });
  const last = readItems(pieces.slice(first.length).reverse(), spell, { elements: MAX_ELEMENTS / 2 });
  return [...first, ...last.reverse()];
}

/** Splits the XML at the item starts: each piece reaches to the next one. */
const piecesOf = (xml: string, itemStarts: readonly number[]): string[] =>
  itemStarts.map((start, index) => xml.slice(start, itemStarts[index + 1] ?? xml.length));

/** Reads one item from each piece until the budget is spent. The item on which it runs out is incomplete: left out, unless it is the only one. */
function readItems(pieces: readonly string[], spell: NameReader, budget: { elements: number }): XmlNode[] {
  const items: XmlNode[] = [];
  for (const piece of pieces) {
    if (budget.elements <= 0) break;
    const item = readFragment(piece, spell, budget)[0];
    if (item !== undefined && (budget.elements >= 0 || items.length === 0)) items.push(item);
  }
  return items;
}

/** The channel with what it inherits from the root around it (xml:base, xml:lang). */
function channelOf(head: readonly XmlNode[]): XmlNode {
  const root = head[0] ?? { name: '', attributes: new Map<string, string>(), children: [] };
  for (const child of root.children)
    if (typeof child !== 'string' && child.name === 'channel')
      return { ...child, attributes: new Map([...root.attributes, ...child.attributes]) };
  return root;
}

/** Top-level elements of a piece of XML; for an item, reading ends with its end tag. */
function readFragment(xml: string, spell: NameReader, budget: { elements: number }): XmlNode[] {
  const roots: XmlNode[] = [];
  const stack: OpenNode[] = [];
  let over = false;
  const parser = new Parser(
    {
      onopentag(rawName, rawAttributes) {
        if (over) return;
        if (budget.elements-- <= 0 || stack.length >= MAX_DEPTH) {
          over = true;
          throw STOP;
        }
        const attributes = new Map<string, string>();
        for (const [key, value] of Object.entries(rawAttributes)) attributes.set(key.toLowerCase(), value);
        const node: OpenNode = { name: spell(rawName, attributes.get('xmlns')), attributes, children: [] };
        const parent = stack.at(-1);
        if (parent === undefined) roots.push(node);
        else parent.children.push(node);
        stack.push(node);
      },
      ontext(text) {
        stack.at(-1)?.children.push(text);
      },
      onclosetag() {
        stack.pop();
        if (stack.length === 0 && !over) {
          over = true;
          throw STOP;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  try {
    parser.end(xml);
  } catch (error) {
    if (error !== STOP) throw error;
  }
  return roots;
}

/** Thrown out of the parser's callbacks, the only way to end it at once. */
const STOP = new Error('enough read');
