/** Recognises the challenge pages of bot walls, so that a block is reported as a block and never worked around. */
import { z } from 'zod';
import type { Challenge } from '../core/errors.ts';
import DATA from './data/challenges.json' with { type: 'json' };

interface AnswerStart {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The beginning of the body as text; MAX_BODY_START characters are enough. */
  readonly bodyStart: string;
}

/** Characters of the body that are searched: challenge pages name their vendor in the head or in the first script. */
export const MAX_BODY_START = 20_000;

const SIGNATURES = z
  .array(
    z.strictObject({
      vendor: z.string().min(1),
      /** Headers that identify the vendor; `value` (lower case), where given, must be part of the header's value. */
      headers: z.array(z.strictObject({ name: z.string(), value: z.string().optional() })),
      /** Statuses with which `headers` count, for vendors whose good answers carry them too; empty: any status. */
      statuses: z.array(z.number().int()),
      /** Lower-case substrings of the page that identify the vendor. */
      body: z.array(z.string().min(8)),
      source: z.url(),
    }),
  )
  .parse(DATA);

/**
 * Which challenge an answer is; null if it is none. A successful answer that begins as XML or JSON never is: feeds may
 * carry such headers, and articles about Cloudflare contain such words.
 */
export function challengeOf({ status, headers, bodyStart }: AnswerStart): Challenge | null {
  const body = bodyStart.slice(0, MAX_BODY_START).toLowerCase();
  const success = status >= 200 && status < 300;
  if (success && /^[\s\ufeff]{0,1000}(?:<\?xml|<rss|<feed|<rdf|<urlset|[{[])/.test(body)) return null;
  for (const { vendor, headers: named, statuses, body: pieces } of SIGNATURES) {
    if (statuses.length === 0 || statuses.includes(status))
      for (const { name, value } of named) {
        const given = headers[name]?.toLowerCase();
        if (given !== undefined && (value === undefined || given.includes(value)))
          return { vendor, sign: `header ${name}` };
      }
    const piece = pieces.find((text) => body.includes(text));
    if (piece !== undefined) return { vendor, sign: `"${piece}" in the page` };
  }
  return null;
}
