/** The ledger: what is known of each venture, and what the articles say happened to it, when, in whose words. */
import type { Partner, Sector, Stage } from '../../core/model.ts';
import { ventureName } from '../../core/venture-key.ts';
import { meets } from '../../query/meets.ts';
import { resolveTime } from '../../query/time-point.ts';
import type { VentureFilter } from '../../query/venture-filter.ts';
import type { BriefMention, StoredMention } from '../../store/lists/venture-mentions.ts';
import type { Company, Knowledge, Venture } from '../../tags/knowledge/knowledge.ts';
import { goneAmong } from '../../text/shown/since-published.ts';
import { byText } from '../../text/words/order.ts';
import { stakesSince } from './stakes-since.ts';
import { standingOf } from './standing.ts';
import type { NamedVenture } from './untold.ts';
import { eventsOf, type Figure, figuresOf, type VentureEvent } from './venture-events.ts';

export interface LedgerPartner extends Partner {
  /** Percent, as the ledger has it; null when it does not say. */
  readonly stake: number | null;
}

export interface VentureSummary {
  readonly id: string;
  /** A candidate made of what articles say; not in the ledger's data. */
  readonly new: boolean;
  readonly name: string;
  readonly partners: readonly LedgerPartner[];
  readonly country: string | null;
  readonly sector: Sector | null;
  /** The current stage by the ledger and by what articles report since, see standingOf(). */
  readonly stage: Stage | null;
  /** Year, month or day, as the ledger has it. */
  readonly founded: string | null;
  /** The day of the first stored article that mentions it. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly articles: number;
  /** Of the articles: those whose page is gone. */
  readonly gone: number;
}

export interface VentureDetail extends VentureSummary {
  readonly aliases: readonly string[];
  readonly place: string | null;
  readonly ended: string | null;
  /** As the ledger's data has it. */
  readonly status: string | null;
  readonly successor: string | null;
  readonly brands: readonly string[];
  readonly sources: readonly string[];
  /** The day on which the entry was checked against its sources; null: it was not. */
  readonly checked: string | null;
  readonly events: readonly VentureEvent[];
  /** Side by side as stated, never averaged. */
  readonly figures: readonly Figure[];
  /** Stakes stated by articles since the entry was checked that differ from the ledger's, which may be out of date. */
  readonly stakesSince: readonly string[];
}

/** Every venture that the mentions are of, the most recently mentioned first. */
export function listVentures(
  mentions: readonly BriefMention[],
  knowledge: Knowledge,
  filter: VentureFilter,
  now: number,
): VentureSummary[] {
  const byKey = Map.groupBy(mentions, ({ key }) => key);
  const ventures = new Map(knowledge.ventures.map((venture) => [venture.id, venture]));
  const companies = new Map(knowledge.companies.map((company) => [company.id, company]));
  return [...byKey]
    .map(([key, own]) => summaryOf(key, own, ventures.get(key), companies))
    .filter((venture) => matches(venture, filter, now))
    .sort((a, b) => byText(b.lastDay ?? '', a.lastDay ?? '') || byText(a.id, b.id));
}

/** Ventures of the ledger that match the filter and that nothing mentions. `mentions`: all, of whatever time. */
export function untoldVentures(
  mentions: readonly Pick<BriefMention, 'key'>[],
  { ventures, companies }: Knowledge,
  filter: VentureFilter,
  now: number,
): NamedVenture[] {
  const mentioned = new Set(mentions.map(({ key }) => key));
  const byId = new Map(companies.map((company) => [company.id, company]));
  return ventures
    .filter((known) => !mentioned.has(known.id) && matches(summaryOf(known.id, [], known, byId), filter, now))
    .map(({ id, name }) => ({ id, name }));
}

/** A venture with what happened to it, for many of them side by side. */
export interface VentureTimeline extends VentureSummary {
  readonly events: readonly VentureEvent[];
}

/** The same ventures in the same order, each with its events. `mentions`: of these ventures. */
export function timelinesOf(
  ventures: readonly VentureSummary[],
  mentions: readonly StoredMention[],
): VentureTimeline[] {
  const byKey = Map.groupBy(mentions, ({ key }) => key);
  return ventures.map((venture) => ({ ...venture, events: eventsOf(byKey.get(venture.id) ?? []) }));
}

