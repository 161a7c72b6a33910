/** Undoes content encodings while the bytes arrive, and forgives servers that name one they did not use. */
import { pipeline, Readable, type Transform } from 'node:stream';
import {
  brotliDecompressSync,
  constants,
  crc32,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  type InflateRaw,
  inflateRawSync,
  inflateSync,
  zstdDecompressSync,
} from 'node:zlib';
import type { Failure, FailureCode } from '../core/errors.ts';

/** What the body is asked in, best first. */
export const ACCEPT_ENCODING = 'zstd, br, gzip, deflate';

/** More layers than this are an attack, not a wish to save bytes. */
const MAX_LAYERS = 2;
/** Enough of a layer's beginning to tell text from compressed bytes. */
const HEAD_BYTES = 64;
const CHUNK_BYTES = 64 * 1024;
/** Most pages are smaller: decoded in one call of a few milliseconds, which costs a fifth of what the streams do. */
const SMALL_BYTES = 256 * 1024;
const SMALL_DECODED_BYTES = 2 * 1024 * 1024;
/** RFC 9659: zstd as a content encoding uses windows of at most 8 MB. */
const ZSTD_PARAMS = { [constants.ZSTD_d_windowLogMax]: 23 };

/** A body that cannot be taken; carries the failure it becomes. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly code: FailureCode;
  readonly action: Failure['action'];
  constructor(code: FailureCode, action: Failure['action'], message: string) {
    super(message);
    this.code = code;
    this.action = action;
  }
}

/**
 * The decoded bytes of `source`, whose Content-Encoding header is `header`; between two encodings at most `mostBetween`.
 * Throws BodyError `bad-encoding` for unknown, broken or too many encodings, `cut-off` for a compressed stream that stops
 * early, and `too-large`.
 */
export function decodeBody(
  source: AsyncIterable<Buffer>,
  header: string,
  mostBetween: number,
): AsyncIterable<Buffer> {
  const layers = header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  if (layers.length > MAX_LAYERS)
    throw new BodyError('bad-encoding', 'drop', `${layers.length} stacked encodings`);
  // The header lists encodings in the order they were applied.
  return layers.reduceRight((inner, name, index) => {
    const decoded = decodeLayer(inner, name);
    return index === 0 ? decoded : bounded(decoded, mostBetween);
  }, source);
}

/** Half a megabyte becomes gigabytes that the next decoder makes nothing of: the size of its output would never tell. */
async function* bounded(source: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of source) {
    read += chunk.length;
    if (read > most)
      throw new BodyError('too-large', 'drop', `more than ${most} bytes between two encodings`);
    yield chunk;
  }
}

async function* decodeLayer(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]();
  const head = await readHead(chunks);
  if (head.length === 0) return;
  const whole = replay(head, chunks);
  if (looksPlain(head)) {
    yield* whole;
    return;
  }
  const begun = await collect(whole, SMALL_BYTES);
  const decoded = begun.ended ? decodeAtOnce(begun.bytes, encoding) : null;
  if (decoded !== null) {
    yield decoded;
    return;
  }
  const decoder = createDecoder(encoding, head);
  if (decoder === null) {
    throw new BodyError('bad-encoding', 'drop', `unknown content encoding '${encoding.slice(0, 40)}'`);
  }
  const input = Readable.from(replay(begun.bytes, whole), { objectMode: false });
  // Every error of either stream also reaches the loop below, so the callback has nothing to add.
  pipeline(input, decoder, () => {});
  try {
    yield* decoder as AsyncIterable<Buffer>;
  } catch (error) {
    throw decoderError(error, encoding);
  } finally {
    input.destroy();
    decoder.destroy();
  }
}

