/** Feeds as shown to people: their settings, health, polls and events. */

import { siteRuleFaultText, siteRuleHealth } from '../../article/site-rule-health.ts';
import { judge } from '../../feed/watch/after-poll.ts';
import { cutOffText, type FeedHealth } from '../../feed/watch/health.ts';
import type { Move, MoveCandidate } from '../../feed/watch/moves.ts';
import { momentText } from '../../text/shown/time-text.ts';
import type { Database } from '../file/database.ts';
import { and, desc, eq, sql } from '../file/drizzle.ts';
import { articles } from '../schema/articles-schema.ts';
import type { FeedRow } from '../schema/feeds-schema.ts';
import { pollEvents } from '../schema/feeds-schema.ts';
import { eventsOf, type FeedEventView, lastNetworkEvent } from './feed-events.ts';
import { memoryWith } from './feed-memory.ts';
import { findFeed, listFeeds } from './feeds.ts';
import { restingHosts } from './hosts.ts';
import { pausesNow } from './pauses.ts';

/** Times are epoch ms. */
export interface FeedView extends Omit<FeedRow, 'memory' | 'host'> {
  readonly health: FeedHealth;
  readonly lastSuccessAt: number | null;
  readonly lastNewAt: number | null;
  readonly intervalMinutes: number;
  readonly consecutiveFailures: number;
  readonly lastFailure: string | null;
  /**
   * Problems that the feed's health does not cover: its host asked us to wait, its document is cut off, its site's
   * extraction rule no longer works. One line; null when there is none.
   */
  readonly warning: string | null;
  /** The target of a permanent redirect that is being observed and not yet followed for good. */
  readonly redirectsTo: MoveCandidate | null;
}

export type PollView = Omit<typeof pollEvents.$inferSelect, 'id' | 'feedId'>;

export interface FeedDetail extends FeedView {
  /** Oldest first. */
  readonly moves: readonly Move[];
  /** Newest first. */
  readonly polls: readonly PollView[];
  readonly events: readonly FeedEventView[];
}

export function feedViews(db: Database, now: number): FeedView[] {
  const shared = { resting: restingHosts(db, now), paused: pausesNow(db), ruled: ruledFeeds(db) };
  return listFeeds(db).map((row) => viewOf(db, row, shared, now));
}

/** `limit` applies to polls and to events, each. Undefined when there is no such feed. */
export function feedDetail(
  db: Database,
  idOrUrl: string,
  limit: number,
  now: number,
): FeedDetail | undefined {
  const row = findFeed(db, idOrUrl);
  if (!row) return undefined;
  const polls = db
    .select()
    .from(pollEvents)
    .where(eq(pollEvents.feedId, row.id))
    .orderBy(desc(pollEvents.id))
    .limit(limit)
    .all()
    .map(({ id: _id, feedId: _feed, ...poll }) => poll);
  const moves = row.memory?.moves?.history ?? [];
  const shared = { resting: restingHosts(db, now), paused: pausesNow(db), ruled: new Set([row.id]) };
  return {
    ...viewOf(db, row, shared, now),
    moves,
    polls,
    events: eventsOf(db, row, limit),
  };
}

/** The event that says that our own network connection is down, so that no feed is blamed; null while it is up. */
export function lineDown(db: Database): FeedEventView | null {
  const last = lastNetworkEvent(db);
  return last?.kind === 'network-down' ? last : null;
}

/** Latest pages of a feed by which its site's extraction rule is judged. */
const RULED_PAGES = 50;

function ruleWarning(db: Database, feedId: string): string | null {
  const pages = db
    .select({ at: articles.fetchedAt, siteRule: articles.siteRule })
    .from(articles)
    .where(and(eq(articles.feedId, feedId), sql`site_rule IS NOT NULL`))
    .orderBy(desc(articles.fetchedAt))
    .limit(RULED_PAGES)
    .all()
    .flatMap(({ at, siteRule }) => (siteRule === null ? [] : { at: at ?? 0, siteRule }));
  const fault = siteRuleHealth(pages);
  return fault && `${siteRuleFaultText(fault)}; its pages are read as any site's`;
}

/** A host's "too many requests" (429) defers all of its feeds, also those that did not get that answer themselves. */
function restWarning({ enabled, host }: FeedRow, resting: ReadonlyMap<string, number>): string | null {
  const until = resting.get(host);
  return enabled && until !== undefined
    ? `${host} asked us to wait until ${momentText(until)}; none of its feeds is asked before`
    : null;
}

/** Read once for all feeds, of which there may be tens of thousands. */
interface SharedFacts {
  readonly resting: ReadonlyMap<string, number>;
  readonly paused: (feedId: string) => number | null;
  /** Feeds that may have pages read with a site's extraction rule: few sites have one. */
  readonly ruled: ReadonlySet<string>;
}

function ruledFeeds(db: Database): ReadonlySet<string> {
  const rows = db.all<{ id: string }>(
    sql`SELECT id FROM feeds WHERE EXISTS (SELECT 1 FROM articles WHERE feed_id = feeds.id AND site_rule IS NOT NULL)`,
  );
  return new Set(rows.map(({ id }) => id));
}

function viewOf(db: Database, row: FeedRow, { resting, paused, ruled }: SharedFacts, now: number): FeedView {
  const memory = memoryWith(row, paused);
  const ruleFault = ruled.has(row.id) ? ruleWarning(db, row.id) : null;
  const { schedule, lastFailure, watch, rhythm, lastCounts } = memory;
  const { memory: _memory, host: _host, ...identity } = row;
  return {
    ...identity,
    health: judge(memory, now),
    lastSuccessAt: watch.lastSuccessAt,
    lastNewAt: rhythm.lastNewAt,
    intervalMinutes: schedule.intervalMinutes,
    consecutiveFailures: schedule.failures,
    lastFailure: lastFailure && `${lastFailure.code}: ${lastFailure.message}`,
    warning:
      [restWarning(row, resting), cutOffText(lastCounts), ruleFault].filter(Boolean).join('; ') || null,
    redirectsTo: memory.moves.candidate,
  };
}
