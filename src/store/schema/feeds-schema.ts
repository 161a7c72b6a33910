/** The tables of the feeds and their polls. Times are epoch milliseconds; JSON columns hold the model's own shapes. */

import type { FailureCode } from '../../core/errors.ts';
import type { HtmlSelectors } from '../../core/model.ts';
import type { FeedMemory } from '../../feed/watch/after-poll.ts';
import type { FailureClass } from '../../feed/watch/failure-class.ts';
import { check, index, integer, sql, sqliteTable, text } from '../file/drizzle.ts';

/** The watched feeds, with the state that each keeps between two polls. */
export const feeds = sqliteTable(
  'feeds',
  {
    id: text().primaryKey(),
    url: text().notNull().unique(),
    /** Host of `url`, with its port. */
    host: text().notNull().default(''),
    /** CSS selectors of the items, for an HTML page that is watched like a feed; null for feeds. */
    selectors: text({ mode: 'json' }).$type<HtmlSelectors>(),
    name: text().notNull(),
    site: text(),
    language: text(),
    region: text(),
    kind: text(),
    folder: text(),
    origin: text({ enum: ['catalogue', 'user', 'opml'] }).notNull(),
    enabled: integer({ mode: 'boolean' }).notNull().default(true),
    note: text(),
    addedAt: integer().notNull(),
    nextPollAt: integer().notNull(),
    lastPolledAt: integer(),
    /** Schedule, validators, rhythm, moves, health ...; null before the first poll. */
    memory: text({ mode: 'json' }).$type<StoredMemory>(),
  },
  (table) => [
    index('feeds_due').on(table.nextPollAt).where(sql`enabled = 1`),
    index('feeds_by_host').on(table.host),
  ],
);

export type FeedRow = typeof feeds.$inferSelect;

/** FeedMemory without what other columns hold. Parts may be missing where an older version wrote it. */
export type StoredMemory = Partial<Omit<FeedMemory, 'addedAt' | 'paused'>>;

/** One row for each poll: the request, its outcome, and how many items it brought. */
export const pollEvents = sqliteTable(
  'poll_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    feedId: text()
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    ms: integer().notNull(),
    outcome: text({ enum: ['polled', 'unchanged', 'failed'] }).notNull(),
    code: text().$type<FailureCode>(),
    class: text().$type<FailureClass>(),
    message: text(),
    status: integer(),
    bytes: integer().notNull().default(0),
    /** The validators that were sent; both null for an unconditional request. */
    etag: text(),
    lastModified: text(),
    /** The document had new items although its validators had not changed: the server's 304s cannot be trusted. */
    staleValidators: integer({ mode: 'boolean' }).notNull().default(false),
    /** When the next poll was planned for. */
    nextAt: integer(),
    seen: integer().notNull().default(0),
    new: integer().notNull().default(0),
    known: integer().notNull().default(0),
    rejected: integer().notNull().default(0),
    /** {reason: count} of the rejected items. */
    rejections: text({ mode: 'json' }).$type<Record<string, number>>().notNull().default({}),
    warnings: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
  },
  (table) => [
    index('poll_events_by_feed').on(table.feedId, table.at),
    index('poll_events_by_time').on(table.at),
    check('poll_events_add_up', sql`seen = new + known + rejected`),
  ],
);

/** Hosts that answered "too many requests" (429): how often, and until when they get no request. */
export const hosts = sqliteTable('hosts', {
  host: text().primaryKey(),
  strikes: integer().notNull(),
  lastStrikeAt: integer().notNull(),
  notBefore: integer().notNull(),
});

/** Periods in which a feed could not be watched, stored when they are over. */
export const blindWindows = sqliteTable(
  'blind_windows',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    feedId: text()
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    from: integer().notNull(),
    until: integer().notNull(),
    /** A failure code, `not-asked`, `stale-304` or `overrun`. */
    reason: text().notNull(),
    mayHaveMissed: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [
    index('blind_windows_by_feed').on(table.feedId, table.until),
    index('blind_windows_by_end').on(table.until),
  ],
);

/** What happened to feeds: states, moves. Without a feed: to our own network connection, or to all work. */
export const feedEvents = sqliteTable(
  'feed_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    feedId: text().references(() => feeds.id, { onDelete: 'cascade' }),
    at: integer().notNull(),
    kind: text().notNull(),
    /** One line for people. */
    message: text().notNull(),
    data: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
  },
  (table) => [
    index('feed_events_by_feed').on(table.feedId, table.id),
    index('feed_events_by_time').on(table.at),
  ],
);

/** What was paused by hand: a feed's id, or `*` for everything. */
export const pauses = sqliteTable('pauses', {
  scope: text().primaryKey(),
  since: integer().notNull(),
});
