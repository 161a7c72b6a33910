/** Applies the rule for a page's site: finds what its selectors match, and which of its parts match nothing usable. */

import type { ChildNode, Element, ParentNode } from 'domhandler';
import type { RulePart, SiteRuleOutcome, Verdict } from '../core/model.ts';
import { type ParsedDate, parseDate } from '../text/date/date.ts';
import type { Scores } from './body/score.ts';
import { attribute, isElement, isTextNode, textOf } from './dom.ts';
import { cleanAuthors } from './metadata/author-names.ts';
import { siteLabel } from './metadata/page-facts.ts';
import type { Page } from './parse-page.ts';
import { type SiteRule, siteRuleFor } from './site-rules.ts';

export interface AppliedRule {
  readonly rule: SiteRule;
  /** Candidates for the text: for each selector, in order of preference, the alternatives it matched, each a list of pieces. */
  readonly bodies: readonly (readonly (readonly Element[])[])[];
  readonly title: string | null;
  /** Null unless a person is named: of organisations the general extraction chooses better. */
  readonly authors: readonly string[] | null;
  readonly date: ParsedDate | null;
  readonly missed: readonly RulePart[];
}

const LONGEST_TITLE = 400;
const LONGEST_VALUE = 200;
/** Matches used of one selector; no article has more paragraphs. */
const MAX_MATCHES = 2_000;
const MAX_VALUES = 20;
/** Junk that holds this share of the page's letters is not what the rule was written for; as in prune.ts. */
const KEPT_SHARE = 0.4;

/** Null for sites without a rule. Removes the rule's junk from the page, so call it before anything else reads the page. */
export function applySiteRule(page: Page, url: URL | null): AppliedRule | null {
  const rule = url === null ? null : siteRuleFor(url);
  return rule === null ? null : applyRule(rule, page, siteLabel(url));
}

/** As applySiteRule, with the rule given. */
export function applyRule(rule: SiteRule, page: Page, label: string): AppliedRule {
  const language = attribute(page.tagged('html')[0] ?? EMPTY, 'lang') || null;
  const bodies = [
    ...(rule.parts ?? []).map((selector) => [outermost(find(page, selector))]),
    ...(rule.body ?? []).map((selector) => find(page, selector).map((element) => [element])),
  ];
  const title = firstValue(page, rule.title, (e) => textOf(e, LONGEST_TITLE) || null);
  const names = firstValue(page, rule.author, (e) => {
    const named = cleanAuthors([writtenIn(e)], [label]);
    return named.people.length + named.houses.length > 0 ? named : null;
  });
  const date = firstValue(page, rule.date, (e) =>
    parseDate(writtenIn(e), { language, timeZone: rule.timeZone }),
  );
  const missed = [
    ...(rule.title !== undefined && title === null ? ['title' as const] : []),
    ...(rule.author !== undefined && names === null ? ['author' as const] : []),
    ...(rule.date !== undefined && date === null ? ['date' as const] : []),
  ];
  removeJunk(page, rule.junk ?? [], bodies.flat(2));
  const people = names?.people ?? [];
  return { rule, bodies, title, authors: people.length > 0 ? people : null, date, missed };
}

const EMPTY = { attribs: {} } as Element;

function find(page: Page, selector: string): Element[] {
  return page.select(selector).slice(0, MAX_MATCHES);
}

/** The elements that are inside none of the others. */
function outermost(elements: readonly Element[]): Element[] {
  const all = new Set<ParentNode>(elements);
  return elements.filter((element) => !ancestorsOf(element).some((up) => all.has(up)));
}

function ancestorsOf(element: Element): ParentNode[] {
  const found: ParentNode[] = [];
  for (let up = element.parent; up !== null; up = up.parent) found.push(up);
  return found;
}

function firstValue<T>(
  page: Page,
  selectors: readonly string[] | undefined,
  read: (element: Element) => T | null,
): T | null {
  for (const selector of selectors ?? []) {
    for (const element of find(page, selector).slice(0, MAX_VALUES)) {
      const value = read(element);
      if (value !== null) return value;
    }
  }
  return null;
}

function writtenIn(element: Element): string {
  return attribute(element, 'datetime') || attribute(element, 'content') || textOf(element, LONGEST_VALUE);
}

