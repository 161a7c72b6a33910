/** Points in time as users write them: a day, or a span back from now. */

/** A point in time: `at` in epoch ms, or `ago` in ms back from a now that is not known yet. */
export type TimePoint = { readonly at: number } | { readonly ago: number };

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

/** The text that parseTimePoint reads as this; a span preferably in days. Throws RangeError for one that cannot be written. */
export function formatTimePoint(point: TimePoint): string {
  if ('at' in point) return new Date(point.at).toISOString().slice(0, 10);
  for (const unit of ['d', 'w', 'h'] as const) {
    const text = `${point.ago / SPAN_MS[unit]}${unit}`;
    if (SPAN.test(text)) return text;
  }
  throw new RangeError(`no span of ${point.ago} ms can be written`);
}

/** The time (epoch ms) that a TimePoint means now. */
export function resolveTime(point: TimePoint, now: number): number {
  return 'at' in point ? point.at : now - point.ago;
}

/** The exclusive end (epoch ms) of a period up to a TimePoint: a day is included whole. */
export function resolveEnd(point: TimePoint, now: number): number {
  return resolveTime(point, now) + ('at' in point ? SPAN_MS.d : 0);
}
