/** Rewrites a text the way most publishers write: one space between words, plain hyphens and digits, nothing invisible. */
import { plainDigits } from './digits.ts';
import { wrapsIn } from './hard-wraps.ts';
import type { Span } from './span.ts';

/** A stretch whose length changed: [start, end) of the given text became [from, to) of the rewritten one. */
interface Change extends Span {
  readonly from: number;
  readonly to: number;
}

/** The rewritten text, which reads the same, and where its length differs from that of the given one. */
export interface Rewritten {
  readonly text: string;
  readonly changes: readonly Change[];
}

const NONE: readonly Change[] = [];

/** Pinyin in brackets after a Chinese character. */
const PINYIN = String.raw`\([a-z]{0,5}[àáèéìíòóùúüāēěīńňōūǎǐǒǔǖǘǚǜ][a-z]{0,5}\)`;

/**
 * Unusual spaces, double spaces, invisible characters, unusual hyphens, digits and letters of full or half width, pinyin,
 * Arabic digits, marks and vowel signs.
 */
const UNUSUAL = new RegExp(
  [
    PINYIN,
    String.raw`[^\S \n\r\u2028\u2029]`,
    ' {2}',
    String.raw`\u034f`,
    String.raw`[\ufe00-\ufe0f]`,
    String.raw`[\u00ad\u060c\u061b\u061c\u061f\u0640\u064b-\u065f\u0660-\u066c\u0670\u115f\u1160\u180e\u200b-\u2011\u202a-\u202e\u2060-\u206f\u3164\uff04-\uff06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffa0\udb40]`,
  ].join('|'),
);

/** A point or a comma of full width between digits of full width. */
const WIDE_POINT = String.raw`(?<=[\uff10-\uff19])(?:\uff0e(?=[\uff10-\uff19])|\uff0c(?=[\uff10-\uff19]{3}(?![\uff10-\uff19])))`;
const PIECE = new RegExp(
  [
    String.raw`(?<=\p{sc=Han})${PINYIN}`,
    String.raw`[\s\p{DI}]+`,
    String.raw`[\u2010\u2011]`,
    // dollar, percent, ampersand, digits and letters of full width
    String.raw`[\uff04-\uff06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]`,
    WIDE_POINT,
    // Katakana of half width and its marks
    String.raw`[\uff66-\uff9d][\uff9e\uff9f]?`,
    // Hangul in letters
    String.raw`[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?`,
    String.raw`[\uac00-\ud7a3][\u11a8-\u11c2]`,
    // Arabic digits and marks, and the line that stretches a word
    String.raw`[\u060c\u061b\u061f\u0660-\u066c]`,
    String.raw`\u0640[\p{M}\u0640]*`,
    // a letter and its accents
    String.raw`[^\p{M}\p{DI}\s][\p{M}--\p{DI}]{1,9}`,
    // signs that are others: the sign of the Kelvin, Han of older codes
    String.raw`[\u0374\u037e\u0387\u2126\u212a\u212b\uf900-\ufad9]`,
  ].join('|'),
  'gv',
);

/** More accents on a letter than any script has: normalising them would take quadratic time. */
const PILE = /\p{M}{10}/u;

const NO_BREAK = /[^\n\r\u2028\u2029]+/g;
const BREAK = /[\n\r]/;
const BLANK = /[^\S\ufeff]/;

const LINES = /[^\n\r](?:\r\n?|\n)[^\n\r]/;
const NO_WRAPS: ReadonlyMap<number, string> = new Map();

/**
 * Composes letters with their accents, drops invisible characters and pinyin, collapses runs of spaces to one. Line breaks
 * stay, except for hard wraps. A text that needs no change is returned as it is. Linear in its length.
 */
export function usualWriting(given: string): Rewritten {
  const wraps = LINES.test(given) ? wrapsIn(given) : NO_WRAPS;
  if (wraps.size === 0 && !UNUSUAL.test(given) && !PILE.test(given) && given.normalize('NFC') === given)
    return { text: given, changes: NONE };
  const changes: Change[] = [];
  let shift = 0;
  const text = given.replace(PIECE, (piece: string, start: number) => {
    const usual = wraps.get(start + Math.max(0, piece.search(BREAK))) ?? usualPiece(piece);
    if (usual.length === piece.length) return usual;
    const from = start + shift;
    changes.push({ start, end: start + piece.length, from, to: from + usual.length });
    shift += usual.length - piece.length;
    return usual;
  });
  return { text, changes };
}

const ARABIC = /[\u0600-\u06ff]/;
/** Vowel signs, which most texts leave out, and the line that stretches a word. */
const ARABIC_SIGNS = /[\u0640\u064b-\u065f\u0670]/g;
const ARABIC_MARK = /[\u060c\u061b\u061f\u0660-\u066c]/g;
const MARKS: ReadonlyMap<string, string> = new Map([
  ['،', ','],
  ['؛', ';'],
  ['؟', '?'],
  ['٪', '%'],
  ['٫', '.'],
  ['٬', ','],
]);

function usualMark(mark: string): string {
  return MARKS.get(mark) ?? plainDigits(mark);
}

function usualPiece(piece: string): string {
  if (piece === ' ' || piece === '\n') return piece;
  if (/^[\s\p{DI}]/u.test(piece)) return piece.replace(NO_BREAK, '') || (BLANK.test(piece) ? ' ' : '');
  // "技術(shù)": some publishers' converters append the pinyin
  if (piece.startsWith('(') && piece.endsWith(')')) return '';
  if (piece === '\u2010' || piece === '\u2011') return '-';
  const usual = piece.normalize(/[\uff00-\uffef]/.test(piece) ? 'NFKC' : 'NFC');
  return ARABIC.test(usual) ? usual.replace(ARABIC_SIGNS, '').replace(ARABIC_MARK, usualMark) : usual;
}

/** Maps a span of the rewritten text to the given one, without what was dropped right before and after it. */
export function placeGiven({ changes }: Rewritten, { start, end }: Span): Span {
  const before = lastWhere(changes, ({ from }) => from <= start);
  const inside = lastWhere(changes, ({ from }) => from < end);
  return {
    start: before === undefined ? start : start < before.to ? before.start : before.end + start - before.to,
    end: inside === undefined ? end : end <= inside.to ? inside.end : inside.end + end - inside.to,
  };
}

/** The last of the changes that pass (binary search); those that pass must come first. */
function lastWhere(changes: readonly Change[], passes: (change: Change) => boolean): Change | undefined {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const change = changes[middle];
    if (change !== undefined && passes(change)) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}
