/** What is remembered of a feed, as the pure parts know it, and its health whenever someone changes how it is watched. */
import { type FeedMemory, judge, newFeedMemory } from '../feed/after-poll.ts';
import { healthChange, type Paused } from '../feed/health.ts';
import { firstSchedule } from '../feed/schedule.ts';
import type { Database } from './database.ts';
import { eq } from './drizzle.ts';
import { writeFeedEvent } from './feed-events.ts';
import type { FeedRow } from './feeds-schema.ts';
import { feeds, type StoredMemory } from './feeds-schema.ts';
import { pausedSince } from './pauses.ts';

export function memoryOf(db: Database, row: FeedRow): FeedMemory {
  return memoryWith(row, (id) => pausedSince(db, id));
}

/** `paused`: since when work on a feed is. */
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

/** The parts that the feed's row does not say already. */
export function storedMemory({ addedAt: _added, paused: _paused, ...memory }: FeedMemory): StoredMemory {
  return memory;
}

/** Stores this memory of a feed with the health that it means, and an event if that is another state. */
export function remember(db: Database, id: string, memory: FeedMemory, now: number): void {
  const health = judge(memory, now);
  const change = healthChange(memory.health, health, now);
  if (change !== null) writeFeedEvent(db, id, change);
  db.update(feeds)
    .set({ memory: storedMemory({ ...memory, health }) })
    .where(eq(feeds.id, id))
    .run();
}

/** Judges one feed, or for null all of them, after work on it was paused or resumed. */
export function judgeFeeds(db: Database, id: string | null, now: number): void {
  const rows = db
    .select()
    .from(feeds)
    .where(id === null ? undefined : eq(feeds.id, id))
    .all();
  for (const row of rows) remember(db, row.id, memoryOf(db, row), now);
}

/** A feed that is switched on again, or given another address, is not punished for what went wrong before. */
export function forgiven(memory: FeedMemory, now: number): FeedMemory {
  const { lastNewAt } = memory.schedule;
  const schedule = { ...firstSchedule(now), lastNewAt };
  return { ...memory, schedule, lastFailure: null, challenge: null, lastCounts: null };
}
