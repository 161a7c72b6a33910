/** The tables of saved searches and alerts. Times are epoch milliseconds. */
import type { Channel, FeedNews, News, Timing } from '../../core/alerts.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import { check, index, integer, sql, sqliteTable, text, uniqueIndex } from '../file/drizzle.ts';
import { articles } from './articles-schema.ts';

export const savedSearches = sqliteTable('saved_searches', {
  name: text().primaryKey(),
  /** As filterToJson writes it. */
  filter: text({ mode: 'json' }).$type<WrittenFilter>().notNull(),
  createdAt: integer().notNull(),
});

/** Which news goes to whom, and when. An alert on articles has either a saved search or a filter of its own. */
export const alerts = sqliteTable(
  'alerts',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull().unique(),
    about: text({ enum: ['articles', 'feeds'] }).notNull(),
    search: text().references(() => savedSearches.name),
    filter: text({ mode: 'json' }).$type<WrittenFilter>(),
    /** Whether every matching article is reported, or only the first of each story. */
    per: text({ enum: ['article', 'story'] }).notNull(),
    channel: text().$type<Channel>().notNull(),
    target: text().notNull(),
    secret: text(),
    timing: text({ mode: 'json' }).$type<Timing>().notNull(),
    createdAt: integer().notNull(),
    pausedAt: integer(),
    /** Null: paused by hand, or not at all. */
    pausedWhy: text(),
    /** The last `articles.seq`, or id of a feed event, that was checked against this alert. */
    cursor: integer().notNull(),
  },
  () => [check('alerts_what', sql`(about = 'feeds') = (search IS NULL AND filter IS NULL)`)],
);

/** One message to one receiver, tried until it is delivered or given up (`dead`). */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: text().primaryKey(),
    alertId: integer()
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    state: text({ enum: ['pending', 'delivered', 'dead'] })
      .notNull()
      .default('pending'),
    /** Its content as of when the message was made; null once delivered. */
    news: text({ mode: 'json' }).$type<News>(),
    madeAt: integer().notNull(),
    attempts: integer().notNull().default(0),
    nextTryAt: integer().notNull(),
    lastError: text(),
    /** When it was delivered or given up. */
    endedAt: integer(),
  },
  (table) => [
    index('deliveries_due').on(table.nextTryAt).where(sql`state = 'pending'`),
    index('deliveries_by_alert').on(table.alertId, table.state),
  ],
);

/** What an alert found: each article and feed event once, kept for ever so that none is reported twice, and its message. */
export const alertEvents = sqliteTable(
  'alert_events',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    alertId: integer()
      .notNull()
      .references(() => alerts.id, { onDelete: 'cascade' }),
    articleId: integer().references(() => articles.id, { onDelete: 'cascade' }),
    feedEventId: integer(),
    /** A copy of the feed event, since the feed and its events may be deleted before the message is made. */
    feedNews: text({ mode: 'json' }).$type<FeedNews>(),
    foundAt: integer().notNull(),
    /** The message that reports it; null until there is one. */
    deliveryId: text().references(() => deliveries.id),
  },
  (table) => [
    uniqueIndex('alert_events_once_an_article').on(table.alertId, table.articleId),
    uniqueIndex('alert_events_once_a_feed_event').on(table.alertId, table.feedEventId),
    index('alert_events_to_tell').on(table.alertId, table.id).where(sql`delivery_id IS NULL`),
    index('alert_events_by_article').on(table.articleId),
    index('alert_events_by_delivery').on(table.deliveryId),
  ],
);
