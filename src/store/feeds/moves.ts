/** Follows a feed's permanent redirects once its known items prove the target to be the same feed; and moves by hand. */
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
import { deferToHost } from './hosts.ts';

/** Known items that a document is compared with, the newest; more would not change the result. */
const MARKS = 1_000;

interface FollowedMove {
  readonly state: MoveState;
  readonly event: MoveEvent | null;
  readonly found: MoveObservation['found'];
}

/** What a poll tells about the feed's address: the new state, an event to record, and whose items the document has. */
export function followMove(db: Database, feed: FeedRow, moves: MoveState, polled: FeedPolled): FollowedMove {
  const { at, request, redirects, result } = polled;
  const unreached = result.kind === 'failed' && redirects.length === 0 && isUnreached(result.failure);
  // No answer, or an answer from an address that the feed has left since.
  if (unreached || request.url !== feed.url) return { state: moves, event: null, found: 'same' };
  const found = foundAt(db, moves, polled);
  const { state, event } = observeMove(moves, { at, redirects, found });
  // Addresses of feeds are unique: when another feed has the target, this one stays at its own.
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
  // A feed without items from before the redirect cannot be compared: it is taken to be what it redirects to.
  return before.length === 0 || sameItems(before, result.document.items) ? 'same' : 'other';
}

/** Items seen before the redirect began: later ones may have come from the very document that is to be judged. */
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
 * Gives a feed this address or, for null, the one before its last move; returns the feed. It is due at once, unless the new
 * host asked us to wait. Throws UsageError when the address is this or another feed's, or there is no move to undo.
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
      deferToHost(db, host, now);
      remember(db, feedId, fresh, now);
      const kind = url === null ? 'move-undone' : 'moved';
      writeFeedEvent(db, feedId, { kind, from: feed.url, to: moves.url, at: now });
      return { ...feed, url: moves.url };
    },
    { behavior: 'immediate' },
  );
}
