/** Events of the pipeline as a daemon hears them, for the tests of what is counted. */
import type { ArticleEvent, FeedEvent } from '../../src/core/jobs.ts';

export const feedEvent = (fields: Partial<FeedEvent> = {}): FeedEvent => ({
  kind: 'feed',
  jobId: 'feed-wire',
  feedId: 'wire',
  outcome: 'polled',
  failure: null,
  counts: { seen: 6, new: 3, known: 2, rejected: 1, rejections: { 'no-link': 1 } },
  articleIds: [],
  ms: 200,
  ...fields,
});
export const articleEvent = (fields: Partial<ArticleEvent> = {}): ArticleEvent => ({
  kind: 'article',
  jobId: 'article-1',
  articleId: 1,
  url: 'https://wire.example/1',
  outcome: 'stored',
  failure: null,
  verdict: 'full',
  tagged: true,
  ms: 1_500,
  ...fields,
});
