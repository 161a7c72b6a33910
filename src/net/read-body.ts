/** Reads one response body within limits of time and size, and closes the connection as soon as one is reached. */
import type { Readable } from 'node:stream';
import { BodyError, decodeBody } from './decode-body.ts';

/** How far a body may exceed its decoded limit on the wire, and between two encodings: incompressible bytes grow by the framing. */
const WIRE_SLACK_BYTES = 256 * 1024;
const FIRST_BUFFER_BYTES = 64 * 1024;

interface BodyRules {
  /** Most bytes after decompression. */
  readonly maxBytes: number;
  /** Give what fits instead of failing. */
  readonly cut: boolean;
  readonly idleMs: number;
  readonly totalMs: number;
}

/**
 * The decoded body. Throws BodyError (`timeout-body`, `too-large`, `bad-encoding`, `cut-off`) or what the connection
 * threw. The stream is destroyed in every case; a body read to its end leaves the connection open for the next.
 */
export async function readBody(body: Readable, encoding: string, rules: BodyRules): Promise<Uint8Array> {
  const stop = (what: string): void => {
    body.destroy(new BodyError('timeout-body', 'retry', what));
  };
  const idle = setTimeout(stop, rules.idleMs, `nothing came for ${seconds(rules.idleMs)}`);
  const total = setTimeout(stop, rules.totalMs, `body not complete after ${seconds(rules.totalMs)}`);
  const collected = createCollector(rules.maxBytes);
  const mostEncoded = rules.maxBytes + WIRE_SLACK_BYTES;
  try {
    for await (const chunk of decodeBody(wireBytes(body, idle, mostEncoded), encoding, mostEncoded)) {
      if (collected.add(chunk)) continue;
      if (rules.cut) break;
      throw new BodyError('too-large', 'drop', `body is larger than ${rules.maxBytes} bytes`);
    }
    return collected.bytes();
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
    body.destroy();
  }
}

async function* wireBytes(body: Readable, idle: NodeJS.Timeout, maxBytes: number): AsyncGenerator<Buffer> {
  let read = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    idle.refresh();
    read += chunk.length;
    // Also ends streams from which the decoder never puts out anything.
    if (read > maxBytes) throw new BodyError('too-large', 'drop', `more than ${maxBytes} bytes on the wire`);
    yield chunk;
  }
}

/**
 * One growing buffer: with a list of chunks, a server that sends single bytes would cost hundreds of bytes of memory for
 * each. Most bodies are decoded into one chunk, which is kept as it is.
 */
function createCollector(maxBytes: number): { add(chunk: Buffer): boolean; bytes(): Uint8Array } {
  let buffer: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    /** False when the chunk did not fit; what fits was kept. */
    add(chunk) {
      if (length === 0 && chunk.length <= maxBytes) {
        buffer = chunk;
        length = chunk.length;
        return true;
      }
      const needed = Math.min(length + chunk.length, maxBytes);
      if (needed > buffer.length) {
        const size = Math.max(needed, buffer.length * 2, FIRST_BUFFER_BYTES);
        const larger = Buffer.allocUnsafe(Math.min(maxBytes, size));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      const taken = chunk.copy(buffer, length, 0, needed - length);
      length += taken;
      return taken === chunk.length;
    },
    bytes: () =>
      length === buffer.length
        ? new Uint8Array(buffer.buffer, buffer.byteOffset, length)
        : new Uint8Array(buffer.subarray(0, length)),
  };
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
