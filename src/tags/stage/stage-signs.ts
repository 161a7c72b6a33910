/** The signs (features) by which a venture's stage is scored: words of each stage, their tense, dates of ledger and article. */
import { STAGES, type Stage } from '../../core/model.ts';
import type { Venture } from '../knowledge/knowledge.ts';
import type { Anchor } from '../line/anchor.ts';
import { monthsBetween, yearOf } from '../line/dates.ts';
import { distance, stretchOf } from '../line/distance.ts';
import type { Line, Place, Reading } from '../line/line.ts';
import { pointsAhead } from '../line/tense.ts';
import { isAwaited } from './approvals.ts';
import { cutsJobs, tellsOfRecall } from './setbacks.ts';
import { changesOwners, hasFromTo } from './share-moves.ts';
import { aheadOf, hasEarlierYear, laterYears, yearsIn } from './still-ahead.ts';

export interface StageSigns {
  /** Words of each stage in the sentences of the anchors, weighted by nearness; 1 is one word near the best anchor. */
  readonly own: Record<Stage, number>;
  /** The same in the sentences before and after that of the best anchor, and in the headline. */
  readonly beside: Record<Stage, number>;
  readonly headline: Record<Stage, number>;
  /** 0 where absent; 1 where present, or for `ahead`, `future`, `futureOnly` and `more` a sum over the sentences. */
  readonly signs: {
    /** The prior: 1 unless other signs say that the venture is not at work yet. */
    always: number;
    /** Published in a year after the founding in the ledger, or before it. */
    afterFounding: number;
    beforeFounding: number;
    /** Published in the year of the founding: in a month before it, in a month after it, or the month is not known. */
    foundedLater: number;
    foundedBefore: number;
    foundedSameYear: number;
    /** A verb of founding, in the year of the founding. */
    founding: number;
    /** A verb of founding near the anchor, and no year long past in its sentence. */
    formed: number;
    /** Words of work that is still to come: "will produce". */
    ahead: number;
    /** Sentences of the anchors that point to the future, whatever they are about. */
    future: number;
    /** As `future`, where they have no word of present work, and the ledger has no earlier founding. */
    futureOnly: number;
    /** By the ledger, it had ended, or had been restructured, when the article was published. */
    ended: number;
    restructured: number;
    /** The best anchor's sentence has a year after that of publication. */
    futureYear: number;
    /** The first lines have a word for a memorandum of understanding. */
    leadMou: number;
    /** In the ledger, not as planned, and the article has no date of publication. */
    undated: number;
    /** As `future`, where by the ledger it already existed: it is to expand. */
    more: number;
    /** A share that changes: "from 50 to 75 percent". */
    shareMoves: number;
    /** Its plant is being built: the first one, or a further one. */
    building: number;
    buildingMore: number;
  };
}

// Words within this many units of the anchor count in full, others a share; those in another clause a share of that.
const CLOSE = 12;
const FAR_SHARE = 0.5;
const OTHER_CLAUSE_SHARE = 0.8;
const CLAUSE = /[,;:()，、；：（）]|\s[–—-]\s/gu;
const FIRST_LINES = 5;
// "has not signed", "noch nicht genehmigt": units from the negation to the word.
const NEGATED = 3;
// Languages with the verb and its negation at the end of the sentence.
const VERB_FINAL: ReadonlySet<string | null> = new Set(['ja', 'ko', 'tr']);
// "formed last week with its partner a joint venture": units from the verb to the venture.
const FORMED = 6;
// Weights of the first three sentences with an anchor.
const SHARE_OF_ANCHOR: readonly number[] = [1, 0.7, 0.5];
// The weight of a second word of a stage in a sentence; further ones do not count.
const SECOND_WORD = 0.4;

