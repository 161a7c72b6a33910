/** Finds who wrote an article: linked data, meta tags, then the visible byline; names only, cleaned. */

import type { Element } from 'domhandler';
import { attribute, elementsWhere, isElement, namesOf, splitNames, textOf, wordsOfName } from '../dom.ts';
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
  /** What the scripts say, of a page whose text is in them. */
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
const MARKED_PROPERTY = /(?:^|\s)author(?:\s|$)/;
const MARKED_LINK = /(?:^|\s)author(?:\s|$)/i;
const NAMED = /author|byline|autor|auteur|writer|reporter/i;

function visibleAuthors(page: Page): string[] {
  const marked = elementsWhere(
    page.root,
    (e) => MARKED_PROPERTY.test(attribute(e, 'itemprop')) || MARKED_LINK.test(attribute(e, 'rel')),
  ).filter((e) => !insideComment(e));
  const names = marked
    .slice(0, MAX_AUTHORS)
    .map((e) => {
      const inner = elementsWhere(e, isItsName)[0];
      return textOf(inner ?? e, MAX_VISIBLE) || attribute(inner ?? e, 'content');
    })
    .filter((t) => t !== '');
  if (names.length > 0) return [...new Set(names)].slice(0, 4);
  for (const element of elementsWhere(page.root, (e) => NAMED.test(attribute(e, 'class'))).slice(0, 60)) {
    if (insideComment(element) || !isAuthorName(element)) continue;
    const text = textOf(elementsWhere(element, isItsName)[0] ?? element, MAX_VISIBLE + 1);
    if (text === '' || text.length > MAX_VISIBLE || isSentence(text)) continue;
    return [text];
  }
  return [];
}

/** The name alone, of what is told of a person: schema.org and vCard. */
function isItsName(element: Element): boolean {
  return attribute(element, 'itemprop') === 'name' || splitNames(attribute(element, 'class')).includes('fn');
}

function isAuthorName(element: Element): boolean {
  return namesOf(element).some((name) => {
    const words = wordsOfName(name);
    return words.some((w) => AUTHOR_WORDS.has(w)) && !words.some((w) => NOT_AUTHOR_WORDS.has(w));
  });
}

function insideComment(element: Element): boolean {
  let node: Element = element;
  for (let i = 0; i < 12; i++) {
    if (
      /comment|sidebar|related|footer/i.test(
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
