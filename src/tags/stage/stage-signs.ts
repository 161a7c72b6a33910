/** The signs of a venture's stage: stage words near it, their tense, and dates of the ledger and of its sentence. */
import { STAGES, type Stage } from '../../core/model.ts';
import type { Venture } from '../knowledge/knowledge.ts';
import type { Anchor } from '../line/anchor.ts';
import { monthsBetween, yearOf } from '../line/dates.ts';
import { distance, stretchOf } from '../line/distance.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import { pointsAhead } from '../line/tense.ts';
import { isAwaited } from './approvals.ts';
import { cutsJobs, tellsOfRecall } from './setbacks.ts';
import { changesOwners, movesShare } from './share-moves.ts';
import { aheadOf, laterYears, tellsOfEarlier, yearsIn } from './still-ahead.ts';

export interface StageSigns {
  /** Stage words of the venture's own sentences, near ones more; 1 is one word beside it. */
  readonly own: Record<Stage, number>;
  readonly beside: Record<Stage, number>;
  readonly headline: Record<Stage, number>;
  readonly signs: {
    /** Ventures that nothing else places work, unless all points ahead. */
    always: number;
    /** Published in a year after the founding, or before it. */
    afterFounding: number;
    beforeFounding: number;
    /** Published in the founding's year, in a month before or after it. */
    foundedLater: number;
    foundedBefore: number;
    foundedSameYear: number;
    /** A word of founding in the founding's year. */
    founding: number;
    /** A word of founding beside the venture's own, and no year long past in its sentence. */
    formed: number;
    /** Work still ahead: "will produce". */
    ahead: number;
    /** The venture's own sentences point ahead, whatever they speak of. */
    future: number;
    /** They do, nothing in them is at work yet, and the ledger knows of no founding before. */
    futureOnly: number;
    /** The ledger says that it had ended, or changed hands, by then. */
    ended: number;
    restructured: number;
    futureYear: number;
    leadMou: number;
    /** In the ledger, but nobody knows when the article was published. */
    undated: number;
    /** The ledger knows that it was there before, and its own sentences point ahead: more is to come. */
    more: number;
    /** A share that goes from so much to so much. */
    shareMoves: number;
    /** Its plant is being built: its first, or a further one. */
    building: number;
    buildingMore: number;
  };
}

// Words close to the venture's own, in its clause, are about it more surely; distances in units.
const CLOSE = 12;
const FAR_SHARE = 0.5;
const OTHER_CLAUSE_SHARE = 0.8;
const CLAUSE = /[,;:()，、；：（）]|\s[–—-]\s/gu;
const FIRST_LINES = 5;
// "has not signed", "noch nicht genehmigt": so many units from the negation to the word.
const NEGATED = 3;
// Verbs and what denies them stand at the end.
const NEGATES_AFTER: ReadonlySet<string | null> = new Set(['ja', 'ko', 'tr']);
// "formed last week with its partner a joint venture": so many units from the founding to the venture.
const FORMED = 6;
// The best sentence decides; what the next ones add tips the scale.
const SHARE_OF_ANCHOR: readonly number[] = [1, 0.7, 0.5];
const SECOND_WORD = 0.4;

