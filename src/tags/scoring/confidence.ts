/** Turns a score into the share of articles of that score that are right. */
import table from '../data/confidence.json' with { type: 'json' };

export interface ConfidencePoint {
  readonly score: number;
  readonly confidence: number;
}

/** Between the points a straight line, outside them the first and the last; grows with the score. 0..1. */
export function confidenceOf(score: number, points: readonly ConfidencePoint[] = table.points): number {
  let below: ConfidencePoint | undefined;
  for (const point of points) {
    if (point.score >= score) {
      if (below === undefined) return point.confidence;
      const way = (score - below.score) / (point.score - below.score);
      return below.confidence + way * (point.confidence - below.confidence);
    }
    below = point;
  }
  return below?.confidence ?? 0;
}
