/** The pairwise score of two articles: how likely they report the same event, by companies, ventures, figures, words and time. */

import { DAY_MS } from '../text/date/time.ts';
import { containment, likeness, sameOpening } from '../text/words/fingerprint.ts';
import { kindsAgree } from './event-kinds.ts';
import type { StoryFeatures, StoryVenture } from './features.ts';
import { restOf } from './figures.ts';
import { termLikeness } from './terms.ts';

/** Two texts with this likeness are one text with changes; 0.5 of the shingles survive a new intro and a cut of a third. */
const COPY_LIKENESS = 0.5;
/** Share of the shorter text's shingles in the longer one: a copy cut short, or with boilerplate around it. */
const COPY_CONTAINMENT = 0.7;
/** Shorter texts (about twenty words) may be similar by chance. */
const COPY_SHINGLES = 18;
/** A copy that comes later than this is a reprint, not a report of the event. */
const COPY_DAYS = 30;
/** Least likeness for using containment: beside a much longer text its estimate is chance, as 1 match of 64 would be enough. */
const COPY_LEAST = 0.1;

/** With this factor two principal companies in common of three in all count as fully as two of two. */
const LISTED = 1.5;
const STAGE_DAYS = 5;
/** Points for companies and ventures from which both articles are on one subject, though perhaps not one event. */
const ONE_SUBJECT = 0.5;
/** Weight from which a figure belongs to the event itself: 61,000 cars, 26.4 %; not a year or 50 %. */
const TELLING_FIGURE = 0.5;
/** Term likeness, names aside, of two texts in one language on one subject but different events. */
const WORDS_BY_CHANCE = 0.1;

/**
 * Points; their sum is compared with the thresholds in linkage.ts. The same subject alone slightly exceeds these: in two
 * languages, whose words cannot be compared, articles of one day are then one event unless anything speaks against it.
 * test/stories/quality.test.ts shows how well they do.
 */
const POINTS = {
  copy: 1.5,
  /** Both about the same two groups or more, times the cosine of their companies. */
  pair: 0.7,
  single: 0.2,
  /** A shared venture and its shared partners are the same evidence: only the higher of the two counts. */
  venture: 0.7,
  /** Two ventures that share two partners, as the ledger may not know one yet; or one article names a venture, the other is about its partners. */
  partners: 0.65,
  otherVenture: -0.35,
  stageApart: -0.15,
  /** For each unit of figure weight; `figures` is the maximum. */
  figure: 0.15,
  figures: 0.7,
  /** On one subject, both with telling figures, and none in common. */
  figuresApart: -0.2,
  words: 0.9,
  title: 0.3,
  /** On one subject, in one language, without a telling word in common. */
  wordsApart: -0.2,
  /** Times the term likeness across languages, where only names stay the same; `foreign` is the maximum. */
  foreignWords: 1.2,
  foreign: 0.3,
  /** On one subject, reporting the same kind of event, different kinds, or only one of them any kind. */
  kindSame: 0.1,
  kindApart: -0.25,
  kindUnsaid: -0.15,
  /** Neither is tagged, nor have they two companies in common: all news of one company looks alike. */
  otherMatter: -0.1,
  /** About different companies, whatever words they share. */
  others: -0.6,
  /** Each day beyond the first. */
  day: -0.06,
} as const;

const KIND_POINTS = { same: POINTS.kindSame, apart: POINTS.kindApart, unsaid: POINTS.kindUnsaid };

/** What speaks for and against the same event, in points. */
export interface Evidence {
  readonly copy: number;
  readonly companies: number;
  /** What ventures add to the points of their companies. */
  readonly ventures: number;
  readonly figures: number;
  readonly words: number;
  /** The kind of event: a recall, a launch, a strike ... */
  readonly kind: number;
  readonly matter: number;
  readonly time: number;
}

export interface Affinity {
  readonly points: number;
  /** One text with changes. */
  readonly copy: boolean;
  readonly evidence: Evidence;
}

/** Symmetric, and independent of all other articles. */
export function affinity(a: StoryFeatures, b: StoryFeatures): Affinity {
  const days = daysApart(a, b);
  const copy = days <= COPY_DAYS && isCopy(a, b);
  const companyPoints = companies(a, b);
  const venturePoints = ventures(a, b, companyPoints) + stages(a, b, days);
  const oneSubject = companyPoints + venturePoints >= ONE_SUBJECT;
  const evidence: Evidence = {
    copy: copy ? POINTS.copy : 0,
    companies: companyPoints,
    ventures: venturePoints,
    figures: figures(a, b, oneSubject),
    words: words(a, b, oneSubject),
    kind: oneSubject ? kind(a, b) : 0,
    matter: matter(a, b),
    time: copy || days <= 1 ? 0 : POINTS.day * (days - 1),
  };
  return { points: Object.values(evidence).reduce((sum, points) => sum + points, 0), copy, evidence };
}

