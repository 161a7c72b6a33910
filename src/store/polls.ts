/** Writes what a poll brought: the items, the event, and the feed's next turn, all in one transaction. */
import type { FeedPolled, PollReceipt } from '../core/jobs.ts';
import { nextPoll } from '../feed/schedule.ts';
import type { Database } from './database.ts';
import { eq, sql } from './drizzle.ts';
import type { FeedRow } from './feeds.ts';
import { createItemWriter } from './item-writer.ts';
import { feeds, pollEvents } from './schema.ts';

/** Poll events kept for each feed. */
const EVENTS_KEPT = 50;

/** Warnings kept with an event. */
const WARNINGS_KEPT = 20;

const NOTHING: PollReceipt = { seen: 0, new: 0, known: 0, rejected: 0, rejections: {}, jobs: [] };

/** `random` gives [0, 1) and spreads the next polls. */
export function createPollRecorder(db: Database, random: () => number): (polled: FeedPolled) => PollReceipt {
  const writeItems = createItemWriter(db);

  const record = (polled: FeedPolled): PollReceipt => {
    const feed = db.select().from(feeds).where(eq(feeds.id, polled.feedId)).get();
    // Removed while it was being polled: nothing is owed to it any more.
    if (!feed) return NOTHING;
    const { result, at } = polled;
    const receipt = result.kind === 'polled' ? writeItems(feed, result.document.items, at) : NOTHING;
    writeEvent(db, polled, receipt);
    writeSchedule(db, feed, polled, receipt, random);
    return receipt;
  };
  return (polled) => db.transaction(() => record(polled), { behavior: 'immediate' });
}

function writeEvent(db: Database, { feedId, at, ms, result }: FeedPolled, receipt: PollReceipt): void {
  const { jobs: _jobs, ...counts } = receipt;
  const failure = result.kind === 'failed' ? result.failure : null;
  db.insert(pollEvents)
    .values({
      feedId,
      at,
      ms,
      outcome: result.kind,
      code: failure?.code ?? null,
      message: failure?.message ?? null,
      status: result.kind === 'failed' ? (result.failure.status ?? null) : result.status,
      bytes: result.kind === 'failed' ? 0 : result.bytes,
      warnings: result.kind === 'polled' ? result.document.warnings.slice(0, WARNINGS_KEPT) : [],
      ...counts,
    })
    .run();
  db.run(sql`DELETE FROM poll_events WHERE feed_id = ${feedId} AND id <= (
    SELECT id FROM poll_events WHERE feed_id = ${feedId} ORDER BY id DESC LIMIT 1 OFFSET ${EVENTS_KEPT})`);
}

function writeSchedule(
  db: Database,
  feed: FeedRow,
  { at, ms, result }: FeedPolled,
  receipt: PollReceipt,
  random: () => number,
): void {
  const failure = result.kind === 'failed' ? result.failure : null;
  const consecutiveFailures = failure ? feed.consecutiveFailures + 1 : 0;
  const ttlMinutes = result.kind === 'polled' ? result.document.ttlMinutes : feed.ttlMinutes;
  const next = nextPoll({
    now: at + ms,
    intervalMinutes: feed.intervalMinutes,
    ttlMinutes,
    outcome: failure ? 'failed' : receipt.new > 0 ? 'new' : 'nothing-new',
    consecutiveFailures,
    retryAt: failure?.retryAt ?? null,
    random,
  });
  db.update(feeds)
    .set({
      nextPollAt: next.at,
      intervalMinutes: next.intervalMinutes,
      lastPolledAt: at,
      consecutiveFailures,
      lastFailure: failure ? `${failure.code}: ${failure.message}` : null,
      ttlMinutes,
      ...(failure ? {} : { lastSuccessAt: at }),
      ...(result.kind === 'polled'
        ? { etag: result.etag, lastModified: result.lastModified, bodyHash: result.bodyHash }
        : {}),
    })
    .where(eq(feeds.id, feed.id))
    .run();
}
