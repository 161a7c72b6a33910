/** Why an article is in its story and not in the next closest one, and which articles decided it. Pure. */
import type { StoryPlace } from '../../store/stories/story-place.ts';
import type { Evidence } from '../../stories/affinity.ts';
import { explainStory, type StoryComparison, type StoryReasons } from '../../stories/explain.ts';

/** An article of a story, compared with the one that is explained. */
export interface ComparedArticle {
  readonly articleId: number;
  readonly title: string | null;
  /** Index keys that both have: `text`, `title`, `company byd toyota`, `figure 4100000000` ... */
  readonly shared: readonly string[];
  /** The sum of the evidence. */
  readonly points: number;
  /** Both are one text, with changes. */
  readonly copy: boolean;
  readonly evidence: Evidence;
}

export interface ComparedStory<Reason> {
  readonly id: string;
  readonly reason: Reason;
  /** Points on average over the articles that were compared. */
  readonly average: number;
  /** The closest first. */
  readonly compared: readonly ComparedArticle[];
}

export interface StoryExplanation {
  readonly id: string;
  /** Articles in it, this one included. */
  readonly articles: number;
  /** Points that articles of one story have, on average and the closest two. */
  readonly needed: StoryReasons['needed'];
  /** What brought it together with the others: people (`together`) or points; null while it is alone. */
  readonly joined: ComparedStory<'together' | 'close'> | null;
  /** The closest story that it is not in, and why: people (`apart`), too few points (`far`), or more for its own (`closer`). */
  readonly next: ComparedStory<'apart' | 'far' | 'closer'> | null;
}

export function storyExplanation(place: StoryPlace): StoryExplanation {
  const { storyId, size, features, candidates, decisions } = place;
  const { needed, story, other } = explainStory(features, storyId, candidates, decisions);
  return {
    id: storyId,
    articles: size,
    needed,
    joined: story && named(place, story),
    next: other && named(place, other),
  };
}

function named<Reason>(
  { articles }: StoryPlace,
  { storyId, reason, average, articles: compared }: StoryComparison & { readonly reason: Reason },
): ComparedStory<Reason> {
  return {
    id: storyId,
    reason,
    average,
    compared: compared.flatMap(({ article, shared, affinity }) => {
      const known = articles.get(article);
      return known ? [{ articleId: known.id, title: known.title, shared, ...affinity }] : [];
    }),
  };
}
