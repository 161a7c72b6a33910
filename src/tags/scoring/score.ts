/** Scores every anchor: the product of four parts (venture, Chinese side, electric cars, not denied). */

import { inAnyLanguage } from '../../text/words/one-of.ts';
import CLAUSES from '../data/fund-clauses.json' with { type: 'json' };
import { standing } from '../denial/denial.ts';
import type { Venture } from '../knowledge/knowledge.ts';
import type { Anchor, PairLookup } from '../line/anchor.ts';
import { distance } from '../line/distance.ts';
import type { Reading } from '../line/line.ts';
import { BY_PARTNERS, type Concern, concernOf, hasWord } from '../matter/concern.ts';
import { anchorsOf } from '../parties/anchors.ts';
import { crossBorder } from '../parties/ownership-hints.ts';
import { distinct, type Parties, partiesOf } from '../parties/parties.ts';
import { isPartner, isSide, pairOf } from './pair.ts';

export interface Scored {
  readonly anchor: Anchor;
  readonly parties: Parties;
  /** The ledger's venture, by its name or model, or by its partners unless it may be another one of theirs; else null. */
  readonly venture: Venture | null;
  /** True when its partners have a venture in the ledger, and this is not it. */
  readonly another: boolean;
  /** Each 0..1; the score is their product. */
  readonly parts: {
    readonly venture: number;
    readonly chinese: number;
    readonly electric: number;
    readonly standing: number;
  };
  /** The evidence for `chinese` and `electric`. */
  readonly why: readonly string[];
  /** True when the named venture is itself a side of another one. */
  readonly asPartner: boolean;
  readonly score: number;
}

// The score from which an article is tagged; test/tags/quality.test.ts measures precision and recall.
export const THRESHOLD = 0.5;

/** All anchors of the article with their scores, best first. */
export function scoreArticle(reading: Reading, pairs: PairLookup): Scored[] {
  const all: Scored[] = [];
  for (const line of reading.lines)
    for (const anchor of anchorsOf(line, reading, pairs)) all.push(scoreAnchor(anchor, reading, pairs));
  return all.sort((a, b) => b.score - a.score || a.anchor.line.index - b.anchor.line.index);
}

function scoreAnchor(anchor: Anchor, reading: Reading, pairs: PairLookup): Scored {
  const parties = partiesOf(anchor, reading);
  const named = anchor.venture ?? modelVenture(anchor);
  const pair = pairOf(parties, anchor.line, reading, pairs);
  const alike = named ?? pair?.venture ?? null;
  const concern = concernOf(anchor, parties, alike, reading);
  const strength =
    anchor.strength *
    namedSupport(anchor, reading) *
    dealDoubt(anchor, alike) *
    fundDoubt(anchor) *
    hintDoubt(anchor, concern, parties);
  const stands = standing(anchor, reading);
  return {
    anchor,
    parties,
    venture: named ?? (pair?.which === 'this' ? pair.venture : null),
    another: named === null && pair?.which === 'other',
    parts: { venture: strength, chinese: parties.chinese, electric: concern.electric, standing: stands },
    why: [parties.why, concern.why],
    asPartner: anchor.venture !== null && isSide(anchor.venture, anchor.line),
    score: strength * parties.chinese * concern.electric * stands,
  };
}

// "its venture with X": units from the venture to a side of it.
const SIDE_REACH = 4;

/** "The ID.6 Crozz, built by a joint venture": the venture that builds the model, unless a company next to it is no partner. */
function modelVenture(anchor: Anchor): Venture | null {
  const { line, rule } = anchor;
  if ((rule !== 'venture-word' && rule !== 'venture-noun') || line.modelOf === null) return null;
  const { modelOf } = line;
  const beside = line.companies.filter((at) => distance(at, anchor) <= SIDE_REACH);
  return beside.every((at) => isPartner(modelOf, at.company)) ? modelOf : null;
}

