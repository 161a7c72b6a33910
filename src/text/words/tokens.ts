/**
 * Cuts text into units for matching names: words of alphabetic scripts whole, Han, kana and Hangul by character, Thai,
 * which has no spaces between words, by letter with the vowels and tones that are written around it.
 */
import { HAN_VARIANTS } from './han-variants.ts';

/** Units of a text in order; offsets are UTF-16 into the text given. */
export interface Tokens {
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The gap to the unit before: 2 for none, 1 for a space or joining mark across which a name may go on, 0 for any other. */
  readonly glued: Uint8Array;
  /** A hash of each folded unit. */
  readonly hashes: Int32Array;
}

const SEPARATOR = 0;
const WORD = 1;
const SINGLE = 2;
// Thai vowels that are written before the letter they follow, letters, and marks above, below and after one.
const THAI_BEFORE = 3;
const THAI_LETTER = 4;
const THAI_MARK = 5;

// Marks that names and phrases contain: SAIC-GM, Peugeot/Citroen, Let's, Z.E., 50:50, 大众汽车(中国), カール・ツァイス, 100% owned.
const JOINING = new Set([..." -‐‑‒–—'’.&＆/:·・()（）+_%％\u00a0\u3000"]);
const LONGEST_GAP = 3;

const classes = new Uint8Array(65536);
const folds = new Uint16Array(65536);

// Letters that Arabic writers use interchangeably, ى and ي, ة and ه; Persian forms of two; and those for foreign sounds.
const ARABIC_VARIANTS: readonly (readonly [number, number])[] = [
  [0x629, 0x647],
  [0x649, 0x64a],
  [0x67e, 0x628],
  [0x686, 0x62c],
  [0x6a4, 0x641],
  [0x6a9, 0x643],
  [0x6cc, 0x64a],
];

function fillTables(): void {
  for (let unit = 0; unit < 65536; unit++) folds[unit] = unit;
  const letter = /^[\p{L}\p{N}\p{M}]$/u;
  for (let unit = 0; unit < 0x2000; unit++) {
    const char = String.fromCharCode(unit);
    if (!letter.test(char)) continue;
    classes[unit] = WORD;
    // apart from Hangul jamo, what decomposes is a letter with an accent: folded to the letter
    const bare = char.normalize('NFD').charAt(0).toLowerCase();
    folds[unit] = bare.length === 1 ? bare.charCodeAt(0) : unit;
  }
  // Turkish headlines in capitals lose the difference: YATIRIM, yatırım.
  folds[0x131] = 0x69;
  for (const [from, to] of ARABIC_VARIANTS) folds[from] = to;
  for (let digit = 0; digit < 10; digit++) folds[0x660 + digit] = 0x30 + digit;
  for (let unit = 0xff10; unit <= 0xff5a; unit++) {
    const ascii = unit - 0xfee0;
    folds[unit] = String.fromCharCode(ascii).toLowerCase().charCodeAt(0);
    classes[unit] = classes[ascii] ?? SEPARATOR;
  }
  const single: readonly (readonly [number, number])[] = [
    [0x3005, 0x3007],
    [0x3041, 0x3096],
    [0x309d, 0x309f],
    [0x30a1, 0x30fa],
    [0x30fc, 0x30ff],
    [0x3400, 0x9fff],
    [0xac00, 0xd7a3],
    [0xf900, 0xfaff],
  ];
  for (const [from, to] of single) for (let unit = from; unit <= to; unit++) classes[unit] = SINGLE;
  for (let unit = 0xe01; unit <= 0xe2f; unit++) classes[unit] = THAI_LETTER;
  for (let unit = 0xe30; unit <= 0xe4e; unit++) if (unit < 0xe3b || unit > 0xe3f) classes[unit] = THAI_MARK;
  for (let unit = 0xe40; unit <= 0xe44; unit++) classes[unit] = THAI_BEFORE;
  for (let digit = 0; digit < 10; digit++) folds[0xe50 + digit] = 0x30 + digit;
  for (let i = 0; i + 1 < HAN_VARIANTS.length; i += 2)
    folds[HAN_VARIANTS.charCodeAt(i)] = HAN_VARIANTS.charCodeAt(i + 1);
}
fillTables();

