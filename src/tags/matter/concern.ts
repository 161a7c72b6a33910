/** How surely the venture that an anchor means concerns electric cars. */

import { isChinese, type Venture } from '../knowledge/knowledge.ts';
import type { Anchor, AnchorRule } from '../line/anchor.ts';
import { distance, stretchOf } from '../line/distance.ts';
import type { Line, Reading } from '../line/line.ts';
import type { WordClass } from '../line/vocabulary.ts';
import { unlistedInBoth } from '../names/unlisted.ts';
import { distinct, EXPLICIT_RULES, type Parties } from '../parties/parties.ts';
import {
  hasBatteriesForCars,
  hasChargersFirst,
  hasElectricDrive,
  hasElectricMotor,
  hasMotorsForCars,
  hasPartsOfCars,
} from './car-parts.ts';
import { electricWithCarmaker, makesOnlyElectric } from './electric-makers.ts';
import { isNews, isTopic } from './topic.ts';

export interface Concern {
  /** 0..1: how surely it does. */
  readonly electric: number;
  /** The evidence for that, as `jvwire explain` prints it. */
  readonly why: string;
}

/** The `why` of a venture whose two partners have an electric venture in the ledger. */
export const BY_PARTNERS = 'ledger by partners';

const PARTS: readonly WordClass[] = ['battery', 'charging', 'drive'];
const TRADE: readonly WordClass[] = [
  'auto',
  'vehicle',
  'ev',
  'battery',
  'charging',
  'drive',
  'software',
  'mobility',
];
const OTHER_MATTER: readonly WordClass[] = ['hydrogen', 'combustion', 'storage', 'otherIndustry'];
// Words from the anchor; an electric word further on in the same sentence may be about something else.
const SAME_CLAUSE = 25;
const LEAD_LINES = 3;
/** Lines of an article that has little more than a headline, at most. */
export const SHORT_TEXT = 4;
// Lines, at most, of an article in which the second sentence from the anchor's may still be about the same venture.
const SHORT_ARTICLE = 10;
// With this much evidence in the sentence itself, others are not considered.
const SURE = 0.85;
// For an article about the parties and about electric cars. On 1,200 articles, 0.64 and more brought in false positives.
const TOPIC = 0.62;
const NOTHING: Concern = { electric: 0.05, why: 'nothing electric' };

export function hasWord(line: Line | undefined, name: WordClass): boolean {
  return line !== undefined && (line.words[name]?.length ?? 0) > 0;
}

function hasAny(line: Line | undefined, names: readonly WordClass[]): boolean {
  return names.some((name) => hasWord(line, name));
}

/** The strongest evidence, from the venture's sentence outwards. `pair`: the ledger's venture, by its name or its partners. */
export function concernOf(anchor: Anchor, parties: Parties, pair: Venture | null, reading: Reading): Concern {
  if (anchor.venture?.ev === 'core') return { electric: 1, why: 'ledger' };
  if (anchor.venture !== null && reading.lines.some(({ modelOf }) => modelOf === anchor.venture))
    return { electric: 0.9, why: 'its electric model is named' };
  const here = inSentence(anchor, parties, pair, reading);
  if (here !== null && (here.electric >= SURE || hasWord(anchor.line, 'ev'))) return here;
  const trade =
    carTrade(anchor.line, parties) || ofHeadline(anchor.line, reading) || besideTrade(anchor.line, reading);
  const damp =
    (hasAny(anchor.line, OTHER_MATTER) ? otherMatterFactor(anchor.line, reading) : 1) *
    (trade || followsTrade(anchor, reading) ? 1 : 0.5);
  let best = here ?? NOTHING;
  for (const found of aroundSentence(anchor, parties, reading))
    if (found.electric * damp > best.electric) best = { electric: found.electric * damp, why: found.why };
  const topic = TOPIC * (strays(anchor.line, reading) ? 0.5 : 1);
  if (topic > best.electric && trade && isTopic(anchor, parties, reading))
    return { electric: topic, why: 'topic of the article' };
  if (topic > best.electric && isNews(anchor, parties, reading))
    return { electric: topic, why: 'news of the article' };
  return best;
}

