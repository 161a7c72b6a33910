/**
 * The blocking keys under which an index holds an article, so that those which may report the same event are found without
 * looking at any others. Articles that share no key are never compared.
 */
import { hash } from 'node:crypto';
import { bandKeys } from '../text/words/fingerprint.ts';
import type { StoryFeatures } from './features.ts';
import { heaviest } from './terms.ts';

/** Articles further apart are not compared; reports of one event and copies of one text come sooner (affinity.ts). */
export const REACH_MS = 30 * 86_400_000;
/** Keys are whole numbers below 2^41, so that an index has room above them. */
export const KEY_BITS = 41;
const TELLING_FIGURE = 0.9;
const MOST_FIGURES = 4;
const MOST_TITLE_TERMS = 4;

/** The keys under which an index holds the article, and by which its candidates are looked up; at most 38. */
export function keysOf(features: StoryFeatures): number[] {
  // articles without a date share keys with dated ones only as copies
  const dated = features.publishedAt === null ? 'undated ' : '';
  const events = subjectsOf(features).map((subject) => keyOf(`${dated}${subject}`));
  return [...new Set([...bandsOf(features), ...events])];
}

/** The subjects under which the index holds both, for people: pairs of title terms as `title`, a part of the text as `text`. */
export function sharedSubjects(a: StoryFeatures, b: StoryFeatures): string[] {
  const bands = new Set(bandsOf(b));
  const comparable = (a.publishedAt === null) === (b.publishedAt === null);
  const subjects = new Set(comparable ? subjectsOf(b) : []);
  const shared = subjectsOf(a).filter((subject) => subjects.has(subject));
  return [
    ...(bandsOf(a).some((band) => bands.has(band)) ? ['text'] : []),
    // The terms of a title are kept as hashes.
    ...new Set(shared.map((subject) => subject.replace(/^title .*/, 'title'))),
  ];
}

const bandsOf = ({ fingerprint }: StoryFeatures): number[] =>
  bandKeys(fingerprint).map((band) => band % 2 ** KEY_BITS);

function subjectsOf(features: StoryFeatures): string[] {
  const figures = features.figures.filter(({ weight }) => weight >= TELLING_FIGURE).slice(0, MOST_FIGURES);
  return [
    ...pairs(features.principals).map((pair) => `company ${pair}`),
    ...features.ventures.map(({ key }) => `venture ${key}`),
    ...figures.map(({ key }) => `figure ${key}`),
    ...pairs(heaviest(features.titleTerms, MOST_TITLE_TERMS)).map((pair) => `title ${pair}`),
  ];
}

function pairs(sorted: readonly (string | number)[]): string[] {
  return sorted.flatMap((one, at) => sorted.slice(at + 1).map((other) => `${one} ${other}`));
}

function keyOf(subject: string): number {
  return hash('sha256', subject, 'buffer').readUIntBE(0, 6) % 2 ** KEY_BITS;
}
