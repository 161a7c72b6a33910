/** Reads schema.org JSON-LD blocks of a page and finds the object that describes its article. */

import { pageKey } from '../../text/url/canonical-url.ts';
import { cleanText } from '../../text/words/clean-text.ts';
import { lettersOf } from '../../text/words/letters.ts';
import { textOf } from '../dom.ts';
import type { Page } from '../parse-page.ts';

export type JsonObject = { readonly [key: string]: unknown };

export interface LinkedData {
  /** Object of the article; null when the page describes none. */
  readonly article: JsonObject | null;
  /** Every typed object in document order, except those of other works. */
  readonly objects: readonly JsonObject[];
  /** Objects by `@id`. */
  readonly byId: ReadonlyMap<string, JsonObject>;
}

const MAX_OBJECTS = 2_000;
const MAX_DEPTH = 24;
const MAX_BLOCKS = 60;
const MAX_BLOCK_CHARACTERS = 1_000_000;
const MAX_COMPARED = 40;
const MAX_TITLES = 12;

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

/** Properties whose objects do not describe the page's article: entries of lists, readers' comments, its sources. */
const OTHER_WORKS: ReadonlySet<string> = new Set([
  'citation',
  'comment',
  'isBasedOn',
  'isRelatedTo',
  'itemListElement',
  'mentions',
]);

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function typesOf(object: JsonObject): string[] {
  const type = object['@type'];
  const all = Array.isArray(type) ? type : [type];
  return all.filter((t): t is string => typeof t === 'string').map((t) => t.slice(t.lastIndexOf('/') + 1));
}

/** All JSON-LD of the page at `url`. Broken blocks are repaired where that is simple, else left out. Never throws. */
export function readLinkedData(page: Page, url: URL | null): LinkedData {
  const objects: JsonObject[] = [];
  const byId = new Map<string, JsonObject>();
  const found: Found = { objects, byId };
  const blocks = page.tagged('script').slice(0, MAX_BLOCKS);
  for (const block of blocks) {
    const child = block.children[0];
    if (child === undefined || !('data' in child)) continue;
    collect(parseLoosely(child.data.slice(0, MAX_BLOCK_CHARACTERS)), 0, false, found);
  }
  return { article: chooseArticle(objects, page, url), objects, byId };
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

interface Found {
  readonly objects: JsonObject[];
  readonly byId: Map<string, JsonObject>;
}

function collect(value: unknown, depth: number, other: boolean, found: Found): void {
  const { objects, byId } = found;
  if (depth > MAX_DEPTH || objects.length >= MAX_OBJECTS) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, depth + 1, other, found);
    return;
  }
  if (!isObject(value)) return;
  const id = value['@id'];
  if (typeof id === 'string' && Object.keys(value).length > 1 && !byId.has(id)) byId.set(id, value);
  if (value['@type'] !== undefined && !other) objects.push(value);
  for (const key in value) {
    const inner = value[key];
    if (typeof inner === 'object' && inner !== null)
      collect(inner, depth + 1, other || OTHER_WORKS.has(key), found);
  }
}

/** Points of an object that is certainly an article, and the bonus for the page's own where there are several. */
const ARTICLE = 10;
const OWN = 10;

function chooseArticle(objects: readonly JsonObject[], page: Page, url: URL | null): JsonObject | null {
  const candidates = objects.flatMap((object) => {
    const points = pointsOf(object);
    return points === 0 ? [] : [{ object, points }];
  });
  const articles = candidates.filter(({ points }) => points >= ARTICLE).length;
  const own = articles > 1 && articles <= MAX_COMPARED ? ownArticle(page, url) : null;
  let best: JsonObject | null = null;
  let bestPoints = 0;
  for (const { object, points } of candidates) {
    const sum = points >= ARTICLE && own?.(object) === true ? points + OWN : points;
    if (sum > bestPoints) {
      best = object;
      bestPoints = sum;
    }
  }
  return best;
}

/** How much an object looks like that of an article; 0 for none. */
function pointsOf(object: JsonObject): number {
  const types = typesOf(object);
  let points = 0;
  if (types.some((t) => /(?:Article|BlogPosting)$/.test(t))) points = ARTICLE;
  else if (types.some((t) => ARTICLE_TYPES.has(t))) points = 4;
  else if (types.some((t) => PAGE_TYPE.test(t))) points = 2;
  else return 0;
  if (object['datePublished'] !== undefined) points += 3;
  if (object['headline'] !== undefined) points += 2;
  if (object['author'] !== undefined) points += 2;
  if (object['articleBody'] !== undefined) points += 1;
  // must outrank its posts, which are described as articles of their own
  return types.includes('LiveBlogPosting') ? points + 5 : points;
}

/** Returns a test for the page's own article: only that has the page's address or headline, while cards of others look alike. */
function ownArticle(page: Page, url: URL | null): (object: JsonObject) => boolean {
  const key = url === null ? null : pageKey(url);
  const titles = [...page.tagged('title'), ...page.tagged('h1')]
    .slice(0, MAX_TITLES)
    .map((element) => lettersOf(textOf(element, 500)));
  return (object) => {
    const headline = lettersOf(textValue(object['headline']) ?? '');
    if (headline !== '' && titles.some((title) => title.includes(headline))) return true;
    const main = object['mainEntityOfPage'];
    return [object['url'], isObject(main) ? (main['@id'] ?? main['url']) : main].some(
      (address) => typeof address === 'string' && key !== null && pageKey(address) === key,
    );
  };
}

/** The text of a value: a string or number, `@value`, the name or url of an object; of a list, that of its first entry. */
export function textValue(value: unknown): string | null {
  if (typeof value === 'string') return cleanText(value).trim() || null;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.length > 0 ? textValue(value[0]) : null;
  if (isObject(value)) return textValue(value['@value'] ?? value['name'] ?? value['url']);
  return null;
}