/** True when the venture's own sentence is about another trade, and the next one is not about electric cars. */
function strays(line: Line, reading: Reading): boolean {
  if (hasAny(line, ['combustion', 'hydrogen', 'storage'])) return true;
  return hasWord(line, 'otherIndustry') && !hasWord(reading.lines[line.index + 1], 'ev');
}

/** The evidence in the anchor's own sentence; null for none. */
function inSentence(
  anchor: Anchor,
  parties: Parties,
  pair: Venture | null,
  reading: Reading,
): Concern | null {
  const { line } = anchor;
  const hydrogen = hasWord(line, 'hydrogen');
  const electric = line.words.ev ?? [];
  if (electric.length > 0) {
    const gap = Math.min(...electric.map((at) => distance(at, anchor)));
    const close = gap <= SAME_CLAUSE * stretchOf(reading);
    const other = makesOther(anchor) ? 0.45 : 1;
    return { electric: (close ? 1 : 0.8) * (hydrogen ? 0.7 : 1) * other, why: 'in sentence' };
  }
  if (pair?.ev === 'core' && !hasAny(line, OTHER_MATTER)) return { electric: 0.85, why: BY_PARTNERS };
  if (!hasAny(line, PARTS) || hydrogen || (hasWord(line, 'storage') && !hasChargersFirst(line))) return null;
  // Powertrains may be of combustion cars, batteries and chargers hardly.
  const telling = hasWord(line, 'battery') || hasWord(line, 'charging');
  if (!telling && hasWord(line, 'combustion')) return null;
  const cars =
    hasWord(line, 'auto') || distinct(parties.companies).some((at) => at.company.kind === 'carmaker');
  if (cars && reading.topic.electric > 0) return { electric: 0.9, why: 'parts for electric cars' };
  if (hasPartsOfCars(line) && !hasWord(line, 'otherIndustry'))
    return { electric: 0.8, why: 'parts of electric cars only' };
  if (hasMotorsForCars(line)) return { electric: 0.85, why: 'electric motors for cars' };
  if (hasBatteriesForCars(line) && !hasWord(line, 'otherIndustry'))
    return { electric: 0.85, why: 'batteries for cars' };
  if (reading.topic.electric > 0) return { electric: 0.7, why: 'parts, electric cars elsewhere' };
  if (hasElectricDrive(line)) return { electric: 0.7, why: 'electric drives' };
  if (cars && hasElectricMotor(line)) return { electric: 0.65, why: 'electric motors of the car trade' };
  return cars && telling ? { electric: 0.6, why: 'parts for cars' } : { electric: 0.3, why: 'parts only' };
}

/** "a venture for tyres, for electric cars too": a word of another trade stands between the venture and the electric cars. */
function makesOther({ line, last, rule }: Anchor): boolean {
  if (!EXPLICIT_RULES.includes(rule) || hasAny(line, PARTS)) return false;
  const other = line.words.otherIndustry?.find((at) => at.first > last);
  return other !== undefined && (line.words.ev ?? []).every((at) => at.first > other.last);
}

/** The factor for another matter: 0.8 for engines where a sentence that refers back makes it both, else 0.5. */
function otherMatterFactor(line: Line, reading: Reading): number {
  const refersTo = (before: Line | undefined, after: Line | undefined, electric: Line | undefined): boolean =>
    hasWord(electric, 'ev') && hasWord(after, 'refer') && before?.paragraph === after?.paragraph;
  const [before, next] = [reading.lines[line.index - 1], reading.lines[line.index + 1]];
  const both = refersTo(line, next, next) || refersTo(before, line, before);
  return both && !hasAny(line, ['hydrogen', 'storage', 'otherIndustry']) ? 0.8 : 0.5;
}