/** Signs at the anchors, best first; all zero for no anchor. Pure. */
export function stageSigns(
  anchors: readonly Anchor[],
  venture: Venture | null,
  reading: Reading,
): StageSigns {
  const found = nothing();
  const line = anchors[0]?.line;
  if (line === undefined) return found;
  dates(found.signs, venture, reading, line);
  // Of one that works already, a year to come is that of its next model.
  const when = found.signs.afterFounding === 0 ? reading : { ...reading, year: null };
  const title = reading.lines[0]?.field === 'title' ? reading.lines[0] : undefined;
  const lines = new Set<Line>();
  for (const anchor of anchors) {
    const share = SHARE_OF_ANCHOR[lines.size];
    if (share === undefined) break;
    if (lines.has(anchor.line)) continue;
    lines.add(anchor.line);
    const near = nearness(anchor, reading);
    const ahead = aheadOf(anchor.line, when);
    count(found.own, anchor.line, reading, ahead, (at) => share * near(at));
    found.signs.ahead += share * told(ahead.map(near));
    if (isAhead(anchor.line, when)) found.signs.future += share;
    if (formedBeside(anchor, reading)) found.signs.formed = 1;
    if (anchor.line.words.building !== undefined) found.signs.building = 1;
    if (movesShare(anchor.line.text)) found.signs.shareMoves = 1;
    const { text, words } = anchor.line;
    const changes = changesOwners(text) || (words.dissolved === undefined && cutsJobs(text));
    if (changes && !tellsOfEarlier(anchor.line, reading))
      found.own.restructured = Math.max(found.own.restructured, share);
  }
  const even = (): number => 1;
  for (const next of [reading.lines[line.index + 1], reading.lines[line.index - 1]])
    if (next !== undefined && next !== title && !lines.has(next))
      count(found.beside, next, reading, aheadOf(next, when), even);
  if (line.index <= FIRST_LINES && title !== undefined && !lines.has(title))
    count(found.headline, title, reading, aheadOf(title, when), even);
  if (found.signs.afterFounding + found.signs.undated > 0) found.signs.more = found.signs.future;
  // Nobody knows when it was published, but what it says is not that all is well and works.
  const begins = found.signs.future + found.signs.formed > 0;
  if (begins || STAGES.some((stage) => stage !== 'operating' && found.own[stage] > 0))
    found.signs.undated = 0;
  if (found.own.operating === 0 && found.signs.afterFounding === 0)
    found.signs.futureOnly = found.signs.future;
  if (found.signs.building > 0 && found.signs.afterFounding + found.own.expanded > 0) {
    found.signs.buildingMore = 1;
    found.signs.building = 0;
  }
  // "X and Y formed a venture": one that nobody knows, and of whose work its sentences say nothing.
  const justFormed = venture === null && found.own.operating === 0 && foundedIn(anchors, reading);
  if (justFormed || found.signs.futureOnly + found.signs.building > 0) found.signs.always = 0;
  // What was to be formed, built or begun is what its own sentence gives up.
  if (found.own.dissolved > 0)
    found.signs.formed = found.signs.building = found.signs.future = found.signs.futureOnly = 0;
  if (
    found.signs.afterFounding === 0 &&
    reading.lines.slice(0, FIRST_LINES).some((l) => (l.words.mou?.length ?? 0) > 0)
  )
    found.signs.leadMou = 1;
  return found;
}

