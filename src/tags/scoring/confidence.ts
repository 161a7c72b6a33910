/** Calibration: turns a score into the share of articles with that score that are tagged correctly. */
import table from '../data/confidence.json' with { type: 'json' };

export interface ConfidencePoint {
  readonly score: number;
  readonly confidence: number;
}

/** The confidence, 0..1: linear interpolation between the points, which are sorted by score; constant outside them. */
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
