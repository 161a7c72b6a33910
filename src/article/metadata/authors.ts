/** Finds who wrote an article: linked data, meta tags, then the visible byline; names only, cleaned. */

import type { Element } from 'domhandler';
import {
  attribute,
  collapse,
  elementsWhere,
  isElement,
  isInline,
  isSilent,
  isTextNode,
  namesOf,
  splitNames,
  textOf,
  wordsOfName,
} from '../dom.ts';
import type { Page } from '../parse-page.ts';
import type { StateFacts } from '../state-facts.ts';
import { cleanAuthors, isSentence } from './author-names.ts';
import { bylineNear, reportedBy, signedBelow } from './byline-lines.ts';
import { isObject, type LinkedData, textValue, tryJson } from './json-ld.ts';
import type { MetaTags } from './meta-tags.ts';

const META_NAMES = [
  'author',
  'article:author',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'dc.contributor',
  'citation_author',
  'byl',
  'cxenseparse:author',
  'rbauthors',
  'article:author_name',
  'articleauthor',
  'twitter:data1',
  'creator',
  'og:article:author',
];
const MAX_AUTHORS = 20;

interface AuthorSources {
  readonly page: Page;
  /** Element that holds the text. */
  readonly root: Element | null;
  readonly meta: MetaTags;
  readonly linked: LinkedData;
  /** Names of the site, which are no authors when a person is known. */
  readonly siteNames: readonly string[];
  readonly hints: readonly string[];
  /** Lines around the headline. */
  readonly lines: readonly string[];
  /** Facts from the page's scripts, if its text is from there. */
  readonly state: StateFacts | null;
  readonly language: string | null;
}

/** Names in the order given; empty when nobody is named. */
export function findAuthors(sources: AuthorSources): string[] {
  const { page, meta, linked, siteNames } = sources;
  const tries: (() => string[])[] = [
    () => linkedAuthors(linked),
    () => metaAuthors(meta),
    () => [...(sources.state?.authors ?? [])],
    () => visibleAuthors(page),
    () => bylineNear(sources.lines),
    () => reportedBy(page),
    () => signedBelow(sources.root),
    () => [...sources.hints],
  ];
  let fallback: string[] = [];
  for (const attempt of tries) {
    const { people, houses } = cleanAuthors(attempt(), siteNames, sources.language);
    if (people.length > 0) return people.slice(0, MAX_AUTHORS);
    if (fallback.length === 0) fallback = houses;
  }
  return fallback.slice(0, MAX_AUTHORS);
}

function linkedAuthors(linked: LinkedData): string[] {
  if (linked.article === null) return [];
  const value = linked.article['author'] ?? linked.article['creator'];
  return namesOfValue(value, linked, 0);
}

function namesOfValue(value: unknown, linked: LinkedData, depth: number): string[] {
  if (depth > 3) return [];
  if (typeof value === 'string') {
    // some templates write the object as a string
    if (value.trimStart().startsWith('{')) return namesOfValue(tryJson(value), linked, depth + 1);
    return [linkedName(value, linked, depth) ?? value];
  }
  if (Array.isArray(value))
    return value.slice(0, MAX_AUTHORS).flatMap((v) => namesOfValue(v, linked, depth + 1));
  if (!isObject(value)) return [];
  const name = value['name'] ?? value['@value'];
  if (Array.isArray(name)) return name.flatMap((n) => (typeof n === 'string' ? [n] : []));
  const text = textValue(name);
  if (text !== null) return [text];
  const id = value['@id'];
  const found = typeof id === 'string' ? linkedName(id, linked, depth) : null;
  return found === null ? [] : [found];
}

function linkedName(id: string, linked: LinkedData, depth: number): string | null {
  const object = linked.byId.get(id);
  return object === undefined ? null : (namesOfValue({ name: object['name'] }, linked, depth + 1)[0] ?? null);
}

function metaAuthors(meta: MetaTags): string[] {
  for (const name of META_NAMES) {
    const values = (meta.get(name) ?? []).filter((v) => !/^https?:|^@|^www\./i.test(v));
    if (
      name === 'twitter:data1' &&
      !/written|author|by|verfasst/i.test(meta.get('twitter:label1')?.[0] ?? '')
    )
      continue;
    if (values.length > 0) return values;
  }
  return [];
}

