/** Finds what alerts report, each article and feed event once per alert, and makes messages of it. */
import { MOST_TOLD } from '../../alerts/compose.ts';
import type { FeedNews, News } from '../../core/alerts.ts';
import { UsageError } from '../../core/errors.ts';
import type { FeedState } from '../../feed/watch/health.ts';
import { readFilterJson } from '../../query/read-filter.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, isNull, sql } from '../file/drizzle.ts';
import { isoOf } from '../file/iso.ts';
import { articleNews } from '../lists/article-news.ts';
import { idsAmong, idsSince, lastSeq } from '../lists/article-queries.ts';
import { alertEvents, alerts, deliveries } from '../schema/alerts-schema.ts';
import { storyOf } from '../stories/story-rows.ts';
import { listAlerts, type StoredAlert } from './alerts.ts';

/** Articles, or feed events, that one transaction reads. */
const BATCH = 500;

/**
 * Checks one batch of what is new since the alert's cursor and stores what it is to report. True when there may be more.
 * Throws UsageError for a stored filter that is no longer valid.
 */
export function findEvents(db: Database, alert: StoredAlert, now: number): boolean {
  return db.transaction(
    () => {
      const cursor = db.select({ at: alerts.cursor }).from(alerts).where(eq(alerts.id, alert.id)).get();
      const find = alert.about === 'feeds' ? findFeedEvents : findArticles;
      return cursor !== undefined && find(db, alert, cursor.at, now);
    },
    { behavior: 'immediate' },
  );
}

function findArticles(db: Database, alert: StoredAlert, cursor: number, now: number): boolean {
  if (lastSeq(db) <= cursor) return false;
  const { ids, seq } = idsSince(db, readFilterJson({ ...alert.filter, limit: BATCH }), cursor, now);
  keepFound(db, alert, ids, now);
  db.update(alerts).set({ cursor: seq }).where(eq(alerts.id, alert.id)).run();
  return ids.length === BATCH;
}

/**
 * Checks alerts for known articles that another feed has now listed as well: they did not change, so no cursor finds them,
 * but filters by feed or country may match them now. The caller wraps it in a transaction.
 */
export function findListed(db: Database, articleIds: readonly number[], now: number): void {
  if (articleIds.length === 0) return;
  for (const alert of listAlerts(db)) {
    if (alert.filter?.feed === undefined && alert.filter?.country === undefined) continue;
    try {
      keepFound(db, alert, idsAmong(db, articleIds, readFilterJson(alert.filter), now), now);
    } catch (error) {
      // findEvents() reports a filter that is no longer valid; here it must not keep the poll from being recorded.
      if (!(error instanceof UsageError)) throw error;
    }
  }
}

function keepFound(
  db: Database,
  { id, filter, createdAt }: StoredAlert,
  articleIds: readonly number[],
  now: number,
): void {
  // An article comes here again whenever it is changed or retagged: what is older than the alert is not news to it.
  const news = filter?.changed === undefined ? READ_AT : LAST_CHANGED_AT;
  db.run(sql`
    INSERT OR IGNORE INTO alert_events (alert_id, article_id, found_at)
    SELECT ${id}, a.id, ${now} FROM json_each(${JSON.stringify(articleIds)}) AS found JOIN articles a ON a.id = found.value
    WHERE ${news} >= ${createdAt}
    ORDER BY found.key`);
}

/** When the article `a` was first read, or given up with only its feed's text. */
const READ_AT = sql`coalesce(a.fetched_at, (SELECT at FROM dead_letters d WHERE d.article_id = a.id), a.first_seen_at)`;
/** When the latest change of the article `a` was found: what counts for an alert on changes. */
const LAST_CHANGED_AT = sql`(SELECT max(r.at) FROM revisions r WHERE r.article_id = a.id)`;

interface FeedEventRow {
  readonly id: number;
  readonly feedId: string | null;
  readonly name: string | null;
  readonly at: number;
  readonly kind: string;
  readonly message: string;
  readonly before: FeedState | null;
  readonly after: FeedState | null;
}

function findFeedEvents(db: Database, { id }: StoredAlert, cursor: number, now: number): boolean {
  const rows = db.all<FeedEventRow>(sql`
    SELECT e.id, e.feed_id AS feedId, f.name, e.at, e.kind, e.message, e.data ->> '$.from' AS before, e.data ->> '$.to' AS after
    FROM feed_events e LEFT JOIN feeds f ON f.id = e.feed_id WHERE e.id > ${cursor} ORDER BY e.id LIMIT ${BATCH}`);
  const last = rows.at(-1);
  if (last === undefined) return false;
  for (const row of rows.filter(isNews)) {
    const { feedId, name, kind, message } = row;
    const feedNews: FeedNews = { feedId, name, at: isoOf(row.at), kind, message };
    db.insert(alertEvents)
      .values({ alertId: id, feedEventId: row.id, feedNews, foundAt: now })
      .onConflictDoNothing()
      .run();
  }
  db.update(alerts).set({ cursor: last.id }).where(eq(alerts.id, id)).run();
  return rows.length === BATCH;
}

