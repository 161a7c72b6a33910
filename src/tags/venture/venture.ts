/** Makes the ventures an article speaks of out of its scored anchors. */
import type { VentureMention } from '../../core/model.ts';
import type { Company, Venture } from '../knowledge/knowledge.ts';
import type { AnchorRule, PairLookup } from '../line/anchor.ts';
import type { CompanyAt, Line, Reading } from '../line/line.ts';
import { sectorOf } from '../matter/sector.ts';
import { distinct } from '../parties/parties.ts';
import { stakeIn } from '../parties/shares.ts';
import { confidenceOf } from '../scoring/confidence.ts';
import { quotes } from '../scoring/evidence.ts';
import { isPartner, pairOf } from '../scoring/pair.ts';
import { type Scored, THRESHOLD } from '../scoring/score.ts';
import { stageOf } from '../stage/stage.ts';
import { amountIn, investedIn } from './figures.ts';
import { partnersOf } from './partners.ts';

const MAX_VENTURES = 6;
// Groups come best first: what stands behind these is never among the ventures returned.
const MOST_GROUPS = 20;

/** Everything an article tells of one venture. */
export interface VentureGroup {
  /** Best first. */
  readonly told: readonly Scored[];
  readonly venture: Venture | null;
}

/** Ventures that a sentence would be tagged for, the most central first: each known one once, then candidates by partners. */
export function ventureGroups(scored: readonly Scored[]): VentureGroup[] {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) {
    const key = one.venture?.id ?? (keyOf(one) || 'unnamed');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  // Anchors without partners of their own speak of the venture already told.
  const unnamed = groups.get('unnamed');
  const firstKey = [...groups.keys()].find((key) => key !== 'unnamed');
  if (unnamed !== undefined && firstKey !== undefined) {
    groups.get(firstKey)?.push(...unnamed);
    groups.delete('unnamed');
  }
  for (const [key, group] of groups) {
    const newOne = newOneOf(group, groups);
    const home = newOne ?? (group.some((one) => one.venture !== null) ? undefined : homeOf(group, groups));
    if (home === undefined) continue;
    home.push(...(newOne === undefined ? group : group.map((one) => ({ ...one, venture: null }))));
    groups.delete(key);
  }
  return [...groups.values()]
    .slice(0, MOST_GROUPS)
    .map((group) => ({
      told: [...group].sort((a, b) => b.score - a.score),
      venture: group.find((one) => one.venture !== null)?.venture ?? null,
    }))
    .filter(({ told }) => (told[0]?.score ?? 0) >= THRESHOLD)
    .sort((a, b) => centrality(b) - centrality(a))
    .slice(0, MAX_VENTURES);
}

// What tells of shares goes on about the venture told before.
const SHARES: readonly AnchorRule[] = [
  'co-owned',
  'equal-shares',
  'known-partners',
  'owners-told',
  'split-shares',
];

/** "A second venture of X and Y ... X holds 60 percent and Y 40": the shares are those of the new one. */
function newOneOf(group: readonly Scored[], groups: ReadonlyMap<string, Scored[]>): Scored[] | undefined {
  if (!group.every(({ anchor }) => SHARES.includes(anchor.rule))) return undefined;
  const ids = new Set(group.flatMap(({ parties }) => parties.companies.map(({ company }) => company.id)));
  return [...groups.values()].find(
    (other) =>
      other !== group &&
      other.some(
        ({ another, parties }) =>
          another && distinct(parties.companies.filter(({ company }) => ids.has(company.id))).length >= 2,
      ),
  );
}

/** Where the partners alone leave open which of their ventures is meant: one that the article tells of. */
function homeOf(group: readonly Scored[], groups: ReadonlyMap<string, Scored[]>): Scored[] | undefined {
  if (group.some(({ another }) => another)) return undefined;
  const sides = distinct(group.flatMap(({ parties }) => parties.companies));
  const inVenture = (other: readonly Scored[]): readonly CompanyAt[] =>
    sides.filter(({ company }) => other.some(({ venture }) => venture && isPartner(venture, company)));
  const homes = [...groups.values()].filter((other) => inVenture(other).length >= 2);
  return new Set(homes.flatMap(inVenture)).size === sides.length ? homes[0] : undefined;
}

