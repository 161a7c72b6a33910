/** Merges and splits stories by hand: records the decisions, so that settling keeps to them. */
import { OperationError, UsageError } from '../../core/errors.ts';
import type { StoryDecided } from '../../core/operations.ts';
import { type Constraint, mergeConstraints, splitConstraints } from '../../stories/constraints.ts';
import { byTime, type DatedArticle, type Story } from '../../stories/settle.ts';

export interface DecidingStore {
  /** The articles of a story, by its id or an earlier one; null when there is none. */
  storyArticles(id: string): readonly DatedArticle[] | null;
  /** Records the decisions and settles these articles by them. */
  decideStories(
    constraints: readonly Constraint[],
    articleIds: readonly number[],
    now: number,
  ): readonly Story[];
}

/** Throws OperationError `not-found`, UsageError when both are one story. */
export function mergeStories(store: DecidingStore, a: string, b: string, now: number): StoryDecided {
  const [one, other] = [articlesOf(store, a), articlesOf(store, b)];
  if (one.some(({ key }) => other.some((article) => article.key === key)))
    throw new UsageError(`${a} and ${b} are one story already`);
  return decided(store, mergeConstraints(keysIn(one), keysIn(other)), [...one, ...other], now);
}

/** Throws OperationError `not-found` for a story or an article of it, UsageError when none would remain. */
export function splitStory(
  store: DecidingStore,
  id: string,
  articleIds: readonly number[],
  now: number,
): StoryDecided {
  const all = articlesOf(store, id);
  const foreign = articleIds.find((articleId) => !all.some((article) => article.articleId === articleId));
  if (foreign !== undefined)
    throw new OperationError(
      'not-found',
      `article ${foreign} is not in story ${id}; \`jvwire story ${id}\` shows those that are`,
    );
  const off = all.filter(({ articleId }) => articleIds.includes(articleId));
  const remaining = all.filter(({ articleId }) => !articleIds.includes(articleId));
  if (remaining.length === 0)
    throw new UsageError(`these are all articles of story ${id}: name those that do not belong to it`);
  return decided(store, splitConstraints(keysIn(off), keysIn(remaining)), all, now);
}

function decided(
  store: DecidingStore,
  constraints: readonly Constraint[],
  articles: readonly DatedArticle[],
  now: number,
): StoryDecided {
  const ids = new Map(articles.map(({ key, articleId }) => [key, articleId]));
  const stories = store.decideStories(constraints, [...ids.values()], now);
  return {
    stories: stories.map(({ id, articles: keys }) => ({
      id,
      articles: keys.flatMap((key) => ids.get(key) ?? []),
    })),
  };
}

function articlesOf(store: DecidingStore, id: string): readonly DatedArticle[] {
  const articles = store.storyArticles(id);
  if (articles === null)
    throw new OperationError('not-found', `no story "${id}"; \`jvwire stories\` shows their ids`);
  return articles;
}

const keysIn = (articles: readonly DatedArticle[]): string[] =>
  [...articles].sort(byTime).map(({ key }) => key);
