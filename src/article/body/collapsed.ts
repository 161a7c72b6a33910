/** Tells the collapsed rest of an article, which a "Read more" button reveals, from hidden menus, dialogues, forms and other articles. */

import type { Element } from 'domhandler';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { attribute, isElement, isInline, isTextNode, textOf } from '../dom.ts';
import PHRASES from './collapsed-phrases.json' with { type: 'json' };
import type { Scores, Stats } from './score.ts';

/** Letters in a block of running text, on average; labels and menu entries have fewer. */
const LETTERS = 50;
/** Least share of an element's text that is running text. */
const RUNNING = 0.8;
const LINKED = 0.1;
/** This many hidden paragraphs among visible ones count as collapsed text even without such a button. */
const SEVERAL = 2;
/** Least ratio of visible to hidden letters of running text: a collapsed article shows more than a line. */
const IN_SIGHT = 0.4;
/** Letters of the shortest block that counts as sentences. */
const SENTENCE = 25;
const MAX_LOOKED_AT = 500;

/** Labels of buttons that show the rest of a text. */
const EXPANDER = new RegExp(String.raw`^[+▼▾⌄…\s]{0,4}${inAnyLanguage(PHRASES.expander)}`, 'iu');
/** Words of hidden parts that ask the reader for something: such parts are no text. */
const PLEA = new RegExp(inAnyLanguage(PHRASES.plea), 'iu');
/** Elements that are no part of a text or begin another one. */
const FOREIGN_PARTS = new Set('form input textarea select article h1 iframe template'.split(' '));

/** What is known of an element that has hidden children. */
interface Surroundings {
  /** Paragraphs among its hidden children. */
  readonly hidden: number;
  /** Letters of visible running text in its children, and the tags of those that are paragraphs. */
  readonly letters: number;
  readonly tags: ReadonlySet<string>;
  readonly button: boolean;
}

type IsHidden = (element: Element) => boolean;

/** Returns a test for hidden elements: whether one is the collapsed rest of the text around it. Caches by parent. */
export function collapsedParts(scores: Scores, isHidden: IsHidden): (element: Element) => boolean {
  const known = new Map<Element, Surroundings>();
  const around = (parent: Element): Surroundings => {
    const found = known.get(parent) ?? lookAround(parent, scores, isHidden);
    known.set(parent, found);
    return found;
  };
  return (element) => {
    const stats = scores.get(element);
    const parent = element.parent;
    if (stats === undefined || !isElement(parent) || !isRunning(stats)) return false;
    const own = around(parent);
    if (own.tags.size > 0 && (own.button || own.hidden >= SEVERAL)) return fits(element, stats, scores, own);
    const outer = isElement(parent.parent) ? around(parent.parent) : null;
    return outer !== null && (own.button || outer.button) && fits(element, stats, scores, outer);
  };
}

function isRunning({ score, text, link, paragraphs }: Stats): boolean {
  return paragraphs > 0 && score >= LETTERS * paragraphs && score >= RUNNING * text && link <= LINKED * text;
}

/** Whether a hidden element holds only paragraphs, with the same tags as the visible ones. */
function fits(element: Element, stats: Stats, scores: Scores, { letters, tags }: Surroundings): boolean {
  if (letters < IN_SIGHT * stats.score) return false;
  let seen = 0;
  const alike = (e: Element): boolean =>
    ++seen <= MAX_LOOKED_AT &&
    !FOREIGN_PARTS.has(e.name) &&
    e.attribs['role'] !== 'dialog' &&
    (!holdsSentences(e, scores) || tags.has(e.name)) &&
    e.children.every((child) => !isElement(child) || alike(child));
  return alike(element) && !PLEA.test(textOf(element, 2_000));
}

function lookAround(parent: Element, scores: Scores, isHidden: IsHidden): Surroundings {
  const tags = new Set<string>();
  let hidden = 0;
  let letters = 0;
  let button = false;
  const look = (element: Element): void => {
    if (isExpander(element)) button = true;
    const stats = scores.get(element);
    if (stats === undefined || !isRunning(stats)) return;
    if (isHidden(element)) hidden += stats.paragraphs;
    else {
      if (holdsSentences(element, scores)) tags.add(element.name);
      letters += stats.score;
    }
  };
  // the body of the page is not the container of an article
  if (parent.name === 'body' || parent.name === 'html') return { hidden, letters, tags, button };
  let flat = false;
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    look(child);
    if (isHidden(child)) continue;
    flat ||= holdsSentences(child, scores);
    for (const below of child.children) {
      if (!isElement(below)) continue;
      if (isExpander(below)) button = true;
      const stats = scores.get(below);
      if (stats !== undefined && isRunning(stats) && holdsSentences(below, scores)) tags.add(below.name);
    }
  }
  // without an expander, the hidden part must be a sibling of visible paragraphs
  return { hidden, letters, tags: flat || button ? tags : NO_TAGS, button };
}

const NO_TAGS: ReadonlySet<string> = new Set();
function isExpander(element: Element): boolean {
  if (!/^(?:button|a|span|label|summary|div|p|input)$/.test(element.name)) return false;
  const label =
    element.name === 'input'
      ? attribute(element, 'value')
      : textOf(element, 60) || attribute(element, 'aria-label');
  return label.length < 60 && EXPANDER.test(label);
}

/** Whether running text is in the element itself, not in blocks inside it. */
function holdsSentences(element: Element, scores: Scores): boolean {
  if (isInline(element)) return false;
  let length = 0;
  for (const child of element.children) {
    if (isTextNode(child)) length += child.data.trim().length;
    else if (isElement(child) && isInline(child)) length += scores.get(child)?.text ?? 0;
    if (length >= SENTENCE) return true;
  }
  return false;
}
