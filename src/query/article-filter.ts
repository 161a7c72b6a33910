/** The one description of what a list of articles may be narrowed by; flags and parameters are checked against it. */
import { z } from 'zod';
import { SECTORS, STAGES, VERDICTS } from '../core/model.ts';

export const SORTS = ['newest', 'oldest', 'best'] as const;

const day = z.string().transform((text, context) => {
  const time = parseTimePoint(text);
  if (time !== null) return time;
  context.addIssue('must be a date such as 2026-01-31, or a span back from now such as 36h, 7d, 4w');
  return z.NEVER;
});

/** A point in time as the user writes it, kept until `now` is known: epoch ms, or ms back from now. */
export type TimePoint = { readonly at: number } | { readonly ago: number };

export const articleFilterSchema = z.object({
  tag: z.string().optional().describe('only articles with this tag (chinese-ev-jv)'),
  company: z.string().optional().describe('only articles that mention this company (id, such as byd)'),
  venture: z
    .string()
    .optional()
    .describe('only articles that speak of this venture (id, such as saic-volkswagen)'),
  stage: z
    .enum(STAGES)
    .optional()
    .describe(`only ventures at this stage: ${STAGES.join(', ')}`),
  sector: z
    .enum(SECTORS)
    .optional()
    .describe(`only ventures of this sector: ${SECTORS.join(', ')}`),
  feed: z.string().optional().describe('only articles that this feed brought'),
  lang: z.string().toLowerCase().optional().describe('only articles in this language (en, zh, de ...)'),
  verdict: z
    .enum(VERDICTS)
    .optional()
    .describe(`only articles whose text is: ${VERDICTS.join(', ')}`),
  since: day.optional().describe('only from this day on, or this far back (7d)'),
  until: day.optional().describe('only up to the end of this day'),
  query: z.string().optional().describe('only articles with these words'),
  sort: z
    .enum(SORTS)
    .default('newest')
    .describe(`order: ${SORTS.join(', ')} (best needs --query)`),
  limit: z.coerce.number().int().min(1).max(10_000).default(50).describe('at most so many'),
  cursor: z.string().optional().describe('continue after the last article of an earlier list'),
});

export type ArticleFilter = z.output<typeof articleFilterSchema>;
export type ArticleFilterInput = z.input<typeof articleFilterSchema>;

const SPAN = /^(\d{1,4})(h|d|w)$/;
const SPAN_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A span such as 36h, 7d or 4w in milliseconds; null for anything else. */
export function parseSpan(text: string): number | null {
  const span = SPAN.exec(text);
  return span ? Number(span[1]) * SPAN_MS[span[2] as keyof typeof SPAN_MS] : null;
}

/** A day (2026-01-31) or a span back from now (36h, 7d, 4w); null for anything else. */
export function parseTimePoint(text: string): TimePoint | null {
  const ago = parseSpan(text.trim());
  if (ago !== null) return { ago };
  const date = DAY.exec(text.trim());
  if (!date) return null;
  const at = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
  // Date.UTC rolls 31 February over into March: such a day does not exist.
  return new Date(at).toISOString().startsWith(text.trim()) ? { at } : null;
}

/** The time (epoch ms) that a TimePoint means now. */
export function resolveTime(point: TimePoint, now: number): number {
  return 'at' in point ? point.at : now - point.ago;
}

/** Where the next page begins: behind the article with this sort time and id. */
export interface Cursor {
  readonly sortAt: number;
  readonly id: number;
}

export function encodeCursor({ sortAt, id }: Cursor): string {
  return Buffer.from(`${sortAt}.${id}`).toString('base64url');
}

/** null for text that is no cursor. */
export function decodeCursor(text: string): Cursor | null {
  const parts = /^(-?\d{1,16})\.(\d{1,16})$/.exec(Buffer.from(text, 'base64url').toString('latin1'));
  return parts ? { sortAt: Number(parts[1]), id: Number(parts[2]) } : null;
}
