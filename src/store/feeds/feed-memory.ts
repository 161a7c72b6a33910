/** Loads and saves what is remembered of a feed between polls, and updates its health when people pause or change it. */
import { EVERYTHING } from '../../core/operations.ts';
import { type FeedMemory, judge, newFeedMemory } from '../../feed/watch/after-poll.ts';
import { healthChange, type Paused } from '../../feed/watch/health.ts';
import { firstSchedule } from '../../feed/watch/schedule.ts';
import type { Database } from '../file/database.ts';
import { and, eq, sql } from '../file/drizzle.ts';
import type { FeedRow } from '../schema/feeds-schema.ts';
import { feeds, type StoredMemory } from '../schema/feeds-schema.ts';
import { writeFeedEvent } from './feed-events.ts';
import { notPaused, pause, pausedSince, resume } from './pauses.ts';

export function memoryOf(db: Database, row: FeedRow): FeedMemory {
  return memoryWith(row, (id) => pausedSince(db, id));
}

/** `paused` gives since when work on a feed is paused, epoch ms; null when it is not. */
export function memoryWith(row: FeedRow, paused: (feedId: string) => number | null): FeedMemory {
  const fresh = newFeedMemory(row.url, row.addedAt);
  const stored = { ...fresh, ...row.memory };
  return {
    ...stored,
    moves: { ...stored.moves, url: row.url },
    addedAt: row.addedAt,
    paused: pausedOf(row, paused),
  };
}

function pausedOf(
  { id, enabled, addedAt, memory }: FeedRow,
  paused: (feedId: string) => number | null,
): Paused | null {
  if (!enabled)
    return { how: 'off', since: memory?.health?.state === 'paused' ? memory.health.since : addedAt };
  const since = paused(id);
  return since === null ? null : { how: 'paused', since };
}

/** Without the parts that are stored elsewhere. */
export function storedMemory({ addedAt: _added, paused: _paused, ...memory }: FeedMemory): StoredMemory {
  return memory;
}

/** Saves the memory of a feed with the health judged from it, and an event when the health's state changed. */
export function remember(db: Database, id: string, memory: FeedMemory, now: number): void {
  const health = judge(memory, now);
  const change = healthChange(memory.health, health, now);
  if (change !== null) writeFeedEvent(db, id, change);
  db.update(feeds)
    .set({ memory: storedMemory({ ...memory, health }) })
    .where(eq(feeds.id, id))
    .run();
}

/**
 * Pauses the work of a feed, or all work for the scope `*`. The latter is stored as one row and one event, not per feed:
 * readers of a feed's health take the pauses into account.
 */
export function pauseWork(db: Database, scope: string, now: number): void {
  db.transaction(
    () => {
      const changed = pause(db, scope, now);
      if (scope !== EVERYTHING) judgeFeed(db, scope, now);
      else if (changed) writeFeedEvent(db, null, { kind: 'paused', at: now });
    },
    { behavior: 'immediate' },
  );
}

export function resumeWork(db: Database, scope: string, now: number): void {
  db.transaction(
    () => {
      const changed = resume(db, scope);
      if (scope !== EVERYTHING) return judgeFeed(db, scope, now);
      if (changed) writeFeedEvent(db, null, { kind: 'resumed', at: now });
      // Feeds whose stored health became `paused` meanwhile: a poll of theirs ended, or they were paused alone for a time.
      for (const id of staleAsPaused(db)) judgeFeed(db, id, now);
    },
    { behavior: 'immediate' },
  );
}

/** Enabled feeds whose stored health says `paused` although they are not. */
function staleAsPaused(db: Database): string[] {
  const paused = sql`json_extract(${feeds.memory}, '$.health.state') = 'paused'`;
  const rows = db
    .select({ id: feeds.id })
    .from(feeds)
    .where(and(sql`enabled = 1`, paused, notPaused(feeds.id)))
    .all();
  return rows.map(({ id }) => id);
}

function judgeFeed(db: Database, id: string, now: number): void {
  const row = db.select().from(feeds).where(eq(feeds.id, id)).get();
  if (row) remember(db, id, memoryOf(db, row), now);
}

/** The memory without its failures and backoff, for a feed that is enabled again or gets another address. */
export function forgiven(memory: FeedMemory, now: number): FeedMemory {
  const { lastNewAt } = memory.schedule;
  const schedule = { ...firstSchedule(now), lastNewAt };
  return { ...memory, schedule, lastFailure: null, challenge: null, lastCounts: null };
}
