/** Feeds, their health and what share of the time they were watched, as the API gives them. */
import { z } from '@hono/zod-openapi';
import { FAILURE_CODES } from '../../core/errors.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import { FEED_STATES } from '../../feed/watch/health.ts';
import type { CoverageJson } from '../../pipeline/answers/coverage-json.ts';
import type { FeedDetailJson, FeedHealthJson, FeedJson, PollJson } from '../../pipeline/answers/feed-json.ts';
import { count, list, maybe, share, text, time, timeOrNull } from './common.ts';
import { describes } from './describes.ts';

const healthFields = {
  id: z.string(),
  state: z.enum(FEED_STATES),
  since: time,
  why: z.string(),
  todo: text.describe('null when there is nothing to do'),
  warning: text.describe(
    'what holds back its news or its pages while the feed itself works, such as a host that asked us to wait, or a truncated document',
  ),
};
export const feedHealth = describes<FeedHealthJson>()(z.object(healthFields)).openapi('FeedHealth');

export const selectors = describes<HtmlSelectors>()(
  z.object({
    item: z.string(),
    title: maybe(z.string()),
    link: maybe(z.string()),
    date: maybe(z.string()),
  }),
);

const feedFields = {
  ...healthFields,
  url: z.string(),
  selectors: selectors.nullable().describe('of a page that is watched like a feed; null for feeds'),
  name: z.string(),
  site: text,
  language: text,
  region: text,
  kind: text,
  folder: text,
  origin: z.enum(['catalogue', 'user', 'opml']),
  enabled: z.boolean(),
  note: text,
  addedAt: time,
  nextPollAt: time,
  lastPolledAt: timeOrNull,
  lastSuccessAt: timeOrNull,
  lastNewAt: timeOrNull,
  intervalMinutes: z.number(),
  consecutiveFailures: count,
  lastFailure: text,
  redirectsTo: text,
};
export const feed = describes<FeedJson>()(z.object(feedFields)).openapi('Feed');

export const poll = describes<PollJson>()(
  z.object({
    at: time,
    ms: z.number(),
    outcome: z.enum(['polled', 'unchanged', 'failed']),
    code: z.enum(FAILURE_CODES).nullable(),
    class: z.enum(['soft', 'hard', 'blocked']).nullable(),
    message: text,
    status: z.int().nullable(),
    bytes: count,
    etag: text,
    lastModified: text,
    staleValidators: z.boolean(),
    nextAt: timeOrNull,
    seen: count.describe('new + known + rejected'),
    new: count,
    known: count,
    rejected: count,
    rejections: z.record(z.string(), count),
    warnings: z.array(z.string()),
  }),
).openapi('Poll');

export const feedDetail = describes<FeedDetailJson>()(
  z.object({
    ...feedFields,
    moves: list(z.object({ from: z.string(), to: z.string(), at: time, undoneAt: timeOrNull })),
    polls: list(poll).describe('newest first'),
    events: list(z.object({ at: time, kind: z.string(), message: z.string() })).describe('newest first'),
  }),
).openapi('FeedDetail');

export const coverage = describes<CoverageJson>()(
  z.object({
    since: time,
    until: time,
    share: share.nullable().describe('of the whole period, of all sources; null when there is none'),
    summary: text,
    sources: list(
      z.object({
        feedId: z.string(),
        name: z.string(),
        share: share.nullable().describe('of the whole period: before watchedSince it was not watched'),
        watchedSince: timeOrNull.describe('when it was first read; null when it never was'),
        windows: list(
          z.object({ from: time, until: timeOrNull, reason: z.string(), mayHaveMissed: z.boolean() }),
        ),
        mayHaveMissed: z.boolean(),
      }),
    ),
  }),
).openapi('Coverage');
