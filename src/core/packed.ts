/** Documents packed with zstd: pages stand so in the archive, and travel so to the processes that read them. */
import { promisify } from 'node:util';
import { zstdCompress, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib';

/** Half a millisecond for most pages; handing it to another thread and back would cost as much again. */
const SMALL_BYTES = 256 * 1024;
const CHUNK_BYTES = 64 * 1024;

const compressLarge = promisify(zstdCompress);
const decompressLarge = promisify(zstdDecompress);

const compress = async (body: Uint8Array): Promise<Uint8Array> => {
  const options = { chunkSize: CHUNK_BYTES, pledgedSrcSize: body.length };
  return body.length <= SMALL_BYTES ? zstdCompressSync(body, options) : compressLarge(body, options);
};

const packed = new WeakMap<Uint8Array, Promise<Uint8Array>>();

/** One body is packed once, however many ask for it; nobody may change its bytes meanwhile. */
export function pack(body: Uint8Array): Promise<Uint8Array> {
  const known = packed.get(body) ?? compress(body);
  packed.set(body, known);
  return known;
}

/** Throws what zlib throws for what is no zstd frame, or more than `mostBytes`. */
export function unpackNow(frame: Uint8Array, mostBytes: number): Buffer {
  return zstdDecompressSync(frame, { chunkSize: CHUNK_BYTES, maxOutputLength: mostBytes });
}

/** The same, which leaves large frames to another thread. */
export async function unpack(frame: Uint8Array, mostBytes: number): Promise<Buffer> {
  if (frame.length <= SMALL_BYTES) return unpackNow(frame, mostBytes);
  return decompressLarge(frame, { maxOutputLength: mostBytes });
}
