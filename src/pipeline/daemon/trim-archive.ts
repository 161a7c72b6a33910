/** Housekeeping of the page archive: pages older than the setting says are forgotten, a slice at a time. */
import { DAY_MS } from '../../text/date/time.ts';

/** Pages forgotten in one go: some ten megabytes, a few milliseconds; nothing else can be written meanwhile. */
export const SLICE = 200;

interface ArchiveTrimming {
  readonly store: {
    /** Forgets up to `limit` of the pages fetched before, oldest first; how many it were. */
    forgetPages(before: number, limit: number): number;
  };
  /** Days that a page is kept; 0 for ever. */
  readonly days: number;
  readonly now: () => number;
}

/** How many pages were forgotten: fewer than `SLICE` when none is left to forget. */
export function trimArchive({ store, days, now }: ArchiveTrimming): number {
  return days === 0 ? 0 : store.forgetPages(now() - days * DAY_MS, SLICE);
}
