/** Splits texts and user queries into the units that full-text search compares. */
import { foldHan } from './han-folding.ts';

/** Longest query that is read; what follows is ignored. */
const MAX_QUERY_LENGTH = 500;
/** Most terms of a query; FTS5 limits the depth of an expression to 256. */
const MAX_TERMS = 32;

/** Letters of the scripts that are indexed by pairs of characters; the prolonged sound mark belongs to both kana. */
const PAIRED = String.raw`[[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}ー]&&[\p{L}\p{N}]]`;
export const PAIRED_RUN = new RegExp(`${PAIRED}+`, 'gv');
/** A run of pair-indexed characters, which is captured, or a whole word of any other script. */
const RUN_OR_WORD = new RegExp(`(${PAIRED}+)|[[\\p{L}\\p{M}\\p{N}\\p{Co}]--${PAIRED}]+`, 'gv');

/** One searchable unit of a text: a word, or a single character of a pair-indexed script. */
export interface Unit {
  /** As it stands in the text. */
  readonly text: string;
  /** Lower case, without the accents that the index ignores; Chinese characters in their simplified form. */
  readonly folded: string;
  readonly paired: boolean;
  /** UTF-16 offsets into the text it came from. */
  readonly start: number;
  readonly end: number;
}

/** One term of a query: units that must stand next to each other. */
export interface Term {
  readonly units: readonly Unit[];
  /** The last unit may go on. */
  readonly prefix: boolean;
  /** Must not be there: `-byd`. */
  readonly excluded: boolean;
}

/** The units of a text in order. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const match of text.matchAll(RUN_OR_WORD)) {
    const [found, run] = match;
    const paired = run !== undefined;
    let start = match.index;
    // A unit is a single character of such a run.
    for (const unit of paired ? run : [found]) {
      const end = start + unit.length;
      units.push({ text: unit, folded: paired ? foldHan(unit) : fold(unit), paired, start, end });
      start = end;
    }
  }
  return units;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ASCII = /^[\x00-\x7f]*$/;

/** Case, width and the accents of Latin letters do not count in the index; й and и stay two letters. */
function fold(word: string): string {
  // Most words of most texts: nothing of them is composed.
  if (ASCII.test(word)) return word.toLowerCase();
  const bare = word.normalize('NFKD').replace(/(?<=\p{sc=Latin})\p{M}+/gu, '');
  return bare.normalize('NFC').toLowerCase();
}

/** A phrase in quotes of any kind, or a word; `-` before it excludes it, `*` behind it lets it go on. */
const WRITTEN = /(-?)["“”„]([^"“”„]*)["“”]\s*(\*?)|([^\s"“”„]+)/gu;

/**
 * What the user typed as terms: quoted phrases whole, the rest word by word. `AND` in capitals is dropped, since all
 * terms are wanted anyway; every other word is searched for as it stands.
 */
export function queryTerms(userText: string): Term[] {
  const terms: Term[] = [];
  const text = userText.slice(0, MAX_QUERY_LENGTH).normalize('NFKC');
  for (const match of text.matchAll(WRITTEN)) {
    const [, minus, phrase, star, word = ''] = match;
    if (word === 'AND') continue;
    const units = unitsOf(phrase ?? word);
    const prefix = star === '*' || word.endsWith('*');
    if (units.length > 0) terms.push({ units, prefix, excluded: minus === '-' || word.startsWith('-') });
    if (terms.length === MAX_TERMS) break;
  }
  return terms;
}

/** Those of `among` that stand in the text as bare words with terms on both sides, each once, in the order of `among`. */
export function capitalWords(userText: string, among: readonly string[]): string[] {
  const written = [...userText.slice(0, MAX_QUERY_LENGTH).normalize('NFKC').matchAll(WRITTEN)];
  const between = new Set(written.slice(1, -1).map(([, , , , word]) => word));
  return among.filter((word) => between.has(word));
}
