/** How far a venture has come, from the words around the sentence that speaks of it. */
import type { Stage } from '../core/model.ts';
import { STAGES } from '../core/model.ts';
import { type Anchor, CJK_STRETCH, distance } from './anchors.ts';
import type { Venture } from './knowledge.ts';
import type { Line, Place, Reading } from './line.ts';

/** Weights where several stages are told at once: rare and telling words outweigh "signed" and "produces". */
const WEIGHT: Readonly<Record<Stage, number>> = {
  rumoured: 1.5,
  talks: 1.7,
  mou: 2.4,
  signed: 1,
  approved: 2.2,
  operating: 0.8,
  expanded: 1,
  restructured: 2,
  dissolved: 2.2,
};
// What a neighbouring sentence says of its own matter more often than of the venture.
const NEIGHBOUR: Readonly<Record<Stage, number>> = {
  rumoured: 0.1,
  talks: 0.15,
  mou: 0.4,
  signed: 0.25,
  approved: 0.4,
  operating: 0.2,
  expanded: 0.2,
  restructured: 0.35,
  dissolved: 0.5,
};
const HEADLINE = 0.6;
// Words close to the venture's own are about it more surely; distances in units.
const CLOSE = 12;
const FAR_SHARE = 0.45;
const FIRST_LINES = 5;

// The best sentence decides; what the next ones add tips the scale.
const SHARE_OF_ANCHOR: readonly number[] = [1, 0.5, 0.3];

/** The stage told at the anchors, best first; a venture that no word places is taken to be operating. */
export function stageOf(anchors: readonly Anchor[], venture: Venture | null, reading: Reading): Stage {
  const points: Record<Stage, number> = {
    rumoured: 0,
    talks: 0,
    mou: 0,
    signed: 0,
    approved: 0,
    operating: 0,
    expanded: 0,
    restructured: 0,
    dissolved: 0,
  };
  const title = reading.lines[0]?.field === 'title' ? reading.lines[0] : undefined;
  const reach = CLOSE * (reading.cjk ? CJK_STRETCH : 1);
  const lines = new Set<Line>();
  for (const anchor of anchors) {
    const share = SHARE_OF_ANCHOR[lines.size];
    if (share === undefined) break;
    if (lines.has(anchor.line)) continue;
    lines.add(anchor.line);
    count(
      points,
      anchor.line,
      () => share,
      (place) => (distance(place, anchor) <= reach ? 1 : FAR_SHARE),
    );
  }
  const line = anchors[0]?.line;
  if (line === undefined) return 'operating';
  const even = (): number => 1;
  for (const next of [reading.lines[line.index + 1], reading.lines[line.index - 1]])
    if (next !== undefined && next !== title && !lines.has(next))
      count(points, next, (stage) => NEIGHBOUR[stage], even);
  if (line.index <= FIRST_LINES && title !== undefined && !lines.has(title))
    count(points, title, () => HEADLINE, even);
  // Talks are told by people who may not be named: that makes them no less talks.
  if ((line.words.talks?.length ?? 0) > 0) points.rumoured *= 0.5;
  const standing = age(points, venture, reading, line);
  if (!standing && reading.lines.slice(0, FIRST_LINES).some((l) => (l.words.mou?.length ?? 0) > 0))
    points.mou += 1;
  let best: Stage = 'operating';
  for (const stage of STAGES) if (points[stage] > points[best] + 1e-9) best = stage;
  return best;
}

function count(
  points: Record<Stage, number>,
  line: Line | undefined,
  weight: (stage: Stage) => number,
  share: (place: Place) => number,
): void {
  if (line === undefined) return;
  for (const stage of STAGES) {
    const shares = (line.words[stage] ?? []).map(share).sort((a, b) => b - a);
    points[stage] += ((shares[0] ?? 0) + (shares[1] ?? 0) * 0.4) * WEIGHT[stage] * weight(stage);
  }
  // "to set up", "will form": a founding still ahead is an agreement.
  if ((line.words.planned?.length ?? 0) > 0 && (line.words.form?.length ?? 0) > 0)
    points.signed += 0.7 * weight('signed');
}

/**
 * The ledger knows when it was founded, and sentences name years: news of the years after is about a working
 * company. Returns true when the venture stood already.
 */
function age(points: Record<Stage, number>, venture: Venture | null, reading: Reading, line: Line): boolean {
  const { year } = reading;
  if (year === null) {
    if (venture !== null && venture.status !== 'planned') points.operating += 0.4;
    return false;
  }
  const founded = venture?.founded === undefined ? null : Number(venture.founded.slice(0, 4));
  const month = monthsBetween(venture?.founded, reading.month);
  if (founded !== null && year > founded) points.operating += 1;
  else if (month !== null && month !== 0 && founded === year)
    points[month > 0 ? 'operating' : 'signed'] += 0.9;
  else if (founded !== null && year < founded) points.signed += 0.6;
  else if (founded === year) points.signed += (line.words.form?.length ?? 0) > 0 ? 0.7 : 0.2;
  for (const match of line.text.matchAll(/(?:19|20)\d\d/g)) {
    if (Number(match[0]) < year - 1) points.operating += 0.5;
    else if (Number(match[0]) > year) points.signed += 0.4;
    else continue;
    break;
  }
  return founded !== null && year > founded;
}

/** Months from the founding ("2020-04") to the publication ("2020-06"); null when either month is unknown. */
function monthsBetween(founded: string | undefined, published: string | null): number | null {
  if (founded === undefined || founded.length < 7 || published === null) return null;
  const count = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return count(published) - count(founded);
}
