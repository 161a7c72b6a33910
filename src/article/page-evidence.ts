/** Collects the evidence for the verdict: titles, visible text, marks of paywalls, linked headlines. */

import type { Document, Element } from 'domhandler';
import type { Scores } from './body/score.ts';
import {
  attribute,
  elementsWhere,
  isElement,
  isInline,
  isTextNode,
  namesOf,
  textOf,
  UNREADABLE,
  wordsOfName,
} from './dom.ts';
import { type LinkedData, typesOf } from './metadata/json-ld.ts';
import { firstMeta, type MetaTags } from './metadata/meta-tags.ts';
import type { Page } from './parse-page.ts';
import type { Evidence } from './verdict.ts';

const VISIBLE = 4_000;
const ARTICLE_TYPE = /(?:Article|BlogPosting|Report|Recipe|Review|Posting)$/;
const GATE_WORDS = new Set('paywall regwall gate gated paygate metered subscriber premium piano'.split(' '));
const MAX_ELEMENTS = 4_000;

/** Measures of the page before anything was pruned. */
export interface PageMeasures {
  /** Characters of everything visible. */
  readonly text: number;
  readonly link: number;
}

export function measurePage(page: Page, scores: Scores): PageMeasures {
  let text = 0;
  let link = 0;
  for (const child of page.root.children) {
    const stats = isElement(child) ? scores.get(child) : undefined;
    text += stats?.text ?? 0;
    link += stats?.link ?? 0;
  }
  return { text, link };
}

interface EvidenceSources {
  readonly page: Page;
  readonly meta: MetaTags;
  readonly linked: LinkedData;
  readonly measures: PageMeasures;
  readonly root: Element | null;
  readonly text: string;
  readonly words: number;
  readonly url: URL | null;
}

export function gatherEvidence(s: EvidenceSources): Evidence {
  const { page, meta, linked } = s;
  const types = new Set(linked.objects.flatMap(typesOf));
  const ogType = (firstMeta(meta, ['og:type']) ?? '').toLowerCase();
  const titleElement = page.tagged('title')[0];
  const h1 = page.tagged('h1')[0];
  const body = page.tagged('body')[0] ?? page.root;
  return {
    html: page.html,
    pageTitle: titleElement === undefined ? '' : textOf(titleElement, 300),
    heading: h1 === undefined ? '' : textOf(h1, 300),
    visible: textOf(body, VISIBLE),
    visibleLength: s.measures.text,
    shownByArticle: once(() => shownByArticle(body, s.root)),
    linkShare: s.measures.text === 0 ? 0 : s.measures.link / s.measures.text,
    text: s.text,
    words: Math.max(s.words, koreanWords(s.text)),
    declaredArticle: ogType === 'article' || [...types].some((t) => ARTICLE_TYPE.test(t)),
    ogType,
    types,
    paid: isPaid(linked, meta),
    gate: once(() => hasGate(page)),
    cards: once(() => countCards(page, s.root)),
    home: s.url !== null && s.url.pathname.length <= 1 && s.url.search === '',
    cut: page.cut,
  };
}

/** A Korean word carries what two or three English ones do: three syllables count as a word, so that limits in words mean the same. */
function koreanWords(text: string): number {
  return Math.floor((text.slice(0, 20_000).match(/[가-힣]/g)?.length ?? 0) / 3);
}

function isPaid(linked: LinkedData, meta: MetaTags): boolean {
  const isFalse = (value: unknown): boolean =>
    value === false || (typeof value === 'string' && /^(?:false|no)$/i.test(value.trim()));
  if (
    linked.objects.some(
      (o) =>
        isFalse(o['isAccessibleForFree']) &&
        typesOf(o).some((t) => ARTICLE_TYPE.test(t) || t === 'WebPage' || t === 'CreativeWork'),
    )
  )
    return true;
  const tier = firstMeta(meta, ['article:content_tier', 'isaccessibleforfree']) ?? '';
  return /^(?:locked|false)$/i.test(tier);
}

/** Whether an element is the header or navigation that every page of a site has. */
function isTop(element: Element): boolean {
  const role = attribute(element, 'role').toLowerCase();
  return element.name === 'header' || element.name === 'nav' || role === 'banner' || role === 'navigation';
}

/** Visible text without the top of the page and the links before the article: there even free pages ask subscribers to sign in. */
function shownByArticle(body: Element | Document, root: Element | null): string {
  const parts: string[] = [];
  let length = 0;
  let before = root !== null;
  const walk = (parent: Element | Document): void => {
    for (const child of parent.children) {
      if (length > VISIBLE) return;
      if (isTextNode(child)) {
        parts.push(child.data);
        length += child.data.length;
      } else if (isElement(child)) {
        if (child === root) before = false;
        if (UNREADABLE.has(child.name) || isTop(child) || (before && child.name === 'a')) continue;
        const gap = isInline(child) ? '' : ' ';
        parts.push(gap);
        walk(child);
        parts.push(gap);
      }
    }
  };
  walk(body);
  return parts.join('').replace(/\s+/g, ' ').slice(0, VISIBLE);
}

/** Whether an element is named as a paywall. Linear in the number of elements, names of MAX_ELEMENTS at most. */
function hasGate(page: Page): boolean {
  const suspects = elementsWhere(
    page.root,
    (e) =>
      /wall|gate|subscriber|premium/i.test(attribute(e, 'class')) ||
      /wall/i.test(attribute(e, 'id')) ||
      e.attribs['data-paywall'] !== undefined,
  );
  return suspects.slice(0, MAX_ELEMENTS).some((e) => {
    if (e.name === 'body' || e.name === 'html') return false;
    return (
      namesOf(e).some((name) => wordsOfName(name).some((w) => GATE_WORDS.has(w))) ||
      e.attribs['data-paywall'] !== undefined
    );
  });
}

/** Headings outside the article's root that are, or hold, links. */
function countCards(page: Page, root: Element | null): number {
  let cards = 0;
  for (const heading of [...page.tagged('h2'), ...page.tagged('h3'), ...page.tagged('h4')].slice(0, 400)) {
    const linked =
      elementsWhere(heading, (e) => e.name === 'a' && e.attribs['href'] !== undefined).length > 0 ||
      (isElement(heading.parent) && heading.parent.name === 'a');
    if (
      linked &&
      attribute(heading, 'role') !== 'presentation' &&
      (root === null || page.root === heading.parent || textOf(heading, 200).length >= 15)
    )
      cards++;
  }
  return cards;
}

/** Computes a value on first use: few pages need these, and each costs a search of the whole tree. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
