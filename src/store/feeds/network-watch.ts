/** Notices from the polls of all hosts when our own network connection goes down and when it comes back. */
import type { FailureCode } from '../../core/errors.ts';
import type { FeedPolled } from '../../core/jobs.ts';
import { isUnreached } from '../../feed/watch/failure-class.ts';
import { type HostOutcome, NETWORK_WINDOW_MS, networkChange, networkView } from '../../feed/watch/network.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { lastNetworkEvent, writeFeedEvent } from './feed-events.ts';

/** Polls read at most; while the connection is down, thousands of feeds fail alike. */
const MOST_POLLS = 2_000;

export interface NetworkWatch {
  /** Takes one more poll into account and returns whether the connection is down. Writes an event when that changes. */
  observe(host: string, polled: FeedPolled): boolean;
  isDown(): boolean;
}

export function createNetworkWatch(db: Database): NetworkWatch {
  // The state is read from the database each time: kept in memory, it would survive the rollback of its event.
  return {
    isDown: () => lastNetworkEvent(db)?.kind === 'network-down',
    observe: (host, { at, ms, result }) => {
      const last = lastNetworkEvent(db);
      const down = last?.kind === 'network-down';
      const reached = result.kind !== 'failed' || !isUnreached(result.failure);
      // A poll that got an answer while the connection is up changes nothing: no need to read the others.
      if (reached && !down) return false;
      const now = at + ms;
      const view = networkView([...recentOutcomes(db, now), { host, at: now, reached }], now);
      const before = down ? { down, since: last.at, why: null } : null;
      const change = networkChange(before, view, now);
      if (change !== null) writeFeedEvent(db, null, change);
      return view.down;
    },
  };
}

/** The polls of the window, without those of feeds that failed already before it: these say nothing about our connection. */
function recentOutcomes(db: Database, now: number): HostOutcome[] {
  const from = now - NETWORK_WINDOW_MS;
  const rows = db.all<{ host: string; at: number; code: FailureCode | null }>(sql`
    SELECT f.host AS host, e.at + e.ms AS at, e.code AS code
    FROM poll_events e JOIN feeds f ON f.id = e.feed_id
    WHERE e.at >= ${from} AND coalesce(f.memory ->> '$.schedule.failingSince', e.at) >= ${from}
    ORDER BY e.at DESC LIMIT ${MOST_POLLS}`);
  return rows.map(({ host, at, code }) => ({ host, at, reached: code === null || !isUnreached({ code }) }));
}
