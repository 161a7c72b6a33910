/**
 * The keys under which an index holds an article, so that those which may report the same event are found without
 * looking at any others. Articles that share no key are never compared.
 */
import { createHash } from 'node:crypto';
import { bandKeys } from '../text/fingerprint.ts';
import type { StoryFeatures } from './features.ts';
import { heaviest } from './terms.ts';

/**
 * Keys other than those of copies hold for a fortnight, and are asked for this one and those next to it: articles up to
 * two weeks apart always meet.
 */
const PERIOD = 14 * 86_400_000;
const TELLING_FIGURE = 0.9;
const MOST_FIGURES = 4;
const MOST_TITLE_TERMS = 4;

/** Number of the fortnight; articles without a date have one of their own. */
export function periodOf(publishedAt: number | null): number | null {
  return publishedAt === null ? null : Math.floor(publishedAt / PERIOD);
}

/** Whole numbers below 2^53 to hold the article under; at most 38. */
export function keysOf(features: StoryFeatures): number[] {
  return [...bandKeys(features.fingerprint), ...eventKeys(features, periodOf(features.publishedAt))];
}

/** Keys to ask for: the article's own, and those of the fortnights before and after. At most 76. */
export function keysToAsk(features: StoryFeatures): number[] {
  const period = periodOf(features.publishedAt);
  const periods = period === null ? [null] : [period - 1, period, period + 1];
  return [...bandKeys(features.fingerprint), ...periods.flatMap((at) => eventKeys(features, at))];
}

function eventKeys(features: StoryFeatures, period: number | null): number[] {
  const figures = features.figures.filter(({ weight }) => weight >= TELLING_FIGURE).slice(0, MOST_FIGURES);
  const subjects = [
    ...pairs(features.principals).map((pair) => `company ${pair}`),
    ...features.ventures.map(({ key }) => `venture ${key}`),
    ...figures.map(({ key }) => `figure ${key}`),
    ...pairs(heaviest(features.titleTerms, MOST_TITLE_TERMS)).map((pair) => `title ${pair}`),
  ];
  return subjects.map((subject) => keyOf(`${period} ${subject}`));
}

function pairs(sorted: readonly (string | number)[]): string[] {
  return sorted.flatMap((one, at) => sorted.slice(at + 1).map((other) => `${one} ${other}`));
}

/** 53 bits of SHA-256. */
function keyOf(subject: string): number {
  const digest = createHash('sha256').update(subject).digest();
  return digest.readUIntBE(0, 6) * 32 + (digest[6] ?? 0) / 8 - ((digest[6] ?? 0) % 8) / 8;
}