function createDecoder(encoding: string, head: Buffer): Transform | null {
  const chunkSize = CHUNK_BYTES;
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize });
    case 'deflate':
      // Meant to be the zlib format, but some servers send it bare.
      return hasZlibHeader(head) ? createInflate({ chunkSize }) : createInflateRaw({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    case 'zstd':
      return createZstdDecompress({
        chunkSize,
        params: ZSTD_PARAMS,
      });
    default:
      return null;
  }
}

/** Null for what is broken or large once decoded: the streams say what is wrong, or give it in parts. */
function decodeAtOnce(bytes: Buffer, encoding: string): Buffer | null {
  const options = { chunkSize: CHUNK_BYTES, maxOutputLength: SMALL_DECODED_BYTES };
  try {
    switch (encoding) {
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(bytes, { ...options, chunkSize: gzipLength(bytes) + 1 });
      case 'deflate':
        return hasZlibHeader(bytes) ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
      case 'br':
        return brotliDecompressSync(bytes, options);
      case 'zstd':
        return zstdDecompressSync(bytes, { ...options, params: ZSTD_PARAMS });
      default:
        return null;
    }
  } catch {
    return /^(?:x-)?gzip$/.test(encoding) ? gunzipBeforeTail(bytes) : null;
  }
}

/** RFC 1952: magic and method, flags of which none may be set here, time, level and system. */
const GZIP_HEAD = 10;

/**
 * What a script writes behind a page that was packed already, a line end or a comment, is not gzip; browsers pass it over. The
 * checksum tells it from what is broken. Null when it does not hold.
 */
function gunzipBeforeTail(bytes: Buffer): Buffer | null {
  if (bytes[3] !== 0) return null;
  try {
    const options = { maxOutputLength: SMALL_DECODED_BYTES, info: true };
    const inflated = inflateRawSync(bytes.subarray(GZIP_HEAD), options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: InflateRaw;
    };
    const end = GZIP_HEAD + inflated.engine.bytesWritten;
    return bytes.readUInt32LE(end) === crc32(inflated.buffer) ? inflated.buffer : null;
  } catch {
    return null;
  }
}

/** RFC 1952: the last four bytes say how long it will be. A guess: they may lie, and the output then comes in more parts. */
function gzipLength(bytes: Buffer): number {
  const stated = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4);
  return Math.min(Math.max(stated, CHUNK_BYTES), SMALL_DECODED_BYTES);
}

/** RFC 1950: compression method 8, and the first two bytes are a multiple of 31. */
function hasZlibHeader(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

/**
 * True for text: no control characters, and markup, JSON, a byte order mark or valid UTF-8. Every compressed format
 * here begins with bytes that fail this, except bare deflate and brotli, where 64 bytes pass it by no likely chance.
 */
function looksPlain(head: Buffer): boolean {
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (head.some((byte) => (byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d)) || byte === 0x7f)) return false;
  if (/^\s*[<{[]/.test(head.toString('latin1'))) return true;
  try {
    // `stream` forgives a character that the head's end cuts in two.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

async function readHead(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

/** All that comes, or what has come when it is `limit` bytes or more. */
async function collect(
  chunks: AsyncIterator<Buffer>,
  limit: number,
): Promise<{ readonly bytes: Buffer; readonly ended: boolean }> {
  const parts: Buffer[] = [];
  for (let length = 0; length < limit; ) {
    const next = await chunks.next();
    if (next.done) return { bytes: Buffer.concat(parts), ended: true };
    parts.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(parts), ended: false };
}

async function* replay(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
}

/** Errors of the decoders become BodyErrors; those of the connection below pass as they are. */
function decoderError(error: unknown, encoding: string): unknown {
  if (!(error instanceof Error) || error instanceof BodyError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR')
    return new BodyError('cut-off', 'retry', `${encoding} body stops in the middle`);
  if (/^(Z_|ZSTD_|ERR_BROTLI|ERR__|ERR_ZSTD)/.test(code)) {
    return new BodyError('bad-encoding', 'retry', `body is not valid ${encoding} (${error.message})`);
  }
  return error;
}
