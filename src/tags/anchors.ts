/** Finds the places where a text speaks of a venture: its name, a word for one, or joint ownership put in other words. */
import { isChinese, type Venture } from './knowledge.ts';
import type { CompanyAt, Line, Place, Reading } from './line.ts';
import { sharesOf } from './shares.ts';
import type { WordClass } from './vocabulary.ts';

/** Finds the ledger's ventures of two partners, given by company id. */
export type PairLookup = (a: string, b: string) => readonly Venture[];

export type AnchorRule =
  | 'named-venture'
  | 'venture-word'
  | 'venture-noun'
  | 'joint-company'
  | 'set-up-company'
  | 'set-up-together'
  | 'equal-shares'
  | 'split-shares'
  | 'co-owned'
  | 'known-partners'
  | 'owners-told';

export interface Anchor extends Place {
  readonly line: Line;
  readonly rule: AnchorRule;
  /** 0..1: how surely these words mean a venture. */
  readonly strength: number;
  readonly venture: Venture | null;
}

// How surely each wording means a venture; set on the tuning half of the development set.
const STRENGTH: Readonly<Record<AnchorRule, number>> = {
  'named-venture': 1,
  'venture-word': 1,
  'venture-noun': 0.85,
  'joint-company': 0.85,
  'set-up-company': 0.75,
  'set-up-together': 0.75,
  'equal-shares': 0.85,
  'split-shares': 0.9,
  'co-owned': 0.7,
  'known-partners': 0.85,
  'owners-told': 0.75,
};

/** Distances are in units; in Chinese, Japanese and Korean a unit is a character, so they are longer there. */
export const CJK_STRETCH = 2.5;

// More in one sentence only repeat one another.
const MOST_ANCHORS = 12;

/** Every place of the line that may mean a venture, surest first. */
export function anchorsOf(line: Line, reading: Reading, pairs: PairLookup): Anchor[] {
  const anchors: Anchor[] = [];
  const add: Add = (place, rule, venture = null, factor = 1) => {
    const { start, end, first, last } = place;
    anchors.push({ line, start, end, first, last, rule, venture, strength: STRENGTH[rule] * factor });
  };
  for (const at of line.ventures) add(at, 'named-venture', at.venture);
  for (const at of line.words.venture ?? []) add(at, 'venture-word');
  for (const at of line.words.ventureWeak ?? [])
    if (!near(at, line.words.venture, 0)) add(at, 'venture-noun');
  paraphrases(line, reading, add);
  hints(line, pairs, add);
  return anchors.sort((a, b) => b.strength - a.strength).slice(0, MOST_ANCHORS);
}

type Add = (place: Place, rule: AnchorRule, venture?: Venture | null, factor?: number) => void;

/** Ventures told without a word for one: joint firms, firms set up with somebody, shares that make a whole. */
function paraphrases(line: Line, reading: Reading, add: Add): void {
  const { words } = line;
  const reach = (units: number): number => (reading.cjk ? Math.round(units * CJK_STRETCH) : units);
  const named = sides(line, reading);
  const china = (words.china?.length ?? 0) > 0;
  if (named === 0 && !china) return;
  const told = named > 0 ? 1 : 0.85;
  for (const at of words.jointFirm ?? []) add(at, 'joint-company', null, told);
  const owners = named > 1;
  const owning = (at: Place): boolean =>
    owners ||
    near(at, words.firm, reach(12)) ||
    near(at, words.coOwn, reach(8)) ||
    near(at, words.refer, reach(12));
  for (const at of words.equal ?? []) if (owning(at)) add(at, 'equal-shares', null, told);
  const split = sharesOf(line);
  if (split !== null && owning(split)) add(split, 'split-shares', null, told);
  if (!owners) return;
  for (const at of words.newFirm ?? []) add(at, 'set-up-company');
  for (const at of words.joint ?? []) {
    const firm = words.firm?.find((f) => f.first > at.last && f.first - at.last <= reach(3));
    if (firm !== undefined) add(spanOf(at, firm), 'joint-company', null, 0.9);
    const form = words.form?.find((f) => distance(f, at) <= reach(2));
    if (form !== undefined && (words.firm?.length ?? 0) > 0) add(spanOf(at, form), 'set-up-together');
  }
  for (const at of words.coOwn ?? []) {
    const firm = words.firm?.find((f) => Math.abs(f.first - at.last) <= reach(8));
    if (firm !== undefined) add(spanOf(at, firm), 'co-owned');
  }
}

