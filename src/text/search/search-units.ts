/** Splits texts and user queries into the units that full-text search compares. */
import { foldHan } from './han-folding.ts';

/** Longest query that is read; what follows is ignored. */
const MAX_QUERY_LENGTH = 500;
/** Most terms of a query; FTS5 limits the depth of an expression to 256. */
const MAX_TERMS = 32;

/** Letters of the scripts that are indexed by pairs of characters; the prolonged sound mark belongs to both kana. */
const PAIRED = String.raw`[[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}ーｰ]&&[\p{L}\p{N}]]`;
/** What extends such a letter and still is one character: marks, the rest of a syllable that is written as jamo, half-width sound marks. */
const EXTENSION = String.raw`[\p{M}\u1160-\u11ff\uff9e\uff9f]`;
const EXTENDED = new RegExp(EXTENSION, 'v');
const CLUSTER = `${PAIRED}${EXTENSION}*`;
const CLUSTERS = new RegExp(CLUSTER, 'gv');
export const PAIRED_RUN = new RegExp(`(?:${CLUSTER})+`, 'gv');
const WORD = String.raw`[[\p{L}\p{M}\p{N}\p{Co}]--${PAIRED}]+`;
/** A run of pair-indexed characters, which is captured, or a whole word of any other script. */
const RUN_OR_WORD = new RegExp(`((?:${CLUSTER})+)|${WORD}`, 'gv');
/** A stretch with a hyphen in it: there are few, and these are quickly found. */
const WITH_HYPHEN = /(?<!\S)\S*?[\-‐‑]\S*/gv;
const HYPHENS = /[\-‐‑]/gv;
/** From the start of a word only, so that a long one without a hyphen is scanned once. */
const HYPHENATED = new RegExp(
  `(?<![[\\p{L}\\p{M}\\p{N}\\p{Co}]--${PAIRED}])${WORD}(?:[\\-‐‑]${WORD})+`,
  'gv',
);
const LETTER = /\p{L}/u;

/** One searchable unit of a text: a word, or a single character of a pair-indexed script. */
export interface Unit {
  /** As written in the text. */
  readonly text: string;
  /** As written in the index: foldWords(); Chinese characters in their simplified form. */
  readonly folded: string;
  readonly paired: boolean;
  /** UTF-16 offsets into the text it came from. */
  readonly start: number;
  readonly end: number;
}

/** One term of a query: units that must be adjacent. */
export interface Term {
  readonly units: readonly Unit[];
  /** An alternative that matches as well: the units with hyphenated words as one word. Null without such words. */
  readonly joined: readonly Unit[] | null;
  /** The last unit is a prefix. */
  readonly prefix: boolean;
  /** Must not be there: `-byd`. */
  readonly excluded: boolean;
}

/** The units of a text in order. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const match of text.matchAll(RUN_OR_WORD)) {
    const [found, run] = match;
    if (run === undefined) {
      const end = match.index + found.length;
      units.push({ text: found, folded: foldWords(found), paired: false, start: match.index, end });
      continue;
    }
    // A unit is a single character of such a run.
    for (const { 0: one, index } of run.matchAll(CLUSTERS)) {
      const start = match.index + index;
      units.push({ text: one, folded: pairable(one)[0] ?? '', paired: true, start, end: start + one.length });
    }
  }
  return units;
}

/** The characters of a pair-indexed run as the index has them: without combining marks, except Thai ones. */
export function pairable(run: string): string[] {
  const folded = foldHan(run.normalize('NFKC'));
  if (!EXTENDED.test(folded)) return [...folded];
  return [...folded.matchAll(CLUSTERS)].map(
    ([cluster]) => String.fromCodePoint(cluster.codePointAt(0) ?? 0) + thaiMarks(cluster),
  );
}

/** Vowels and tones above and below a letter; the ring of ำ is left to the vowel that it belongs to. */
const THAI_MARKS = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4c\u0e4e]/g;
const TO_PRIVATE_USE = 0xd200;

