/** Notices from the polls of all hosts when our own line goes down, and when it comes back. */
import type { FailureCode } from '../../core/errors.ts';
import type { FeedPolled } from '../../core/jobs.ts';
import { isUnreached } from '../../feed/watch/failure-class.ts';
import { type HostOutcome, NETWORK_WINDOW_MS, networkChange, networkView } from '../../feed/watch/network.ts';
import type { Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';
import { lastNetworkEvent, writeFeedEvent } from './feed-events.ts';

/** Polls looked at; a line that is down fails thousands of feeds alike. */
const MOST_POLLS = 2_000;

export interface NetworkWatch {
  /** One more poll; the answer is whether the line is down. Writes an event when that changes. */
  observe(host: string, polled: FeedPolled): boolean;
  isDown(): boolean;
}

export function createNetworkWatch(db: Database): NetworkWatch {
  // Asked of the database each time: a transaction that is rolled back takes its event with it.
  return {
    isDown: () => lastNetworkEvent(db)?.kind === 'network-down',
    observe: (host, { at, ms, result }) => {
      const last = lastNetworkEvent(db);
      const down = last?.kind === 'network-down';
      const reached = result.kind !== 'failed' || !isUnreached(result.failure);
      // While all is well an answer changes nothing: no need to look at the others.
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

/** The polls of the window, without feeds that had been failing for longer than it: they say nothing about our line. */
function recentOutcomes(db: Database, now: number): HostOutcome[] {
  const from = now - NETWORK_WINDOW_MS;
  const rows = db.all<{ host: string; at: number; code: FailureCode | null }>(sql`
    SELECT f.host AS host, e.at + e.ms AS at, e.code AS code
    FROM poll_events e JOIN feeds f ON f.id = e.feed_id
    WHERE e.at >= ${from} AND coalesce(f.memory ->> '$.schedule.failingSince', e.at) >= ${from}
    ORDER BY e.at DESC LIMIT ${MOST_POLLS}`);
  return rows.map(({ host, at, code }) => ({ host, at, reached: code === null || !isUnreached({ code }) }));
}
