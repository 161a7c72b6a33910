/** Groups an article's scored anchors into the ventures that it mentions. */
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
// Groups are in order of their best scores: no later one is ever among the ventures returned.
const MOST_GROUPS = 20;

/** All anchors of an article that mean one venture. */
export interface VentureGroup {
  /** Best first. */
  readonly scored: readonly Scored[];
  /** The ledger's venture; null for one that it does not have. */
  readonly venture: Venture | null;
}

/** The groups whose best score is enough for the tag, the most central first: by venture of the ledger, else by partners. */
export function ventureGroups(scored: readonly Scored[]): VentureGroup[] {
  const groups = new Map<string, Scored[]>();
  for (const one of scored) {
    const key = one.venture?.id ?? (keyOf(one) || 'unnamed');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  // Anchors without partners of their own mean the best group's venture.
  const unnamed = groups.get('unnamed');
  const firstKey = [...groups.keys()].find((key) => key !== 'unnamed');
  if (unnamed !== undefined && firstKey !== undefined) {
    groups.get(firstKey)?.push(...unnamed);
    groups.delete('unnamed');
  }
  for (const [key, group] of groups) {
    const newVenture = newVentureOf(group, groups);
    const target =
      newVenture ?? (group.some((one) => one.venture !== null) ? undefined : groupOfSides(group, groups));
    if (target === undefined) continue;
    target.push(...(newVenture === undefined ? group : group.map((one) => ({ ...one, venture: null }))));
    groups.delete(key);
  }
  return [...groups.values()]
    .slice(0, MOST_GROUPS)
    .map((group) => ({
      scored: [...group].sort((a, b) => b.score - a.score),
      venture: group.find((one) => one.venture !== null)?.venture ?? null,
    }))
    .filter((group) => (group.scored[0]?.score ?? 0) >= THRESHOLD)
    .sort((a, b) => centrality(b) - centrality(a))
    .slice(0, MAX_VENTURES);
}

// Rules for sentences on ownership, which go on about a venture mentioned before.
const SHARES: readonly AnchorRule[] = [
  'co-owned',
  'equal-shares',
  'known-partners',
  'owners-told',
  'split-shares',
];

/** "A second venture of X and Y ... X holds 60 percent and Y 40": the group of the new venture, for one on ownership only. */
function newVentureOf(group: readonly Scored[], groups: ReadonlyMap<string, Scored[]>): Scored[] | undefined {
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

/** For a group known only by its sides: the first one with two of them as partners, if such groups cover all of the sides. */
function groupOfSides(group: readonly Scored[], groups: ReadonlyMap<string, Scored[]>): Scored[] | undefined {
  if (group.some(({ another }) => another)) return undefined;
  const sides = distinct(group.flatMap(({ parties }) => parties.companies));
  const partnersIn = (other: readonly Scored[]): readonly CompanyAt[] =>
    sides.filter(({ company }) => other.some(({ venture }) => venture && isPartner(venture, company)));
  const fitting = [...groups.values()].filter((other) => partnersIn(other).length >= 2);
  return new Set(fitting.flatMap(partnersIn)).size === sides.length ? fitting[0] : undefined;
}

/** The ventures of the article with partners, stage, sector, figures and quotes. `title` and `text` are in usual writing. */
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
    groups.set(key, { scored: [...(known?.scored ?? []), ...group.scored], venture });
  }
  return [...groups.values()].map((group) => mention(group, reading, companies, title, text));
}

/** The ledger's venture where the sentence names only one side ("controlled by X with 51 percent"), and others the second. */
function ventureOfPartners(
  group: VentureGroup,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
  pairs: PairLookup,
): Venture | null {
  const scored = group.scored as readonly [Scored, ...Scored[]];
  const [best] = scored;
  if (best.another) return null;
  const ids = new Set(partnersOf(scored, null, reading, companies).map(({ companyId }) => companyId));
  const mentions = reading.lines.flatMap((line) =>
    line.companies.filter(({ company }) => ids.has(company.id)),
  );
  const pair = pairOf({ ...best.parties, companies: mentions }, best.anchor.line, reading, pairs);
  return pair?.which === 'this' ? pair.venture : null;
}

// The factor that puts a venture which is itself a side of a new one after that one.
const AS_PARTNER = 0.5;

/** By what the groups are ordered: the best score, reduced for a venture that is only a side of another. */
function centrality({ scored }: VentureGroup): number {
  const best = scored[0];
  if (best === undefined) return 0;
  return (
    best.score *
    (scored.every((one) => one.asPartner || one.anchor.rule !== 'named-venture') && best.asPartner
      ? AS_PARTNER
      : 1)
  );
}

/** The key of a group without a ledger venture: its first three partners; empty for fewer than two. */
function keyOf({ parties }: Scored): string {
  const ids = distinct(parties.companies).map((at) => at.company.id);
  return ids.length < 2 ? '' : ids.slice(0, 3).sort().join('+');
}

function mention(
  { scored, venture }: VentureGroup,
  reading: Reading,
  companies: ReadonlyMap<string, Company>,
  title: string,
  text: string,
): VentureMention {
  // A group is never empty: it is created with its first anchor.
  const nonEmpty = scored as readonly [Scored, ...Scored[]];
  const [best] = nonEmpty;
  const anchors = scored.map((one) => one.anchor);
  const lines = [...new Set(anchors.map(({ line }) => line))];
  return {
    ventureId: venture?.id ?? null,
    name: venture?.name ?? null,
    partners: partnersOf(nonEmpty, venture, reading, companies),
    stage: stageOf(anchors, venture, reading),
    sector: sectorOf(anchors, venture, reading),
    stake: firstIn(lines, stakeIn),
    amount:
      firstIn([...lines, ...headlineOf(best, reading)], ({ text }) => amountIn(text)) ??
      firstIn(continuations(lines, best, reading), ({ text }) => investedIn(text)),
    confidence: round(confidenceOf(best.score)),
    evidence: quotes(scored, title, text),
  };
}

/** What `find` returns for the first line in which it finds anything; null for none. */
function firstIn(lines: readonly Line[], find: (line: Line) => string | null): string | null {
  for (const line of lines) {
    const found = find(line);
    if (found !== null) return found;
  }
  return null;
}

/** The sentences after those of the anchors, as far as they name no company but the sides. */
function continuations(
  lines: readonly Line[],
  { parties }: Scored,
  { lines: all }: Reading,
): readonly Line[] {
  const sides = parties.companies.map(({ company }) => company.id);
  const next = lines.flatMap(({ index, field }) => (field === 'text' ? (all[index + 1] ?? []) : []));
  return next.filter(
    (line) => line.companies.every(({ company }) => sides.includes(company.id)) && line.unlisted.length === 0,
  );
}

/** The headline, if it names two of the sides; else empty. */
function headlineOf({ parties }: Scored, { lines: [first] }: Reading): readonly Line[] {
  if (first?.field !== 'title') return [];
  const sides = parties.companies.map(({ company }) => company.id);
  return distinct(first.companies.filter(({ company }) => sides.includes(company.id))).length >= 2
    ? [first]
    : [];
}

/** To two decimals, within 0..1. */
export function round(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;
}
