/** Follows a feed's redirects, with the items it is known by; and what people decide about them. */
import { UsageError } from '../../core/errors.ts';
import type { FeedPolled } from '../../core/jobs.ts';
import { NO_VALIDATORS } from '../../feed/watch/conditional.ts';
import { isUnreached } from '../../feed/watch/failure-class.ts';
import {
  type ItemMark,
  isOnTrial,
  type MoveEvent,
  type MoveObservation,
  type MoveState,
  moveTo,
  observeMove,
  permanentTarget,
  sameItems,
  undoMove,
} from '../../feed/watch/moves.ts';
import type { Database } from '../file/database.ts';
import { and, desc, eq, lt } from '../file/drizzle.ts';
import { items } from '../schema/articles-schema.ts';
import type { FeedRow } from '../schema/feeds-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';
import { writeFeedEvent } from './feed-events.ts';
import { forgiven, memoryOf, remember } from './feed-memory.ts';
import { heedRest } from './hosts.ts';

/** Known items that a document is compared with; no feed holds more that matter. */
const MARKS = 1_000;

interface FollowedMove {
  readonly state: MoveState;
  readonly event: MoveEvent | null;
  readonly found: MoveObservation['found'];
}

/** What a poll says of the feed's address. */
export function followMove(db: Database, feed: FeedRow, moves: MoveState, polled: FeedPolled): FollowedMove {
  const { at, request, redirects, result } = polled;
  const unreached = result.kind === 'failed' && redirects.length === 0 && isUnreached(result.failure);
  // Nothing was heard, or of an address that is the feed's no more.
  if (unreached || request.url !== feed.url) return { state: moves, event: null, found: 'same' };
  const found = foundAt(db, moves, polled);
  const { state, event } = observeMove(moves, { at, redirects, found });
  // Two feeds cannot have one address: this one goes on being asked at its own.
  if (state.url !== feed.url && isTaken(db, state.url)) return { state: moves, event: null, found };
  return { state, event, found };
}

function foundAt(
  db: Database,
  { url, candidate }: MoveState,
  { feedId, at, redirects, result }: FeedPolled,
): MoveObservation['found'] {
  if (result.kind === 'failed') return 'failed';
  const target = permanentTarget(url, redirects);
  if (target === null || result.kind === 'unchanged') return 'same';
  const before = itemsBefore(db, feedId, isOnTrial(candidate, target) ? candidate.firstAt : at);
  // A feed that has redirected for as long as we know it is what it leads to.
  return before.length === 0 || sameItems(before, result.document.items) ? 'same' : 'other';
}

/** Items seen before the redirect began: later ones may be those of the document to be judged. */
function itemsBefore(db: Database, feedId: string, at: number): ItemMark[] {
  const { guid, url, title } = items;
  return db
    .select({ guid, url, title })
    .from(items)
    .where(and(eq(items.feedId, feedId), lt(items.firstSeenAt, at)))
    .orderBy(desc(items.id))
    .limit(MARKS)
    .all();
}

function isTaken(db: Database, url: string): boolean {
  return db.select({ id: feeds.id }).from(feeds).where(eq(feeds.url, url)).get() !== undefined;
}

/**
 * Gives a feed this address, or, for null, the one it had before its last move. It is asked there as
 * soon as that host may be. Throws UsageError when another feed has the address, or there is nothing to go back to.
 */
export function changeAddress(db: Database, feedId: string, url: string | null, now: number): FeedRow {
  return db.transaction(
    () => {
      const feed = db.select().from(feeds).where(eq(feeds.id, feedId)).get();
      if (!feed) throw new Error(`no feed ${feedId}`);
      const memory = memoryOf(db, feed);
      const moves = url === null ? undoMove(memory.moves, now) : moveTo(memory.moves, url, now);
      if (moves === null) throw new UsageError(`${feedId} has made no move that could be undone`);
      if (moves.url === feed.url) throw new UsageError(`${feedId} is at ${feed.url} already`);
      if (isTaken(db, moves.url)) throw new UsageError(`${moves.url} is watched already, by another feed`);
      const fresh = { ...forgiven(memory, now), moves, validators: NO_VALIDATORS };
      const host = new URL(moves.url).host;
      db.update(feeds).set({ url: moves.url, host, nextPollAt: now }).where(eq(feeds.id, feedId)).run();
      heedRest(db, host, now);
      remember(db, feedId, fresh, now);
      const kind = url === null ? 'move-undone' : 'moved';
      writeFeedEvent(db, feedId, { kind, from: feed.url, to: moves.url, at: now });
      return { ...feed, url: moves.url };
    },
    { behavior: 'immediate' },
  );
}
