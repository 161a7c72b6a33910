/** Reads a page's metadata: site name, canonical address, language, image, summary. */

import type { Element } from 'domhandler';
import { saneCanonical } from '../../text/url/canonical-url.ts';
import { canonicalUrl, parseHttpUrl, siteOf } from '../../text/url/url.ts';
import { isDense } from '../body/score.ts';
import { attribute } from '../dom.ts';
import type { Page } from '../parse-page.ts';
import { isObject, type LinkedData, textValue, typesOf } from './json-ld.ts';
import { firstMeta, type MetaTags } from './meta-tags.ts';

/** The name the site gives itself, or null. */
export function findSiteName(meta: MetaTags, linked: LinkedData): string | null {
  const og = firstMeta(meta, [
    'og:site_name',
    'application-name',
    'apple-mobile-web-app-title',
    'dc.publisher',
    'twitter:app:name:iphone',
  ]);
  if (og !== null && og.length <= 80 && !/^https?:/i.test(og)) return og;
  const publisher = linked.article?.['publisher'];
  const name = isObject(publisher) ? (textValue(publisher['name']) ?? idName(publisher, linked)) : null;
  if (name !== null && name.length <= 80) return name;
  for (const object of linked.objects) {
    if (
      typesOf(object).some((t) => t === 'WebSite' || t === 'NewsMediaOrganization' || t === 'Organization')
    ) {
      const own = textValue(object['name']);
      if (own !== null && own.length <= 80) return own;
    }
  }
  return null;
}

function idName(object: Readonly<Record<string, unknown>>, linked: LinkedData): string | null {
  const id = object['@id'];
  const target = typeof id === 'string' ? linked.byId.get(id) : undefined;
  return target === undefined ? null : textValue(target['name']);
}

/** First label of the registrable domain: `example` of www.example.co.uk. */
export function siteLabel(url: URL | null): string {
  return url === null ? '' : (siteOf(url).split('.')[0] ?? '');
}

/** The canonical URL that the page declares, if plausible (saneCanonical); else the one it was fetched from, cleaned. */
export function findCanonical(page: Page, meta: MetaTags, url: URL | null, given: string): string {
  const link = page.tagged('link').find((l) => hasRel(l, 'canonical') && attribute(l, 'href') !== '');
  const declared = [link === undefined ? '' : attribute(link, 'href'), firstMeta(meta, ['og:url']) ?? ''];
  const base = baseOf(page, url);
  for (const text of declared) {
    const whole = base === null || text === '' ? text : (parseHttpUrl(text, base)?.href ?? text);
    const target = url === null ? parseHttpUrl(whole)?.href : saneCanonical(url, whole);
    if (target !== undefined && target !== null) return canonicalUrl(target);
  }
  return url === null ? given : canonicalUrl(url);
}

/** The page's `<base href>`, which its relative addresses are resolved against; null without one. */
function baseOf(page: Page, url: URL | null): string | null {
  const written = page.tagged('base').map((base) => attribute(base, 'href'))[0] ?? '';
  return written === '' ? null : (parseHttpUrl(written, url?.href)?.href ?? null);
}

/** Primary BCP 47 tag that the page declares, lower case. */
export function declaredLanguage(page: Page, meta: MetaTags, linked: LinkedData): string | null {
  const html = page.tagged('html')[0];
  const candidates = [
    html === undefined ? null : attribute(html, 'lang') || attribute(html, 'xml:lang'),
    firstMeta(meta, ['og:locale', 'language', 'dc.language', 'inlanguage']),
    linked.article === null ? null : textValue(linked.article['inLanguage']),
  ];
  for (const text of candidates) {
    const match = /^([a-z]{2,3})(?:[-_]|$)/i.exec(text?.trim() ?? '');
    if (match?.[1] !== undefined) return match[1].toLowerCase();
  }
  return null;
}

function hasRel(link: Element, rel: string): boolean {
  return attribute(link, 'rel').toLowerCase().split(/\s+/).includes(rel);
}

const IMAGE_META = [
  'og:image',
  'og:image:url',
  'og:image:secure_url',
  'twitter:image',
  'twitter:image:src',
  'thumbnail',
  'image',
];
const MAX_IMAGES = 10;

/** Absolute address of the lead image: the first one declared that is an address. */
export function findImage(page: Page, meta: MetaTags, linked: LinkedData, base: string): string | null {
  const candidates = [
    ...IMAGE_META.flatMap((name) => meta.get(name) ?? []),
    ...imagesOf(linked.article?.['image'], linked),
    ...imagesOf(linked.article?.['thumbnailUrl'], linked),
    ...page
      .tagged('link')
      .filter((link) => hasRel(link, 'image_src') || attribute(link, 'itemprop') === 'image')
      .map((link) => attribute(link, 'href')),
  ];
  for (const text of candidates) {
    const url = parseHttpUrl(text, base === '' ? undefined : base);
    if (url !== null) return url.href;
  }
  return null;
}

/** Addresses of the article's images; an object may merely refer to another by its `@id`. */
function imagesOf(value: unknown, linked: LinkedData): string[] {
  const all: unknown[] = Array.isArray(value) ? value.slice(0, MAX_IMAGES) : [value];
  return all.flatMap((one) => {
    const id = isObject(one) ? one['@id'] : undefined;
    const object = isObject(one) && typeof id === 'string' ? (linked.byId.get(id) ?? one) : one;
    const text = isObject(object) ? textValue(object['url'] ?? object['contentUrl']) : textValue(object);
    return text === null ? [] : [text];
  });
}

const LONGEST_SUMMARY = 600;
/** A shorter paragraph is a subhead or a dateline. */
const SHORTEST_LEAD = 40;

/** The page's own description, else the first paragraph of its text. */
export function findSummary(meta: MetaTags, linked: LinkedData, text: string): string | null {
  const own =
    firstMeta(meta, [
      'og:description',
      'description',
      'twitter:description',
      'sailthru.description',
      'dc.description',
    ]) ?? (linked.article === null ? null : textValue(linked.article['description']));
  if (own !== null && own.length >= 20) return cut(own);
  const first = text.split('\n\n').find((p) => latinLength(p) >= SHORTEST_LEAD);
  return first === undefined ? own : cut(first.replace(/\n/g, ' '));
}

/** The length of a short text in Latin letters: a Han, kana or Hangul character counts as two. */
function latinLength(text: string): number {
  if (text.length >= SHORTEST_LEAD) return text.length;
  let dense = 0;
  for (let i = 0; i < text.length; i++) if (isDense(text.charCodeAt(i))) dense++;
  return text.length + dense;
}

function cut(text: string): string {
  if (text.length <= LONGEST_SUMMARY) return text;
  const at = text.lastIndexOf(' ', LONGEST_SUMMARY - 1);
  return `${text.slice(0, at > LONGEST_SUMMARY / 2 ? at : LONGEST_SUMMARY - 1)}…`;
}
