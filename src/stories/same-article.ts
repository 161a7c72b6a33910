/** Whether two pages of one publisher are one article that was published twice. */

import { fingerprint, likeness } from '../text/words/fingerprint.ts';
import { fold } from '../text/words/tokens.ts';
import type { StoryArticle, StoryFeatures } from './features.ts';
import { figuresIn } from './figures.ts';

/** What is published again after more than this is another article: a yearly report, a weekly list. */
export const LONGEST_APART_MS = 7 * 86_400_000;
/** Least likeness of the texts; a corrected sentence in a text of ten costs about 0.1. */
const NEAR_EQUAL = 0.8;
/** Shorter texts (about twenty words) may be similar by chance. */
const LEAST_SHINGLES = 18;
/** Least weight of the figures that must be equal: recurring reports have the same sentences with other figures. */
const TELLING = 0.5;
/** Dates this close are one: feeds may give only the day, or the time of the change. Unrelated articles that a site redirects to are mostly of another day. */
const SAME_RELEASE_MS = 86_400_000;

export interface Sighting {
  readonly title: string;
  readonly features: Pick<StoryFeatures, 'site' | 'publishedAt' | 'fingerprint' | 'figures'>;
}

/** Characters of a text that are compared. */
const MOST_TEXT = 30_000;

/** The parts of an article that are compared; pure. */
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

/** An article whose address now leads to the page of another one. */
export interface Before {
  /** Null where only the feed's item is known. */
  readonly text: string | null;
  readonly publishedAt: number | null;
  readonly companies: readonly string[];
}

/** That page. */
export interface After {
  readonly text: string;
  /** All dates known of it, epoch ms: its own, its feed's. */
  readonly publishedAt: readonly number[];
  readonly companies: readonly string[];
}

/**
 * Whether the other article is the first one under a new headline: it has nearly the same text, or is of the same day and
 * names every company of the first. Dead addresses redirect to unrelated articles, too: if the first one's text is known and
 * not there, the dates must agree; without a known text, only dates that are known must.
 */
export function isRenamed(before: Before, after: After): boolean {
  const { text, publishedAt } = before;
  if (text !== null && isSameText(text, after.text)) return true;
  const dated = publishedAt !== null && after.publishedAt.length > 0;
  if (!dated && text !== null) return false;
  if (dated && !after.publishedAt.some((date) => Math.abs(date - publishedAt) <= SAME_RELEASE_MS))
    return false;
  return before.companies.every((company) => after.companies.includes(company));
}

function isSameText(before: string, now: string): boolean {
  if (before !== '' && before === now) return true;
  const [one, other] = [before, now].map((text) => fingerprint(text.slice(0, MOST_TEXT)));
  if (one === undefined || other === undefined) return false;
  if (Math.min(one.shingles, other.shingles) < LEAST_SHINGLES) return false;
  return likeness(one, other) >= NEAR_EQUAL;
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
