/**
 * Splits a Thai paragraph into sentences. Thai has no full stop: spaces separate sentences, but also names, numbers and
 * clauses, so a space ends a sentence only if what follows begins a new one.
 */
import { oneOf } from './one-of.ts';
import type { Span } from './span.ts';
import CLAUSES from './thai-clauses.json' with { type: 'json' };

const THAI = /[\u0e01-\u0e4e]/;

/** Words that begin a sentence, and hardly any clause. */
const OPENERS = oneOf(CLAUSES.opens);
const OPENED = new RegExp(String.raw`(?<=[\u0e01-\u0e4e\d)%”"’'\]])[^\S\n]+(?=["“]?(?:${OPENERS}))`, 'gu');

/** In a longer stretch than this any space between two clauses ends the sentence. */
const LONG = 180;
/** What a clause of the same sentence begins with. */
const GOES_ON = oneOf(CLAUSES.goesOn);
const CLAUSE = new RegExp(
  String.raw`(?<=[\u0e01-\u0e4e][)”"’']?)[^\S\n]+(?=["“]?(?!${GOES_ON})[\u0e01-\u0e4e]{6})`,
  'gu',
);

/** Whether a text has Thai letters. On a Latin-1 string the regex engine answers this without scanning it. */
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
