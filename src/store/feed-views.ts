/** Feeds as people look at them: what is watched, how it is, and what happened to it. */

import { siteRuleFaultText, siteRuleHealth } from '../article/site-rule-health.ts';
import { judge } from '../feed/after-poll.ts';
import type { FeedHealth } from '../feed/health.ts';
import type { Move, MoveCandidate } from '../feed/moves.ts';
import { articles } from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, desc, eq, sql } from './drizzle.ts';
import { eventsOf, type FeedEventView, lastNetworkEvent } from './feed-events.ts';
import { memoryOf } from './feed-memory.ts';
import { findFeed, listFeeds } from './feeds.ts';
import type { FeedRow } from './feeds-schema.ts';
import { pollEvents } from './feeds-schema.ts';

/** Times are epoch ms. */
export interface FeedView extends Omit<FeedRow, 'memory' | 'host'> {
  readonly health: FeedHealth;
  readonly lastSuccessAt: number | null;
  readonly lastNewAt: number | null;
  readonly intervalMinutes: number;
  readonly consecutiveFailures: number;
  readonly lastFailure: string | null;
  /** What is wrong with the reading of its pages, while the feed itself is well. */
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
  return listFeeds(db).map((row) => viewOf(db, row, now));
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
  return { ...viewOf(db, row, now), moves, polls, events: eventsOf(db, row.id, limit) };
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

function viewOf(db: Database, row: FeedRow, now: number): FeedView {
  const memory = memoryOf(db, row);
  const { schedule, lastFailure, watch, rhythm } = memory;
  const { memory: _memory, host: _host, ...identity } = row;
  return {
    ...identity,
    health: judge(memory, now),
    lastSuccessAt: watch.lastSuccessAt,
    lastNewAt: rhythm.lastNewAt,
    intervalMinutes: schedule.intervalMinutes,
    consecutiveFailures: schedule.failures,
    lastFailure: lastFailure && `${lastFailure.code}: ${lastFailure.message}`,
    warning: ruleWarning(db, row.id),
    redirectsTo: memory.moves.candidate,
  };
}