const AUTHOR_WORDS = new Set([
  'author',
  'authors',
  'byline',
  'bylines',
  'autor',
  'auteur',
  'autore',
  'writer',
  'reporter',
  'journalist',
  'contributor',
]);
const NOT_AUTHOR_WORDS = new Set(
  'bio biography image img avatar photo social links comment comments desc description related posts title job role date time'.split(
    ' ',
  ),
);
const MAX_VISIBLE = 80;
const MAX_BYLINE = 400;
const MARKED_PROPERTY = /(?:^|\s)(?:schema:)?author(?:\s|$)/;
const MARKED_LINK = /(?:^|\s)author(?:\s|$)/i;
const NAMED = /author|byline|autor|auteur|writer|reporter/i;

function visibleAuthors(page: Page): string[] {
  const marked = elementsWhere(
    page.root,
    (e) => MARKED_PROPERTY.test(propertyOf(e)) || MARKED_LINK.test(attribute(e, 'rel')),
  ).filter((e) => !isElsewhere(e));
  const names = marked
    .slice(0, MAX_AUTHORS)
    .map((e) => {
      const inner = elementsWhere(e, isItsName)[0];
      return textOf(inner ?? e, MAX_VISIBLE) || attribute(inner ?? e, 'content');
    })
    .filter((t) => t !== '');
  if (names.length > 0) return [...new Set(names)].slice(0, 4);
  for (const element of elementsWhere(page.root, (e) => NAMED.test(attribute(e, 'class'))).slice(0, 60)) {
    if (isElsewhere(element) || !isAuthorName(element)) continue;
    const text = bylineOf(element);
    if (text === '' || text.length > MAX_VISIBLE || isSentence(text)) continue;
    return [text];
  }
  return [];
}

/** The names in an element, separated by commas where only the page's style separates them; roles and portraits left out. */
function bylineOf(element: Element): string {
  const names = elementsWhere(element, isItsName);
  if (names.length > 0)
    return names
      .slice(0, 4)
      .map((name) => textOf(name, MAX_VISIBLE))
      .join(', ');
  let text = '';
  const separate = (): void => {
    text = WHOLE_NAME.test(text.slice(-MAX_VISIBLE)) ? `${text.trimEnd()}, ` : `${text} `;
  };
  const walk = (parent: Element): void => {
    for (const child of parent.children) {
      if (text.length > MAX_BYLINE) return;
      if (isTextNode(child)) text += child.data;
      else if (isElement(child) && !isSilent(child) && !isBesideName(child)) {
        const block = !isInline(child);
        if (block || isElement(child.prev) || isNextWriter(child)) separate();
        walk(child);
        if (block) separate();
      }
    }
  };
  walk(element);
  return collapse(text).slice(0, MAX_VISIBLE + 1);
}

/** Ends in a full name (two words or more), so the next element is not a part of it. */
const WHOLE_NAME =
  /\p{Lu}[\p{L}'’.-]{1,30} (?:\p{Ll}{1,4} ){0,2}\p{Lu}[\p{L}'’-]{1,30}\s*$|\p{Script=Han}{2}\s*$/u;

/** Whether an element has the tag of the one before it, as links to two writers and entries of a list do. */
function isNextWriter(element: Element): boolean {
  let before = element.prev;
  while (isTextNode(before) && before.data.trim() === '') before = before.prev;
  return isElement(before) && before.name === element.name && /^(?:a|li)$/.test(element.name);
}

function isBesideName(element: Element): boolean {
  return namesOf(element).some((name) => wordsOfName(name).some((word) => NOT_AUTHOR_WORDS.has(word)));
}

/** Whether an element is marked as the mere name of a person: schema.org (microdata, RDFa) or hCard. */
function isItsName(element: Element): boolean {
  return (
    /^(?:schema:|foaf:)?name$/.test(propertyOf(element)) ||
    splitNames(attribute(element, 'class')).includes('fn')
  );
}

function propertyOf(element: Element): string {
  return element.attribs['itemprop'] ?? attribute(element, 'property');
}

function isAuthorName(element: Element): boolean {
  return namesOf(element).some((name) => {
    const words = wordsOfName(name);
    return words.some((w) => AUTHOR_WORDS.has(w)) && !words.some((w) => NOT_AUTHOR_WORDS.has(w));
  });
}

function isElsewhere(element: Element): boolean {
  let node: Element = element;
  for (let i = 0; i < 12; i++) {
    if (
      node.name === 'figure' ||
      node.name === 'figcaption' ||
      /comment|sidebar|related|footer|teaser|recommend/i.test(
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
