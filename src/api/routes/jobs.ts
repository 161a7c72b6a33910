/** What the daemon is doing, and jobs that are started by hand. */
import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { OPERATION_ARGUMENTS, type Operations } from '../../core/operations.ts';
import type { Log } from '../../core/ports.ts';
import { resolveTime, timePoint, wholeNumberIn } from '../../query/article-filter.ts';
import { readParams } from '../../query/read-filter.ts';
import { define } from '../endpoint.ts';
import { ingested, jobsList, paused, rereadReport, resumed, runReport, status } from '../schemas/job.ts';
import { createWaiting, MAY_GO_ON } from '../waiting.ts';

const { run, ingest } = OPERATION_ARGUMENTS;
const jobsQuery = z.object({
  limit: wholeNumberIn(1, 10_000).default(50).describe('at most so many of each kind'),
});
const pollBody = z.strictObject({
  feeds: run.shape.feeds.default(null).describe('ids or addresses; null: what is due'),
  all: run.shape.all.default(false).describe('every feed, due or not'),
});
const retryBody = z.strictObject({
  ids: OPERATION_ARGUMENTS['jobs.retry'].shape.ids.describe(
    'such as 42 or feed-electrek; null: everything that was given up',
  ),
});
const retagBody = z.strictObject({
  since: timePoint
    .nullable()
    .default(null)
    .describe('only articles from this day on, or this far back (30d)'),
  dryRun: z.boolean().default(false).describe('only show what would change'),
});
const pauseBody = z.strictObject({
  feed: z.string().nullable().default(null).describe('id or address; null: everything'),
});

interface JobParts {
  readonly operations: Pick<Operations, 'call'>;
  readonly now: () => number;
  readonly log: Log;
}

export function addJobs(api: OpenAPIHono, { operations, now, log }: JobParts): void {
  const waitFor = createWaiting(log);

  define(api, {
    method: 'get',
    path: '/status',
    tag: 'jobs',
    summary: 'What the daemon is doing, what comes next, the last hour',
    result: status,
    answer: () => operations.call('status', {}),
  });
  define(api, {
    method: 'get',
    path: '/jobs',
    tag: 'jobs',
    summary: 'What is running, waiting and given up, with reasons',
    query: jobsQuery,
    result: jobsList,
    answer: ({ search }) => operations.call('jobs.list', readParams(jobsQuery, search)),
  });
  define(api, {
    method: 'post',
    path: '/jobs/poll',
    tag: 'jobs',
    summary: 'Poll feeds and ingest what is new',
    body: pollBody,
    result: runReport,
    responses: MAY_GO_ON,
    answer: ({ c, body }) => waitFor(c, 'run', operations.call('run', body)),
  });
  define(api, {
    method: 'post',
    path: '/jobs/ingest',
    tag: 'jobs',
    summary: 'Fetch one article now',
    body: ingest,
    result: ingested,
    responses: MAY_GO_ON,
    answer: ({ c, body }) => waitFor(c, 'ingest', operations.call('ingest', body)),
  });
  define(api, {
    method: 'post',
    path: '/jobs/retry',
    tag: 'jobs',
    summary: 'Retry failed or waiting work at once',
    body: retryBody,
    result: runReport,
    responses: MAY_GO_ON,
    answer: ({ c, body }) => waitFor(c, 'jobs.retry', operations.call('jobs.retry', body)),
  });
  define(api, {
    method: 'post',
    path: '/jobs/retag',
    tag: 'jobs',
    summary: 'Tag the stored texts again by the current rules',
    body: retagBody,
    result: rereadReport,
    responses: MAY_GO_ON,
    answer: ({ c, body: { since, dryRun } }) => {
      const from = since === null ? null : resolveTime(since, now());
      return waitFor(c, 'retag', operations.call('retag', { since: from, dryRun }));
    },
  });
  define(api, {
    method: 'post',
    path: '/jobs/pause',
    tag: 'jobs',
    summary: 'Stop starting work, for one feed or altogether',
    body: pauseBody,
    result: paused,
    answer: ({ body }) => operations.call('jobs.pause', body),
  });
  define(api, {
    method: 'post',
    path: '/jobs/resume',
    tag: 'jobs',
    summary: 'Resume what was paused',
    body: pauseBody,
    result: resumed,
    answer: ({ body }) => operations.call('jobs.resume', body),
  });
}