/** Days between two articles, with fractions. Two without a date are a day apart, one with and one without COPY_DAYS. */
export function daysApart(a: StoryFeatures, b: StoryFeatures): number {
  if (a.publishedAt === null || b.publishedAt === null)
    return a.publishedAt === b.publishedAt ? 1 : COPY_DAYS;
  return Math.abs(a.publishedAt - b.publishedAt) / DAY_MS;
}

/** Whether two texts are one text with changes: a wire copy, a light rewrite, a copy cut short or wrapped in more. */
export function isCopy(a: StoryFeatures, b: StoryFeatures): boolean {
  const [one, other] = [a.fingerprint, b.fingerprint];
  if (Math.min(one.shingles, other.shingles) < COPY_SHINGLES || aboutOtherCompanies(a, b)) return false;
  const alike = likeness(one, other);
  if (alike >= COPY_LIKENESS || alike < COPY_LEAST) return alike >= COPY_LIKENESS;
  const within = containment(one, other);
  return within >= COPY_CONTAINMENT || (sameOpening(one, other) && within >= COPY_LIKENESS);
}

function matter(a: StoryFeatures, b: StoryFeatures): number {
  if (aboutOtherCompanies(a, b)) return POINTS.others;
  return a.tagged || b.tagged || shared(a.principals, b.principals) > 1 ? 0 : POINTS.otherMatter;
}

/** Whether two articles are about different companies. Short reports of such may share most of their words: a publisher's footer. */
function aboutOtherCompanies(a: StoryFeatures, b: StoryFeatures): boolean {
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

/** `companyPoints` are deducted: companies that are partners have already been counted. */
function ventures(a: StoryFeatures, b: StoryFeatures, companyPoints: number): number {
  const beyond = (points: number): number => Math.max(0, points - companyPoints);
  const [first] = a.ventures;
  const [other] = b.ventures;
  if (first === undefined || other === undefined) {
    const only = first ?? other;
    return only !== undefined && namesAll(first === undefined ? a : b, only) ? beyond(POINTS.partners) : 0;
  }
  if (first.key === other.key) return beyond(POINTS.venture);
  if (shared(first.partners, other.partners) > 1) return beyond(POINTS.partners);
  if (a.ventures.some(({ key }) => key === other.key) || b.ventures.some(({ key }) => key === first.key))
    return 0;
  // one article covers several ventures: which one it puts first proves nothing
  if (namesAll(a, other) || namesAll(b, first)) return beyond(POINTS.partners);
  return isKnown(first) && isKnown(other) ? POINTS.otherVenture : 0;
}

/** Different stages of one venture: within days two reports of one event may name them, later they are different events. */
function stages(a: StoryFeatures, b: StoryFeatures, days: number): number {
  const [first] = a.ventures;
  const [other] = b.ventures;
  if (first === undefined || other === undefined || days <= STAGE_DAYS) return 0;
  if (first.key !== other.key && shared(first.partners, other.partners) < 2) return 0;
  return a.stage !== null && b.stage !== null && a.stage !== b.stage ? POINTS.stageApart : 0;
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

function figures(a: StoryFeatures, b: StoryFeatures, oneSubject: boolean): number {
  const keys = new Set(b.figures.map(({ key }) => key));
  let weight = 0;
  for (const figure of a.figures) if (keys.has(figure.key)) weight += figure.weight;
  if (weight === 0) return oneSubject && figuresApart(a, b, keys) ? POINTS.figuresApart : 0;
  return Math.min(POINTS.figures, POINTS.figure * weight);
}

/** Whether both have telling figures that contradict. The shares of two partners, one in each text, do not: 51 % and 49 %. */
function figuresApart(a: StoryFeatures, b: StoryFeatures, keys: ReadonlySet<string>): boolean {
  return tellsFigures(a) && tellsFigures(b) && !a.figures.some(({ key }) => keys.has(restOf(key) ?? ''));
}

const tellsFigures = ({ figures }: StoryFeatures): boolean =>
  figures.some(({ weight }) => weight >= TELLING_FIGURE);

function words(a: StoryFeatures, b: StoryFeatures, oneSubject: boolean): number {
  // the names of a common subject: as companies and ventures they have already been counted
  const names = new Set(oneSubject ? [...a.nameTerms, ...b.nameTerms] : []);
  const alike = termLikeness(a.terms, b.terms, names);
  if (a.language !== null && b.language !== null && a.language !== b.language)
    return Math.min(POINTS.foreign, POINTS.foreignWords * alike);
  const apart = oneSubject ? Math.max(0, 1 - alike / WORDS_BY_CHANCE) : 0;
  return (
    POINTS.words * alike +
    POINTS.title * termLikeness(a.titleTerms, b.titleTerms, names) +
    POINTS.wordsApart * apart
  );
}

function kind(a: StoryFeatures, b: StoryFeatures): number {
  const agree = kindsAgree(a.kinds, b.kinds);
  return agree === null ? 0 : KIND_POINTS[agree];
}
