/** The score of every anchor, from named parts. */

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
  /** The ledger's venture, by name, or by its partners where nothing says that it is another one of theirs. */
  readonly venture: Venture | null;
  /** Its partners have a venture in the ledger, and this is not it. */
  readonly another: boolean;
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

// The score from which an article is tagged; see test/tags/quality.test.ts for what it gives.
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

// "its venture with X": so many units from the venture to a side of it.
const SIDE_REACH = 4;

/** "The ID.6 Crozz, built by a joint venture": the model tells which, unless another's partner stands beside it. */
function modelVenture(anchor: Anchor): Venture | null {
  const { line, rule } = anchor;
  if ((rule !== 'venture-word' && rule !== 'venture-noun') || line.modelOf === null) return null;
  const { modelOf } = line;
  const beside = line.companies.filter((at) => distance(at, anchor) <= SIDE_REACH);
  return beside.every((at) => isPartner(modelOf, at.company)) ? modelOf : null;
}

/** A ledger name that does not show its partners (a brand) needs a word for a venture or its partners nearby. */
function namedSupport(anchor: Anchor, reading: Reading): number {
  const { venture, line } = anchor;
  if (venture === null) return 1;
  const here = line.companies.filter((at) => isPartner(venture, at.company));
  // "its wholly owned subsidiary X": no venture yet, or no longer one.
  if (hasWord(line, 'wholly') && distinct(here).length < 2) return 0.45;
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

/** A name of several words, of initials, or of a firm that sells no cars, is a company's; one word on a car is a brand. */
function company(venture: Venture, { line, start, end }: Anchor): boolean {
  const surface = line.text.slice(start - line.start, end - line.start);
  const written = surface.toLowerCase();
  if (venture.brands?.some((brand) => brand.toLowerCase() === written) === true) return false;
  return (
    venture.sector !== 'vehicles' ||
    /\S[\s-]\S+|^\p{Lu}{4,}$/u.test(surface) ||
    (/[\u3400-\u9fff]/u.test(surface) && surface.length >= 6)
  );
}

const HINTS_ONLY: readonly string[] = ['co-owned', 'owners-told', 'set-up-company'];
// Hints of ownership and of electric cars that stand in different sentences seldom belong together.
const APART = 0.85;
const APART_ACROSS_BORDERS = 0.95;
const TOGETHER = 0.95;

function hintDoubt(anchor: Anchor, { electric, why }: Concern, parties: Parties): number {
  if (!HINTS_ONLY.includes(anchor.rule) || electric >= TOGETHER || why === BY_PARTNERS) return 1;
  return crossBorder(parties.companies, anchor.line.unlisted) ? APART_ACROSS_BORDERS : APART;
}

// A fund is set up together, too, and holds shares in many companies.
const FUND = new RegExp(inAnyLanguage(CLAUSES.fund), 'iu');
const OF_A_FUND = 0.5;

function fundDoubt({ line, rule }: Anchor): number {
  return rule !== 'named-venture' && rule !== 'venture-word' && FUND.test(line.text) ? OF_A_FUND : 1;
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
