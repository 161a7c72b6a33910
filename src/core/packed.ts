/** Documents packed with zstd: pages stand so in the archive, and travel so to the processes that read them. */
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';

const compress = promisify(zstdCompress);
const packed = new WeakMap<Uint8Array, Promise<Uint8Array>>();

/** One body is packed once, however many ask for it; nobody may change its bytes meanwhile. */
export function pack(body: Uint8Array): Promise<Uint8Array> {
  const known = packed.get(body) ?? compress(body);
  packed.set(body, known);
  return known;
}
