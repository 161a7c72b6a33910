/** Reads why an article is in its story: the candidates that the index gives for it, and what people decided. */
import type { CandidateStory } from '../../stories/assign.ts';
import { keysOf } from '../../stories/candidate-keys.ts';
import type { Constraint } from '../../stories/constraints.ts';
import type { StoryFeatures } from '../../stories/features.ts';
import type { Database } from '../file/database.ts';
import { eq, inArray } from '../file/drizzle.ts';
import { articles } from '../schema/articles-schema.ts';
import { storyFeatures } from '../schema/stories-schema.ts';
import { nearStories } from './stories.ts';
import { candidateIds } from './story-candidates.ts';
import { featuresRows, membersOf } from './story-rows.ts';

export interface StoryPlace {
  readonly storyId: string;
  /** Articles of the story, this one included. */
  readonly size: number;
  readonly features: StoryFeatures;
  /** The stories of the candidates, its own included. */
  readonly candidates: readonly CandidateStory[];
  /** What people decided about this article. */
  readonly decisions: readonly Constraint[];
  /** Id and title of the articles in `candidates`, by their keys. */
  readonly articles: ReadonlyMap<string, { readonly id: number; readonly title: string | null }>;
}

/** Articles of its own story that are read beside those that the index gives. */
const MOST_MEMBERS = 64;

/** Null for an article that has no story. */
export function storyPlace(db: Database, articleId: number): StoryPlace | null {
  const [own] = featuresRows(db, [articleId]);
  if (own === undefined || own.storyId === null) return null;
  const { storyId, features } = own;
  const { at } = db.select().from(storyFeatures).where(eq(storyFeatures.articleId, articleId)).get() ?? {
    at: 0,
  };
  const members = membersOf(db, storyId);
  const near = [...candidateIds(db, articleId, keysOf(features), at), ...members.slice(0, MOST_MEMBERS)];
  const { candidates, decisions } = nearStories(db, features, near);
  const named = db
    .select({ key: storyFeatures.key, id: articles.id, title: articles.title })
    .from(storyFeatures)
    .innerJoin(articles, eq(articles.id, storyFeatures.articleId))
    .where(
      inArray(
        storyFeatures.key,
        candidates.flatMap((story) => story.articles.map(({ key }) => key)),
      ),
    )
    .all();
  return {
    storyId,
    size: members.length,
    features,
    candidates,
    decisions,
    articles: new Map(named.map(({ key, id, title }) => [key, { id, title }])),
  };
}
