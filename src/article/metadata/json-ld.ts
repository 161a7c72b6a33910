/** Reads schema.org JSON-LD blocks of a page and finds the object that describes its article. */

import { cleanText } from '../../text/clean-text.ts';
import type { Page } from '../parse-page.ts';

export type JsonObject = { readonly [key: string]: unknown };

export interface LinkedData {
  /** Object of the article; null when the page describes none. */
  readonly article: JsonObject | null;
  /** Every typed object found, in document order. */
  readonly objects: readonly JsonObject[];
  /** Objects by `@id`. */
  readonly byId: ReadonlyMap<string, JsonObject>;
}

const MAX_OBJECTS = 2_000;
const MAX_DEPTH = 24;
const MAX_BLOCKS = 60;
const MAX_BLOCK_CHARACTERS = 1_000_000;

/** Types that mark an article. */
const ARTICLE_TYPES: ReadonlySet<string> = new Set([
  'NewsArticle',
  'ReportageNewsArticle',
  'AnalysisNewsArticle',
  'OpinionNewsArticle',
  'BackgroundNewsArticle',
  'ReviewNewsArticle',
  'Article',
  'BlogPosting',
  'LiveBlogPosting',
  'TechArticle',
  'ScholarlyArticle',
  'Report',
  'AdvertiserContentArticle',
  'SatiricalArticle',
  'SocialMediaPosting',
  'DiscussionForumPosting',
  'Review',
  'Recipe',
  'HowTo',
  'MedicalWebPage',
  'PodcastEpisode',
  'CreativeWork',
]);
const PAGE_TYPE = /^(?:WebPage|ItemPage|AboutPage|FAQPage|QAPage|MedicalWebPage|VideoObject|Event|Course)$/;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typesOf(object: JsonObject): string[] {
  const type = object['@type'];
  const all = Array.isArray(type) ? type : [type];
  return all.filter((t): t is string => typeof t === 'string').map((t) => t.slice(t.lastIndexOf('/') + 1));
}

/** All JSON-LD of a page. Broken blocks are mended where that is simple, else left out. */
export function readLinkedData(page: Page): LinkedData {
  const objects: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  const blocks = page.tagged('script').slice(0, MAX_BLOCKS);
  for (const block of blocks) {
    const child = block.children[0];
    if (child === undefined || !('data' in child)) continue;
    collect(parseLoosely(child.data.slice(0, MAX_BLOCK_CHARACTERS)), 0, objects, byId);
  }
  return { article: chooseArticle(objects), objects, byId };
}

function parseLoosely(source: string): unknown {
  const text = source
    .replace(/^\s*(?:<!--|\/\*\s?<!\[CDATA\[\s?\*\/|\/\/\s?<!\[CDATA\[|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\/\*\s?\]\]>\s?\*\/|\/\/\s?\]\]>|\]\]>)\s*$/, '')
    .trim();
  const first = tryJson(text.endsWith(';') ? text.slice(0, -1) : text);
  if (first !== undefined) return first;
  // raw line breaks inside strings and commas before a closing bracket are the usual faults
  const second = tryJson(text.replace(/\p{Cc}+/gu, ' ').replace(/,\s?([\]}])/g, '$1'));
  return second;
}

/** The value, or undefined when the text is no JSON. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function collect(value: unknown, depth: number, objects: JsonObject[], byId: Map<string, JsonObject>): void {
  if (depth > MAX_DEPTH || objects.length >= MAX_OBJECTS) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, depth + 1, objects, byId);
    return;
  }
  if (!isObject(value)) return;
  const id = value['@id'];
  if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value);
  if (value['@type'] !== undefined) objects.push(value);
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === 'object' && inner !== null) collect(inner, depth + 1, objects, byId);
  }
}

function chooseArticle(objects: readonly JsonObject[]): JsonObject | null {
  let best: JsonObject | null = null;
  let bestPoints = 0;
  for (const object of objects) {
    const types = typesOf(object);
    let points = 0;
    if (types.some((t) => /(?:Article|BlogPosting)$/.test(t))) points = 10;
    else if (types.some((t) => ARTICLE_TYPES.has(t))) points = 4;
    else if (types.some((t) => PAGE_TYPE.test(t))) points = 2;
    else continue;
    if (object['datePublished'] !== undefined) points += 3;
    if (object['headline'] !== undefined) points += 2;
    if (object['author'] !== undefined) points += 2;
    if (object['articleBody'] !== undefined) points += 1;
    // its posts are described like articles of their own
    if (types.includes('LiveBlogPosting')) points += 5;
    if (points > bestPoints) {
      best = object;
      bestPoints = points;
    }
  }
  return best;
}

/** The text of a value: a string, `@value`, or the name of an object. */
export function textValue(value: unknown): string | null {
  if (typeof value === 'string') return cleanText(value).trim() || null;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length > 0 ? textValue(value[0]) : null;
  if (isObject(value)) return textValue(value['@value'] ?? value['name'] ?? value['url']);
  return null;
}