/** The groups as the ledger wants them: partners, stage, sector, figures and quotes of each. */
export function venturesOf(
  scored: readonly Scored[],
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
  pairs: PairLookup,
  title: string,
  text: string,
): VentureMention[] {
  const groups = new Map<unknown, VentureGroup>();
  for (const group of ventureGroups(scored)) {
    const venture = group.venture ?? ventureOfPartners(group, reading, companies, pairs);
    const key = venture ?? group;
    const known = groups.get(key);
    groups.set(key, { told: [...(known?.told ?? []), ...group.told], venture });
  }
  return [...groups.values()].map((group) => mention(group, reading, companies, title, text));
}

/** The ledger's, where the sentence names one side only and the other stands near it: "controlled by X with 51 percent". */
function ventureOfPartners(
  group: VentureGroup,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
  pairs: PairLookup,
): Venture | null {
  const told = group.told as readonly [Scored, ...Scored[]];
  const [best] = told;
  if (best.another) return null;
  const ids = new Set(partnersOf(told, null, reading, companies).map(({ companyId }) => companyId));
  const mentions = reading.lines.flatMap((line) =>
    line.companies.filter(({ company }) => ids.has(company.id)),
  );
  const pair = pairOf({ ...best.parties, companies: mentions }, best.anchor.line, reading, pairs);
  return pair?.which === 'this' ? pair.venture : null;
}

// A venture that is a side of the new one comes after it.
const AS_PARTNER = 0.5;

function centrality({ told }: VentureGroup): number {
  const best = told[0];
  if (best === undefined) return 0;
  return (
    best.score *
    (told.every((one) => one.asPartner || one.anchor.rule !== 'named-venture') && best.asPartner
      ? AS_PARTNER
      : 1)
  );
}

function keyOf({ parties }: Scored): string {
  const ids = distinct(parties.companies).map((at) => at.company.id);
  return ids.length < 2 ? '' : ids.slice(0, 3).sort().join('+');
}

function mention(
  { told, venture }: VentureGroup,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
  title: string,
  text: string,
): VentureMention {
  // A group is made by its first anchor.
  const anchored = told as readonly [Scored, ...Scored[]];
  const [best] = anchored;
  const anchors = told.map((one) => one.anchor);
  const lines = [...new Set(anchors.map(({ line }) => line))];
  return {
    ventureId: venture?.id ?? null,
    name: venture?.name ?? null,
    partners: partnersOf(anchored, venture, reading, companies),
    stage: stageOf(anchors, venture, reading),
    sector: sectorOf(anchors, venture, reading),
    stake: firstIn(lines, stakeIn),
    amount:
      firstIn([...lines, ...headlineOf(best, reading)], ({ text }) => amountIn(text)) ??
      firstIn(goingOn(lines, best, reading), ({ text }) => investedIn(text)),
    confidence: round(confidenceOf(best.score)),
    evidence: quotes(told, title, text),
  };
}

/** What the best of its sentences states; else the next ones. */
function firstIn(lines: readonly Line[], stated: (line: Line) => string | null): string | null {
  for (const line of lines) {
    const found = stated(line);
    if (found !== null) return found;
  }
  return null;
}

/** The sentences that go on about the same matter, naming nobody but its sides. */
function goingOn(lines: readonly Line[], { parties }: Scored, { lines: all }: Reading): readonly Line[] {
  const sides = parties.companies.map(({ company }) => company.id);
  const next = lines.flatMap(({ index, field }) => (field === 'text' ? (all[index + 1] ?? []) : []));
  return next.filter(
    (line) => line.companies.every(({ company }) => sides.includes(company.id)) && line.unlisted.length === 0,
  );
}

/** The headline, where it names both sides. */
function headlineOf({ parties }: Scored, { lines: [first] }: Reading): readonly Line[] {
  if (first?.field !== 'title') return [];
  const sides = parties.companies.map(({ company }) => company.id);
  return distinct(first.companies.filter(({ company }) => sides.includes(company.id))).length >= 2
    ? [first]
    : [];
}

export function round(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
}