/** The marks of a Thai letter: they tell words apart, but FTS5 takes them for spaces, so characters of private use stand for them. */
function thaiMarks(cluster: string): string {
  const marks = cluster.match(THAI_MARKS) ?? [];
  return marks.map((mark) => String.fromCharCode(mark.charCodeAt(0) + TO_PRIVATE_USE)).join('');
}

/** Latin letters that Unicode does not decompose: Vietnamese điện is also written dien, Polish Łódź Lodz. */
const MARKED: ReadonlyMap<string, string> = new Map([
  ['æ', 'ae'],
  ['đ', 'd'],
  ['ħ', 'h'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['œ', 'oe'],
  ['ŧ', 't'],
]);
const MARKED_LETTER = new RegExp(`[${[...MARKED.keys()].join('')}]`, 'gu');
const ASCII = /^[\0-\x7f]*$/;

/**
 * The form in which index and queries compare words. Case, width and the accents of Latin letters do not count; й and и stay two
 * letters. Small letters that share a capital are one, as headlines in capitals lose the difference: große GROSSE, yatırım YATIRIM.
 */
export function foldWords(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const bare = text.normalize('NFKD').replace(/(?<=\p{sc=Latin})\p{M}+/gu, '');
  // Lower case first: ẞ stays ẞ in upper case, while ß becomes SS. The lower case of Σ depends on its position.
  const small = bare.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return small.replace(MARKED_LETTER, (letter) => MARKED.get(letter) ?? letter).normalize('NFC');
}

/** A word with hyphens, and how it is written without: co-operation, cooperation. */
export interface Hyphenated {
  readonly joined: string;
  /** UTF-16 offsets into the text it came from. */
  readonly start: number;
  readonly end: number;
}

/** The words with hyphens of a text in order; numbers such as 2024-05-01 are none. */
export function hyphenatedIn(text: string): Hyphenated[] {
  return [...text.matchAll(WITH_HYPHEN)].flatMap(({ 0: stretch, index: from }) =>
    [...stretch.matchAll(HYPHENATED)]
      .filter(([word]) => LETTER.test(word))
      .map(({ 0: word, index }) => ({
        joined: word.replace(HYPHENS, ''),
        start: from + index,
        end: from + index + word.length,
      })),
  );
}

/** The text with each hyphenated word as one word; null if it has none. */
function withoutHyphens(text: string): string | null {
  const found = hyphenatedIn(text);
  if (found.length === 0) return null;
  const pieces = found.map(({ joined, end }, at) => joined + text.slice(end, found[at + 1]?.start));
  return text.slice(0, found[0]?.start) + pieces.join('');
}

/** A phrase in quotes of any kind, or a word; `-` before it excludes it, `*` after it makes it a prefix. */
const WRITTEN = /(-?)["“”„]([^"“”„]*)["“”]\s*(\*?)|([^\s"“”„]+)/gu;

/**
 * What the user typed as terms: quoted phrases whole, the rest word by word. `AND` in capitals is dropped, since all
 * terms are wanted anyway; every other word is searched for as written.
 */
export function queryTerms(userText: string): Term[] {
  const terms: Term[] = [];
  const text = userText.slice(0, MAX_QUERY_LENGTH).normalize('NFKC');
  for (const match of text.matchAll(WRITTEN)) {
    const [, minus, phrase, star, word = ''] = match;
    if (word === 'AND') continue;
    const units = unitsOf(phrase ?? word);
    const single = withoutHyphens(phrase ?? word);
    const joined = single === null ? null : unitsOf(single);
    const prefix = star === '*' || word.endsWith('*');
    if (units.length > 0)
      terms.push({ units, joined, prefix, excluded: minus === '-' || word.startsWith('-') });
    if (terms.length === MAX_TERMS) break;
  }
  return terms;
}

/** Those of `among` that are in the text as unquoted words with terms on both sides, each once, in the order of `among`. */
export function capitalWords(userText: string, among: readonly string[]): string[] {
  const written = [...userText.slice(0, MAX_QUERY_LENGTH).normalize('NFKC').matchAll(WRITTEN)];
  const between = new Set(written.slice(1, -1).map(([, , , , word]) => word));
  return among.filter((word) => between.has(word));
}
