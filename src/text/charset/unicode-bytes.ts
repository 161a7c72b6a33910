/** Recognises the Unicode encodings by their bytes. */
import { isUtf8 } from 'node:buffer';

export interface ByteOrderMark {
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';
  readonly length: number;
}

/** The byte order mark at the start; UTF-32's begins like UTF-16's, so it is looked for first. */
export function byteOrderMark(bytes: Uint8Array): ByteOrderMark | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { charset: 'utf-32le', length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { charset: 'utf-32be', length: 4 };
  if (a === 0xff && b === 0xfe) return { charset: 'utf-16le', length: 2 };
  if (a === 0xfe && b === 0xff) return { charset: 'utf-16be', length: 2 };
  return a === 0xef && b === 0xbb && c === 0xbf ? { charset: 'utf-8', length: 3 } : null;
}

/** Bytes searched for the pattern of UTF-16: in its markup every other byte is NUL. */
const NUL_SAMPLE = 512;

/** UTF-16 without a byte order mark, recognised by the NUL bytes of its ASCII characters; null for any other bytes. */
export function utf16ByNuls(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, NUL_SAMPLE) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even += 1;
    if (bytes[at + 1] === 0) odd += 1;
  }
  const pairs = length / 2;
  if (pairs < 2) return null;
  // A third of the characters being ASCII is little for markup; a NUL on the other side is not text.
  if (odd > pairs / 3 && even < pairs / 50) return 'utf-16le';
  return even > pairs / 3 && odd < pairs / 50 ? 'utf-16be' : null;
}

/**
 * `valid` UTF-8; `nearly`: so many good sequences to so few bad bytes that it can be nothing else (a cut tail, a stray
 * byte); `mixed`: more good than bad, as when parts in another charset were pasted in; else `other`.
 */
export function utf8Shape(bytes: Uint8Array): 'valid' | 'nearly' | 'mixed' | 'other' {
  if (isUtf8(bytes)) return 'valid';
  let good = 0;
  let bad = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = sequenceLength(bytes, at);
    // A sequence that the end cut off proves nothing either way.
    if (size === 0 && at + 4 > bytes.length && good > 0 && isCut(bytes, at)) break;
    if (size > 1) good += 1;
    if (size === 0) bad += 1;
    at += Math.max(1, size);
  }
  // In other charsets valid sequences are rare accidents: in Chinese ones, one for ten bad bytes.
  if (good > 0 && bad * 8 <= good) return 'nearly';
  return good > bad ? 'mixed' : 'other';
}

/** Bytes of the well-formed sequence at `at`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const size =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  for (let next = 1; next < size; next += 1) if (((bytes[at + next] ?? 0) & 0xc0) !== 0x80) return 0;
  return size;
}

/** Whether everything from `at` on is a lead byte and bytes that continue it. */
function isCut(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] ?? 0) >= 0xc2 && bytes.subarray(at + 1).every((byte) => (byte & 0xc0) === 0x80);
}

/** Decodes UTF-32, which TextDecoder lacks and some XML tools still write. `bytes` come without their byte order mark. */
export function decodeUtf32(
  bytes: Uint8Array,
  charset: 'utf-32le' | 'utf-32be',
): { text: string; charset: string; lossy: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let lossy = bytes.length % 4 !== 0;
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, charset === 'utf-32le');
    const valid = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (!valid) lossy = true;
    if (code !== 0) parts.push(valid ? String.fromCodePoint(code) : '\ufffd');
  }
  return { text: parts.join(''), charset, lossy };
}
