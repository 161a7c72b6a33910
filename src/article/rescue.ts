/** Takes the article's text from the page's data (JSON-LD, scripts) when the visible page has too little of it. */

import { cleanText } from '../text/words/clean-text.ts';
import { decodeEntities } from './dom.ts';
import { htmlToText } from './html-to-text.ts';
import { isObject, type LinkedData, textValue, typesOf } from './metadata/json-ld.ts';
import { findStateBody } from './state-body.ts';
import type { StateFacts } from './state-facts.ts';

/** A body in the page's data must be at least this long to be more than a stub. */
const SHORTEST_BODY = 400;
/** And longer by this factor than the text of the blocks, which is preferred because it keeps paragraphs and lists. */
const LONGER = 1.6;
const MAX_BODY = 500_000;
/** Scripts are searched only when the page shows fewer words than this: short news items run to 45, teasers of gates to 80. */
const FEW_WORDS = 100;
const MAX_UPDATES = 500;

interface Rescue {
  readonly text: string;
  readonly extractor: 'json-ld' | 'live-blog' | 'script';
  /** Authors and dates from the same script; null for JSON-LD, whose metadata is read anyway. */
  readonly facts: StateFacts | null;
}

interface RescueSources {
  readonly linked: LinkedData;
  readonly html: string;
  readonly title: string | null;
  /** Text and words of the blocks. */
  readonly text: string;
  readonly words: number;
}

/** The text of the page's data, or null when there is none or it is no better than that of the blocks. */
export function rescueText({ linked, html, title, text, words }: RescueSources): Rescue | null {
  const live = liveBlogText(linked);
  if (live !== null && live.length > LONGER * text.length)
    return { text: live, extractor: 'live-blog', facts: null };
  const body = articleBody(linked, text);
  if (body !== null) return { text: body, extractor: 'json-ld', facts: null };
  if (words >= FEW_WORDS) return null;
  const state = findStateBody(html, title);
  return state === null || state.text.length < LONGER * text.length || state.text.length > MAX_BODY
    ? null
    : { ...state, extractor: 'script' };
}

function articleBody(linked: LinkedData, text: string): string | null {
  const raw = linked.article === null ? null : textValue(linked.article['articleBody']);
  if (raw === null || raw.length < SHORTEST_BODY || raw.length > MAX_BODY) return null;
  if (raw.length < LONGER * text.length && speaksOfSame(raw, text)) return null;
  if (raw.length < 0.5 * text.length) return null;
  const body = plainBody(raw);
  return body.length > SHORTEST_BODY ? body : null;
}

/** The posts of a live blog in the order in which the page gives them, each under its headline. */
function liveBlogText(linked: LinkedData): string | null {
  const blog = linked.objects.find((object) => typesOf(object).includes('LiveBlogPosting'));
  const updates = blog?.['liveBlogUpdate'];
  if (!Array.isArray(updates)) return null;
  const parts = updates.slice(0, MAX_UPDATES).flatMap((update: unknown) => {
    const body = isObject(update) ? textValue(update['articleBody']) : null;
    if (!isObject(update) || body === null) return [];
    const headline = textValue(update['headline']);
    const text = plainBody(body);
    return headline === null || text.startsWith(headline) ? [text] : [plainBody(headline), text];
  });
  const text = parts.join('\n\n');
  return text.length < SHORTEST_BODY || text.length > MAX_BODY ? null : text;
}

function plainBody(raw: string): string {
  return /<\/?[a-z][^<>]{0,300}>/i.test(raw)
    ? htmlToText(raw)
    : plainParagraphs(cleanText(decodeEntities(raw)));
}

/** Whether most words of the body's beginning are in the text, so that both are the same article. */
function speaksOfSame(body: string, text: string): boolean {
  const words = (s: string): string[] => s.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const known = new Set(words(text.slice(0, 20_000)));
  const sample = words(body.slice(0, 3_000));
  if (sample.length < 20) return true;
  return sample.filter((w) => known.has(w)).length > 0.6 * sample.length;
}

function plainParagraphs(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .split(/\n+/)
    .map((p) => p.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((p) => p !== '')
    .join('\n\n');
}