/** State changes that people made themselves are not news: pausing a feed, and resuming one that is in good health. */
function isNews({ kind, before, after }: FeedEventRow): boolean {
  if (kind !== 'feed-state') return kind === 'network-down' || kind === 'network-up';
  return after !== 'paused' && !(after === 'ok' && before === 'paused');
}

/**
 * Since when (epoch ms) something waits for a message; null when nothing does, or while an earlier message is still being
 * tried: what is found meanwhile goes into one message after it, so that a receiver that was down does not get hundreds.
 */
export function waitingSince(db: Database, alertId: number): number | null {
  return db.get<{ since: number | null }>(sql`
    SELECT min(found_at) AS since FROM alert_events WHERE alert_id = ${alertId} AND delivery_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE alert_id = ${alertId} AND state = 'pending')`).since;
}

/** Makes one message of everything that waits; `deliveryId` is the id that it gets. */
export function makeDelivery(db: Database, alert: StoredAlert, deliveryId: string, now: number): void {
  db.transaction(
    () => {
      const waiting = db
        .select()
        .from(alertEvents)
        .where(unreported(alert.id))
        .orderBy(asc(alertEvents.id))
        .all();
      const { fresh, reported } =
        alert.per === 'story' ? perStory(db, alert.id, waiting) : { fresh: waiting, reported: [] };
      if (fresh.length > 0) {
        const news = alert.about === 'feeds' ? feedsNews(fresh) : articlesNews(db, fresh);
        db.insert(deliveries)
          .values({ id: deliveryId, alertId: alert.id, news, madeAt: now, nextTryAt: now })
          .run();
      }
      for (const [id, earlier] of reported)
        db.update(alertEvents).set({ deliveryId: earlier }).where(eq(alertEvents.id, id)).run();
      db.update(alertEvents).set({ deliveryId }).where(unreported(alert.id)).run();
    },
    { behavior: 'immediate' },
  );
}

const unreported = (alertId: number) => and(eq(alertEvents.alertId, alertId), isNull(alertEvents.deliveryId));

type EventRow = typeof alertEvents.$inferSelect;

/**
 * For an alert that reports each story once: `fresh` has the first article of each story that is not reported yet,
 * `reported` maps the other waiting events (ids) to the message (id) that reported their story. Stories as they are now:
 * they may have been merged since the articles were found.
 */
function perStory(db: Database, alertId: number, waiting: readonly EventRow[]) {
  const reported = new Map<number, string>();
  const fresh: EventRow[] = [];
  for (const [story, events] of Map.groupBy(waiting, ({ articleId }) => storyOf(db, articleId ?? 0))) {
    const before =
      story !== null &&
      db.get<{ id: string } | undefined>(sql`
        SELECT e.delivery_id AS id FROM story_articles s CROSS JOIN alert_events e ON e.article_id = s.article_id
        WHERE s.story_id = ${story} AND e.alert_id = ${alertId} AND e.delivery_id IS NOT NULL LIMIT 1`);
    if (before) for (const { id } of events) reported.set(id, before.id);
    else fresh.push(...(story === null ? events : firstOf(db, events)));
  }
  return { fresh, reported };
}

/** The first by the order of a story's sources: articles that arrive together are found in any order. */
function firstOf(db: Database, events: readonly EventRow[]): readonly EventRow[] {
  const ids = JSON.stringify(events.map(({ articleId }) => articleId));
  const { first } = db.get<{ first: number }>(sql`
    SELECT article_id AS first FROM story_features WHERE article_id IN (SELECT value FROM json_each(${ids}))
    ORDER BY published_at IS NULL, published_at, key LIMIT 1`);
  return events.filter(({ articleId }) => articleId === first);
}

function feedsNews(events: readonly EventRow[]): News {
  const told = events.slice(-MOST_TOLD).flatMap(({ feedNews }) => feedNews ?? []);
  return { about: 'feeds', events: told, more: events.length - told.length };
}

/** The newest first, at most MOST_TOLD of them; `more` counts the rest. */
function articlesNews(db: Database, events: readonly EventRow[]): News {
  const ids = JSON.stringify(events.map(({ articleId }) => articleId));
  const newest = db.all<{ id: number }>(sql`
    SELECT a.id FROM json_each(${ids}) AS found JOIN articles a ON a.id = found.value
    ORDER BY a.sort_at DESC, a.id DESC LIMIT ${MOST_TOLD}`);
  const articles = articleNews(
    db,
    newest.map(({ id }) => id),
  );
  return { about: 'articles', articles, more: events.length - articles.length };
}

/**
 * Moves the events of an article to the one that it is merged into. Where an alert found both, `to` counts as reported when
 * `from` was; the event of `from` is left to be deleted with its article.
 */
export function reassignEvents(tx: Database, from: number, to: number): void {
  tx.run(sql`
    UPDATE alert_events SET delivery_id = told.delivery_id FROM alert_events told
    WHERE alert_events.article_id = ${to} AND alert_events.delivery_id IS NULL
      AND told.article_id = ${from} AND told.alert_id = alert_events.alert_id`);
  tx.run(sql`UPDATE OR IGNORE alert_events SET article_id = ${to} WHERE article_id = ${from}`);
}
