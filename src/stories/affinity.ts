/** How sure two articles report the same event: evidence from companies, ventures, figures, words and time, added up. */
import { containment, likeness, sameOpening } from '../text/fingerprint.ts';
import type { StoryFeatures, StoryVenture } from './features.ts';
import { termLikeness } from './terms.ts';

const DAY = 86_400_000;

/** Two texts this alike are one text with changes; 0.5 of the shingles survive a new intro and a cut of a third. */
const COPY_LIKENESS = 0.5;
/** Of the shorter text's shingles, in the longer one: a copy cut short, or with boilerplate around it. */
const COPY_CONTAINMENT = 0.7;
/** Shorter texts (about twenty words) are alike by chance. */
const COPY_SHINGLES = 18;
/** A copy that comes later than this is a reprint, not a report of the event. */
const COPY_DAYS = 30;
/** Of a much longer text the estimate of what it contains is chance: 1 number of 64 would be enough. */
const COPY_LEAST = 0.1;

/** Two principal companies in common of three in all are as good as two of two. */
const LISTED = 1.5;
const STAGE_DAYS = 5;

/** Points; the sum is compared with those in linkage.ts. See test/stories/quality.test.ts for what they give. */
const POINTS = {
  copy: 1.5,
  /** Both about the same two groups or more, times the cosine of their companies. */
  pair: 0.65,
  single: 0.2,
  venture: 0.35,
  /** Ventures not known yet, or one of them, of the same two partners. */
  partners: 0.25,
  /** One tells of a venture, the other is about its partners. */
  partnersNamed: 0.15,
  otherVenture: -0.35,
  stageApart: -0.15,
  /** A point of figure weight. */
  figure: 0.15,
  figures: 0.7,
  words: 0.9,
  title: 0.3,
  /** Names that stay the same in another language. */
  foreignWords: 1.2,
  foreign: 0.3,
  /** Neither a venture nor two companies in common: every matter of one company is alike. */
  otherMatter: -0.1,
  /** Of other companies, whatever words they share. */
  others: -0.6,
  /** A day beyond the first. */
  day: -0.06,
} as const;

/** What speaks for and against one event, in points. */
export interface Evidence {
  readonly copy: number;
  readonly companies: number;
  readonly ventures: number;
  readonly figures: number;
  readonly words: number;
  readonly matter: number;
  readonly time: number;
}

export interface Affinity {
  readonly points: number;
  /** One text with changes. */
  readonly copy: boolean;
  readonly evidence: Evidence;
}

/** Symmetric; independent of anything but the two. */
export function affinity(a: StoryFeatures, b: StoryFeatures): Affinity {
  const days = daysApart(a, b);
  const copy = days <= COPY_DAYS && isCopy(a, b);
  const evidence: Evidence = {
    copy: copy ? POINTS.copy : 0,
    companies: companies(a, b),
    ventures: ventures(a, b, days),
    figures: figures(a, b),
    words: words(a, b),
    matter: matter(a, b),
    time: copy || days <= 1 ? 0 : POINTS.day * (days - 1),
  };
  return { points: Object.values(evidence).reduce((sum, points) => sum + points, 0), copy, evidence };
}

/** Whole days between two articles; those without a date are as far as copies may be. */
export function daysApart(a: StoryFeatures, b: StoryFeatures): number {
  if (a.publishedAt === null || b.publishedAt === null)
    return a.publishedAt === b.publishedAt ? 1 : COPY_DAYS;
  return Math.abs(a.publishedAt - b.publishedAt) / DAY;
}

/** Whether two texts are one text with changes: a wire copy, a light rewrite, a copy cut short or wrapped in more. */
export function isCopy(a: StoryFeatures, b: StoryFeatures): boolean {
  const [one, other] = [a.fingerprint, b.fingerprint];
  if (Math.min(one.shingles, other.shingles) < COPY_SHINGLES || ofOthers(a, b)) return false;
  const alike = likeness(one, other);
  if (alike >= COPY_LIKENESS || alike < COPY_LEAST) return alike >= COPY_LIKENESS;
  const within = containment(one, other);
  return within >= COPY_CONTAINMENT || (sameOpening(one, other) && within >= COPY_LIKENESS);
}