/** Signs at the anchors, which are given best first; for no anchor only `always`. Pure. */
export function stageSigns(
  anchors: readonly Anchor[],
  venture: Venture | null,
  reading: Reading,
): StageSigns {
  const found = nothing();
  const line = anchors[0]?.line;
  if (line === undefined) return found;
  dates(found.signs, venture, reading, line);
  // For a venture founded before, future years are ignored: they are those of its next models.
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
    found.signs.ahead += share * bestTwo(ahead.map(near));
    if (isAhead(anchor.line, when)) found.signs.future += share;
    if (formedBeside(anchor, reading)) found.signs.formed = 1;
    if (anchor.line.words.building !== undefined) found.signs.building = 1;
    if (hasFromTo(anchor.line.text)) found.signs.shareMoves = 1;
    const { text, words } = anchor.line;
    const changes = changesOwners(text) || (words.dissolved === undefined && cutsJobs(text));
    if (changes && !hasEarlierYear(anchor.line, reading))
      found.own.restructured = Math.max(found.own.restructured, share);
  }
  const even = (): number => 1;
  for (const next of [reading.lines[line.index + 1], reading.lines[line.index - 1]])
    if (next !== undefined && next !== title && !lines.has(next))
      count(found.beside, next, reading, aheadOf(next, when), even);
  if (line.index <= FIRST_LINES && title !== undefined && !lines.has(title))
    count(found.headline, title, reading, aheadOf(title, when), even);
  if (found.signs.afterFounding + found.signs.undated > 0) found.signs.more = found.signs.future;
  // An article without a date shows an existing venture only if it has no word of another stage.
  const begins = found.signs.future + found.signs.formed > 0;
  if (begins || STAGES.some((stage) => stage !== 'operating' && found.own[stage] > 0))
    found.signs.undated = 0;
  if (found.own.operating === 0 && found.signs.afterFounding === 0)
    found.signs.futureOnly = found.signs.future;
  if (found.signs.building > 0 && found.signs.afterFounding + found.own.expanded > 0) {
    found.signs.buildingMore = 1;
    found.signs.building = 0;
  }
  // "X and Y formed a venture": one that the ledger does not have, and without a word of its work.
  const justFormed = venture === null && found.own.operating === 0 && foundedIn(anchors, reading);
  if (justFormed || found.signs.futureOnly + found.signs.building > 0) found.signs.always = 0;
  // In a sentence on its end, what was to be formed, built or begun is what was given up.
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

/** A function from a place in the anchor's sentence to its weight, 0..1: less far from the anchor and in another clause. */
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

/** Adds the words of each stage in the line to `into`, without negated ones and those that are only planned or awaited. */
function count(
  into: Record<Stage, number>,
  line: Line,
  reading: Reading,
  ahead: readonly Place[],
  weight: (place: Place) => number,
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
    into[stage] += bestTwo(places.map(weight));
  }
}

/** True when the line points to the future: by its verbs, a future year, or an approval still awaited. */
function isAhead(line: Line, reading: Reading): boolean {
  if (pointsAhead(line, reading.language) || laterYears(line, reading).length > 0) return true;
  return line.words.approved?.some((at) => awaited(at, line)) === true;
}

const awaited = ({ start, end }: Place, line: Line): boolean =>
  isAwaited(line.text, start - line.start, end - line.start);

/** True for a word within a longer phrase of another stage: the "sells" of "sells its stake" is no word of present work. */
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

/** The highest weight, and a part of the second. */
function bestTwo(weights: readonly number[]): number {
  const [first = 0, second = 0] = [...weights].sort((a, b) => b - a);
  return first + second * SECOND_WORD;
}

function negated(at: Place, line: Line, reading: Reading): boolean {
  const trails = VERB_FINAL.has(reading.language);
  return (line.words.negation ?? []).some((no) => {
    if (no.start < at.end && at.start < no.end) return false;
    const gap = trails ? no.first - at.last : at.first - no.last;
    return gap > 0 && gap <= NEGATED;
  });
}

/** "formed a joint venture": a verb of founding near the anchor, and no year in the sentence that is long past. */
function formedBeside(anchor: Anchor, reading: Reading): boolean {
  const { line } = anchor;
  const reach = FORMED * stretchOf(reading);
  if (!(line.words.form ?? []).some((at) => distance(at, anchor) <= reach)) return false;
  const { year } = reading;
  return !yearsIn(line).some((other) => other < (year ?? other + 1) - 1);
}

/** "formed a joint venture", not "a venture formed with X": the verb comes first, in verb-final languages last. */
function foundedIn([first]: readonly Anchor[], reading: Reading): boolean {
  if (first === undefined || first.line.index > FIRST_LINES || !formedBeside(first, reading)) return false;
  const trails = VERB_FINAL.has(reading.language);
  return (first.line.words.form ?? []).some((at) =>
    trails ? at.start > first.start : at.start < first.start || reading.language === 'de',
  );
}

/** Sets the signs that depend on the dates of publication, of the ledger and of the best anchor's sentence. */
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
