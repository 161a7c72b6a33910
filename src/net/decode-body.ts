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

/** The encodings that are asked for, best first. */
export const ACCEPT_ENCODING = 'zstd, br, gzip, deflate';

/** More layers than this are an attack, not a wish to save bytes. */
const MAX_LAYERS = 2;
/** Enough of a layer's beginning to tell text from compressed bytes. */
const HEAD_BYTES = 64;
const CHUNK_BYTES = 64 * 1024;
/** Up to these sizes, which most pages have, a body is decoded in one call: some milliseconds, a fifth of what streams cost. */
const SMALL_BYTES = 256 * 1024;
const SMALL_DECODED_BYTES = 2 * 1024 * 1024;
/** RFC 9659: zstd as a content encoding uses windows of at most 8 MB. */
const ZSTD_PARAMS = { [constants.ZSTD_d_windowLogMax]: 23 };

/** A body that cannot be read; carries the code and action of its failure. */
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
 * The decoded bytes of `source`, whose Content-Encoding header is `header`; `mostBetween` bytes at most between two layers.
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

/** Half a megabyte may become gigabytes from which the next layer's decoder puts out nothing: a limit on its output would not help. */
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
  const start = await collect(whole, SMALL_BYTES);
  const decoded = start.ended ? decodeAtOnce(start.bytes, encoding) : null;
  if (decoded !== null) {
    yield decoded;
    return;
  }
  const decoder = createDecoder(encoding, head);
  if (decoder === null) {
    throw new BodyError('bad-encoding', 'drop', `unknown content encoding '${encoding.slice(0, 40)}'`);
  }
  const input = Readable.from(replay(start.bytes, whole), { objectMode: false });
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

/** Null when the body is broken, or large once decoded: the stream decoders then report the error, or decode it in chunks. */
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

/** Length of a gzip header without optional fields (RFC 1952): magic and method, flags, time, level and system. */
const GZIP_HEAD = 10;

/**
 * Decodes gzip with trailing garbage: some scripts append a line end or a comment to a page that is compressed already, which
 * browsers ignore. The checksum tells this from a broken body. Null when it does not match, or the header has optional fields.
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

/** A buffer size for the output. The last four bytes state its length (RFC 1952); if they lie, more buffers are used. */
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
 * here begins with bytes that fail this, except bare deflate and brotli, of which 64 bytes are most unlikely to pass.
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

/** Reads to the end, or until at least `limit` bytes have come. */
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
