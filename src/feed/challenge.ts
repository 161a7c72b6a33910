/** Recognises the pages that walls against robots answer with, so that a block is called a block and nobody tries to get round it. */
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

/** Challenge pages name their vendor in the head or in the first script. */
export const MAX_BODY_START = 20_000;

const SIGNATURES = z
  .array(
    z.strictObject({
      vendor: z.string().min(1),
      /** A header that proves it; `value` (lower case) must be part of the header's. */
      headers: z.array(z.strictObject({ name: z.string(), value: z.string().optional() })),
      /** Statuses for which such a header counts, where good answers carry it too; none listed: every status. */
      statuses: z.array(z.number().int()),
      /** Lower-case pieces of the page. */
      body: z.array(z.string().min(8)),
      source: z.url(),
    }),
  )
  .parse(DATA);

/**
 * The challenge that an answer is, or null. A document that begins as XML or JSON is a feed whatever its headers say,
 * and articles about Cloudflare in a feed are no challenge.
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