export function zeros(): Record<Stage, number> {
  return {
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
}

function nothing(): StageSigns {
  return {
    own: zeros(),
    beside: zeros(),
    headline: zeros(),
    signs: {
      always: 1,
      afterFounding: 0,
      beforeFounding: 0,
      foundedLater: 0,
      foundedBefore: 0,
      foundedSameYear: 0,
      founding: 0,
      formed: 0,
      ahead: 0,
      future: 0,
      futureOnly: 0,
      ended: 0,
      restructured: 0,
      futureYear: 0,
      leadMou: 0,
      undated: 0,
      more: 0,
      shareMoves: 0,
      building: 0,
      buildingMore: 0,
    },
  };
}

/** How surely a word of the anchor's sentence is about the anchor. */
function nearness(anchor: Anchor, reading: Reading): (place: Place) => number {
  const reach = CLOSE * stretchOf(reading);
  const { line } = anchor;
  const breaks = [...line.text.matchAll(CLAUSE)].map((match) => line.start + match.index);
  return (place) => {
    const from = Math.min(place.end, anchor.end);
    const to = Math.max(place.start, anchor.start);
    const apart = breaks.some((at) => at >= from && at < to);
    return (distance(place, anchor) <= reach ? 1 : FAR_SHARE) * (apart ? OTHER_CLAUSE_SHARE : 1);
  };
}

function count(
  into: Record<Stage, number>,
  line: Line,
  reading: Reading,
  ahead: readonly Place[],
  share: (place: Place) => number,
): void {
  const recall = line.words.approved !== undefined && tellsOfRecall(line.text);
  for (const stage of STAGES) {
    const places = (line.words[stage] ?? []).filter(
      (at) =>
        !negated(at, line, reading) &&
        !(stage === 'approved' && (recall || awaited(at, line))) &&
        !(stage === 'operating' && (ahead.includes(at) || line.words.building !== undefined)) &&
        !isPartOf(at, line, stage),
    );
    into[stage] += told(places.map(share));
  }
}

/** By its verbs, by a year to come, or by an approval that is awaited. */
function isAhead(line: Line, reading: Reading): boolean {
  if (pointsAhead(line, reading.language) || laterYears(line, reading).length > 0) return true;
  return line.words.approved?.some((at) => awaited(at, line)) === true;
}

const awaited = ({ start, end }: Place, line: Line): boolean =>
  isAwaited(line.text, start - line.start, end - line.start);

/** The "sells" of "sells its stake" is no word for what a venture sells. */
function isPartOf(at: Place, { words }: Line, stage: Stage): boolean {
  return STAGES.some(
    (other) =>
      other !== stage &&
      words[other]?.some(
        (longer) =>
          longer.start <= at.start && at.end <= longer.end && longer.end - longer.start > at.end - at.start,
      ),
  );
}

function told(shares: readonly number[]): number {
  const [first = 0, second = 0] = [...shares].sort((a, b) => b - a);
  return first + second * SECOND_WORD;
}

function negated(at: Place, line: Line, reading: Reading): boolean {
  const trails = NEGATES_AFTER.has(reading.language);
  return (line.words.negation ?? []).some((no) => {
    if (no.start < at.end && at.start < no.end) return false;
    const gap = trails ? no.first - at.last : at.first - no.last;
    return gap > 0 && gap <= NEGATED;
  });
}

/** "formed a joint venture": the founding stands beside the venture, and nothing says that it was long ago. */
function formedBeside(anchor: Anchor, reading: Reading): boolean {
  const { line } = anchor;
  const reach = FORMED * stretchOf(reading);
  if (!(line.words.form ?? []).some((at) => distance(at, anchor) <= reach)) return false;
  const { year } = reading;
  return !yearsIn(line).some((told) => told < (year ?? told + 1) - 1);
}

/** "formed a joint venture", and not "a venture formed with X": where verbs end the sentence it is the other way round. */
function foundedIn([first]: readonly Anchor[], reading: Reading): boolean {
  if (first === undefined || first.line.index > FIRST_LINES || !formedBeside(first, reading)) return false;
  const trails = NEGATES_AFTER.has(reading.language);
  return (first.line.words.form ?? []).some((at) =>
    trails ? at.start > first.start : at.start < first.start || reading.language === 'de',
  );
}

function dates(signs: StageSigns['signs'], venture: Venture | null, reading: Reading, line: Line): void {
  const { year } = reading;
  if (year === null) {
    if (venture !== null && venture.status !== 'planned') signs.undated = 1;
    return;
  }
  const founded = yearOf(venture?.founded);
  const month = monthsBetween(venture?.founded, reading.month);
  if (founded !== null && year > founded) signs.afterFounding = 1;
  else if (founded !== null && year < founded) signs.beforeFounding = 1;
  else if (founded === year) {
    if (month !== null && month > 0) signs.foundedBefore = 1;
    else if (month !== null && month < 0) signs.foundedLater = 1;
    else if (month === null) signs.foundedSameYear = 1;
    if ((line.words.form?.length ?? 0) > 0) signs.founding = 1;
  }
  const ended = yearOf(venture?.ended);
  const since = monthsBetween(venture?.ended, reading.month);
  if (ended !== null && year >= ended && (since === null || since >= 0))
    signs[venture?.status === 'restructured' ? 'restructured' : 'ended'] = 1;
  if (laterYears(line, reading).length > 0) signs.futureYear = 1;
}