/** True for words or companies of the trade in the venture's own sentence: without them, electric words nearby are chance. */
function carTrade(line: Line, parties: Parties): boolean {
  if (hasAny(line, TRADE)) return true;
  return parties.companies.some(({ company }) => !['investor', 'other', 'energy'].includes(company.kind));
}

/** True for a sentence with unlisted companies next to one about electric cars or their parts. */
function besideTrade(line: Line, { lines }: Reading): boolean {
  if (line.unlisted.length === 0 || hasAny(line, OTHER_MATTER)) return false;
  return [lines[line.index - 1], lines[line.index + 1]].some((next) => hasAny(next, ['ev', ...PARTS]));
}

/** True when the headline is about electric cars, and the sentence refers back or shares an unlisted company with it. */
function ofHeadline(line: Line, { lines: [title] }: Reading): boolean {
  if (title?.field !== 'title' || title === line || hasAny(title, OTHER_MATTER)) return false;
  if (!hasAny(title, ['ev', ...PARTS])) return false;
  return hasWord(line, 'refer') || unlistedInBoth(line, title).length > 0;
}

const OWNERS: readonly AnchorRule[] = ['co-owned', 'equal-shares', 'split-shares'];

/** "The Chinese side is to hold 60 percent": a sentence on ownership, after one that says what the firm does. */
function followsTrade({ line, rule }: Anchor, reading: Reading): boolean {
  const before = reading.lines[line.index - 1];
  return OWNERS.includes(rule) && before?.paragraph === line.paragraph && hasAny(before, TRADE);
}

/** The evidence outside the anchor's own sentence, each piece by itself. */
function* aroundSentence(anchor: Anchor, parties: Parties, reading: Reading): Generator<Concern> {
  const { line } = anchor;
  const { lines } = reading;
  const cars = hasWord(line, 'vehicle') || hasWord(line, 'auto');
  if (parties.companies.some(makesOnlyElectric) && (cars || hasAny(line, PARTS)))
    yield { electric: 0.75, why: 'maker of electric cars only' };
  if (lines.length <= SHORT_TEXT && electricWithCarmaker(line))
    yield { electric: 0.7, why: 'electric only, with a carmaker' };
  if (cars && reading.topic.electric > 0 && reading.electricMaker)
    yield { electric: 0.7, why: 'article on a maker of electric cars' };
  const lead = lines.slice(0, LEAD_LINES);
  // A headline or an earlier sentence says what the anchor's is about; a later one only if it goes on about the same matter.
  if (
    line.index < LEAD_LINES &&
    lead.some((other) => hasWord(other, 'ev') && (other.index <= line.index || goesOn(line, other, parties)))
  )
    yield { electric: 0.8, why: 'in the lead' };
  for (const next of [lines[line.index + 1], lines[line.index - 1]])
    if (next !== undefined) yield* neighbour(line, next, parties);
  // "The project is a joint venture": the first line says for what.
  if (
    hasWord(line, 'refer') &&
    cars &&
    lines.length <= SHORT_ARTICLE &&
    reading.topic.electric > 1 &&
    reading.topic.other === 0 &&
    hasWord(lines[0], 'ev')
  )
    yield { electric: 0.65, why: 'lead, referred to' };
  for (const step of [1, -1]) {
    const [first, second] = [lines[line.index + step], lines[line.index + 2 * step]];
    if (first === undefined || second === undefined || !hasWord(second, 'ev')) continue;
    if (
      (lines.length > SHORT_ARTICLE && !OWNERS.includes(anchor.rule)) ||
      hasAny(first, OTHER_MATTER) ||
      hasAny(second, OTHER_MATTER)
    )
      continue;
    if (continues(line, first, parties) && continues(line, second, parties))
      yield { electric: 0.61, why: 'two sentences on' };
  }
  const title = lines[0]?.field === 'title' ? lines[0] : undefined;
  if (title !== undefined && hasAny(title, ['ev', ...PARTS])) {
    const shared = parties.companies.some((at) =>
      title.companies.some((t) => t.company.id === at.company.id),
    );
    if (shared || unlistedInBoth(line, title).length > 0)
      yield { electric: 0.55, why: 'headline of the same company' };
    if (hasWord(line, 'refer') && hasWord(title, 'ev'))
      yield { electric: 0.65, why: 'headline, referred to' };
  }
  if (reading.topic.electric > 0 && lines.length <= SHORT_TEXT) yield { electric: 0.45, why: 'short text' };
}

