/** What runs, what was started and what came of it, as the API gives it. */
import { z } from '@hono/zod-openapi';
import { FAILURE_CODES } from '../../core/errors.ts';
import { FEED_FORMATS, VERDICTS } from '../../core/model.ts';
import type {
  FeedAdded,
  FeedMoved,
  FeedNamed,
  IngestResult,
  JobsList,
  ListedJob,
  RunReport,
  Status,
  StoryDecided,
} from '../../core/operations.ts';
import type { RereadReport } from '../../core/rereading.ts';
import { count, list, maybe, text, time, timeOrNull, verdict } from './common.ts';
import { describes } from './describes.ts';

const job = describes<ListedJob>()(
  z.object({
    id: z.string(),
    kind: z.enum(['poll', 'ingest', 'deliver']),
    host: z.string(),
    url: z.string(),
    at: timeOrNull,
  }),
).openapi('Job');

export const jobsList = describes<JobsList>()(
  z.object({
    running: list(job),
    queued: list(job),
    waiting: list(
      z.object({ articleId: z.int(), url: z.string(), attempts: count, at: time, lastFailure: text }),
    ),
    failed: list(
      z.object({
        articleId: z.int(),
        url: z.string(),
        at: time,
        code: z.string(),
        message: z.string(),
        attempts: count,
      }),
    ),
    paused: list(z.string()).describe('ids of feeds, or * for everything'),
  }),
).openapi('Jobs');

export const status = describes<Status>()(
  z.object({
    daemon: z
      .object({ pid: z.int(), since: time, version: z.string(), url: text.describe('where it answers HTTP') })
      .nullable(),
    running: list(job),
    queued: count,
    waiting: count,
    paused: list(z.string()),
    nextPolls: list(z.object({ feedId: z.string(), at: time })),
    lastHour: z.object({
      polls: count,
      unchanged: count,
      failedPolls: count,
      newItems: count,
      articles: count,
      tagged: count,
      givenUp: count,
    }),
    store: z.object({
      feeds: count,
      enabledFeeds: count,
      articles: count.describe('read from their pages'),
      feedOnly: count.describe('given up, but listed with what their feed says about them'),
      pending: count,
      failed: count.describe('given up'),
      tagged: count,
    }),
  }),
).openapi('Status');

export const runReport = describes<RunReport>()(
  z.object({
    interrupted: z.boolean(),
    unwritable: z
      .string()
      .nullable()
      .describe('why the database could not be written at the end; what was not stored is still due'),
    seconds: z.number(),
    feeds: z.object({ asked: count, polled: count, unchanged: count, failed: count }),
    items: z.object({
      seen: count,
      new: count,
      known: count,
      rejected: count,
      rejections: z.record(z.string(), count).readonly(),
    }),
    articles: z.object({
      stored: count,
      verdicts: z.partialRecord(z.enum(VERDICTS), count).readonly(),
      merged: count,
      revisited: count,
      revised: count,
      failed: count,
      waiting: count,
      nextTryAt: timeOrNull,
      tagged: count,
    }),
    failures: list(
      z.object({
        what: z.enum(['feed', 'article']),
        which: z.string(),
        code: z.string(),
        message: z.string(),
      }),
    ),
    store: z.object({ articles: count, feedOnly: count, failed: count, tagged: count }),
  }),
).openapi('RunReport');

const failure = z.object({
  code: z.enum(FAILURE_CODES),
  action: z.enum(['retry', 'drop']),
  message: z.string(),
  status: maybe(z.int()),
  retryAt: maybe(z.number()),
  challenge: maybe(z.object({ vendor: z.string(), sign: z.string() })),
});

export const ingested = describes<IngestResult>()(
  z.object({
    articleId: z.int(),
    outcome: z.enum([
      'stored',
      'merged',
      'gone',
      'revised',
      'unchanged',
      'kept',
      'retry',
      'failed',
      'interrupted',
    ]),
    failure: failure.nullable(),
    verdict: verdict.nullable(),
    tagged: z.boolean(),
  }),
).openapi('Ingested');

export const rereadReport = describes<RereadReport>()(
  z.object({
    applied: z.boolean().describe('false for a dry run'),
    rulesVersion: z.string(),
    examined: count,
    changedMeanwhile: count,
    missing: count,
    unreadable: list(z.object({ articleId: z.int(), url: z.string(), failure })),
    counts: z.object({ gained: count, lost: count, changed: count }).describe('all changes, by their kind'),
    changes: list(
      z.object({
        kind: z.enum(['gained', 'lost', 'changed']),
        articleId: z.int(),
        url: z.string(),
        title: text,
        confidence: z.number().nullable(),
        evidence: text,
        fields: list(z.string()),
      }),
    ),
  }),
).openapi('RereadReport');

export const storyDecided = describes<StoryDecided>()(
  z.object({ stories: list(z.object({ id: z.string(), articles: list(z.int()) })) }),
).openapi('StoryDecided');

export const feedNamed = describes<FeedNamed>()(z.object({ id: z.string(), url: z.string() })).openapi(
  'FeedNamed',
);

const found = z
  .object({
    format: z.enum(FEED_FORMATS),
    title: z.string().nullable(),
    items: z.number(),
    cutOff: z.boolean().describe('the document is truncated: items may be missing'),
  })
  .nullable();

export const feedMoved = describes<FeedMoved>()(
  z.object({
    id: z.string(),
    url: z.string(),
    found: found.describe('at the new address; null when it was not checked'),
  }),
).openapi('FeedMoved');

export const feedAdded = describes<FeedAdded>()(
  z.object({
    id: z.string(),
    url: z.string(),
    added: z.boolean().describe('false when it was watched already'),
    found: found.describe('null when it was not checked'),
  }),
).openapi('FeedAdded');

export const paused = z
  .object({ paused: list(z.string()).describe('ids of feeds, or * for everything') })
  .openapi('Paused');

export const resumed = paused
  .extend({ resumed: z.boolean().describe('false when that was not paused') })
  .openapi('Resumed');

/** Answered when the work takes longer than a request waits. */
export const started = z
  .object({
    operation: z.string(),
    state: z.literal('running'),
    links: z.object({ status: z.string(), jobs: z.string() }),
  })
  .openapi('Started');
