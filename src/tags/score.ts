/** The score of every anchor, from named parts. */

import { SECTORS } from '../core/model.ts';
import type { Anchor, PairLookup } from './anchor.ts';
import { anchorsOf } from './anchors.ts';
import { BY_PARTNERS, type Concern, concernOf, hasWord } from './concern.ts';
import { standing } from './denial.ts';
import type { Company, Venture } from './knowledge.ts';
import type { CompanyAt, Line, Place, Reading } from './line.ts';
import { crossBorder } from './ownership-hints.ts';
import { distinct, type Parties, partiesOf } from './parties.ts';
import { speaksOf } from './sector.ts';
import type { WordClass } from './vocabulary.ts';

export interface Scored {
  readonly anchor: Anchor;
  readonly parties: Parties;
  /** The ledger's venture, by name or by its partners. */
  readonly venture: Venture | null;
  /** Each 0..1; the score is their product. */
  readonly parts: {
    readonly venture: number;
    readonly chinese: number;
    readonly electric: number;
    readonly standing: number;
  };
  readonly why: readonly string[];
  /** The named venture is itself a side of a company that the sentence tells of. */
  readonly asPartner: boolean;
  readonly score: number;
}

/** All anchors of the article with their scores, best first. */
export function scoreArticle(reading: Reading, pairs: PairLookup): Scored[] {
  const all: Scored[] = [];
  for (const line of reading.lines)
    for (const anchor of anchorsOf(line, reading, pairs)) all.push(scoreAnchor(anchor, reading, pairs));
  return all.sort((a, b) => b.score - a.score || a.anchor.line.index - b.anchor.line.index);
}

function scoreAnchor(anchor: Anchor, reading: Reading, pairs: PairLookup): Scored {
  const parties = partiesOf(anchor, reading);
  const pair = anchor.venture ?? modelVenture(anchor) ?? pairOf(parties, anchor.line, reading, pairs);
  const concern = concernOf(anchor, parties, pair, reading);
  const strength =
    anchor.strength *
    namedSupport(anchor, reading) *
    dealDoubt(anchor, pair) *
    hintDoubt(anchor, concern, parties);
  const stands = standing(anchor, reading);
  return {
    anchor,
    parties,
    venture: pair,
    parts: { venture: strength, chinese: parties.chinese, electric: concern.electric, standing: stands },
    why: [parties.why, concern.why],
    asPartner: anchor.venture !== null && isSide(anchor.venture, anchor.line),
    score: strength * parties.chinese * concern.electric * stands,
  };
}

/** "The ID.6 Crozz, built by a joint venture": the model tells which. */
function modelVenture({ line, rule }: Anchor): Venture | null {
  return rule === 'venture-word' || rule === 'venture-noun' ? line.modelOf : null;
}

/** Partners alone tell the venture only when no other of theirs fits the time and the sentence's sector. */
function pairOf(parties: Parties, line: Line, reading: Reading, pairs: PairLookup): Venture | null {
  // A venture that founds another stands for its own partners: the pair within its name is not the new one's.
  const founder = line.ventures.find((at) => isSide(at.venture, line));
  const companies = distinct(parties.companies);
  for (let i = 0; i < companies.length && i < 8; i++)
    for (let j = i + 1; j < companies.length && j < 8; j++) {
      if (founder !== undefined && within(companies[i], founder) && within(companies[j], founder)) continue;
      const found = pairs(companies[i]?.company.id ?? '', companies[j]?.company.id ?? '');
      const fitting = found.filter((venture) => fits(venture, line, reading));
      const first = fitting[0];
      if (first !== undefined && fitting.every((venture) => venture.ev === first.ev)) return first;
      if (first !== undefined) return fitting.find((venture) => venture.ev !== 'core') ?? first;
    }
  return null;
}

const FOUNDING: readonly WordClass[] = ['newFirm', 'jointFirm', 'equal', 'venture'];

/** "BMW Brilliance and Mercedes will found a company": a venture, a company not in it, and a founding. */
function isSide(venture: Venture, line: Line): boolean {
  const founds =
    FOUNDING.some((name) => hasWord(line, name)) || (hasWord(line, 'form') && hasWord(line, 'firm'));
  if (!founds || !hasWord(line, 'form')) return false;
  const outsiders = line.companies.filter((at) => !at.inVenture && !isPartner(venture, at.company));
  return outsiders.some((at) => at.company.kind !== 'brand');
}

