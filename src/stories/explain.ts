/** Why an article is in its story and not in another: keys that it shares, points, and what people decided. Pure. */
import type { Affinity } from './affinity.ts';
import { type CandidateStory, closeness, decisionsAbout } from './assign.ts';
import { sharedSubjects } from './candidate-keys.ts';
import type { Constraint } from './constraints.ts';
import type { StoryFeatures } from './features.ts';
import { LINK, LINK_BEST } from './linkage.ts';

/** An article compared with the one that is explained. */
interface Comparison {
  /** Its key. */
  readonly article: string;
  /** The subjects under which the index holds both; empty for articles that only their stories connect. */
  readonly shared: readonly string[];
  readonly affinity: Affinity;
}

export interface StoryComparison {
  readonly storyId: string;
  /** Points on average over the articles of the story that were found; must reach `needed.average`. */
  readonly average: number;
  /** The closest first; the first one must have `needed.best` points. */
  readonly articles: readonly Comparison[];
}

export interface StoryReasons {
  readonly needed: { readonly average: number; readonly best: number };
  /** Its own story, joined by decision (`together`) or by points (`close`); null for an article alone in its story. */
  readonly story: (StoryComparison & { readonly reason: 'together' | 'close' }) | null;
  /**
   * The closest story that it is not in: people keep it `apart`, it is too `far`, or close enough but another one is
   * `closer`. Null where no other article shares a key.
   */
  readonly other: (StoryComparison & { readonly reason: 'apart' | 'far' | 'closer' }) | null;
}

/** `storyId` is the article's own; `candidates` hold the articles that were found, of it and of others. */
export function explainStory(
  article: StoryFeatures,
  storyId: string,
  candidates: readonly CandidateStory[],
  constraints: readonly Constraint[],
): StoryReasons {
  const decided = decisionsAbout(article.key, constraints);
  const compared = candidates
    .filter(({ articles }) => articles.some(({ key }) => key !== article.key))
    .map((story) => ({ ...comparison(article, story), keys: story.articles.map(({ key }) => key) }))
    .sort((a, b) => (b.articles[0]?.affinity.points ?? 0) - (a.articles[0]?.affinity.points ?? 0));
  const own = compared.find((story) => story.storyId === storyId);
  const other = compared.find((story) => story.storyId !== storyId);
  const among = (keys: readonly string[], some: ReadonlySet<string>) => keys.some((key) => some.has(key));
  return {
    needed: { average: LINK, best: LINK_BEST },
    story: own
      ? { ...withoutKeys(own), reason: among(own.keys, decided.together) ? 'together' : 'close' }
      : null,
    other: other
      ? {
          ...withoutKeys(other),
          reason: among(other.keys, decided.apart) ? 'apart' : isClose(other) ? 'closer' : 'far',
        }
      : null,
  };
}

function comparison(article: StoryFeatures, story: CandidateStory): StoryComparison {
  const { average, members } = closeness(article, story);
  const features = new Map(story.articles.map((one) => [one.key, one]));
  return {
    storyId: story.id,
    average,
    articles: members.map(({ key, affinity }) => {
      const member = features.get(key);
      return { article: key, shared: member ? sharedSubjects(article, member) : [], affinity };
    }),
  };
}

const withoutKeys = ({ storyId, average, articles }: StoryComparison): StoryComparison => ({
  storyId,
  average,
  articles,
});

const isClose = ({ average, articles }: StoryComparison): boolean =>
  average >= LINK && (articles[0]?.affinity.points ?? 0) >= LINK_BEST;