// What each kind of word adds to the impression that two companies of a sentence own something together.
const HINTS: readonly (readonly [WordClass, number])[] = [
  ['equal', 0.5],
  ['newFirm', 0.3],
  ['joint', 0.25],
  ['coOwn', 0.3],
  ['form', 0.25],
  ['firm', 0.15],
  ['refer', 0.15],
];
const PERCENT_HINT = 0.15;
const PAIR_HINT = 0.1;
const ENOUGH_FOR_KNOWN = 0.25;
const ENOUGH_FOR_UNKNOWN = 0.55;
// A sentence that lists more companies than this compares them.
const MOST_NAMED = 4;
const CONCERN: readonly WordClass[] = ['ev', 'battery', 'charging', 'drive'];
const WITH =
  /\b(?:with|together|mit|zusammen|avec|con|com|insieme|junto|ensemble|by)\b|[与與和と]|와\s|과\s/u;
const BETWEEN =
  /^\s*(?:,?\s*(?:and|und|et|y|e|ed|&|with|mit|avec|con|com)|와|과|与|與|和|及|と|、|・|\+)\s*\S{0,12}\s*$/u;

/** Two sides and weak hints of common ownership; fewer suffice where the ledger has a venture of the two. */
function hints(line: Line, pairs: PairLookup, add: Add): void {
  if (!CONCERN.some((name) => (line.words[name]?.length ?? 0) > 0)) return;
  const named = independent(line.companies);
  const first = named[0];
  if (first === undefined || named.length > MOST_NAMED) return;
  const other = named[1];
  const china = line.words.china?.[0];
  const alone = other === undefined && isChinese(first.company);
  if (other === undefined && (alone ? !WITH.test(line.text) : china === undefined)) return;
  let sum = /\d\s?(?:%|％|per|pro|por|パ|퍼)/iu.test(line.text) ? PERCENT_HINT : 0;
  for (const [name, weight] of HINTS) if ((line.words[name]?.length ?? 0) > 0) sum += weight;
  if (other !== undefined && BETWEEN.test(line.text.slice(first.end - line.start, other.start - line.start)))
    sum += PAIR_HINT;
  if ((line.words.deal?.length ?? 0) > 0) sum -= 0.2;
  const span = spanOf(first, other ?? china ?? first);
  if (sum >= ENOUGH_FOR_KNOWN && knownPair(named, pairs))
    add(span, 'known-partners', null, Math.min(1, 0.75 + sum / 2));
  else if (sum >= ENOUGH_FOR_UNKNOWN)
    add(span, 'owners-told', null, Math.min(1, sum + (other === undefined ? 0.1 : 0.2)));
}

/** One mention for each company, without those whose owner stands beside them. */
function independent(mentions: readonly CompanyAt[]): CompanyAt[] {
  const seen = new Map<string, CompanyAt>();
  for (const at of mentions) if (!seen.has(at.company.id)) seen.set(at.company.id, at);
  return [...seen.values()].filter(
    ({ company }) => company.parent === undefined || !seen.has(company.parent),
  );
}

function knownPair(named: readonly CompanyAt[], pairs: PairLookup): boolean {
  const ids = named.map((at) => at.company.id);
  return ids.some((a, i) =>
    ids.slice(i + 1).some((b) => pairs(a, b).some((venture) => venture.ev !== 'none')),
  );
}

/**
 * How many sides the line names: its own companies, or those of the sentences before when it says "the two",
 * "each", "both partners".
 */
function sides(line: Line, reading: Reading): number {
  const ids = new Set(line.companies.map((at) => at.company.id));
  const refers = (line.words.refer?.length ?? 0) > 0;
  if (ids.size >= 2 || !refers) return ids.size;
  const title = reading.lines[0];
  for (const other of [reading.lines[line.index - 1], reading.lines[line.index - 2], title])
    for (const at of other?.companies ?? []) ids.add(at.company.id);
  return ids.size;
}

export function near(place: Place, others: readonly Place[] | undefined, reach: number): boolean {
  return (others ?? []).some((at) => distance(place, at) <= reach && (reach > 0 || overlap(place, at)));
}

function overlap(a: Place, b: Place): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Units between two places; 0 when they touch or overlap. */
export function distance(a: Place, b: Place): number {
  if (a.last < b.first) return b.first - a.last - 1;
  if (b.last < a.first) return a.first - b.last - 1;
  return 0;
}

function spanOf(a: Place, b: Place): Place {
  return {
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
  };
}
