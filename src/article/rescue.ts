/** Takes the article's text from its linked data when the page itself shows too little of it. */

import { htmlToText } from './html-to-text.ts';
import type { LinkedData } from './metadata/json-ld.ts';
import { textValue } from './metadata/json-ld.ts';

/** `articleBody` must be at least this long to be more than a stub. */
const SHORTEST_BODY = 400;
/** And this much longer than the text of the blocks, which keeps paragraphs and lists. */
const LONGER = 1.6;
const MAX_BODY = 500_000;

/** The text of `articleBody`, or null when it is absent, a stub, or no better than what was read. */
export function rescueText(linked: LinkedData, text: string): string | null {
  const raw = linked.article === null ? null : textValue(linked.article['articleBody']);
  if (raw === null || raw.length < SHORTEST_BODY || raw.length > MAX_BODY) return null;
  if (raw.length < LONGER * text.length && speaksOfSame(raw, text)) return null;
  if (raw.length < 0.5 * text.length) return null;
  const body = /<\/?[a-z][^<>]{0,300}>/i.test(raw) ? htmlToText(raw) : plainParagraphs(raw);
  return body.length > SHORTEST_BODY ? body : null;
}

/** Whether samples of one text stand in the other. */
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
