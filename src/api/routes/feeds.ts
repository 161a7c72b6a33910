/** Feeds: listing and changing them, their health, polls and coverage. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OPERATION_ARGUMENTS, type Operations } from '../../core/operations.ts';
import type { Log } from '../../core/ports.ts';
import type { Answers } from '../../pipeline/answers/answers.ts';
import { coverageJson } from '../../pipeline/answers/coverage-json.ts';
import { bySeverity, feedDetailJson, feedHealthJson, feedJson } from '../../pipeline/answers/feed-json.ts';
import { timePoint, wholeNumberIn } from '../../query/article-filter.ts';
import { readParams } from '../../query/read-filter.ts';
import { define } from '../endpoint.ts';
import { coverage, feed, feedDetail, feedHealth, poll, selectors } from '../schemas/feed.ts';
import { feedAdded, feedMoved, feedNamed } from '../schemas/job.ts';
import { createWaiting, MAY_GO_ON } from '../waiting.ts';

const ID = 'its id or address (percent-encoded)';
const latest = z.object({
  limit: wholeNumberIn(1, 1000).default(20).describe('at most so many polls and events'),
});
const WEEK = { ago: 7 * 86_400_000 };
const coverageQuery = z.object({
  since: timePoint.optional().describe('from this day on, or this far back; 7d when it is not given'),
  until: timePoint.optional().describe('up to this day, or this far back; up to now when it is not given'),
  feed: z.string().min(1).max(2048).optional().describe('only this source'),
});
const newFeed = OPERATION_ARGUMENTS['feeds.add'];
const feedToAdd = newFeed.extend({
  name: newFeed.shape.name.default(null),
  region: newFeed.shape.region.describe('the country of its readers: TH, Thailand, global'),
  selectors: z.strictObject(selectors.shape).nullable().default(null),
  check: newFeed.shape.check.default(true),
});

interface FeedParts {
  readonly answers: Answers;
  readonly operations: Pick<Operations, 'call'>;
  readonly log: Log;
}

export function addFeeds(api: OpenAPIHono, { answers, operations, log }: FeedParts): void {
  const waitFor = createWaiting(log);
  define(api, {
    method: 'get',
    path: '/feeds',
    tag: 'feeds',
    summary: 'Every feed with its state',
    result: z.array(feed).readonly(),
    answer: () => answers.feeds().map(feedJson),
  });
  define(api, {
    method: 'get',
    path: '/health',
    tag: 'feeds',
    summary: 'The state of each feed, since when, why and what to do; worst first',
    result: z.array(feedHealth).readonly(),
    answer: () => bySeverity(answers.feeds()).map(feedHealthJson),
  });
  define(api, {
    method: 'get',
    path: '/feeds/{id}',
    tag: 'feeds',
    summary: 'One feed with its moves, latest polls and events',
    id: ID,
    query: latest,
    result: feedDetail,
    answer: ({ id, search }) => feedDetailJson(answers.feed(id, readParams(latest, search).limit)),
  });
  define(api, {
    method: 'get',
    path: '/feeds/{id}/polls',
    tag: 'feeds',
    summary: 'The latest polls of one feed, newest first',
    id: ID,
    query: latest,
    result: z.array(poll).readonly(),
    answer: ({ id, search }) => feedDetailJson(answers.feed(id, readParams(latest, search).limit)).polls,
  });
  define(api, {
    method: 'get',
    path: '/coverage',
    tag: 'feeds',
    summary: 'What share of the time each source was watched, and when we were blind',
    query: coverageQuery,
    result: coverage,
    answer: ({ search }) => {
      const { since, until, feed: only } = readParams(coverageQuery, search);
      return coverageJson(answers.coverage(since ?? WEEK, only, until));
    },
  });
  define(api, {
    method: 'post',
    path: '/feeds',
    tag: 'feeds',
    summary: 'Watch another feed; it is checked first, unless check is false',
    body: feedToAdd,
    result: feedAdded,
    responses: MAY_GO_ON,
    answer: ({ c, body }) => waitFor(c, 'feeds.add', operations.call('feeds.add', body)),
  });
  for (const [action, summary] of [
    ['enable', 'Watch it again'],
    ['disable', 'Stop watching it; its articles are kept'],
  ] as const)
    define(api, {
      method: 'post',
      path: `/feeds/{id}/${action}`,
      tag: 'feeds',
      summary,
      id: ID,
      result: feedNamed,
      answer: ({ id }) => operations.call(`feeds.${action}`, { feed: id }),
    });
  define(api, {
    method: 'post',
    path: '/feeds/{id}/move',
    tag: 'feeds',
    summary:
      'Give it another address, which is checked first, unless check is false; null undoes its last move',
    id: ID,
    body: OPERATION_ARGUMENTS['feeds.move'].omit({ feed: true }),
    result: feedMoved,
    responses: MAY_GO_ON,
    answer: ({ c, id, body }) =>
      waitFor(c, 'feeds.move', operations.call('feeds.move', { feed: id, ...body })),
  });
  define(api, {
    method: 'delete',
    path: '/feeds/{id}',
    tag: 'feeds',
    summary: 'Remove it with its polls; its articles are kept',
    id: ID,
    result: feedNamed,
    answer: ({ id }) => operations.call('feeds.remove', { feed: id }),
  });
}
