/**
 * Parts a Thai paragraph into sentences. Thai has no full stop: a space stands between sentences, but also around names,
 * numbers and between clauses, so only a space tells an end behind which a new matter begins.
 */
import { oneOf } from './one-of.ts';
import type { Span } from './span.ts';
import CLAUSES from './thai-clauses.json' with { type: 'json' };

const THAI = /[\u0e01-\u0e4e]/;

/** Words that begin a sentence, and hardly any clause. */
const OPENERS = oneOf(CLAUSES.opens);
const OPENED = new RegExp(String.raw`(?<=[\u0e01-\u0e4e\d)%”"’'\]])[^\S\n]+(?=["“]?(?:${OPENERS}))`, 'gu');

/** In a stretch that is so long already any space between two clauses ends it. */
const LONG = 180;
/** What a clause of the same sentence begins with. */
const GOES_ON = oneOf(CLAUSES.goesOn);
const CLAUSE = new RegExp(
  String.raw`(?<=[\u0e01-\u0e4e][)”"’']?)[^\S\n]+(?=["“]?(?!${GOES_ON})[\u0e01-\u0e4e]{6})`,
  'gu',
);

/** True for a text that has to be parted so. On a text of Latin letters the engine answers this without reading it. */
export function hasThai(text: string): boolean {
  return THAI.test(text);
}

/** The sentences of a stretch without stops and line breaks, each without the white space at its ends. Linear. */
export function thaiSentences(text: string, span: Span): Span[] {
  const whole = text.slice(span.start, span.end);
  const found: Span[] = [];
  let start = 0;
  const close = (end: number, next: number): void => {
    found.push({ start: span.start + start, end: span.start + end });
    start = next;
  };
  const opened = [...whole.matchAll(OPENED)];
  const gaps = [...opened, ...whole.matchAll(CLAUSE)].sort((a, b) => a.index - b.index);
  const ends = new Set(opened.map(({ index }) => index));
  for (const { index, 0: gap } of gaps)
    if (index > start && (ends.has(index) || index - start >= LONG)) close(index, index + gap.length);
  close(whole.length, whole.length);
  return found;
}
