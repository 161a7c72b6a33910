/** Stores when each feed could not be watched, to tell what a list of articles may lack. */
import {
  type BlindWindow,
  blindLine as blindLineOf,
  coverageLine as coverageLineOf,
  coverageOf,
  type Period,
  type SourceCoverage,
  type SourceHistory,
  UNWATCHED,
} from '../../feed/watch/coverage.ts';
import type { Database } from '../file/database.ts';
import { and, eq, gte, lt, sql } from '../file/drizzle.ts';
import { blindWindows, feeds } from '../schema/feeds-schema.ts';
import { keepLatest } from './keep-latest.ts';

/** Windows kept for each feed: years for a healthy one, weeks for one that fails every hour. */
const WINDOWS_KEPT = 500;

export function writeWindow(db: Database, feedId: string, window: BlindWindow): void {
  const { from, until, reason, mayHaveMissed } = window;
  if (until === null) throw new Error('only a window that is over can be stored');
  db.insert(blindWindows).values({ feedId, from, until, reason, mayHaveMissed }).run();
  keepLatest(db, 'blind_windows', feedId, WINDOWS_KEPT);
}

/** The watch history of every enabled feed, or of one, in a period (epoch ms). */
export function sourceHistories(db: Database, period: Period, feedId?: string): SourceHistory[] {
  const windows = new Map<string, BlindWindow[]>();
  const rows = db
    .select()
    .from(blindWindows)
    .where(and(gte(blindWindows.until, period.since), lt(blindWindows.from, period.until)))
    .all();
  for (const { feedId: id, from, until, reason, mayHaveMissed } of rows) {
    const window = { from, until, reason, mayHaveMissed };
    const list = windows.get(id);
    if (list) list.push(window);
    else windows.set(id, [window]);
  }
  return db
    .select({ feedId: feeds.id, name: feeds.name, addedAt: feeds.addedAt, memory: feeds.memory })
    .from(feeds)
    .where(feedId === undefined ? sql`enabled = 1` : eq(feeds.id, feedId))
    .orderBy(feeds.id)
    .all()
    .map(({ memory, ...feed }) => ({
      ...feed,
      windows: windows.get(feed.feedId) ?? [],
      state: memory?.watch ?? UNWATCHED,
    }));
}

/** The last line of a list of everything stored, which tells what it may lack; null when nothing was missed. */
export function blindLine(db: Database, period: Period, feedId?: string): string | null {
  return blindLineOf(coverages(db, period, feedId), period);
}

/** The same for a list from a given day on, which may also begin before its sources were watched. */
export function coverageLine(db: Database, period: Period, feedId?: string): string | null {
  return coverageLineOf(coverages(db, period, feedId), period);
}

function coverages(db: Database, period: Period, feedId?: string): SourceCoverage[] {
  return sourceHistories(db, period, feedId).map((source) => coverageOf(source, period));
}
