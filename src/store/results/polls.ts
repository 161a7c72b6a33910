/** Records a poll in one transaction: its items, its event, and the feed's new state. */
import type { FeedPolled, ItemCounts, PollReceipt } from '../../core/jobs.ts';
import type { FeedDocument } from '../../core/model.ts';
import { refusedDates } from '../../feed/document/refused-dates.ts';
import { type AfterPoll, afterPoll } from '../../feed/watch/after-poll.ts';
import { classifyFailure, isUnreached } from '../../feed/watch/failure-class.ts';
import type { MoveState } from '../../feed/watch/moves.ts';
import { writeWindow } from '../feeds/coverage.ts';
import { writeFeedEvent } from '../feeds/feed-events.ts';
import { memoryOf, storedMemory } from '../feeds/feed-memory.ts';
import { deferToHost, holdBack, paceOf, phaseAt, writePace } from '../feeds/hosts.ts';
import { keepLatest } from '../feeds/keep-latest.ts';
import { followMove } from '../feeds/moves.ts';
import type { NetworkWatch } from '../feeds/network-watch.ts';
import type { Database } from '../file/database.ts';
import { and, eq } from '../file/drizzle.ts';
import type { FeedRow } from '../schema/feeds-schema.ts';
import { feeds, pollEvents } from '../schema/feeds-schema.ts';
import { createItemWriter } from './item-writer.ts';

/** Poll events kept for each feed. */
const EVENTS_KEPT = 50;

/** Warnings kept with an event. */
const WARNINGS_KEPT = 20;

const NOTHING: PollReceipt = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {}, jobs: [] };

/** Recording is idempotent: a poll that is delivered twice counts once. `random` gives [0, 1) and spreads the next polls. */
export function createPollRecorder(
  db: Database,
  network: NetworkWatch,
  random: () => number,
): (polled: FeedPolled) => PollReceipt {
  const writeItems = createItemWriter(db);

  const record = (polled: FeedPolled): PollReceipt => {
    const { feedId, at, result } = polled;
    const feed = db.select().from(feeds).where(eq(feeds.id, feedId)).get();
    // The feed was removed while it was being polled.
    if (!feed) return NOTHING;
    const recorded = receiptOf(db, feedId, at);
    if (recorded) return recorded;
    const memory = memoryOf(db, feed);
    const move = followMove(db, feed, memory.moves, polled);
    const receipt =
      result.kind !== 'polled'
        ? NOTHING
        : move.found === 'other'
          ? refused(result.document.items.length)
          : writeItems(feed, result.document.items, at);
    const { jobs: _jobs, ...counts } = receipt;
    const down = network.observe(feed.host, polled);
    const after = afterPoll({ ...memory, moves: move.state }, polled, counts, {
      dueAt: at >= feed.nextPollAt ? feed.nextPollAt : null,
      pace: paceOf(db, feed.host),
      networkDown: down && result.kind === 'failed' && isUnreached(result.failure),
      phaseMs: phaseAt(db, feedId, feed.host),
      random,
    });
    writeEvent(db, polled, counts, after);
    writeFeed(db, feed, polled, move.state, after);
    if (move.event) writeFeedEvent(db, feedId, { ...move.event, at });
    return receipt;
  };
  return (polled) => db.transaction(() => record(polled), { behavior: 'immediate' });
}

/** The receipt of a poll that was recorded before. It has no jobs: the next sweep finds the articles in the database. */
function receiptOf(db: Database, feedId: string, at: number): PollReceipt | null {
  const row = db
    .select()
    .from(pollEvents)
    .where(and(eq(pollEvents.feedId, feedId), eq(pollEvents.at, at)))
    .get();
  if (!row) return null;
  const { seen, known, rejected, rejections } = row;
  return { seen, new: row.new, known, rejected, rejections, jobs: [] };
}

/** The receipt for a document that a redirect led to and that is not this feed's: all of its items are rejected. */
function refused(count: number): PollReceipt {
  return { ...NOTHING, seen: count, rejected: count, rejections: count > 0 ? { 'other-feed': count } : {} };
}

function writeEvent(
  db: Database,
  { feedId, at, ms, request, result }: FeedPolled,
  counts: ItemCounts,
  { nextAt, staleValidators }: AfterPoll,
): void {
  const failure = result.kind === 'failed' ? result.failure : null;
  const { etag, lastModified } = request;
  db.insert(pollEvents)
    .values({
      feedId,
      at,
      ms,
      outcome: result.kind,
      code: failure?.code ?? null,
      class: failure ? classifyFailure(failure.code, failure.challenge !== undefined).class : null,
      message: failure?.message ?? null,
      status: result.kind === 'failed' ? (result.failure.status ?? null) : result.status,
      bytes: result.kind === 'failed' ? 0 : result.bytes,
      etag,
      lastModified,
      staleValidators,
      nextAt,
      warnings: result.kind === 'polled' ? warningsOf(result.document, at) : [],
      ...counts,
    })
    .run();
  keepLatest(db, 'poll_events', feedId, EVENTS_KEPT);
}

function warningsOf({ items, warnings }: FeedDocument, at: number): string[] {
  return [...refusedDates(items, at), ...warnings].slice(0, WARNINGS_KEPT);
}

function writeFeed(
  db: Database,
  feed: FeedRow,
  { at }: FeedPolled,
  moves: MoveState,
  after: AfterPoll,
): void {
  const { id, host } = feed;
  const moved = moves.url !== feed.url;
  db.update(feeds)
    .set({
      nextPollAt: after.nextAt,
      lastPolledAt: at,
      memory: storedMemory(after.memory),
      ...(moved ? { url: moves.url, host: new URL(moves.url).host } : {}),
    })
    .where(eq(feeds.id, id))
    .run();
  writePace(db, host, after.pace);
  if (after.pace !== null) holdBack(db, host, after.pace.notBefore);
  if (moved) deferToHost(db, new URL(moves.url).host, at);
  if (after.window) writeWindow(db, id, after.window);
  if (after.change) writeFeedEvent(db, id, after.change);
}