/**
 * The factor for a ledger name: 1 for a name that shows its partners, or one with a word for a venture or two partners
 * nearby; less for a bare name, which may mean a brand.
 */
function namedSupport(anchor: Anchor, reading: Reading): number {
  const { venture, line } = anchor;
  if (venture === null) return 1;
  const here = line.companies.filter((at) => isPartner(venture, at.company));
  // "its wholly owned subsidiary X": no venture yet, or no longer one.
  if (hasWord(line, 'wholly') && distinct(here).length < 2) return 0.45;
  const showsPartner = here.some((at) => at.inVenture);
  if (showsPartner) return 1;
  const context = [line, reading.lines[line.index - 1], reading.lines[line.index + 1], reading.lines[0]];
  const hasVentureWord = context.some((l) =>
    ['venture', 'ventureWeak', 'jointFirm', 'equal'].some((name) => hasWord(l, name as 'venture')),
  );
  const around = context.flatMap((l) => l?.companies ?? []).filter((at) => isPartner(venture, at.company));
  if (hasVentureWord || distinct(around).length >= 2) return 1;
  if (isCompanyName(venture, anchor)) return 0.85;
  const owned = hasWord(line, 'coOwn') || hasWord(line, 'firm');
  if (owned && here.length > 0) return 0.9;
  // "How is X doing?" - "It is the one we own with Y."
  const next = reading.lines[line.index + 1];
  if (hasWord(next, 'coOwn') && next?.companies.some((at) => isPartner(venture, at.company))) return 0.9;
  return here.length > 0 ? 0.45 : 0.3;
}

/** True for a name of several words, of initials, or of a venture that makes no cars; a single word may be a brand of cars. */
function isCompanyName(venture: Venture, { line, start, end }: Anchor): boolean {
  const surface = line.text.slice(start - line.start, end - line.start);
  const written = surface.toLowerCase();
  if (venture.brands?.some((brand) => brand.toLowerCase() === written) === true) return false;
  return (
    venture.sector !== 'vehicles' ||
    /\S[\s-]\S+|^\p{Lu}{4,}$/u.test(surface) ||
    (/[\u3400-\u9fff]/u.test(surface) && surface.length >= 6)
  );
}

const HINT_RULES: readonly string[] = ['co-owned', 'owners-told', 'set-up-company'];
// The factor for hints of ownership whose evidence of electric cars is from other sentences: they seldom belong together.
const APART = 0.85;
const APART_ACROSS_BORDERS = 0.95;
// Evidence of electric cars from which no doubt remains.
const SURELY_ELECTRIC = 0.95;

function hintDoubt(anchor: Anchor, { electric, why }: Concern, parties: Parties): number {
  if (!HINT_RULES.includes(anchor.rule) || electric >= SURELY_ELECTRIC || why === BY_PARTNERS) return 1;
  return crossBorder(parties.companies, anchor.line.unlisted) ? APART_ACROSS_BORDERS : APART;
}

// A fund is set up jointly, too, and holds shares in many companies.
const FUND = new RegExp(inAnyLanguage(CLAUSES.fund), 'iu');
const OF_A_FUND = 0.5;

function fundDoubt({ line, rule }: Anchor): number {
  return rule !== 'named-venture' && rule !== 'venture-word' && FUND.test(line.text) ? OF_A_FUND : 1;
}

// Rules that a deal in the same sentence does not make doubtful: what the others find may be part of the deal.
const SURE: readonly string[] = [
  'equal-shares',
  'named-venture',
  'split-shares',
  'venture-noun',
  'venture-word',
];

/** The factor for a sentence on a deal: a paraphrase of a venture in it may be a licence, a stake or a supply contract. */
function dealDoubt(anchor: Anchor, pair: Venture | null): number {
  if (SURE.includes(anchor.rule) || !hasWord(anchor.line, 'deal')) return 1;
  // Where the ledger has an electric venture of the two, the deal is likely the venture's.
  return pair?.ev === 'core' ? 0.9 : 0.65;
}
