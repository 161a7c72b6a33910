/** Finds dates in the visible page: marked times, elements named for dates, all its lines. */

import type { Element, ParentNode } from 'domhandler';
import type { ParsedDate } from '../../text/date/date.ts';
import {
  attribute,
  collapse,
  elementsWhere,
  isElement,
  isInline,
  isTextNode,
  namesOf,
  textOf,
  wordsOfName,
} from '../dom.ts';
import type { Page } from '../parse-page.ts';
import { DIGIT, dateInside, firstDate, LATER, type ReadDate } from './dates-in-lines.ts';

const DATE_WORDS = new Set(
  'date dates datetime time timestamp published publish pubdate posted dateline created datum fecha data when day'.split(
    ' ',
  ),
);
const NOT_DATE_WORDS = new Set(
  'modified updated update reading read expire event comment comments related upcoming duration countdown'.split(
    ' ',
  ),
);
const MAX_CANDIDATES = 80;

const DATE_PROPERTY = /(?:^|\s)date(?:Published|Created)(?:\s|$)/;
const PUBLISHED_PROPERTY = /(?:^|\s)datePublished(?:\s|$)|^dc:date$/;
const DATE_CLASS = /(?:^|\s)(?:published|entry-date)(?:\s|$)/;
/** `<abbr title="2011-08-25T01:40:40Z">an hour ago</abbr>` */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const PUBLISHED_CLASS = /(?:^|\s)published(?:\s|$)/;

function isMarkedDate(element: Element): boolean {
  const { name, attribs } = element;
  const { itemprop, property } = attribs;
  if (itemprop !== undefined && DATE_PROPERTY.test(itemprop)) return true;
  if (property !== undefined && PUBLISHED_PROPERTY.test(property)) return true;
  if (name === 'time')
    return attribs['pubdate'] !== undefined || DATE_CLASS.test(attribute(element, 'class'));
  const title = name === 'abbr' ? attribs['title'] : undefined;
  return title !== undefined && (INSTANT.test(title) || PUBLISHED_CLASS.test(attribute(element, 'class')));
}

export function markedTime(page: Page, read: ReadDate): ParsedDate | null {
  const exact = elementsWhere(page.root, isMarkedDate);
  const times = page.tagged('time').filter((t) => attribute(t, 'datetime') !== '');
  const all = [...exact, ...times].slice(0, MAX_CANDIDATES);
  let changed: ParsedDate | null = null;
  for (const element of all) {
    if (
      outsideArticle(element) ||
      namesOf(element).some((n) => wordsOfName(n).some((w) => w === 'updated' || w === 'modified'))
    )
      continue;
    const date =
      read(attribute(element, 'datetime')) ??
      read(attribute(element, 'content')) ??
      read(attribute(element, 'title')) ??
      read(textOf(element, 80));
    if (date === null) continue;
    if (!LATER.test(labelOf(element))) return date;
    changed ??= date;
  }
  return changed;
}

const LONGEST_LABEL = 40;

/** The words right before a time, after any other time or separator there. */
function labelOf(element: Element): string {
  let before = element.prev;
  if (before === null && isElement(element.parent) && isInline(element.parent)) before = element.parent.prev;
  while (isTextNode(before) && before.data.trim() === '') before = before.prev;
  if (before === null || (isElement(before) && !isInline(before))) return '';
  const text = isTextNode(before) ? collapse(before.data.slice(-200)) : textOf(before, 200);
  return text.slice(-LONGEST_LABEL).replace(/^.*[\p{Nd}|·•–—]/u, '');
}

function outsideArticle(element: Element): boolean {
  let node: Element = element;
  for (let i = 0; i < 30; i++) {
    if (node.name === 'footer' || node.name === 'aside' || node.name === 'nav') return true;
    if (
      /comment|related|sidebar|footer|widget|recommend|latest|teaser|recent/i.test(
        `${attribute(node, 'class').slice(0, 200)} ${attribute(node, 'id').slice(0, 100)}`,
      )
    )
      return true;
    const up = node.parent;
    if (!isElement(up) || up.name === 'body') return false;
    node = up;
  }
  return false;
}

const MAYBE_DATE = /dat|time|publish|posted|meta|byline/i;

/** The first date in an element whose class or id names a date. */
export function visibleDate(page: Page, read: ReadDate): ParsedDate | null {
  const named = elementsWhere(
    page.root,
    (e) => MAYBE_DATE.test(attribute(e, 'class')) || /date/i.test(attribute(e, 'id')),
  ).slice(0, 400);
  for (const element of named) {
    if (!isDateName(element) || outsideArticle(element)) continue;
    const text = textOf(element, 160);
    if (text.length < 6 || text.length > 150 || !DIGIT.test(text)) continue;
    const date = read(attribute(element, 'title')) ?? read(text) ?? dateInside(text, read);
    if (date !== null) return date;
  }
  return null;
}

/** The first date of the page's own lines. */
export function dateOfLines(page: Page, read: ReadDate): ParsedDate | null {
  return firstDate(linesOf(page.tagged('body')[0] ?? page.root), read);
}

const MAX_CHARACTERS = 60_000;
const SKIPPED = new Set(
  'script style noscript svg template select option button nav head footer aside'.split(' '),
);

/** The lines with digits among the page's first characters. */
function linesOf(body: ParentNode): string[] {
  const lines: string[] = [];
  let line = '';
  let characters = 0;
  const flush = (): void => {
    const whole = collapse(line);
    if (/\d/.test(whole)) lines.push(whole);
    line = '';
  };
  const walk = (parent: ParentNode): void => {
    for (const child of parent.children) {
      if (characters > MAX_CHARACTERS) return;
      if (isTextNode(child)) {
        line += child.data;
        characters += child.data.length;
      } else if (isElement(child) && !SKIPPED.has(child.name)) {
        const block = !isInline(child);
        if (block) flush();
        walk(child);
        if (block) flush();
      }
    }
  };
  walk(body);
  flush();
  return lines;
}

function isDateName(element: Element): boolean {
  return namesOf(element).some((name) => {
    const words = wordsOfName(name);
    return (
      words.some((w) => DATE_WORDS.has(w) || w === 'meta' || w === 'byline') &&
      !words.some((w) => NOT_DATE_WORDS.has(w))
    );
  });
}
