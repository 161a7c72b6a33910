/** Prunes the parts of a page that are not its text: by ARIA role, by hidden state, by the words of their class and id names. */

import type { Document, Element } from 'domhandler';
import { attribute, elementsWhere, isElement, namesOf, splitNames, UNREADABLE, wordsOfName } from '../dom.ts';
import {
  BODY_NAMES,
  BOX_ENDS,
  HIDDEN_NAMES,
  JUNK_NAMES,
  JUNK_PHRASES,
  JUNK_WORDS,
  LINK_PHRASES,
  LINK_WORDS,
  MEDIA_WORDS,
  MODIFIER_PREFIXES,
  MODIFIER_WORDS,
  SURE_JUNK_WORDS,
} from '../vocabulary.ts';
import { collapsedParts } from './collapsed.ts';
import type { Scores, Stats } from './score.ts';
import { isSectionOnMatter, isWithinSentence } from './words-of-text.ts';

/** An element that holds this share of the page's running text is kept whatever its name. */
const KEPT_SHARE = 0.4;
/** The same for elements whose mere tag makes them suspect (aside, footer, form, figure). */
const KEPT_SHARE_TAG = 0.25;
/** Hidden text with this share of the page's is the article, revealed by a script. */
const KEPT_SHARE_HIDDEN = 0.5;
/** Share of its text in links from which an element named `read-more` is a link. */
const LINKED = 0.3;
const KEPT_SHARE_MEDIA = 0.1;
/** Comments may be longer than the article: they are removed up to this share, as long as ENOUGH is left. */
const KEPT_SHARE_SURE = 0.9;
/** Letters of running text outside a footer from which it is no part of the article. */
const ENOUGH_WITHOUT_FOOTER = 200;
/** Letters of running text that make a short article. */
const ENOUGH = 500;

const HEADING = /^h[1-6]$/;
const JUNK_ROLES = new Set(
  'navigation dialog alertdialog alert banner contentinfo search menu menubar toolbar tablist complementary tooltip status'.split(
    ' ',
  ),
);
const SUSPECT_TAGS = new Set('aside footer form header amp-social-share'.split(' '));

/** The elements to leave out. Subtracts their scores from those of their ancestors. */
export function pruneTree(root: Document, scores: Scores): Set<Element> {
  const removed = new Set<Element>();
  let total = 0;
  for (const child of root.children) if (isElement(child)) total += scores.get(child)?.score ?? 0;
  const names = new Map<string, JunkKind | null>();
  const isCollapsed = collapsedParts(scores, isConcealed);
  const forms: Element[] = [];
  const visit = (element: Element): void => {
    const stats = scores.get(element);
    if (stats === undefined) return;
    if (
      isJunk(element, stats, total, names) &&
      !(isConcealed(element) && isPlain(element) && isCollapsed(element))
    ) {
      removed.add(element);
      subtractFromAncestors(element, scores);
      if (element.name === 'form') forms.push(element);
      return;
    }
    for (const child of element.children) if (isElement(child) && !UNREADABLE.has(child.name)) visit(child);
  };
  for (const child of root.children) if (isElement(child)) visit(child);
  for (const form of forms.slice(0, MAX_FORMS)) {
    const box = signUpBox(form, scores, total, removed);
    if (box === null) continue;
    removed.add(box);
    subtractFromAncestors(box, scores);
  }
  return removed;
}

const MAX_FORMS = 40;
/** Visible letters of the largest sign-up box. */
const LONGEST_BOX = 400;
const BOX = /^(?:div|section|aside|center|span|td)$/;

/** The box around a newsletter sign-up form, with its pitch and small print; null if the form is none or has no box. */
function signUpBox(
  form: Element,
  scores: Scores,
  total: number,
  removed: ReadonlySet<Element>,
): Element | null {
  if (!asksForAddress(form)) return null;
  let box: Element | null = null;
  for (let up = form.parent; isElement(up) && BOX.test(up.name); up = up.parent) {
    const stats = scores.get(up);
    if (removed.has(up) || stats === undefined) return null;
    if (stats.text > LONGEST_BOX || stats.score > KEPT_SHARE_TAG * total || isBodyName(up)) break;
    box = up;
  }
  return box;
}

function asksForAddress(form: Element): boolean {
  return (
    elementsWhere(
      form,
      ({ name, attribs }) =>
        name === 'input' && /mail/i.test(`${attribs['type'] ?? ''} ${attribs['name'] ?? ''}`),
    ).length > 0
  );
}

function subtractFromAncestors(element: Element, scores: Scores): void {
  const gone = scores.get(element);
  if (gone === undefined) return;
  for (let up = element.parent; isElement(up); up = up.parent) {
    const stats = scores.get(up);
    if (stats === undefined) break;
    stats.score -= gone.score;
    stats.text -= gone.text;
    stats.link -= gone.link;
    stats.paragraphs -= gone.paragraphs;
  }
}

