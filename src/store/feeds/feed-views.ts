/** Feeds as people look at them: what is watched, how it is, and what happened to it. */

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
  /** What keeps its news or its pages back while the feed itself is well: its host wants to be left in peace, its document breaks off, its site's rule is out of date. */
  readonly warning: string | null;
  /** Where it redirects for good, while that is on trial. */
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
  const around = { resting: restingHosts(db, now), paused: pausesNow(db), ruled: ruledFeeds(db) };
  return listFeeds(db).map((row) => viewOf(db, row, around, now));
}

/** `polls` and events: at most so many of each. */
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
  const around = { resting: restingHosts(db, now), paused: pausesNow(db), ruled: new Set([row.id]) };
  return {
    ...viewOf(db, row, around, now),
    moves,
    polls,
    events: eventsOf(db, row, limit),
  };
}

/** Why no feed is blamed at the moment: our own line is down; null while it is up. */
export function lineDown(db: Database): FeedEventView | null {
  const last = lastNetworkEvent(db);
  return last?.kind === 'network-down' ? last : null;
}

/** Pages of a feed that its site's rule is judged by. */
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

/** One host's "too many requests" keeps all its feeds back, also those that never heard it themselves. */
function restWarning({ enabled, host }: FeedRow, resting: ReadonlyMap<string, number>): string | null {
  const until = resting.get(host);
  return enabled && until !== undefined
    ? `${host} asked us to wait until ${momentText(until)}; none of its feeds is asked before`
    : null;
}

/** What is read once for all feeds, of which there may be tens of thousands. */
interface Around {
  readonly resting: ReadonlyMap<string, number>;
  readonly paused: (feedId: string) => number | null;
  /** Feeds that may have pages of a site with a rule: few sites have one. */
  readonly ruled: ReadonlySet<string>;
}

function ruledFeeds(db: Database): ReadonlySet<string> {
  const rows = db.all<{ id: string }>(
    sql`SELECT id FROM feeds WHERE EXISTS (SELECT 1 FROM articles WHERE feed_id = feeds.id AND site_rule IS NOT NULL)`,
  );
  return new Set(rows.map(({ id }) => id));
}

function viewOf(db: Database, row: FeedRow, { resting, paused, ruled }: Around, now: number): FeedView {
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