function matter(a: StoryFeatures, b: StoryFeatures): number {
  if (ofOthers(a, b)) return POINTS.others;
  return a.tagged || b.tagged || shared(a.principals, b.principals) > 1 ? 0 : POINTS.otherMatter;
}

/** Short reports may share most of their words, what a publisher says below each, and tell of different companies. */
function ofOthers(a: StoryFeatures, b: StoryFeatures): boolean {
  const [first] = a.ventures;
  const [other] = b.ventures;
  if (first !== undefined && other !== undefined && first.key !== other.key)
    return shared(first.partners, other.partners) < 2 && !namesAll(a, other) && !namesAll(b, first);
  return a.principals.length > 0 && b.principals.length > 0 && shared(a.principals, b.principals) === 0;
}

function companies(a: StoryFeatures, b: StoryFeatures): number {
  const common = shared(a.principals, b.principals);
  if (common === 0) return 0;
  const weights = new Map(a.companies.map(({ id, weight }) => [id, weight]));
  let product = 0;
  for (const { id, weight } of b.companies) product += weight * (weights.get(id) ?? 0);
  const cosine = product / (norm(a) * norm(b));
  if (common === 1) return POINTS.single * cosine;
  // Articles that list many companies have some in common by chance.
  const all = a.principals.length + b.principals.length - common;
  return POINTS.pair * cosine * Math.min(1, (LISTED * common) / all) ** 2;
}

function norm({ companies }: StoryFeatures): number {
  return Math.sqrt(companies.reduce((sum, { weight }) => sum + weight * weight, 0));
}

function ventures(a: StoryFeatures, b: StoryFeatures, days: number): number {
  const [first] = a.ventures;
  const [other] = b.ventures;
  if (first === undefined || other === undefined) {
    const told = first ?? other;
    return told !== undefined && namesAll(first === undefined ? a : b, told) ? POINTS.partnersNamed : 0;
  }
  const partners = shared(first.partners, other.partners);
  if (first.key === other.key || partners > 1) {
    // Within days two readers of one event name different stages; weeks later it is another event.
    const apart = a.stage !== null && b.stage !== null && a.stage !== b.stage && days > STAGE_DAYS;
    return (first.key === other.key ? POINTS.venture : POINTS.partners) + (apart ? POINTS.stageApart : 0);
  }
  if (a.ventures.some(({ key }) => key === other.key) || b.ventures.some(({ key }) => key === first.key))
    return 0;
  // One of them tells of several: that it puts another one first says nothing.
  if (namesAll(a, other) || namesAll(b, first)) return POINTS.partnersNamed;
  return isKnown(first) && isKnown(other) ? POINTS.otherVenture : 0;
}

/** Whether an article is about the partners of a venture, two at least. */
function namesAll({ principals }: StoryFeatures, { partners }: StoryVenture): boolean {
  return shared(partners, principals) > 1;
}

function isKnown({ key }: StoryVenture): boolean {
  return !key.startsWith('new:');
}

function shared(a: readonly string[], b: readonly string[]): number {
  return a.filter((id) => b.includes(id)).length;
}

function figures(a: StoryFeatures, b: StoryFeatures): number {
  const keys = new Set(b.figures.map(({ key }) => key));
  let weight = 0;
  for (const figure of a.figures) if (keys.has(figure.key)) weight += figure.weight;
  return Math.min(POINTS.figures, POINTS.figure * weight);
}

function words(a: StoryFeatures, b: StoryFeatures): number {
  const alike = termLikeness(a.terms, b.terms);
  if (a.language !== null && b.language !== null && a.language !== b.language)
    return Math.min(POINTS.foreign, POINTS.foreignWords * alike);
  return POINTS.words * alike + POINTS.title * termLikeness(a.titleTerms, b.titleTerms);
}