/** One venture with its events; null when neither the ledger nor an article knows it. */
export function describeVenture(
  key: string,
  mentions: readonly StoredMention[],
  knowledge: Knowledge,
): VentureDetail | null {
  const known = knowledge.ventures.find((venture) => venture.id === key);
  if (!known && mentions.length === 0) return null;
  const companies = new Map(knowledge.companies.map((company) => [company.id, company]));
  const events = eventsOf(mentions);
  return {
    ...summaryOf(key, mentions, known, companies),
    aliases: Object.values(known?.aliases ?? {}).flatMap((names) => names ?? []),
    place: known?.place ?? null,
    ended: known?.ended ?? null,
    status: known?.status ?? null,
    successor: known?.successor ?? null,
    brands: known?.brands ?? [],
    sources: known?.sources ?? [],
    checked: known?.checked ?? null,
    events,
    figures: figuresOf(mentions),
    stakesSince: stakesSince(mentions, known, events),
  };
}

function summaryOf(
  key: string,
  mentions: readonly BriefMention[],
  known: Venture | undefined,
  companies: ReadonlyMap<string, Company>,
): VentureSummary {
  const days = mentions.map(({ day }) => day).sort();
  const best = [...mentions].sort((a, b) => b.confidence - a.confidence)[0];
  const partners = known
    ? known.partners.map(({ company, stake }) => partnerOf(company, stake, companies))
    : (best?.partners ?? []).map((partner) => candidateOf(partner, companies));
  const articles = new Map(mentions.map((mention) => [mention.articleId, mention]));
  // The sort is stable: mentions of one day stay in the order of their times.
  const inOrder = [...mentions].sort((a, b) => byText(a.day, b.day));
  return {
    id: key,
    new: known === undefined,
    name: known?.name ?? candidateName(best?.name ?? null, partners, days[0]),
    partners,
    country: known?.country ?? null,
    sector: known?.sector ?? best?.sector ?? null,
    stage: standingOf(
      inOrder.map(({ stage }) => stage),
      known,
    ),
    founded: known?.founded ?? null,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    articles: articles.size,
    gone: goneAmong([...articles.values()]),
  };
}

/** Ventures without any name are told apart by the day. */
function candidateName(
  name: string | null,
  partners: readonly LedgerPartner[],
  day: string | undefined,
): string {
  const called = ventureName({ name, partners });
  return name === null && partners.length === 0 && day !== undefined ? `${called} of ${day}` : called;
}

function partnerOf(
  id: string,
  stake: number | undefined,
  companies: ReadonlyMap<string, Company>,
): LedgerPartner {
  const company = companies.get(id);
  return {
    companyId: id,
    name: company?.name ?? id,
    country: company?.country ?? null,
    stake: stake ?? null,
  };
}

/** Articles name a company in their own language: one that the ledger knows gets the ledger's name in every row. */
function candidateOf(partner: Partner, companies: ReadonlyMap<string, Company>): LedgerPartner {
  const { companyId } = partner;
  return companyId !== null && companies.has(companyId)
    ? partnerOf(companyId, undefined, companies)
    : { ...partner, stake: null };
}

function matches(venture: VentureSummary, filter: VentureFilter, now: number): boolean {
  const { partners, country, sector, stage } = venture;
  const sides = partners.map(({ companyId }) => companyId);
  return (
    meets(sides, filter.company) &&
    meets(sides, { any: [], none: filter.with?.none ?? [] }) &&
    (filter.with?.any ?? []).every((id) => sides.includes(id)) &&
    meets([country, ...partners.map((partner) => partner.country)], filter.country) &&
    meets([sector], filter.sector) &&
    meets([stage], filter.stage) &&
    (filter.new === undefined || filter.new === venture.new) &&
    (filter.begun === undefined || hasBegun(venture, resolveTime(filter.begun, now)))
  );
}

/** A year or month that is not over at `since` counts: the venture may have begun later in it. */
function hasBegun({ founded, firstDay }: VentureSummary, since: number): boolean {
  const began = founded ?? firstDay;
  return began !== null && began >= new Date(since).toISOString().slice(0, began.length);
}
