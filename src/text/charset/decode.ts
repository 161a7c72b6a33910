/** Turns the bytes of a feed or page into text, whatever charset they are in. */
import { detectCharset, plausibility } from './charset-detection.ts';
import { documentCharset, headerCharset } from './charset-names.ts';
import { byteOrderMark, decodeUtf32, utf8Shape, utf16ByNuls } from './unicode-bytes.ts';

export interface DecodedText {
  /** Without byte order mark and NUL characters. */
  readonly text: string;
  /** Name of the decoder used, lower case. */
  readonly charset: string;
  /** True when some bytes had no meaning in that charset and became U+FFFD. */
  readonly lossy: boolean;
}

export interface DecodeHints {
  /** The Content-Type header as the server sent it. */
  readonly contentType?: string | null;
  readonly kind: 'xml' | 'html';
}

/** A declaration is disbelieved when more than this share of the characters beyond ASCII cannot be decoded. */
const BROKEN_SHARE = 0.05;
/**
 * A declaration is disbelieved when another charset makes this much more sense. Real sentences score 0.5 to 1 when
 * decoded rightly, and below 0.45 in the charset of another script. In a single-byte charset anything can be read, so that declaration
 * weighs little; bytes that fit a declared multi-byte one by chance are rare.
 */
const MARGIN = { singleByte: 0.2, multiByte: 0.45 };
const MULTI_BYTE: ReadonlySet<string> = new Set(['gb18030', 'big5', 'euc-kr', 'euc-jp', 'shift_jis']);
/** A guess with a lower score is worse than UTF-8 with replacement characters. */
const POOR_GUESS = 0.5;

/**
 * Reads `bytes` by, in this order, their byte order mark, ISO-2022-JP escapes, UTF-16 patterns, being UTF-8 (a few bad
 * bytes allowed), the server's charset, the document's own, and what they look like. A declaration that the bytes
 * contradict is passed over. Never throws.
 */
export function decodeText(bytes: Uint8Array, hints: DecodeHints): DecodedText {
  const mark = byteOrderMark(bytes);
  const body = mark === null ? bytes : bytes.subarray(mark.length);
  if (mark?.charset === 'utf-32le' || mark?.charset === 'utf-32be') return decodeUtf32(body, mark.charset);
  if (mark !== null && mark.charset !== 'utf-8') return decodeAs(body, mark.charset);
  if (hasJisEscapes(body)) return decodeAs(body, 'iso-2022-jp');
  const utf16 = utf16ByNuls(body);
  if (utf16 !== null) return decodeAs(body, utf16);

  const declared = [headerCharset(hints.contentType), documentCharset(body, hints.kind)].filter(
    (c) => c !== null,
  );
  const shape = utf8Shape(body);
  // A replacement character that the publisher already sent is not a loss of ours.
  if (shape === 'valid') return { ...decodeAs(body, 'utf-8'), lossy: false };
  if (shape === 'nearly') return decodeAs(body, 'utf-8');
  if (shape === 'mixed' && (mark !== null || declared.includes('utf-8'))) return decodeAs(body, 'utf-8');

  const guess = detectCharset(body);
  for (const charset of declared) {
    // Bytes that are really in one of these were recognised above.
    if (charset === 'utf-8' || charset === 'iso-2022-jp') continue;
    if (charset.startsWith('utf-16') && !body.includes(0)) continue;
    const score = plausibility(body, charset);
    const margin = MULTI_BYTE.has(charset) ? MARGIN.multiByte : MARGIN.singleByte;
    if (score !== null && guess.score > score + margin) continue;
    const decoded = decodeAs(body, charset);
    if (!decoded.lossy || brokenShare(decoded.text) <= BROKEN_SHARE) return decoded;
  }
  return decodeAs(body, shape === 'mixed' && guess.score < POOR_GUESS ? 'utf-8' : guess.charset);
}

/** Never fails: what has no meaning becomes U+FFFD. */
function decodeAs(bytes: Uint8Array, charset: string): DecodedText {
  const text = new TextDecoder(charset)
    .decode(bytes)
    .replace(/^\ufeff+/, '')
    .replaceAll('\0', '');
  return { text, charset, lossy: text.includes('\ufffd') };
}

function brokenShare(text: string): number {
  let broken = 0;
  let beyond = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) beyond += 1;
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) broken += 1;
  }
  return broken / Math.max(1, beyond);
}

/** Escapes to and from Japanese in otherwise 7-bit text, which is valid ASCII as well: ESC $ B, ESC $ @, ESC ( J. */
function hasJisEscapes(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1)) {
    const pair = `${String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)}`;
    if (pair === '$B' || pair === '$@' || pair === '(J') return bytes.every((byte) => byte < 0x80);
  }
  return false;
}