/** Removes junk, unless it contains the article or is too much of the page to be junk. */
function removeJunk(page: Page, selectors: readonly string[], bodies: readonly Element[]): void {
  if (selectors.length === 0) return;
  const found = outermost(find(page, selectors.join(', ')));
  if (found.length === 0) return;
  const holders = new Set<ParentNode>([...bodies, ...bodies.flatMap(ancestorsOf)]);
  const limit = KEPT_SHARE * lettersOf(page.root);
  takeOut(found.filter((element) => !holders.has(element) && lettersOf(element) < limit));
}

/** Removes all at once: one by one takes time in proportion to the siblings of each. */
function takeOut(elements: readonly Element[]): void {
  const gone = new Set<ChildNode>(elements);
  for (const parent of new Set(elements.map((element) => element.parent))) {
    if (parent === null) continue;
    parent.children = parent.children.filter((child) => !gone.has(child));
    for (const [place, child] of parent.children.entries()) {
      child.prev = parent.children[place - 1] ?? null;
      child.next = parent.children[place + 1] ?? null;
    }
  }
  for (const element of elements) element.parent = null;
}

function lettersOf(node: ChildNode | ParentNode): number {
  if (!('children' in node)) return isTextNode(node) ? node.data.trim().length : 0;
  if (isElement(node) && (node.name === 'script' || node.name === 'style')) return 0;
  return node.children.reduce((sum, child) => sum + lettersOf(child), 0);
}

/** Letters of running text that a rule's body must hold, as beside a footer in prune.ts ... */
const ENOUGH = 200;
/** ... or, on shorter pages, this share of what the general extraction chose, as NAMED_SHARE in choose-root.ts. */
const SHARE = 0.4;

/**
 * The element to render by the rule, or null when what its selectors found does not hold enough text. `usual` is what is
 * chosen without a rule. What lies between several pieces is added to `removed`, the pieces themselves are taken out of it.
 */
export function ruledRoot(
  applied: AppliedRule,
  scores: Scores,
  removed: Set<Element>,
  usual: Element | null,
): Element | null {
  const scoreOf = (element: Element): number => scores.get(element)?.score ?? 0;
  const enough = Math.max(1, Math.min(ENOUGH, SHARE * (usual === null ? 0 : scoreOf(usual))));
  const held = (elements: readonly Element[]): number => elements.reduce((sum, e) => sum + scoreOf(e), 0);
  for (const candidates of applied.bodies) {
    const pieces = candidates.toSorted((a, b) => held(b) - held(a))[0] ?? [];
    const root = held(pieces) < enough ? null : commonAncestor(pieces);
    if (root === null) continue;
    keepOnly(root, pieces, removed);
    return root;
  }
  return null;
}

function commonAncestor(elements: readonly Element[]): Element | null {
  const [first, ...others] = elements;
  if (first === undefined) return null;
  const lines = others.map((element) => new Set<ParentNode>([element, ...ancestorsOf(element)]));
  const shared = [first, ...ancestorsOf(first)].find((up) => lines.every((line) => line.has(up)));
  return shared !== undefined && isElement(shared) ? shared : null;
}

function keepOnly(root: Element, pieces: readonly Element[], removed: Set<Element>): void {
  const wanted = new Set(pieces);
  const ancestors = new Set(pieces.flatMap(ancestorsOf));
  const visit = (element: Element): void => {
    removed.delete(element);
    if (wanted.has(element)) return;
    for (const child of element.children) {
      if (!isElement(child)) continue;
      if (wanted.has(child) || ancestors.has(child)) visit(child);
      else removed.add(child);
    }
  };
  visit(root);
}

/** The rule's date, unless it has only the day and the general extraction has the time of that day. */
export function ruledDate(applied: AppliedRule | null, usual: ParsedDate | null): ParsedDate | null {
  const own = applied?.date ?? null;
  if (own === null) return usual;
  return own.precision === 'day' && usual?.precision === 'time' && usual.day === own.day ? usual : own;
}

/** Walls and lists lack what the rule selects; that is no fault of the rule. */
const NO_ARTICLE: readonly Verdict[] = ['consent', 'blocked', 'not-article'];

/** How the rule fared, for the article; nothing where the site has no rule or the page is no article. */
export function outcomeOf(
  applied: AppliedRule | null,
  bodyUsed: boolean,
  verdict: Verdict,
): { readonly siteRule?: SiteRuleOutcome } {
  if (applied === null || NO_ARTICLE.includes(verdict)) return {};
  const { rule, missed } = applied;
  const wanted = rule.body !== undefined || rule.parts !== undefined;
  return { siteRule: { id: rule.id, missed: wanted && !bodyUsed ? ['body', ...missed] : missed } };
}
