/** Answers a question as a feed, for every door. */
import { UsageError } from '../../core/errors.ts';
import type { ArticleFilter } from '../../query/article-filter.ts';
import type { StoryFilter } from '../../query/story-filter.ts';
import type { VentureFilter } from '../../query/venture-filter.ts';
import type { Answers } from '../answers/answers.ts';
import { articleFeed } from './article-feed.ts';
import { type FeedFormat, type FeedPage, MOST_ENTRIES } from './feed-page.ts';
import { renderFeed } from './render.ts';
import { storyFeed } from './story-feed.ts';
import { newestVentures, ventureFeed } from './venture-feed.ts';

export type FeedQuestion =
  | { readonly list: 'articles'; readonly filter: ArticleFilter }
  | { readonly list: 'stories'; readonly filter: StoryFilter }
  | { readonly list: 'ventures'; readonly filter: VentureFilter };

type FeedAnswers = Pick<Answers, 'articles' | 'findings' | 'stories' | 'ventures' | 'timelines'>;

/** `base` is where jvwire is reached, with a slash at its end; `now` in epoch ms. */
interface FeedPlace {
  readonly base: string;
  readonly now: number;
}

/** The feed's text. Throws UsageError for a filter that cannot be used. */
export async function answerFeed(
  answers: FeedAnswers,
  question: FeedQuestion,
  format: FeedFormat,
  place: FeedPlace,
): Promise<string> {
  if ('limit' in question.filter && question.filter.limit > MOST_ENTRIES)
    throw new UsageError(
      `limit: a page of a feed has at most ${MOST_ENTRIES} entries; its link "next" has more`,
    );
  return renderFeed(await pageOf(answers, question, place), format);
}

async function pageOf(answers: FeedAnswers, question: FeedQuestion, place: FeedPlace): Promise<FeedPage> {
  if (question.list === 'stories')
    return storyFeed(await answers.stories(question.filter), question.filter, place);
  if (question.list === 'ventures') {
    const ventures = newestVentures((await answers.ventures(question.filter)).ventures);
    // Each from its beginning, whenever it was last told of.
    const { until } = question.filter;
    return ventureFeed(answers.timelines(ventures, { until }), question.filter, place);
  }
  const page = answers.articles(question.filter);
  const findings = answers.findings(page.articles.map(({ id }) => id));
  return articleFeed(page, findings, question.filter, place);
}
