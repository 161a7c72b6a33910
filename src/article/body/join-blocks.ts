/** Joins rendered blocks into one plain text. */

import type { ChildNode, Element } from 'domhandler';
import { isElement } from '../dom.ts';
import type { Block } from './render.ts';

/** A blank line separates paragraphs, a line break the items of one list and the rows of one table. */
export function joinBlocks(blocks: readonly Block[]): string {
  let text = '';
  let previous: Block | null = null;
  for (const block of blocks) {
    const line =
      block.kind !== 'item'
        ? block.text
        : block.number > 0
          ? `${block.number}. ${block.text}`
          : `- ${block.text}`;
    if (previous === null) text = line;
    else {
      const close =
        block.kind === previous.kind &&
        (block.kind === 'item' || block.kind === 'row') &&
        sameList(block, previous);
      text += (close ? '\n' : '\n\n') + line;
    }
    previous = block;
  }
  return text;
}

function sameList(a: Block, b: Block): boolean {
  return nearParent(a.element, 2) === nearParent(b.element, 2) || a.element.parent === b.element.parent;
}

function nearParent(element: Element, levels: number): ChildNode | null {
  let node: Element = element;
  for (let i = 0; i < levels; i++) {
    const up = node.parent;
    if (!isElement(up)) return node;
    node = up;
  }
  return node;
}
