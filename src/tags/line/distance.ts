/** Distances between places of a line in units: words, or characters in Chinese, Japanese, Korean and Thai. */
import type { Place, Reading } from './line.ts';

const EASTERN_STRETCH = 2.5;
/** Thai words take more letters than Chinese ones take characters. */
const THAI_STRETCH = 4;

/** The factor for thresholds that are given in words: units per word of the language, 1 where a unit is a word. */
export function stretchOf({ language, eastern }: Pick<Reading, 'language' | 'eastern'>): number {
  if (language === 'th') return THAI_STRETCH;
  return eastern ? EASTERN_STRETCH : 1;
}

/** True when one of `others` is at most `reach` units away; with reach 0, when one overlaps. */
export function near(place: Place, others: readonly Place[] | undefined, reach: number): boolean {
  return (others ?? []).some((at) => distance(place, at) <= reach && (reach > 0 || overlap(place, at)));
}

type Span = Pick<Place, 'start' | 'end'>;

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Units between two places; 0 when they touch or overlap. */
export function distance(a: Place, b: Place): number {
  if (a.last < b.first) return b.first - a.last - 1;
  if (b.last < a.first) return a.first - b.last - 1;
  return 0;
}

/** The place that covers both, and all between them. */
export function spanOf(a: Place, b: Place): Place {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  };
}
