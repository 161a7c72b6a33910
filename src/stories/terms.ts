/** The terms of a text, weighted by their rarity in the trade's news, so that texts on one event stand out from texts on one trade. */

import WORDS from '../text/language/language-words.json' with { type: 'json' };
import type { Span } from '../text/words/span.ts';
import {
  fold,
  foldedUnit,
  HASH_START,
  hashStep,
  isSingle,
  type Tokens,
  tokenise,
} from '../text/words/tokens.ts';
import COMMON from './data/common-terms.json' with { type: 'json' };

/** Endings differ with case and language; words that share six letters share a stem. */
const STEM_LENGTH = 6;
const SHORTEST_WORD = 2;
/** Terms kept of one text; the likeness of two articles of 400 words is then accurate to 0.03. */
const MOST_TERMS = 64;
const TITLE_BONUS = 2;
/** Terms below this weight, which nearly every article has, are dropped. */
const LEAST_WEIGHT = 0.1;
/** A term in one of this many articles, or in none of those counted, has the highest rarity. */
const RARE = 200;

/** The telling terms of a text, packed: a million articles have them in memory or in a column. */
export interface Terms {
  /** Ascending. */
  readonly hashes: Uint32Array;
  /** Of each: 0 to 1 by rarity, times the logarithm of its count. */
  readonly weights: Float32Array;
}

/** Share of articles, in percent, that are assumed to have each of a language's frequent words. */
const FREQUENT = 20;

/** Share of the articles of the trade that have a term, in percent: the highest of all languages. */
const SHARES = new Map<number, number>();
for (const { words } of Object.values(WORDS)) for (const word of words.split(' ')) share(word, FREQUENT);
for (const { terms } of COMMON)
  for (const [term, percent] of Object.entries<number>(terms)) share(term, percent);

function share(text: string, percent: number): void {
  for (const { start, end } of termsAt(text, tokenise(text))) {
    const hash = hashOf(text, start, end);
    SHARES.set(hash, Math.max(percent, SHARES.get(hash) ?? 0));
  }
}

/** Rarity of a term from 0 (in every article of the trade) to 1 (in hardly any). */
function rarity(hash: number): number {
  const percent = SHARES.get(hash);
  return percent === undefined ? 1 : Math.min(1, Math.max(0, Math.log(100 / percent) / Math.log(RARE)));
}

/** The spans of a text's terms, in order: words, cut to their stems, and in Han, kana, Hangul and Thai pairs of characters. */
function termsAt(text: string, { count, starts, ends }: Tokens): Span[] {
  const found: Span[] = [];
  for (let i = 0; i < count; i++) {
    const start = starts[i] ?? 0;
    const end = ends[i] ?? 0;
    if (!isSingle(text.charCodeAt(start))) {
      const cut = Math.min(end, start + STEM_LENGTH);
      // Numbers are read as figures.
      if (end - start >= SHORTEST_WORD && !isNumber(text, start, cut)) found.push({ start, end: cut });
    } else if (starts[i + 1] === end && isSingle(text.charCodeAt(end)))
      found.push({ start, end: ends[i + 1] ?? end });
  }
  return found;
}

/** The terms of a text, folded. */
export function termsIn(text: string): string[] {
  return termsAt(text, tokenise(text)).map(({ start, end }) => fold(text.slice(start, end)));
}

function isNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = foldedUnit(text, at);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** The hash of the folded term. */
function hashOf(text: string, start: number, end: number): number {
  let hash = HASH_START;
  for (let at = start; at < end; at++) hash = hashStep(hash, foldedUnit(text, at));
  return hash >>> 0;
}

/** The most telling terms of title and text; those of the title count double. `tokens` are those of the text. */
export function tellingTerms(title: string, text: string, tokens: Tokens = tokenise(text)): Terms {
  const counts = new Map<number, number>();
  const add = (hash: number, count: number): void => {
    counts.set(hash, (counts.get(hash) ?? 0) + count);
  };
  for (const { start, end } of termsAt(title, tokenise(title))) add(hashOf(title, start, end), TITLE_BONUS);
  for (const { start, end } of termsAt(text, tokens)) add(hashOf(text, start, end), 1);
  const telling: { hash: number; weight: number }[] = [];
  for (const [hash, count] of counts) {
    const weight = rarity(hash) * (1 + Math.log(count));
    if (weight > LEAST_WEIGHT) telling.push({ hash, weight });
  }
  const kept = telling
    .sort((a, b) => b.weight - a.weight || a.hash - b.hash)
    .slice(0, MOST_TERMS)
    .sort((a, b) => a.hash - b.hash);
  return {
    hashes: Uint32Array.from(kept, ({ hash }) => hash),
    weights: Float32Array.from(kept, ({ weight }) => weight),
  };
}

/** Cached by name: the ledger has some thousands, which are asked for again and again. */
const ofNames = new Map<string, readonly number[]>();

/** The hashes of the terms that names of the ledger consist of. */
export function termsOfNames(names: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const name of names) {
    let hashes = ofNames.get(name);
    if (hashes === undefined) {
      hashes = termsAt(name, tokenise(name)).map(({ start, end }) => hashOf(name, start, end));
      ofNames.set(name, hashes);
    }
    for (const hash of hashes) found.add(hash);
  }
  return found;
}

const NONE: ReadonlySet<number> = new Set();

/** Cosine similarity of the terms of two texts, except those left out: 1 for the same terms and weights, 0 for none in common. */
export function termLikeness(a: Terms, b: Terms, leftOut: ReadonlySet<number> = NONE): number {
  let product = 0;
  for (let i = 0, j = 0; i < a.hashes.length && j < b.hashes.length; ) {
    const [left = 0, right = 0] = [a.hashes[i], b.hashes[j]];
    if (left === right && !leftOut.has(left)) product += (a.weights[i] ?? 0) * (b.weights[j] ?? 0);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return product === 0 ? 0 : product / (norm(a, leftOut) * norm(b, leftOut));
}

function norm({ hashes, weights }: Terms, leftOut: ReadonlySet<number>): number {
  let sum = 0;
  for (let i = 0; i < hashes.length; i++) if (!leftOut.has(hashes[i] ?? 0)) sum += (weights[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/** The `most` terms of the greatest weight, ascending. */
export function heaviest({ hashes, weights }: Terms, most: number): number[] {
  return [...hashes]
    .map((hash, at) => ({ hash, weight: weights[at] ?? 0 }))
    .sort((a, b) => b.weight - a.weight || a.hash - b.hash)
    .slice(0, most)
    .map(({ hash }) => hash)
    .sort((a, b) => a - b);
}
