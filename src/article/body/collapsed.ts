/** Tells the rest of an article that a "Read more" button shows from hidden menus, dialogues, forms and other articles. */

import type { Element } from 'domhandler';
import { inAnyLanguage } from '../../text/words/one-of.ts';
import { attribute, isElement, isInline, isTextNode, textOf } from '../dom.ts';
import PHRASES from './collapsed-phrases.json' with { type: 'json' };
import type { Scores, Stats } from './score.ts';

/** Letters in a block of running text, on average; labels and menu entries have fewer. */
const LETTERS = 50;
/** Share of an element's text that stands in sentences. */
const RUNNING = 0.8;
const LINKED = 0.1;
/** So many hidden paragraphs beside visible ones need no button that speaks of them. */
const SEVERAL = 2;
/** Letters of running text in sight, against the hidden ones: an article begins with more than a line. */
const IN_SIGHT = 0.4;
/** Letters of the shortest block that is looked at. */
const SENTENCE = 25;
const MAX_LOOKED_AT = 500;

/** Labels of buttons that show the rest of a text. */
const EXPANDER = new RegExp(String.raw`^[+▼▾⌄…\s]{0,4}${inAnyLanguage(PHRASES.expander)}`, 'iu');
/** Words of hidden parts that ask the reader for something. */
const PLEA = new RegExp(inAnyLanguage(PHRASES.plea), 'iu');
/** What is no part of a text, and what begins another one. */
const FOREIGN_PARTS = new Set('form input textarea select article h1 iframe template'.split(' '));

/** What there is to see in an element that holds hidden ones. */
interface Surroundings {
  /** Paragraphs among its hidden children. */
  readonly hidden: number;
  /** Letters of visible running text in its children, and the tags of those that are paragraphs. */
  readonly letters: number;
  readonly tags: ReadonlySet<string>;
  readonly button: boolean;
}

type IsHidden = (element: Element) => boolean;

/** Asked of hidden elements; remembers what stands around them. */
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

/** Whether a hidden element's paragraphs are like the visible ones, and nothing else is in it. */
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
  // the whole page is no article's container
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
  // without a button that says so, the hidden part must stand right among paragraphs
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

/** Whether running text stands in the element itself, and not in blocks inside. */
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