function isJunk(element: Element, stats: Stats, total: number, names: Map<string, JunkKind | null>): boolean {
  const share = stats.score / Math.max(1, total);
  const tag = element.name;
  if (tag === 'html' || tag === 'body' || tag === 'main') return false;
  if (isHidden(element)) return share < KEPT_SHARE_HIDDEN;
  const role = attribute(element, 'role').toLowerCase();
  if (tag === 'aside' && role === 'complementary') return isSurelyOut(share, total);
  if (JUNK_ROLES.has(role)) return share < KEPT_SHARE;
  if (tag === 'footer' && share < KEPT_SHARE_SURE && total * (1 - share) >= ENOUGH_WITHOUT_FOOTER)
    return true;
  if (SUSPECT_TAGS.has(tag) && share < KEPT_SHARE_TAG && !isBodyName(element))
    return !(tag === 'header' && holdsText(element));
  const kind = junkKind(element, names);
  if (kind === null || isWithinSentence(element)) return false;
  if ((kind === 'junk' || kind === 'media') && isSectionOnMatter(element, stats)) return false;
  // pictures with words inside a figure are captions; a gallery that is most of the page is its content
  if (kind === 'media') return share < KEPT_SHARE_MEDIA;
  if (kind === 'link') return stats.link > LINKED * stats.text;
  return kind === 'sure' ? isSurelyOut(share, total) : share < KEPT_SHARE;
}

/** With two signs against it, or one that is certain, an element goes even if it is longer than the article, as long as ENOUGH is left. */
function isSurelyOut(share: number, total: number): boolean {
  return share < KEPT_SHARE || (share < KEPT_SHARE_SURE && total * (1 - share) >= ENOUGH);
}

/** Whether a header has a paragraph, which may be the standfirst of the article. */
function holdsText(element: Element): boolean {
  return element.children.some((child) => isElement(child) && child.name === 'p');
}

function isHidden(element: Element): boolean {
  const attribs = element.attribs;
  if (attribs['hidden'] !== undefined && attribs['hidden'] !== 'until-found') return true;
  if (attribs['aria-hidden'] === 'true') return true;
  const names = attribs['class'];
  if (names?.includes('hid') || names?.includes('none') || names?.includes('invisible')) {
    if (splitNames(names).some((name) => HIDDEN_NAMES.has(name))) return true;
  }
  const style = attribs['style'];
  return (
    style !== undefined &&
    /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden/i.test(style.slice(0, 500))
  );
}

/** Class tokens that hide an element on most sites, though not on all. */
const CONCEALING = new Set(['hidden', 'hide']);

function isConcealed(element: Element): boolean {
  return isHidden(element) || splitNames(attribute(element, 'class')).some((name) => CONCEALING.has(name));
}

/** Whether nothing but its hidden state speaks against an element. */
function isPlain(element: Element): boolean {
  return (
    !SUSPECT_TAGS.has(element.name) &&
    !JUNK_ROLES.has(attribute(element, 'role').toLowerCase()) &&
    namesOf(element).every((name) => CONCEALING.has(name) || junkKindOfName(name) === null)
  );
}

export function isBodyName(element: Element): boolean {
  if (element.name === 'body' || element.name === 'html') return false;
  if (attribute(element, 'itemprop').toLowerCase() === 'articlebody') return true;
  return namesOf(element).some((name) => BODY_NAMES.has(wordsOfName(name).join('')));
}

const MAX_WORDS = 6;

type JunkKind = 'sure' | 'junk' | 'media' | 'link';

function junkKind(element: Element, cache: Map<string, JunkKind | null>): JunkKind | null {
  // the ids of headings are made of their words: `what-is-social-shopping`
  const named = HEADING.test(element.name)
    ? attribute(element, 'class')
    : `${attribute(element, 'class')} ${attribute(element, 'id')}`;
  const raw = named.trim();
  if (raw.length < 2) return null;
  const known = cache.get(raw);
  if (known !== undefined) return known;
  let kind: JunkKind | null = null;
  if (!isBodyName(element)) {
    for (const name of splitNames(raw)) {
      const one = junkKindOfName(name);
      if (one === 'sure' || kind === null) kind = one ?? kind;
      if (kind === 'sure') break;
    }
  }
  cache.set(raw, kind);
  return kind;
}

/** The kind of junk that one class or id token names; null for none. */
function junkKindOfName(token: string): JunkKind | null {
  if (JUNK_NAMES.has(token) || token.startsWith('widget_')) return 'junk';
  // utility classes carry values and states: `md:hidden`, `[&_a]:underline`
  if (token.includes(':') || token.includes('[')) return null;
  const words = wordsOfName(token);
  const first = words[0];
  if (first === undefined) return null;
  const pair = `${first}-${words[1] ?? ''}`;
  if (words.length > 1 && MODIFIER_PREFIXES.has(first)) return JUNK_PHRASES.has(pair) ? 'junk' : null;
  // a longer name is the slug of a headline
  if (words.length > MAX_WORDS) return null;
  let kind: JunkKind | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (MODIFIER_WORDS.has(word)) return null;
    if (SURE_JUNK_WORDS.has(word)) kind = 'sure';
    else if (kind === null) {
      const next = words[i + 1];
      if (LINK_WORDS.has(word) || (next !== undefined && LINK_PHRASES.has(`${word}-${next}`))) kind = 'link';
      else if (JUNK_WORDS.has(word) || (next !== undefined && JUNK_PHRASES.has(`${word}-${next}`)))
        kind = 'junk';
      else if (MEDIA_WORDS.has(word)) kind = 'media';
    }
  }
  if (kind === null && words.length > 1 && BOX_ENDS.has(words.at(-1) ?? '')) kind = 'junk';
  // posts of social networks quoted in the text
  if (kind === 'junk' && words.includes('embed') && words.includes('social')) return null;
  return kind;
}
