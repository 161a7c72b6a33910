/** Housekeeping of the page archive: pages older than JVWIRE_ARCHIVE_DAYS are deleted, a slice at a time. */
import { DAY_MS } from '../../text/date/time.ts';

/** Pages deleted at a time: some ten megabytes, a few milliseconds in which nothing else can be written. */
export const SLICE = 200;

interface ArchiveTrimming {
  readonly store: {
    /** Deletes up to `limit` of the pages fetched before `before` (epoch ms), oldest first; returns how many. */
    forgetPages(before: number, limit: number): number;
  };
  /** Days that a page is kept; 0 for ever. */
  readonly days: number;
  readonly now: () => number;
}

/** Returns how many pages were deleted: fewer than `SLICE` when none is left to delete. */
export function trimArchive({ store, days, now }: ArchiveTrimming): number {
  return days === 0 ? 0 : store.forgetPages(now() - days * DAY_MS, SLICE);
}