/** The text with case, accents, full width and Chinese variants folded away, unit for unit. */
export function fold(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i++) folded += String.fromCharCode(folds[text.charCodeAt(i)] ?? 0);
  return folded;
}

/** The folded units of a short text such as a name, each with its end: the same as `tokenise` finds. */
export function unitsOf(text: string): readonly { readonly folded: string; readonly end: number }[] {
  const units: { folded: string; end: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = classes[text.charCodeAt(at)];
    let end = at + 1;
    if (kind === WORD) while (end < text.length && classes[text.charCodeAt(end)] === WORD) end++;
    else if (isThai(kind)) end = thaiEnd(text, at);
    if (kind !== SEPARATOR) units.push({ folded: fold(text.slice(at, end)), end });
    at = end;
  }
  return units;
}

/** One UTF-16 unit, folded like the whole. */
export function foldedUnit(text: string, index: number): number {
  return folds[text.charCodeAt(index)] ?? 0;
}

/** True when the text, folded, has the folded word there. */
export function isFolded(text: string, start: number, word: string): boolean {
  for (let i = 0; i < word.length; i++)
    if (folds[text.charCodeAt(start + i)] !== word.charCodeAt(i)) return false;
  return true;
}

/** True for Han, kana, Hangul and Thai: scripts where a name may be inside a run of letters. */
export function isSingle(code: number): boolean {
  return (classes[code] ?? SEPARATOR) >= SINGLE;
}

function isThai(kind: number | undefined): boolean {
  return kind !== undefined && kind > SINGLE;
}

/** End of the Thai letter that begins at `at`, with the vowels and tones around it: แบ, ต, เต, อ, รี่. */
function thaiEnd(text: string, at: number): number {
  let before = classes[text.charCodeAt(at)];
  for (let end = at + 1; ; end++) {
    const next = classes[text.charCodeAt(end)];
    if (next !== THAI_MARK && !(before === THAI_BEFORE && next === THAI_LETTER)) return end;
    before = next;
  }
}

function glue(text: string, from: number, to: number): number {
  if (to === from) return 2;
  if (to - from === 1 && text.charCodeAt(from) === 32) return 1;
  if (to - from > LONGEST_GAP) return 0;
  for (let i = from; i < to; i++) {
    if (!JOINING.has(text.charAt(i))) return 0;
    // A stop or colon before a space ends something.
    if (i > from && text.charAt(i) === ' ' && /[.:]/.test(text.charAt(i - 1))) return 0;
  }
  return 1;
}

/** FNV-1a over UTF-16 units: start here, then one step a unit. */
export const HASH_START = 0x811c9dc5 | 0;

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

// Units of the text being read; each call copies what it found.
let starts = new Int32Array(8192);
let ends = new Int32Array(8192);
let hashes = new Int32Array(8192);
let glued = new Uint8Array(8192);

function makeRoom(units: number): void {
  if (starts.length >= units) return;
  starts = new Int32Array(units);
  ends = new Int32Array(units);
  hashes = new Int32Array(units);
  glued = new Uint8Array(units);
}

/** Reads the units of any text; linear in its length. */
export function tokenise(text: string): Tokens {
  makeRoom(text.length);
  let count = 0;
  let at = 0;
  let before = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    const kind = classes[unit];
    if (kind === SEPARATOR) {
      at++;
      continue;
    }
    let end = at + 1;
    let hash = hashStep(HASH_START, folds[unit] ?? 0);
    if (kind === WORD)
      for (; end < text.length; end++) {
        const next = text.charCodeAt(end);
        if (classes[next] !== WORD) break;
        hash = hashStep(hash, folds[next] ?? 0);
      }
    else if (isThai(kind))
      for (const last = thaiEnd(text, at); end < last; end++)
        hash = hashStep(hash, folds[text.charCodeAt(end)] ?? 0);
    starts[count] = at;
    ends[count] = end;
    glued[count] = count === 0 ? 0 : glue(text, before, at);
    hashes[count] = hash;
    count++;
    before = end;
    at = end;
  }
  return {
    count,
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    glued: glued.slice(0, count),
    hashes: hashes.slice(0, count),
  };
}
