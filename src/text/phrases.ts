/** A table of phrases that finds every one of them in a text in a single walk, nested ones too. */
import { type Tokens, tokenise } from './tokens.ts';

export interface PhraseHit<T> {
  readonly value: T;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** Units [first, last] of the tokens searched. */
  readonly first: number;
  readonly last: number;
}

/** `exact`: capitals must stand where the phrase has them; `first`: a phrase with a first capital needs one. */
export type Capitals = 'any' | 'first' | 'exact';

interface Entry<T> {
  readonly value: T;
  readonly written: string;
  readonly capitals: Capitals;
}

interface Node<T> {
  next: Map<number, Node<T>> | null;
  values: Entry<T>[] | null;
}

// A word seen in texts costs one entry; hostile texts must not grow the memory without end.
const WORD_CACHE_LIMIT = 50_000;
const SHORTEST_STEM = 3;
const NONE: readonly number[] = [];

/**
 * Phrases are folded like texts. A word may end in `*` (any ending) or begin with it (any beginning), stems of
 * three letters at least.
 */
export class PhraseTable<T> {
  private readonly root: Node<T> = { next: null, values: null };
  private readonly words = new Map<string, number>();
  private readonly prefixes = new Map<string, number>();
  private readonly suffixes = new Map<string, number>();
  private readonly prefixLengths = new Set<number>();
  private readonly suffixLengths = new Set<number>();
  private readonly seen = new Map<string, readonly number[]>();
  private nextId = 1;

  /** Adds one phrase; an empty or punctuation-only phrase is ignored. */
  add(written: string, value: T, capitals: Capitals = 'any'): void {
    const tokens = tokenise(written);
    let node = this.root;
    for (let i = 0; i < tokens.count; i++) {
      const start = tokens.starts[i] ?? 0;
      const end = tokens.ends[i] ?? 0;
      const word = tokens.folded.slice(start, end);
      const id = this.idFor(word, written.charAt(start - 1) === '*', written.charAt(end) === '*');
      node.next ??= new Map();
      let next = node.next.get(id);
      if (next === undefined) {
        next = { next: null, values: null };
        node.next.set(id, next);
      }
      node = next;
    }
    if (node === this.root) return;
    node.values ??= [];
    node.values.push({ value, written, capitals });
  }

  /** Every phrase found, in order of its start; hits may overlap. */
  find(text: string, tokens: Tokens): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    const ids: (readonly number[])[] = [];
    for (let i = 0; i < tokens.count; i++)
      ids.push(this.idsOf(tokens.folded.slice(tokens.starts[i], tokens.ends[i])));
    for (let i = 0; i < tokens.count; i++) {
      if (ids[i] !== NONE) this.walk(this.root, i, i, ids, text, tokens, hits);
    }
    return hits;
  }

  private walk(
    node: Node<T>,
    first: number,
    at: number,
    ids: readonly (readonly number[])[],
    text: string,
    tokens: Tokens,
    hits: PhraseHit<T>[],
  ): void {
    const next = node.next;
    const here = ids[at];
    if (next === null || here === undefined || here === NONE) return;
    if (at > first && tokens.glued[at] !== 1) return;
    for (const id of here) {
      const found = next.get(id);
      if (found === undefined) continue;
      if (found.values !== null) {
        const start = tokens.starts[first] ?? 0;
        const end = tokens.ends[at] ?? 0;
        for (const entry of found.values)
          if (capitalsFit(entry, text.slice(start, end)))
            hits.push({ value: entry.value, start, end, first, last: at });
      }
      this.walk(found, first, at + 1, ids, text, tokens, hits);
    }
  }

  private idFor(word: string, anyStart: boolean, anyEnd: boolean): number {
    const stem = (anyStart || anyEnd) && word.length >= SHORTEST_STEM;
    const map = stem ? (anyStart ? this.suffixes : this.prefixes) : this.words;
    const known = map.get(word);
    if (known !== undefined) return known;
    this.seen.clear();
    if (stem) (anyStart ? this.suffixLengths : this.prefixLengths).add(word.length);
    const id = this.nextId++;
    map.set(word, id);
    return id;
  }

  private idsOf(word: string): readonly number[] {
    const cached = this.seen.get(word);
    if (cached !== undefined) return cached;
    const ids: number[] = [];
    const exact = this.words.get(word);
    if (exact !== undefined) ids.push(exact);
    for (const length of this.prefixLengths) {
      const id = length <= word.length ? this.prefixes.get(word.slice(0, length)) : undefined;
      if (id !== undefined) ids.push(id);
    }
    for (const length of this.suffixLengths) {
      const id = length <= word.length ? this.suffixes.get(word.slice(word.length - length)) : undefined;
      if (id !== undefined) ids.push(id);
    }
    const result = ids.length === 0 ? NONE : ids;
    if (this.seen.size >= WORD_CACHE_LIMIT) this.seen.clear();
    if (word.length <= 40) this.seen.set(word, result);
    return result;
  }
}

function capitalsFit({ written, capitals }: Entry<unknown>, text: string): boolean {
  if (capitals === 'any') return true;
  if (capitals === 'first') return !isCapital(written.charAt(0)) || isCapital(text.charAt(0));
  if (written.length !== text.length) return false;
  for (let i = 0; i < written.length; i++)
    if (isCapital(written.charAt(i)) && !isCapital(text.charAt(i))) return false;
  return true;
}

function isCapital(char: string): boolean {
  return char !== char.toLowerCase();
}
