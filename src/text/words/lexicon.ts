/** Numbers the words and stems that phrases consist of, and translates texts into these numbers. */
import { formsOf, isArabic, withoutArticle } from './arabic.ts';
import { fold, foldedUnit, HASH_START, hashStep, isFolded, type Tokens } from './tokens.ts';

/** The numbers of each unit of a text. */
export interface Numbers {
  /** 0 where no phrase has the word. */
  readonly words: Int32Array;
  /** 0 where the unit begins with no stem of a phrase, else the index of its stems in `lists`. */
  readonly stems: Int32Array;
  readonly lists: readonly (readonly number[])[];
}

/** Letters of the shortest stem; a shorter one would match far too many words. */
export const SHORTEST_STEM = 3;
const LONGEST_STEM = 31;
const WITH_HAMZA = /[أإآ]/;
// Hashes of first letters; a few thousand stems fill it thinly.
const FIRST_LETTERS = 4096;
const FIRST_SIZE = 1024;

/**
 * Strings by their hash, in one flat table that is kept less than half full: a look-up allocates nothing. Number and
 * hash are adjacent, so that a word that no phrase has costs one cache line.
 */
class Dictionary {
  private slots = new Int32Array(2 * FIRST_SIZE);
  private last = FIRST_SIZE - 1;
  private readonly texts: string[] = [''];
  private readonly hashes: number[] = [0];

  /** The number of a folded string, from 1 on; a new string gets the next. */
  number(text: string): number {
    const hash = hashOf(text);
    for (let slot = hash & this.last; ; slot = (slot + 1) & this.last) {
      const id = this.slots[2 * slot] ?? 0;
      if (id === 0) break;
      if (this.slots[2 * slot + 1] === hash && this.texts[id] === text) return id;
    }
    this.texts.push(text);
    this.hashes.push(hash);
    if (this.texts.length * 2 > this.last + 1) this.grow();
    else this.place(this.texts.length - 1);
    return this.texts.length - 1;
  }

  /** The number of a stretch of the text, folded; 0 if it has none. */
  find(hash: number, text: string, start: number, length: number): number {
    const { slots, last } = this;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const id = slots[2 * slot] ?? 0;
      if (id === 0) return 0;
      if (slots[2 * slot + 1] !== hash) continue;
      const known = this.texts[id] ?? '';
      if (known.length === length && isFolded(text, start, known)) return id;
    }
  }

  private place(id: number): void {
    const hash = this.hashes[id] ?? 0;
    let slot = hash & this.last;
    while (this.slots[2 * slot] !== 0) slot = (slot + 1) & this.last;
    this.slots[2 * slot] = id;
    this.slots[2 * slot + 1] = hash;
  }

  private grow(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    this.last = this.slots.length / 2 - 1;
    for (let id = 1; id < this.texts.length; id++) this.place(id);
  }
}

/** Shared by several phrase tables, so that a text is looked up once. Reading costs one look-up for each unit. */
export class Lexicon {
  private readonly words = new Dictionary();
  private readonly stems = new Dictionary();
  /** By the hash of the first letters: bit n is set when a stem of n letters begins so. */
  private readonly lengths = new Int32Array(FIRST_LETTERS);
  /** The stems of words that have been read before; words of phrases make up half of a text. */
  private stemsOfWord: (readonly number[] | null | undefined)[] = [];

  /** The number of a folded word: positive, new for a new one. */
  word(text: string): number {
    return this.words.number(isArabic(text.charCodeAt(0)) ? withoutArticle(text) : text);
  }

  /** The number of a folded stem: negative. Cut to LONGEST_STEM letters, which are enough to distinguish stems. */
  stem(text: string): number {
    const bare = isArabic(text.charCodeAt(0)) ? withoutArticle(text) : text;
    const cut = bare.slice(0, LONGEST_STEM);
    const first = hashOf(cut.slice(0, SHORTEST_STEM)) & (FIRST_LETTERS - 1);
    this.lengths[first] = (this.lengths[first] ?? 0) | (1 << cut.length);
    this.stemsOfWord = [];
    return -this.stems.number(cut);
  }

  /** Looks up every unit of a text. Changes `tokens.starts` of Arabic units (see readArabic). */
  read(text: string, tokens: Tokens): Numbers {
    const { count, starts, ends, hashes } = tokens;
    const words = new Int32Array(count);
    const stems = new Int32Array(count);
    const lists: (readonly number[])[] = [[]];
    for (let i = 0; i < count; i++) {
      const start = starts[i] ?? 0;
      const length = (ends[i] ?? 0) - start;
      const word = this.words.find(hashes[i] ?? 0, text, start, length);
      words[i] = word;
      if (word === 0 && isArabic(text.charCodeAt(start))) {
        const found = this.readArabic(text, i, tokens);
        if (found === null) continue;
        words[i] = found.word;
        if (found.stems !== null) stems[i] = lists.push(found.stems) - 1;
        continue;
      }
      if (length < SHORTEST_STEM) continue;
      const found =
        word === 0 ? this.readStems(text, start, length) : this.knownStems(word, text, start, length);
      if (found !== null) stems[i] = lists.push(found) - 1;
    }
    return { words, stems, lists };
  }

  /** Looks up an Arabic unit by the first of its forms that phrases have, and moves its start past the joined prefix, so that a hit lacks it. */
  private readArabic(
    text: string,
    unit: number,
    { starts, ends }: Tokens,
  ): { readonly word: number; readonly stems: readonly number[] | null } | null {
    const end = ends[unit] ?? 0;
    for (const form of formsOf(fold(text.slice(starts[unit] ?? 0, end)))) {
      const word = this.words.find(hashOf(form), form, 0, form.length);
      const stems = form.length < SHORTEST_STEM ? null : this.readStems(form, 0, form.length);
      if (word === 0 && stems === null) continue;
      // إلغاء, once folded, begins like the article
      if (!WITH_HAMZA.test(text.charAt(starts[unit] ?? 0))) starts[unit] = end - form.length;
      return { word, stems };
    }
    return null;
  }

  private knownStems(word: number, text: string, start: number, length: number): readonly number[] | null {
    const known = this.stemsOfWord[word];
    if (known !== undefined) return known;
    const found = this.readStems(text, start, length);
    // gaps would make it a sparse array, which is slow
    while (this.stemsOfWord.length < word) this.stemsOfWord.push(undefined);
    this.stemsOfWord[word] = found;
    return found;
  }

  private readStems(text: string, start: number, length: number): number[] | null {
    let hash = HASH_START;
    for (let i = 0; i < SHORTEST_STEM; i++) hash = hashStep(hash, foldedUnit(text, start + i));
    const lengths = this.lengths[hash & (FIRST_LETTERS - 1)] ?? 0;
    if (lengths === 0) return null;
    let found: number[] | null = null;
    const longest = Math.min(length, 31 - Math.clz32(lengths));
    for (let size = SHORTEST_STEM; size <= longest; size++) {
      if (size > SHORTEST_STEM) hash = hashStep(hash, foldedUnit(text, start + size - 1));
      if ((lengths & (1 << size)) === 0) continue;
      const id = this.stems.find(hash, text, start, size);
      if (id === 0) continue;
      found ??= [];
      found.push(-id);
    }
    return found;
  }
}

function hashOf(folded: string): number {
  let hash = HASH_START;
  for (let i = 0; i < folded.length; i++) hash = hashStep(hash, folded.charCodeAt(i));
  return hash;
}
