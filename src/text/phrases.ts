/** A table of phrases that finds every one of them in a text in a single walk, nested ones too. */
import { HASH_START, hashStep, type Tokens, tokenise } from './tokens.ts';

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
  entries: Entry<T>[] | null;
}

/** A word or the beginning of words that phrases are made of. */
interface Word {
  readonly id: number;
  readonly text: string;
}

const SHORTEST_STEM = 3;
const NONE: readonly number[] = [];

/**
 * Phrases are folded like texts. A word may end in `*`, any ending, when it has three letters at least.
 * Finding costs one hash for each unit of the text, however many phrases there are.
 */
export class PhraseTable<T> {
  private readonly root: Node<T> = { next: null, entries: null };
  private readonly words = new Map<number, Word[]>();
  private readonly stems = new Map<number, Word[]>();
  private longestStem = 0;
  private nextId = 1;

  /** Adds one phrase; an empty or punctuation-only phrase is ignored. */
  add(written: string, value: T, capitals: Capitals = 'any'): void {
    const tokens = tokenise(written);
    let node = this.root;
    for (let i = 0; i < tokens.count; i++) {
      const end = tokens.ends[i] ?? 0;
      const text = tokens.folded.slice(tokens.starts[i], end);
      const id = this.idFor(text, tokens.hashes[i] ?? 0, written.charAt(end) === '*');
      node.next ??= new Map();
      let next = node.next.get(id);
      if (next === undefined) {
        next = { next: null, entries: null };
        node.next.set(id, next);
      }
      node = next;
    }
    if (node === this.root) return;
    node.entries ??= [];
    node.entries.push({ value, written, capitals });
  }

  /** Every phrase found, in order of its start; hits may overlap. */
  find(text: string, tokens: Tokens): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    const ids: (readonly number[])[] = [];
    for (let i = 0; i < tokens.count; i++) ids.push(this.idsOf(tokens, i));
    for (let i = 0; i < tokens.count; i++)
      if (ids[i] !== NONE) this.walk(this.root, i, i, ids, text, tokens, hits);
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
      if (found.entries !== null) {
        const start = tokens.starts[first] ?? 0;
        const end = tokens.ends[at] ?? 0;
        for (const entry of found.entries)
          if (entry.capitals === 'any' || capitalsFit(entry, text.slice(start, end)))
            hits.push({ value: entry.value, start, end, first, last: at });
      }
      this.walk(found, first, at + 1, ids, text, tokens, hits);
    }
  }

  private idFor(text: string, hash: number, anyEnd: boolean): number {
    const stem = anyEnd && text.length >= SHORTEST_STEM;
    const map = stem ? this.stems : this.words;
    const bucket = map.get(hash) ?? [];
    const known = bucket.find((word) => word.text === text);
    if (known !== undefined) return known.id;
    if (stem) this.longestStem = Math.max(this.longestStem, text.length);
    const id = this.nextId++;
    map.set(hash, [...bucket, { id, text }]);
    return id;
  }

  /** Ids of the words that the unit is, and of the stems it begins with. */
  private idsOf(tokens: Tokens, index: number): readonly number[] {
    let ids: number[] | null = null;
    const start = tokens.starts[index] ?? 0;
    const bucket = this.words.get(tokens.hashes[index] ?? 0);
    const length = (tokens.ends[index] ?? 0) - start;
    if (bucket !== undefined)
      for (const { id, text } of bucket)
        if (text.length === length && tokens.folded.startsWith(text, start)) ids = [id];
    const longest = Math.min(length, this.longestStem);
    let hash = HASH_START;
    for (let i = 0; i < longest; i++) {
      hash = hashStep(hash, tokens.folded.charCodeAt(start + i));
      if (i + 1 < SHORTEST_STEM) continue;
      const stems = this.stems.get(hash);
      if (stems === undefined) continue;
      for (const { id, text } of stems)
        if (text.length === i + 1 && tokens.folded.startsWith(text, start)) {
          ids ??= [];
          ids.push(id);
        }
    }
    return ids ?? NONE;
  }
}

function capitalsFit({ written, capitals }: Entry<unknown>, text: string): boolean {
  if (capitals === 'first') return !isCapital(written.charAt(0)) || isCapital(text.charAt(0));
  if (written.length !== text.length) return false;
  for (let i = 0; i < written.length; i++)
    if (isCapital(written.charAt(i)) && !isCapital(text.charAt(i))) return false;
  return true;
}

function isCapital(char: string): boolean {
  return char !== char.toLowerCase();
}
