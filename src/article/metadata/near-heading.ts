/** Lines of text around the headline, where pages put the byline and the date. */

import type { ChildNode, Element } from 'domhandler';
import { lettersOf } from '../../text/words/letters.ts';
import { collapse, elementsWhere, headingText, isElement, isInline, isTextNode, textOf } from '../dom.ts';
import type { Page } from '../parse-page.ts';
import { looksLikeTitle } from './shown-title.ts';

const MAX_LINES = 14;
const MAX_BEFORE = 5;
const MAX_CHARACTERS = 1_500;
const LONGEST_LINE = 200;
const MAX_HEADINGS = 40;
const SKIPPED = new Set(
  'script style noscript svg template select option button nav iframe head footer aside'.split(' '),
);

/** Up to 14 short lines after the heading that shows the title, then up to 5 before it, nearest first. */
export function linesNearHeading(heading: Element | null): string[] {
  if (heading === null) return [];
  const after: string[] = [];
  let characters = 0;
  let buffer = '';
  const flush = (): void => {
    const line = collapse(buffer);
    buffer = '';
    if (line === '') return;
    characters += line.length;
    after.push(line.slice(0, LONGEST_LINE));
  };
  const walk = (node: ChildNode): void => {
    if (after.length >= MAX_LINES || characters > MAX_CHARACTERS) return;
    if (isTextNode(node)) buffer += node.data.slice(0, 1_000);
    else if (isElement(node) && !SKIPPED.has(node.name)) {
      const block = !isInline(node) || node.name === 'time';
      if (block) flush();
      for (const child of node.children) walk(child);
      if (block) flush();
    }
  };
  for (
    let node: Element | null = heading;
    node !== null && node.name !== 'body';
    node = isElement(node.parent) ? node.parent : null
  ) {
    for (
      let next = node.next;
      next !== null && after.length < MAX_LINES && characters <= MAX_CHARACTERS;
      next = next.next
    )
      walk(next);
    flush();
  }
  return [...after, ...linesBefore(heading)];
}

function linesBefore(heading: Element): string[] {
  const lines: string[] = [];
  let steps = 0;
  for (
    let node: Element | null = heading;
    node !== null && node.name !== 'body' && steps < 8;
    node = isElement(node.parent) ? node.parent : null, steps++
  ) {
    for (
      let before = node.prev;
      before !== null && lines.length < MAX_BEFORE && steps < 200;
      before = before.prev, steps++
    ) {
      if (isElement(before) && SKIPPED.has(before.name)) continue;
      const text = textOf(before, LONGEST_LINE + 1);
      if (text !== '' && text.length <= LONGEST_LINE) lines.push(text);
    }
  }
  return lines;
}

/** The element that shows the title, or else the first h1. */
export function findHeading(page: Page, title: string | null): Element | null {
  const headings = [...page.tagged('h1'), ...page.tagged('h2'), ...page.tagged('h3')].slice(0, MAX_HEADINGS);
  if (title !== null) {
    const want = lettersOf(title);
    const exact = headings.find((h) => lettersOf(headingText(h, 500)) === want);
    if (exact !== undefined) return exact;
    const named = elementsWhere(page.root, looksLikeTitle)
      .slice(0, MAX_HEADINGS)
      .find((e) => lettersOf(textOf(e, 500)) === want);
    if (named !== undefined) return named;
  }
  return headings.find((h) => h.name === 'h1') ?? null;
}
