/** Summarises a story: its headline, its sources in order, who was first, where they agree and where not. */
import { type Partner, STAGES, type Stage, type VentureMention } from '../core/model.ts';
import { partnerKey, ventureKey } from '../core/venture-key.ts';
import { affinity } from './affinity.ts';
import { type CopyGroup, foldCopies } from './copies.ts';
import type { StoryFeatures } from './features.ts';
import { byTime, type Story, storyId } from './settle.ts';
import { type ComparedFigure, compareFigures, type StatedFigure } from './stated-figures.ts';

export interface StoryMember {
  readonly features: StoryFeatures;
  readonly title: string;
  readonly ventures: readonly VentureMention[];
}

export interface StorySource {
  readonly article: string;
  readonly title: string;
  readonly site: string | null;
  readonly language: string | null;
  readonly publishedAt: number | null;
  /** The article whose text it repeats. */
  readonly copyOf: string | null;
}

interface StorySummary {
  readonly id: Story['id'];
  readonly headline: { readonly text: string; readonly article: string };
  /** Epoch ms of the first and the last article; null when none has a date. */
  readonly span: { readonly from: number; readonly to: number } | null;
  /** In order of time. */
  readonly sources: readonly StorySource[];
  readonly firstMover: string;
  /** Sources that repeat another one's text. */
  readonly copies: number;
  /** Ids and names of the ventures, the one with the most sources first. */
  readonly ventures: readonly {
    readonly key: string;
    readonly name: string | null;
    readonly partners: readonly Partner[];
    readonly articles: readonly string[];
  }[];
  readonly partners: readonly (Partner & { readonly articles: readonly string[] })[];
  readonly stage: { readonly stage: Stage; readonly articles: readonly string[] } | null;
  readonly figures: readonly ComparedFigure[];
}

/** Throws for no members. The order of members does not matter. */
export function summarise(members: readonly StoryMember[]): StorySummary {
  const ordered = [...members].sort((a, b) => byTime(a.features, b.features));
  const [first] = ordered;
  if (first === undefined) throw new RangeError('a story without articles');
  const groups = foldCopies(ordered.map(({ features }) => features));
  const originals = ordered.filter(({ features }) =>
    groups.some(({ original }) => original === features.key),
  );
  const ventures = venturesOf(ordered);
  const main = ventures[0]?.key;
  const central = (member: StoryMember): VentureMention | undefined =>
    member.ventures.find((mention) => ventureKey(mention) === main) ?? member.ventures[0];
  const dates = ordered.flatMap(({ features }) => features.publishedAt ?? []);
  const [from, to] = [dates[0], dates.at(-1)];
  return {
    id: storyId(first.features.key),
    headline: headlineOf(originals),
    span: from === undefined || to === undefined ? null : { from, to },
    sources: ordered.map((member) => sourceOf(member, groups)),
    firstMover: originals[0]?.features.key ?? first.features.key,
    copies: ordered.length - groups.length,
    ventures,
    partners: partnersOf(ordered, central),
    stage: stageOf(originals, central),
    figures: compareFigures(originals.flatMap((member) => figuresOf(member, central(member)))),
  };
}

function sourceOf({ features, title }: StoryMember, groups: readonly CopyGroup[]): StorySource {
  const { key, site, language, publishedAt } = features;
  const copied = groups.find(({ copies }) => copies.includes(key));
  return { article: key, title, site, language, publishedAt, copyOf: copied?.original ?? null };
}

/** Articles compared for the headline, the earliest; of hundreds, more would add nothing and take a second. */
const MOST_COMPARED = 32;

/**
 * The title of the article that is most like the others, so that it is what all are about, among those in the most frequent
 * language. By likeness alone the language would change when a publisher edits one of them.
 */
function headlineOf(originals: readonly StoryMember[]): StorySummary['headline'] {
  const compared = originals.slice(0, MOST_COMPARED);
  const ranked = compared
    .map((member) => ({
      member,
      sum: compared.reduce(
        (sum, other) => sum + (other === member ? 0 : affinity(other.features, member.features).points),
        0,
      ),
    }))
    .sort((a, b) => b.sum - a.sum);
  const titled = ranked.filter(({ member }) => member.title !== '');
  const language = usualLanguage(compared);
  const best = (titled.find(({ member }) => member.features.language === language) ?? ranked[0])?.member;
  return { text: best?.title ?? '', article: best?.features.key ?? '' };
}

/** The most frequent language of the titles, the earliest of equals; null where none is known. `members` in order of time. */
function usualLanguage(members: readonly StoryMember[]): string | null {
  const known = members.filter(({ title, features }) => title !== '' && features.language !== null);
  const byLanguage = [...Map.groupBy(known, ({ features }) => features.language)];
  return byLanguage.sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

function venturesOf(ordered: readonly StoryMember[]): StorySummary['ventures'] {
  const byKey = new Map<string, Pick<VentureMention, 'name' | 'partners'> & { articles: string[] }>();
  for (const { features, ventures } of ordered)
    for (const mention of ventures) {
      const key = ventureKey(mention);
      const before = byKey.get(key);
      const { name, partners } = mention;
      if (before === undefined) byKey.set(key, { name, partners, articles: [features.key] });
      else if (!before.articles.includes(features.key)) before.articles.push(features.key);
    }
  return [...byKey]
    .map(([key, venture]) => ({ key, ...venture }))
    .sort((a, b) => b.articles.length - a.articles.length);
}

type Central = (member: StoryMember) => VentureMention | undefined;

function partnersOf(ordered: readonly StoryMember[], central: Central): StorySummary['partners'] {
  const byId = new Map<string, Partner & { articles: string[] }>();
  for (const member of ordered)
    for (const partner of central(member)?.partners ?? []) {
      const id = partnerKey(partner) || partner.name;
      const before = byId.get(id);
      if (before === undefined) byId.set(id, { ...partner, articles: [member.features.key] });
      else before.articles.push(member.features.key);
    }
  return [...byId.values()].sort((a, b) => b.articles.length - a.articles.length);
}

/** A stage that only one of several sources gives may be a misreading. */
const SUPPORT = 1 / 3;

/** The furthest stage that more than a third of the independent sources give. */
function stageOf(originals: readonly StoryMember[], central: Central): StorySummary['stage'] {
  const stated = originals.flatMap((member) => {
    const stage = central(member)?.stage ?? null;
    return stage === null ? [] : [{ stage, article: member.features.key }];
  });
  const supported = [...Map.groupBy(stated, ({ stage }) => stage)]
    .filter(([, articles]) => articles.length > SUPPORT * stated.length)
    .sort(([a], [b]) => STAGES.indexOf(b) - STAGES.indexOf(a));
  const best = supported[0];
  return best === undefined ? null : { stage: best[0], articles: best[1].map(({ article }) => article) };
}

function figuresOf({ features }: StoryMember, mention: VentureMention | undefined): StatedFigure[] {
  const { key: article, language } = features;
  const figures: StatedFigure[] = [];
  const { stake = null, amount = null } = mention ?? {};
  if (stake !== null) figures.push({ what: 'stake', stated: stake, article, language });
  if (amount !== null) figures.push({ what: 'amount', stated: amount, article, language });
  return figures;
}
