/**
 * Fingerprints of texts by MinHash: how much two texts share is estimated from 256 bytes of each, and copies are found
 * through an index of bands instead of by comparing with everything (Broder 1997; Leskovec et al., Mining of Massive
 * Datasets, chapter 3).
 */
import { isSingle, type Tokens, tokenise } from './tokens.ts';

/** Numbers of a signature. The standard error of a likeness of 0.5 is then 0.06. */
const SIGNATURE_SIZE = 64;
/** 16 bands of 4: texts with a likeness of 0.5 share a band in 64 of 100 cases, by 0.6 in 89, by 0.8 always. */
const BAND_ROWS = 4;
/** A copy that was cut short shares its beginning; three numbers in a row of it are as good as one paragraph. */
const OPENING_SIZE = 9;
const OPENING_ROWS = 3;
/** The beginning, in units of text: about forty words. */
const OPENING_UNITS = 80;

/**
 * A shingle spans three words, or six characters of Han, kana and Hangul, where a word has about two: long enough to be
 * rare in other texts, short enough to outlive the changes of a copy editor.
 */
const SHINGLE_WEIGHT = 6;
const WORD_WEIGHT = 2;

export interface Fingerprint {
  /** Different shingles of the whole text; 0 for a text without any. */
  readonly shingles: number;
  readonly signature: Uint32Array;
  /** The same of the first forty words or so. */
  readonly opening: Uint32Array;
}

/** Fixed multipliers, odd so that each is a permutation of 32 bits; from a multiplicative sequence, not chosen. */
const SEEDS = Uint32Array.from({ length: SIGNATURE_SIZE }, (_, i) => mix(0x9e3779b9 * (i + 1)) | 1);

/** The finaliser of MurmurHash3: every bit of the input changes half of the output. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The fingerprint of a text in any script; case, accents, punctuation and Chinese variants do not count. Linear. `tokens` are
 * those of the text.
 */
export function fingerprint(text: string, tokens: Tokens = tokenise(text)): Fingerprint {
  const shingles = shinglesOf(text, tokens);
  const whole = new Set(shingles);
  return {
    shingles: whole.size,
    signature: signatureOf(whole, SIGNATURE_SIZE),
    opening: signatureOf(new Set(shingles.slice(0, OPENING_UNITS / WORD_WEIGHT)), OPENING_SIZE),
  };
}

function shinglesOf(text: string, { count, starts, hashes }: Tokens): number[] {
  const weights = new Uint8Array(count);
  for (let i = 0; i < count; i++) weights[i] = isSingle(text.charCodeAt(starts[i] ?? 0)) ? 1 : WORD_WEIGHT;
  const shingles: number[] = [];
  for (let first = 0; first < count; first++) {
    let weight = 0;
    let hash = 0;
    for (let at = first; at < count && weight < SHINGLE_WEIGHT; at++) {
      weight += weights[at] ?? 0;
      hash = mix(Math.imul(hash, 31) ^ (hashes[at] ?? 0));
    }
    // the remainder at the end is no shingle, unless the whole text is shorter than one
    if (weight >= SHINGLE_WEIGHT || first === 0) shingles.push(hash);
  }
  return shingles;
}

function signatureOf(shingles: ReadonlySet<number>, size: number): Uint32Array {
  const signature = new Uint32Array(size).fill(0xffffffff);
  for (const shingle of shingles)
    for (let i = 0; i < size; i++) {
      const value = mix(Math.imul(shingle, SEEDS[i] ?? 1));
      if (value < (signature[i] ?? 0)) signature[i] = value;
    }
  return signature;
}

/** Share of the shingles of both texts together that both have, estimated: 0 to 1. */
export function likeness(a: Fingerprint, b: Fingerprint): number {
  if (a.shingles === 0 || b.shingles === 0) return 0;
  return agreement(a.signature, b.signature);
}

/** Share of the shorter text's shingles that the longer one has too, estimated: 0 to 1; 1 for a copy cut short. */
export function containment(a: Fingerprint, b: Fingerprint): number {
  const alike = likeness(a, b);
  const shorter = Math.min(a.shingles, b.shingles);
  if (shorter === 0) return 0;
  return Math.min(1, (alike * (a.shingles + b.shingles)) / ((1 + alike) * shorter));
}

/** Whether two texts begin with the same sentence or two. */
export function sameOpening(a: Fingerprint, b: Fingerprint): boolean {
  return a.shingles > 0 && b.shingles > 0 && agreement(a.opening, b.opening) >= 0.75;
}

function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) same++;
  return same / a.length;
}

/**
 * Keys under which an index holds the text, whole numbers below 2^53: 16 of the whole text and 3 of its beginning.
 * Near copies share at least one. Empty for a text without shingles.
 */
export function bandKeys({ shingles, signature, opening }: Fingerprint): number[] {
  if (shingles === 0) return [];
  return [...bands(signature, BAND_ROWS, 0), ...bands(opening, OPENING_ROWS, SIGNATURE_SIZE)];
}

function bands(signature: Uint32Array, rows: number, salt: number): number[] {
  const keys: number[] = [];
  for (let from = 0; from + rows <= signature.length; from += rows) {
    let high = mix(salt + from + 1);
    let low = mix(high);
    for (let i = from; i < from + rows; i++) {
      high = mix(high ^ (signature[i] ?? 0));
      low = mix(low + (signature[i] ?? 0));
    }
    keys.push((high & 0x1fffff) * 2 ** 32 + low);
  }
  return keys;
}
