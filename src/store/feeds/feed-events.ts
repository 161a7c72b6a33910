/** Events in the life of feeds, for people to read and for alerts to report. */
import type { HealthChange } from '../../feed/watch/health.ts';
import type { MoveEvent } from '../../feed/watch/moves.ts';
import type { NetworkEvent } from '../../feed/watch/network.ts';
import type { Database } from '../file/database.ts';
import { and, desc, eq, gte, inArray, isNull, or } from '../file/drizzle.ts';
import { feedEvents } from '../schema/feeds-schema.ts';
import { keepLatest } from './keep-latest.ts';

/** Events kept for each feed, and as many of those that belong to no feed. */
const EVENTS_KEPT = 200;

type FeedHappening =
  | HealthChange
  | (MoveEvent & { readonly at: number })
  | { readonly kind: 'move-undone'; readonly from: string; readonly to: string; readonly at: number }
  | { readonly kind: 'paused' | 'resumed'; readonly at: number }
  | NetworkEvent;

/** `feedId` is null for an event of our own network connection or of all work. */
export function writeFeedEvent(db: Database, feedId: string | null, happening: FeedHappening): void {
  const { kind, at, ...data } = happening;
  db.insert(feedEvents)
    .values({ feedId, at, kind, message: describe(happening), data })
    .run();
  keepLatest(db, 'feed_events', feedId, EVENTS_KEPT);
}

function describe(happening: FeedHappening): string {
  switch (happening.kind) {
    case 'feed-state':
      return `${happening.from ?? 'new'} -> ${happening.to}: ${happening.why}`;
    case 'moved':
      return `moved from ${happening.from} to ${happening.to}`;
    case 'move-doubtful':
      return `${happening.from} redirects for good to ${happening.to}, which does not hold its items`;
    case 'move-undone':
      return `went back from ${happening.from} to ${happening.to}`;
    case 'paused':
      return 'all work was paused by hand';
    case 'resumed':
      return 'all work goes on';
    case 'network-down':
    case 'network-up':
      return happening.why;
  }
}

export interface FeedEventView {
  readonly feedId: string | null;
  readonly at: number;
  readonly kind: string;
  readonly message: string;
}

/** The latest events of a feed, newest first, and among them the pauses of all work since the feed was added. */
export function eventsOf(
  db: Database,
  { id, addedAt }: { readonly id: string; readonly addedAt: number },
  limit: number,
): FeedEventView[] {
  const { at, kind, message } = feedEvents;
  const ofAllWork = and(isNull(feedEvents.feedId), inArray(kind, ['paused', 'resumed']));
  return db
    .select({ feedId: feedEvents.feedId, at, kind, message })
    .from(feedEvents)
    .where(or(eq(feedEvents.feedId, id), and(ofAllWork, gte(at, addedAt))))
    .orderBy(desc(feedEvents.id))
    .limit(limit)
    .all();
}

/** The latest event of our own network connection; undefined when there was none. */
export function lastNetworkEvent(db: Database): FeedEventView | undefined {
  const { at, kind, message } = feedEvents;
  return db
    .select({ feedId: feedEvents.feedId, at, kind, message })
    .from(feedEvents)
    .where(and(isNull(feedEvents.feedId), inArray(feedEvents.kind, ['network-down', 'network-up'])))
    .orderBy(desc(feedEvents.id))
    .limit(1)
    .get();
}
