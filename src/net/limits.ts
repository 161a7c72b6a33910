/** How much time and how many bytes one fetch may cost. */
import type { FetchRequest } from '../core/ports.ts';

/** Times in milliseconds, sizes in bytes. */
export interface Limits {
  /** Name lookup, TCP and TLS. */
  readonly connectMs: number;
  /** From sending the request to the end of the answer's header. */
  readonly headersMs: number;
  /** Between two chunks of the body. */
  readonly bodyIdleMs: number;
  /** The whole body: a host that sends a byte a second must end, too. */
  readonly bodyTotalMs: number;
  readonly redirects: number;
  readonly headerBytes: number;
  /** Decompressed sizes. */
  readonly pageBytes: number;
  readonly feedBytes: number;
  /** RFC 9309 asks for at least 500 KiB; a longer file is cut off, not refused. */
  readonly robotsBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  connectMs: 10_000,
  headersMs: 15_000,
  bodyIdleMs: 15_000,
  bodyTotalMs: 60_000,
  redirects: 5,
  headerBytes: 32 * 1024,
  pageBytes: 10 * 1024 * 1024,
  feedBytes: 20 * 1024 * 1024,
  robotsBytes: 512 * 1024,
};

export function bodyLimit(limits: Limits, kind: FetchRequest['kind']): number {
  switch (kind) {
    case 'page':
      return limits.pageBytes;
    case 'feed':
      return limits.feedBytes;
    case 'robots':
      return limits.robotsBytes;
  }
}

/** The usual limits, none of the time-outs longer than `totalMs`. */
export function limitsWithin(totalMs: number): Limits {
  const { connectMs, headersMs, bodyIdleMs } = DEFAULT_LIMITS;
  return {
    ...DEFAULT_LIMITS,
    connectMs: Math.min(connectMs, totalMs),
    headersMs: Math.min(headersMs, totalMs),
    bodyIdleMs: Math.min(bodyIdleMs, totalMs),
    bodyTotalMs: totalMs,
  };
}
