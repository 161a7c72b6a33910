/** A table of phrases that finds every one of them in a text in a single walk, nested ones too. */
import { Lexicon, type Numbers, SHORTEST_STEM } from './lexicon.ts';
import { type Tokens, unitsOf } from './tokens.ts';

export interface PhraseHit<T> {
  readonly value: T;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** Units [first, last] of the tokens searched. */
  readonly first: number;
  readonly last: number;
}

/** `exact`: the text needs capitals where the phrase has them; `first`: a phrase with a first capital needs one. */
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

const TIGHT = 2;

/** Units adjacent in a phrase must be adjacent in the text: 아니 is not in 인도네시아 니켈. */
function stepOf(id: number, tight: boolean): number {
  return id * 2 + (tight ? 1 : 0);
}

/**
 * Phrases are folded like texts. A word may end in `*`, any ending, when it has three letters at least.
 * Finding costs one step for each unit of the text, however many phrases there are.
 */
export class PhraseTable<T> {
  /** Nodes after the first word of a phrase by its number, after a first stem by its number without the sign. */
  private readonly byWord: (Node<T> | undefined)[] = [];
  private readonly byStem: (Node<T> | undefined)[] = [];
  /** 1 for each word that a phrase begins with: a table small enough for the processor's cache. */
  private begins = new Uint8Array(1024);
  private readonly lexicon: Lexicon;

  /** Tables that read the same texts share a lexicon. */
  constructor(lexicon: Lexicon = new Lexicon()) {
    this.lexicon = lexicon;
  }

  /** Adds one phrase; an empty or punctuation-only phrase is ignored. */
  add(written: string, value: T, capitals: Capitals = 'any'): void {
    let node: Node<T> | null = null;
    let before = -1;
    for (const { folded, end } of unitsOf(written)) {
      const stem = written.charAt(end) === '*' && folded.length >= SHORTEST_STEM;
      const id = stem ? this.lexicon.stem(folded) : this.lexicon.word(folded);
      const tight = end - folded.length === before;
      before = end;
      node = node === null ? this.begun(id) : next(node, stepOf(id, tight));
    }
    if (node === null) return;
    node.entries ??= [];
    node.entries.push({ value, written, capitals });
  }

  /** Every phrase found, in order of its start; hits may overlap. `numbers` are the lexicon's of the same text. */
  find(text: string, tokens: Tokens, numbers: Numbers = this.lexicon.read(text, tokens)): PhraseHit<T>[] {
    const hits: PhraseHit<T>[] = [];
    const { words, stems, lists } = numbers;
    const { begins } = this;
    for (let i = 0; i < tokens.count; i++) {
      const stem = stems[i] ?? 0;
      const word = words[i] ?? 0;
      const known = begins[word] === 1 ? this.byWord[word] : undefined;
      if (known !== undefined) this.reach(known, i, i, text, tokens, numbers, hits);
      if (stem === 0) continue;
      for (const id of lists[stem] ?? []) {
        const begun = this.byStem[-id];
        if (begun !== undefined) this.reach(begun, i, i, text, tokens, numbers, hits);
      }
    }
    return hits;
  }

  private begun(id: number): Node<T> {
    const list = id > 0 ? this.byWord : this.byStem;
    const at = Math.abs(id);
    // numbers of other tables' words would leave gaps; filled, so that it does not become a sparse array
    while (list.length <= at) list.push(undefined);
    const known = list[at];
    if (known !== undefined) return known;
    const node: Node<T> = { next: null, entries: null };
    list[at] = node;
    if (id > 0) this.mark(at);
    return node;
  }

  private mark(word: number): void {
    if (word >= this.begins.length) {
      const grown = new Uint8Array(2 * word);
      grown.set(this.begins);
      this.begins = grown;
    }
    this.begins[word] = 1;
  }

  private walk(
    node: Node<T>,
    first: number,
    at: number,
    text: string,
    tokens: Tokens,
    numbers: Numbers,
    hits: PhraseHit<T>[],
  ): void {
    const { next } = node;
    if (next === null || at >= tokens.count) return;
    const gap = tokens.glued[at] ?? 0;
    if (gap === 0) return;
    const word = numbers.words[at] ?? 0;
    if (word !== 0) this.steps(next, word, gap, first, at, text, tokens, numbers, hits);
    const stems = numbers.stems[at] ?? 0;
    if (stems === 0) return;
    for (const id of numbers.lists[stems] ?? [])
      this.steps(next, id, gap, first, at, text, tokens, numbers, hits);
  }

  private steps(
    next: Map<number, Node<T>>,
    id: number,
    gap: number,
    first: number,
    at: number,
    text: string,
    tokens: Tokens,
    numbers: Numbers,
    hits: PhraseHit<T>[],
  ): void {
    const loose = next.get(stepOf(id, false));
    if (loose !== undefined) this.reach(loose, first, at, text, tokens, numbers, hits);
    const tight = gap === TIGHT ? next.get(stepOf(id, true)) : undefined;
    if (tight !== undefined) this.reach(tight, first, at, text, tokens, numbers, hits);
  }

  private reach(
    node: Node<T>,
    first: number,
    at: number,
    text: string,
    tokens: Tokens,
    numbers: Numbers,
    hits: PhraseHit<T>[],
  ): void {
    if (node.entries !== null) {
      const start = tokens.starts[first] ?? 0;
      const end = tokens.ends[at] ?? 0;
      for (const entry of node.entries)
        if (entry.capitals === 'any' || capitalsFit(entry, text.slice(start, end)))
          hits.push({ value: entry.value, start, end, first, last: at });
    }
    this.walk(node, first, at + 1, text, tokens, numbers, hits);
  }
}

function next<T>(node: Node<T>, step: number): Node<T> {
  node.next ??= new Map();
  const known = node.next.get(step);
  if (known !== undefined) return known;
  const fresh: Node<T> = { next: null, entries: null };
  node.next.set(step, fresh);
  return fresh;
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
