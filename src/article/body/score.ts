/** Measures how much running text every element of a page holds: text in sentences, less text in links. */

import type { Document, Element } from 'domhandler';
import { isElement, isInline, isTextNode, UNREADABLE } from '../dom.ts';

export interface Stats {
  /** Letters of running text, link text taken off; blocks too short or mostly linked add nothing. */
  score: number;
  /** All visible characters but spaces; a Han, Kana or Hangul character counts as two. */
  text: number;
  /** Of those, the ones inside links. */
  link: number;
  /** Blocks that added to the score. */
  paragraphs: number;
}

export type Scores = Map<Element, Stats>;

/** Blocks shorter than this are labels, not prose. Swept 15..60 on the development pages: flat from 20 to 35. */
const SHORTEST_BLOCK = 25;
/** A block with a larger share of its text in links is navigation. */
const LINKED = 0.5;
/** Worth of a block without a single sentence mark: cards, labels, headings. */
const UNPUNCTUATED = 0.3;
const HEADING = /^h[1-6]$/;

interface Run {
  text: number;
  link: number;
  marks: number;
}

/** Stats of every readable element. */
export function scorePage(root: Document): Scores {
  const scores: Scores = new Map();
  for (const child of root.children) if (isElement(child)) visit(child, false, newRun(), scores);
  return scores;
}

function newRun(): Run {
  return { text: 0, link: 0, marks: 0 };
}

function visit(element: Element, inLink: boolean, outer: Run, scores: Scores): Stats | null {
  if (UNREADABLE.has(element.name)) return null;
  const inline = isInline(element);
  const run = inline ? outer : newRun();
  const linked = inLink || element.name === 'a';
  const stats: Stats = { score: 0, text: 0, link: 0, paragraphs: 0 };
  const prose = HEADING.test(element.name) ? 0 : 1;
  for (const child of element.children) {
    if (isTextNode(child)) {
      const before = run.text;
      count(child.data, run);
      const added = run.text - before;
      if (linked) run.link += added;
      stats.text += added;
      if (linked) stats.link += added;
    } else if (isElement(child)) {
      const block = !isInline(child);
      if (block && !inline) flush(run, stats, prose);
      const inner = visit(child, linked, run, scores);
      if (inner === null) continue;
      stats.score += inner.score;
      stats.text += inner.text;
      stats.link += inner.link;
      stats.paragraphs += inner.paragraphs;
    }
  }
  if (!inline) flush(run, stats, prose);
  scores.set(element, stats);
  return stats;
}

function flush(run: Run, stats: Stats, prose: number): void {
  if (run.text >= SHORTEST_BLOCK && run.link <= LINKED * run.text) {
    const worth = run.marks > 0 ? 1 : UNPUNCTUATED;
    stats.score += (run.text - run.link) * worth * prose;
    stats.paragraphs++;
  }
  run.text = 0;
  run.link = 0;
  run.marks = 0;
}

/** Whether a UTF-16 unit belongs to a script written without spaces (or Hangul, whose syllables are as dense). */
export function isDense(code: number): boolean {
  return (
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3)
  );
}

function count(text: string, run: Run): void {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c <= 32 || c === 0xa0) continue;
    if (c < 0x3000) {
      run.text++;
      // . , ; : ! ? and their Arabic and Devanagari counterparts
      if (
        c === 46 ||
        c === 44 ||
        c === 59 ||
        c === 58 ||
        c === 33 ||
        c === 63 ||
        c === 0x60c ||
        c === 0x6d4 ||
        c === 0x964
      )
        run.marks++;
    } else if (
      c === 0x3001 ||
      c === 0x3002 ||
      c === 0xff0c ||
      c === 0xff01 ||
      c === 0xff1a ||
      c === 0xff1b ||
      c === 0xff1f
    ) {
      run.text++;
      run.marks++;
    } else run.text += isDense(c) ? 2 : 1;
  }
}
