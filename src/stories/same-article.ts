/** Whether two pages of one publisher are one article that was published twice. */

import { fingerprint, likeness } from '../text/fingerprint.ts';
import { fold } from '../text/tokens.ts';
import type { StoryArticle, StoryFeatures } from './features.ts';
import { figuresIn } from './figures.ts';

/** What is published again later is another article: a yearly report, a weekly list. */
export const LONGEST_APART_MS = 7 * 86_400_000;
/** Of the shingles of both; a corrected sentence in a text of ten costs about 0.1. */
const NEAR_EQUAL = 0.8;
/** Shorter texts (about twenty words) are too easily alike. */
const LEAST_SHINGLES = 18;
/** Reports that recur have the same sentences with other figures in them. */
const TELLING = 0.5;

export interface Sighting {
  readonly title: string;
  readonly features: Pick<StoryFeatures, 'site' | 'publishedAt' | 'fingerprint' | 'figures'>;
}

/** Longer texts are compared this far. */
const MOST_TEXT = 30_000;

/** What of an article is compared; pure. */
export function sightingOf(
  article: Pick<StoryArticle, 'title' | 'text' | 'language' | 'publishedAt' | 'site'>,
): Sighting {
  const { title, language, publishedAt, site } = article;
  const text = article.text.slice(0, MOST_TEXT);
  const figures = figuresIn(`${title}\n\n${text}`, language).map(({ key, weight }) => ({ key, weight }));
  return { title, features: { site, publishedAt, fingerprint: fingerprint(text), figures } };
}

/**
 * True for the same title within seven days on one site with nearly the same text and the same figures: the publisher
 * moved it, or gave it a second address. Two articles must never become one, so in doubt it is false.
 */
export function isSameArticle(a: Sighting, b: Sighting): boolean {
  const [one, other] = [a.features, b.features];
  if (one.site === null || one.site !== other.site) return false;
  const title = plainTitle(a.title);
  if (title === '' || title !== plainTitle(b.title)) return false;
  if (one.publishedAt === null || other.publishedAt === null) return false;
  if (Math.abs(one.publishedAt - other.publishedAt) > LONGEST_APART_MS) return false;
  if (Math.min(one.fingerprint.shingles, other.fingerprint.shingles) < LEAST_SHINGLES) return false;
  return likeness(one.fingerprint, other.fingerprint) >= NEAR_EQUAL && figures(one) === figures(other);
}

/** A title without what typesetting changes: case, accents, punctuation, spaces. */
export function plainTitle(title: string): string {
  return fold(title.normalize('NFKC')).replace(/[^\p{L}\p{N}]+/gu, '');
}

function figures({ figures: found }: Sighting['features']): string {
  return found
    .filter(({ weight }) => weight >= TELLING)
    .map(({ key }) => key)
    .sort()
    .join(' ');
}