/** True when the sentence is in the same paragraph and names no other company: it goes on about the same matter. */
function continues(line: Line, next: Line, parties: Parties): boolean {
  if (next.field !== line.field || next.paragraph !== line.paragraph) return false;
  if ((next.words.abroad?.length ?? 0) > 0 && next.companies.length === 0) return false;
  // A brand does not count as another company: the venture sells it.
  return next.companies.every(
    ({ company }) => company.kind === 'brand' || parties.companies.some((p) => p.company.id === company.id),
  );
}

/** As `continues`, but across paragraphs, as many papers make one of every sentence; the next one must name no company. */
function opensNext(line: Line, next: Line, parties: Parties): boolean {
  return (
    next.index === line.index + 1 &&
    next.field === line.field &&
    next.companies.length === 0 &&
    !hasWord(next, 'abroad') &&
    makesCars(line, parties)
  );
}

/** True when the sentence has words of the car trade, or a party is a carmaker. */
function makesCars(line: Line, parties: Parties): boolean {
  return hasAny(line, TRADE) || parties.companies.some(({ company }) => company.kind === 'carmaker');
}

/** True when `next` is the first sentence after a headline, refers back, names one of the sides, or `continues`. */
function goesOn(line: Line, next: Line, parties: Parties): boolean {
  return (
    (line.field === 'title' && next.index === 1) ||
    hasWord(next, 'refer') ||
    next.companies.some((at) => parties.companies.some((p) => p.company.id === at.company.id)) ||
    unlistedInBoth(line, next).length > 0 ||
    (makesCars(line, parties) && continues(line, next, parties))
  );
}

/** The evidence of electric cars in a sentence that `continues` this one: less where nothing in this one is of the trade. */
function goesOnFrom(line: Line, parties: Parties): number {
  if (parties.companies.length === 0) return 0.6;
  return makesCars(line, parties) ? 0.78 : 0.45;
}

/** The evidence in a sentence next to the anchor's: electric words or parts, surer if it refers back or has the same sides. */
function* neighbour(line: Line, next: Line, parties: Parties): Generator<Concern> {
  // It is the later one of the two that refers back.
  const refers = hasWord(next.index > line.index ? next : line, 'refer');
  const shared = next.companies.filter((at) => parties.companies.some((p) => p.company.id === at.company.id));
  const unlisted = unlistedInBoth(line, next);
  const same =
    shared.some((at) => isChinese(at.company)) ||
    unlisted.some((one) => one.chinese) ||
    distinct(shared).length + new Set(unlisted.map(({ name }) => name)).size > 1;
  if (hasWord(next, 'ev')) {
    if (refers) yield { electric: 0.85, why: 'next sentence, referred to' };
    else if (same) yield { electric: 0.8, why: 'next sentence, same parties' };
    else if (continues(line, next, parties))
      yield { electric: goesOnFrom(line, parties), why: 'next sentence goes on' };
    else if (opensNext(line, next, parties)) yield { electric: 0.65, why: 'next paragraph goes on' };
    else yield { electric: 0.45, why: 'next sentence' };
  }
  const goes = refers || same || (makesCars(line, parties) && continues(line, next, parties));
  if (goes && (hasPartsOfCars(next) || hasElectricDrive(next)))
    yield { electric: 0.7, why: 'parts of electric cars in next sentence' };
  const carmaker = parties.companies.some((at) => at.company.kind === 'carmaker');
  if (
    carmaker &&
    (refers || same) &&
    hasAny(next, ['battery', 'charging']) &&
    !hasAny(next, ['storage', 'hydrogen'])
  )
    yield { electric: 0.75, why: 'parts in next sentence' };
}
