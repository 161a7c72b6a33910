/** Tells words of the text from junk with the same class names: a company's name of class `ticker`, a section with the id `share-capital`. */

import type { ChildNode, Element } from 'domhandler';
import {
  attribute,
  isElement,
  isInline,
  isTextNode,
  namesOf,
  splitNames,
  textOf,
  wordsOfName,
} from '../dom.ts';
import type { Stats } from './score.ts';

/** `At <span class="ticker">Home Depot</span>, we first realized`: words of a sentence, whatever their class. */
export function isWithinSentence(element: Element): boolean {
  if (!isInline(element)) return false;
  const { prev, next } = element;
  return (
    (isTextNode(prev) &&
      isTextNode(next) &&
      /[\p{L}\p{N},(“"'’–-]\s{0,3}$/u.test(prev.data.slice(-8)) &&
      /^\s{0,3}[\p{Ll}\p{Lo},;.)”’]/u.test(next.data.slice(0, 8))) ||
    isExplainedWord(element)
  );
}

/** Class words of pop-ups that scripts attach to words of the text; the word itself often has the same class. */
const SHOWN_AT_WORDS = new Set('ticker tooltip popover popup flyout'.split(' '));
const LONGEST_WORDS = 40;
/** Letters beside such words that make their block a sentence. */
const SENTENCE = 20;

/** `<p><span class="ticker">BYD</span> Auto and ...`: text on one side is enough for a name that begins or ends a sentence. */
function isExplainedWord(element: Element): boolean {
  const called = namesOf(element).some((name) => wordsOfName(name).some((word) => SHOWN_AT_WORDS.has(word)));
  if (!called) return false;
  const words = textOf(element, LONGEST_WORDS + 1);
  if (words.length > LONGEST_WORDS || !/[\p{L}\p{N}]/u.test(words)) return false;
  let whole = element;
  while (isElement(whole.parent) && isInline(whole.parent) && isAlone(whole)) whole = whole.parent;
  const before = textBeside(whole.prev, 'prev');
  // an explanation follows its word without a space: `BEV<span class="tooltip">battery-electric vehicle</span>`
  if (/[\p{Ll}\p{Lu}]$/u.test(before)) return false;
  return before.trim().length + textBeside(whole.next, 'next').trim().length >= SENTENCE;
}

function isAlone({ prev, next }: Element): boolean {
  const isBlank = (node: ChildNode | null): boolean =>
    node === null || (isTextNode(node) && node.data.trim() === '' && node.prev === null);
  return (
    isBlank(prev) && (next === null || (isTextNode(next) && next.data.trim() === '' && next.next === null))
  );
}

/** Text on one side of an element within its block, cut off once it is long enough for a sentence. */
function textBeside(from: ChildNode | null, side: 'prev' | 'next'): string {
  let text = '';
  for (let node = from; node !== null && text.trim().length < SENTENCE; node = node[side]) {
    if (isElement(node) && !isInline(node)) break;
    const own = isTextNode(node) ? node.data : isElement(node) ? textOf(node, 4 * SENTENCE) : '';
    text = side === 'prev' ? own + text : text + own;
  }
  return text;
}

/** Words that name boxes of a page but are business terms, too: `share-capital`, `voting-rights`, `credit-lines`. */
const MATTERS = new Set(
  'credit credits donation donations promotion rating ratings reactions share sharing social sponsor sponsorship subscription vote voting'.split(
    ' ',
  ),
);
const SECTION = /^(?:section|div|article)$/;
const SHORTEST_PROSE = 60;
/** Boxes of a page, unlike sections, consist of links or have form controls. */
const LINKED = 0.3;
const CONTROLS = /^(?:form|input|button|select|textarea)$/;

/** A section with a paragraph of prose that has such a word only in its id, which is made from its heading. */
export function isSectionOnMatter(element: Element, stats: Stats): boolean {
  if (!SECTION.test(element.name) || stats.link > LINKED * stats.text) return false;
  const words = splitNames(attribute(element, 'id')).flatMap(wordsOfName);
  if (!words.some((word) => MATTERS.has(word))) return false;
  if (
    splitNames(attribute(element, 'class'))
      .flatMap(wordsOfName)
      .some((word) => MATTERS.has(word))
  )
    return false;
  const children = element.children.filter(isElement);
  return (
    !children.some((child) => CONTROLS.test(child.name)) &&
    children.some((child) => child.name === 'p' && isProse(textOf(child, 2 * SHORTEST_PROSE)))
  );
}

function isProse(text: string): boolean {
  return text.length >= SHORTEST_PROSE && /[\p{L}\p{N}][.。!?][”"’)]?(?:\s|$)|[,，、]/u.test(text);
}