function within(at: CompanyAt | undefined, venture: Place): boolean {
  return at !== undefined && venture.start <= at.start && at.end <= venture.end;
}

/** A venture cannot be spoken of two years before it was founded; a battery venture is told with batteries. */
function fits(venture: Venture, line: Line, reading: Reading): boolean {
  if (
    reading.year !== null &&
    venture.founded !== undefined &&
    Number(venture.founded.slice(0, 4)) > reading.year + 2
  )
    return false;
  const near = [line, reading.lines[line.index - 1], reading.lines[line.index + 1], reading.lines[0]].filter(
    (other) => other !== undefined,
  );
  if (venture.sector === 'other' || near.some((other) => speaksOf(other, venture.sector))) return true;
  // Nothing near tells of another sector: the article's is the one that the two are known for.
  if (near.some((other) => SECTORS.some((sector) => speaksOf(other, sector)))) return false;
  return reading.lines.some((other) => speaksOf(other, venture.sector));
}

/** A ledger name that does not show its partners (a brand) needs a word for a venture or its partners nearby. */
function namedSupport(anchor: Anchor, reading: Reading): number {
  const { venture, line } = anchor;
  if (venture === null) return 1;
  const here = line.companies.filter((at) => isPartner(venture, at.company));
  const telling = here.filter((at) => at.inVenture).length > 0;
  if (telling) return 1;
  const context = [line, reading.lines[line.index - 1], reading.lines[line.index + 1], reading.lines[0]];
  const said = context.some((l) =>
    ['venture', 'ventureWeak', 'jointFirm', 'equal'].some((name) => hasWord(l, name as 'venture')),
  );
  const around = context.flatMap((l) => l?.companies ?? []).filter((at) => isPartner(venture, at.company));
  if (said || distinct(around).length >= 2) return 1;
  if (company(venture, anchor)) return 0.85;
  const owned = hasWord(line, 'coOwn') || hasWord(line, 'firm');
  if (owned && here.length > 0) return 0.9;
  // "How is X doing?" - "It is the one we own with Y."
  const next = reading.lines[line.index + 1];
  if (hasWord(next, 'coOwn') && next?.companies.some((at) => isPartner(venture, at.company))) return 0.9;
  return here.length > 0 ? 0.45 : 0.3;
}

/** A name of several words, or of a firm that sells no cars, is a company's; one word on a car is a brand. */
function company(venture: Venture, { line, start, end }: Anchor): boolean {
  const surface = line.text.slice(start - line.start, end - line.start);
  if (venture.brands?.includes(surface) === true) return false;
  return (
    venture.sector !== 'vehicles' ||
    /\S[\s-]\S+/u.test(surface) ||
    (/[\u3400-\u9fff]/u.test(surface) && surface.length >= 6)
  );
}

function isPartner(venture: Venture, company: Company): boolean {
  return venture.partners.some(
    (partner) => partner.company === company.id || partner.company === company.parent,
  );
}

const HINTS_ONLY: readonly string[] = ['co-owned', 'owners-told', 'set-up-company'];
// Hints of ownership and of electric cars that stand in different sentences seldom belong together.
const APART = 0.85;
const APART_ACROSS_BORDERS = 0.95;
const TOGETHER = 0.95;

function hintDoubt(anchor: Anchor, { electric, why }: Concern, parties: Parties): number {
  if (!HINTS_ONLY.includes(anchor.rule) || electric >= TOGETHER || why === BY_PARTNERS) return 1;
  return crossBorder(parties.companies) ? APART_ACROSS_BORDERS : APART;
}

// Shares that make a whole are those of owners; the words of other rules may belong to a deal beside them.
const SURE: readonly string[] = [
  'equal-shares',
  'named-venture',
  'split-shares',
  'venture-noun',
  'venture-word',
];

/** Words of owning together may be a licence, a stake or a supply contract instead. */
function dealDoubt(anchor: Anchor, pair: Venture | null): number {
  if (SURE.includes(anchor.rule) || !hasWord(anchor.line, 'deal')) return 1;
  // The ledger has a venture of the two: the deal beside it is more likely part of it.
  return pair?.ev === 'core' ? 0.9 : 0.65;
}
