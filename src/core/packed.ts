/** Compresses documents with zstd, the form in which pages are archived and sent to the processes that read them. */
import { promisify } from 'node:util';
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

/** Up to this size the event loop does it itself: half a millisecond for most pages, and another thread would cost as much again. */
const SMALL_BYTES = 256 * 1024;
const CHUNK_BYTES = 64 * 1024;

const compressLarge = promisify(zstdCompress);
const decompressLarge = promisify(zstdDecompress);

const compress = async (body: Uint8Array): Promise<Uint8Array> => {
  const options = { chunkSize: CHUNK_BYTES, pledgedSrcSize: body.length };
  return body.length <= SMALL_BYTES ? zstdCompressSync(body, options) : compressLarge(body, options);
};

const packed = new WeakMap<Uint8Array, Promise<Uint8Array>>();

/** Compresses each body object once, however often it is asked for; its bytes must not change afterwards. */
export function pack(body: Uint8Array): Promise<Uint8Array> {
  const known = packed.get(body) ?? compress(body);
  packed.set(body, known);
  return known;
}

/** Throws zlib's error when `frame` is no zstd frame, or decompresses to more than `mostBytes`. */
export function unpackNow(frame: Uint8Array, mostBytes: number): Buffer {
  return zstdDecompressSync(frame, { chunkSize: CHUNK_BYTES, maxOutputLength: mostBytes });
}

/** Like unpackNow(), but decompresses large frames on another thread. */
export async function unpack(frame: Uint8Array, mostBytes: number): Promise<Buffer> {
  if (frame.length <= SMALL_BYTES) return unpackNow(frame, mostBytes);
  return decompressLarge(frame, { maxOutputLength: mostBytes });
}
