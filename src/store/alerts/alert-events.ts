/** What alerts find: each article and each feed event once for each alert, and from there into messages. */
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

/** Articles, or feed events, that are looked at in one transaction. */
const BATCH = 500;

/**
 * Looks at what came since the alert last looked, one batch of it, and keeps what it is to tell. True when there is more.
 * Throws UsageError for a filter that is none any more.
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
 * Articles that were there when a further feed listed them: they have not changed, but alerts on feeds, or on feeds of
 * countries, may find them now. Within the caller's transaction.
 */
export function findListed(db: Database, articleIds: readonly number[], now: number): void {
  if (articleIds.length === 0) return;
  for (const alert of listAlerts(db)) {
    if (alert.filter?.feed === undefined && alert.filter?.country === undefined) continue;
    try {
      keepFound(db, alert, idsAmong(db, articleIds, readFilterJson(alert.filter), now), now);
    } catch (error) {
      // A filter that is none any more is told of whenever its alert looks; it must keep no feed from being read.
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
  // Changed or tagged anew, an article counts as found again; one that was there before the alert is no news.
  const news = filter?.changed === undefined ? READ_AT : LAST_CHANGED_AT;
  db.run(sql`
    INSERT OR IGNORE INTO alert_events (alert_id, article_id, found_at)
    SELECT ${id}, a.id, ${now} FROM json_each(${JSON.stringify(articleIds)}) AS found JOIN articles a ON a.id = found.value
    WHERE ${news} >= ${createdAt}
    ORDER BY found.key`);
}

/** When the article `a` was first read, or given up with what its feed said. */
const READ_AT = sql`coalesce(a.fetched_at, (SELECT at FROM dead_letters d WHERE d.article_id = a.id), a.first_seen_at)`;
/** When the latest change of the article `a` was found: the news of an alert on changes, whenever it was read. */
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

/** A feed that somebody paused, or took up again in good health, is no news to them. */
function isNews({ kind, before, after }: FeedEventRow): boolean {
  if (kind !== 'feed-state') return kind === 'network-down' || kind === 'network-up';
  return after !== 'paused' && !(after === 'ok' && before === 'paused');
}

/**
 * Since when (epoch ms) something waits to be told; null when nothing does, or a message is still being tried: what comes
 * meanwhile is told together after it, so that a receiver that is down gets one message and not hundreds.
 */
export function waitingSince(db: Database, alertId: number): number | null {
  return db.get<{ since: number | null }>(sql`
    SELECT min(found_at) AS since FROM alert_events WHERE alert_id = ${alertId} AND delivery_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM deliveries WHERE alert_id = ${alertId} AND state = 'pending')`).since;
}

/** Makes one message of everything that waits. `deliveryId` is a new one. */
export function makeDelivery(db: Database, alert: StoredAlert, deliveryId: string, now: number): void {
  db.transaction(
    () => {
      const waiting = db
        .select()
        .from(alertEvents)
        .where(toTell(alert.id))
        .orderBy(asc(alertEvents.id))
        .all();
      const { fresh, told } =
        alert.per === 'story' ? perStory(db, alert.id, waiting) : { fresh: waiting, told: [] };
      if (fresh.length > 0) {
        const news = alert.about === 'feeds' ? feedsNews(fresh) : articlesNews(db, fresh);
        db.insert(deliveries)
          .values({ id: deliveryId, alertId: alert.id, news, madeAt: now, nextTryAt: now })
          .run();
      }
      for (const [id, earlier] of told)
        db.update(alertEvents).set({ deliveryId: earlier }).where(eq(alertEvents.id, id)).run();
      db.update(alertEvents).set({ deliveryId }).where(toTell(alert.id)).run();
    },
    { behavior: 'immediate' },
  );
}

const toTell = (alertId: number) => and(eq(alertEvents.alertId, alertId), isNull(alertEvents.deliveryId));

type EventRow = typeof alertEvents.$inferSelect;

/**
 * Of each story that was not told yet the one of its articles that tells it first; further ones belong to the message that
 * tells, or told, of their story (`told`: event id to delivery id). Stories are those of now: they may have been merged since.
 */
function perStory(db: Database, alertId: number, waiting: readonly EventRow[]) {
  const told = new Map<number, string>();
  const fresh: EventRow[] = [];
  for (const [story, events] of Map.groupBy(waiting, ({ articleId }) => storyOf(db, articleId ?? 0))) {
    const before =
      story !== null &&
      db.get<{ id: string } | undefined>(sql`
        SELECT e.delivery_id AS id FROM story_articles s CROSS JOIN alert_events e ON e.article_id = s.article_id
        WHERE s.story_id = ${story} AND e.alert_id = ${alertId} AND e.delivery_id IS NOT NULL LIMIT 1`);
    if (before) for (const { id } of events) told.set(id, before.id);
    else fresh.push(...(story === null ? events : firstOf(db, events)));
  }
  return { fresh, told };
}

/** In the order of a story's sources: articles that come in one go are found in any. */
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

/** The newest first; of a flood only they. */
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

/** What was told of `from` was told of `to`, also where an alert has found both: they are one article. */
export function reassignEvents(tx: Database, from: number, to: number): void {
  tx.run(sql`
    UPDATE alert_events SET delivery_id = told.delivery_id FROM alert_events told
    WHERE alert_events.article_id = ${to} AND alert_events.delivery_id IS NULL
      AND told.article_id = ${from} AND told.alert_id = alert_events.alert_id`);
  tx.run(sql`UPDATE OR IGNORE alert_events SET article_id = ${to} WHERE article_id = ${from}`);
}
