/** Chooses the element that holds the article: descends while one child keeps almost all running text. */

import type { Document, Element } from 'domhandler';
import { attribute, elementsWhere, isElement } from '../dom.ts';
import { isBodyName } from './prune.ts';
import type { Scores } from './score.ts';

/** A child that keeps this share of its parent's running text takes its place. Swept 0.75..0.95. */
const DESCEND_SHARE = 0.85;
/** A container named as the body must hold this share of what the descent found. */
const NAMED_SHARE = 0.4;
/** If a second container of that name holds this share, the name is ambiguous and ignored. */
const RIVAL_SHARE = 0.08;
const LEAVES = new Set('p pre ul ol dl blockquote li'.split(' '));
/** A table part with this many paragraphs lays out the page; one with fewer is data. */
const LAYOUT_PARAGRAPHS = 2;
const TABLE_PARTS = new Set('table tbody tr td'.split(' '));

/** Letters of running text from which an article element around the headline is more than a header. */
const OWN_LETTERS = 200;
/** When this share of the remaining text is in other article elements, those are other articles: next ones, teasers, comments. */
const OTHERS_SHARE = 0.5;

/** The element to render, or null when the page is empty. `heading` is the element that shows the headline. */
export function chooseRoot(
  root: Document,
  scores: Scores,
  removed: ReadonlySet<Element>,
  heading: Element | null,
): Element | null {
  const own = ownArticle(root, scores, removed, heading);
  if (own !== null) return namedOnPath(own, scores, removed);
  let node: Element | null = null;
  let best = 0;
  for (const child of root.children) {
    if (!isElement(child)) continue;
    const score = scores.get(child)?.score ?? 0;
    if (score > best || node === null) {
      best = score;
      node = child;
    }
  }
  if (node === null) return null;
  return namedOnPath(node, scores, removed);
}

/** The article element around the headline, on a page that shows other articles as well; else null. */
function ownArticle(
  root: Document,
  scores: Scores,
  removed: ReadonlySet<Element>,
  heading: Element | null,
): Element | null {
  let own = heading;
  while (own !== null && !isArticle(own)) own = isElement(own.parent) ? own.parent : null;
  const letters = own === null ? 0 : (scores.get(own)?.score ?? 0);
  if (own === null || letters < OWN_LETTERS) return null;
  const sum = (elements: readonly Element[]): number =>
    elements.reduce((total, element) => total + (scores.get(element)?.score ?? 0), 0);
  const total = sum(root.children.filter(isElement));
  const others: Element[] = [];
  const visit = (element: Element): void => {
    if (element === own || removed.has(element)) return;
    if (isArticle(element) && !holds(element, own)) others.push(element);
    else for (const child of element.children) if (isElement(child)) visit(child);
  };
  for (const child of root.children) if (isElement(child)) visit(child);
  // sections of a long article may be article elements, too; a next article has an h1 of its own
  const counted = letters >= NAMED_SHARE * total ? others : others.filter(hasHeadline);
  return counted.length > 0 && sum(counted) >= OTHERS_SHARE * (total - letters) ? own : null;
}

function hasHeadline(article: Element): boolean {
  return elementsWhere(article, ({ name }) => name === 'h1').length > 0;
}

function holds(outer: Element, inner: Element): boolean {
  for (let up = inner.parent; isElement(up); up = up.parent) if (up === outer) return true;
  return false;
}

/** Where the descent ends; but a container named as the body, first on its path (the innermost), then inside its end, is a surer boundary. */
function namedOnPath(start: Element, scores: Scores, removed: ReadonlySet<Element>): Element {
  const end = descend(start, scores, removed);
  let named: Element | null = null;
  for (
    let up: Element | null = end;
    up !== null && up !== start;
    up = isElement(up.parent) ? up.parent : null
  ) {
    if (isBodyName(up)) {
      named = up;
      break;
    }
  }
  if (named !== null) return named;
  return (
    onlyOne(end, scores, removed, isBodyName) ??
    onlyOne(end, scores, removed, isArticle) ??
    onlyOne(end, scores, removed, isMain) ??
    end
  );
}

function descend(start: Element, scores: Scores, removed: ReadonlySet<Element>): Element {
  let node = start;
  for (;;) {
    let heaviest: Element | null = null;
    let best = 0;
    for (const child of node.children) {
      if (!isElement(child) || removed.has(child)) continue;
      const score = scores.get(child)?.score ?? 0;
      if (score > best) {
        best = score;
        heaviest = child;
      }
    }
    if (
      heaviest === null ||
      LEAVES.has(heaviest.name) ||
      (TABLE_PARTS.has(heaviest.name) && (scores.get(heaviest)?.paragraphs ?? 0) < LAYOUT_PARAGRAPHS) ||
      best < DESCEND_SHARE * (scores.get(node)?.score ?? 0)
    )
      return node;
    node = heaviest;
  }
}

const isArticle = (element: Element): boolean => element.name === 'article';
const isMain = (element: Element): boolean =>
  element.name === 'main' || attribute(element, 'role') === 'main';

/** The outermost element inside `root` that passes the test, when there is only one of weight. */
function onlyOne(
  root: Element,
  scores: Scores,
  removed: ReadonlySet<Element>,
  test: (element: Element) => boolean,
): Element | null {
  const total = scores.get(root)?.score ?? 0;
  if (total === 0) return null;
  const found: Element[] = [];
  const visit = (element: Element): void => {
    const score = scores.get(element)?.score ?? 0;
    if (removed.has(element) || score < RIVAL_SHARE * total) return;
    if (element !== root && test(element)) {
      found.push(element);
      return;
    }
    for (const child of element.children) if (isElement(child)) visit(child);
  };
  visit(root);
  const only = found.length === 1 ? found[0] : undefined;
  return only !== undefined && (scores.get(only)?.score ?? 0) >= NAMED_SHARE * total ? only : null;
}
