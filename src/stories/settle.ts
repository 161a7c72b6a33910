/**
 * Clusters articles into stories, the same ones whatever the order in which they arrived: agglomerative clustering by
 * average linkage over the pairs that an index finds, constrained by the decisions of people.
 */
import { createHash } from 'node:crypto';
import { affinity } from './affinity.ts';
import { CandidateIndex } from './candidate-index.ts';
import { keysOf } from './candidate-keys.ts';
import { type Constraint, settleConstraints } from './constraints.ts';
import type { StoryFeatures } from './features.ts';
import { linkClusters } from './linkage.ts';

export interface Story {
  readonly id: string;
  /** Keys of its articles, the earliest first. */
  readonly articles: readonly string[];
}

/** Two articles that may report one event. `a` is the earlier one. */
export interface Link {
  readonly a: string;
  readonly b: string;
  readonly points: number;
}

/** The parts of an article by which the articles of a story are ordered. */
type Dated = Pick<StoryFeatures, 'key' | 'publishedAt'>;

/** A stored article, for the same purpose. */
export interface DatedArticle extends Dated {
  readonly articleId: number;
}

/** Weaker links are dropped: they are chance, and there are many of them. */
const FLOOR = 0.25;

/** Orders by time, then by key; articles without a date come last. */
export function byTime(a: Dated, b: Dated): number {
  const [left, right] = [a.publishedAt ?? Number.MAX_VALUE, b.publishedAt ?? Number.MAX_VALUE];
  if (left !== right) return left - right;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}

/** Stories in order of their earliest articles; each article in exactly one. The same key twice counts once. */
export function settle(articles: readonly StoryFeatures[], constraints: readonly Constraint[] = []): Story[] {
  return storiesFrom(articles, linksAmong(articles), constraints);
}

/** The id of a story is a hash of the key of its earliest article. */
export function storyId(earliest: string): string {
  return `s${createHash('sha256').update(earliest).digest('hex').slice(0, 12)}`;
}

/** Links between an article and the candidates that an index gave for it. */
export function linksOf(article: StoryFeatures, candidates: readonly StoryFeatures[]): Link[] {
  return candidates.flatMap((other) => {
    if (other.key === article.key) return [];
    const { points } = affinity(other, article);
    if (points < FLOOR) return [];
    const [a, b] = byTime(other, article) < 0 ? [other.key, article.key] : [article.key, other.key];
    return [{ a, b, points }];
  });
}

/** All links among articles, found as if they had arrived in order of time. */
export function linksAmong(articles: readonly StoryFeatures[]): Link[] {
  const ordered = inOrder(articles);
  const index = new CandidateIndex();
  return ordered.flatMap((article, number) => {
    const keys = keysOf(article);
    const near = index.candidates(keys, article.publishedAt).flatMap((candidate) => ordered[candidate] ?? []);
    index.add(number, keys, article.publishedAt);
    return linksOf(article, near);
  });
}

/** Stories of articles whose links are known. Links and decisions about other articles are ignored. */
export function storiesFrom(
  articles: readonly Dated[],
  links: readonly Link[],
  constraints: readonly Constraint[] = [],
): Story[] {
  const ordered = inOrder(articles);
  const numbers = new Map(ordered.map(({ key }, number) => [key, number]));
  const numbersOf = (keys: readonly string[]): number[] => keys.flatMap((key) => numbers.get(key) ?? []);
  const { groups, apart } = settleConstraints(constraints);
  const clusters = linkClusters({
    count: ordered.length,
    pairs: links.flatMap(({ a, b, points }) => {
      const [one, other] = [numbers.get(a), numbers.get(b)];
      return one === undefined || other === undefined ? [] : [{ a: one, b: other, points }];
    }),
    together: groups.map(numbersOf),
    apart: apart.map(numbersOf).filter((pair) => pair.length === 2),
  });
  return clusters.map((members) => {
    const keys = members.flatMap((number) => ordered[number]?.key ?? []);
    return { id: storyId(keys[0] ?? ''), articles: keys };
  });
}

function inOrder<Article extends Dated>(articles: readonly Article[]): Article[] {
  return [...new Map(articles.map((article) => [article.key, article])).values()].sort(byTime);
}
