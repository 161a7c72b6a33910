/** When an article is fetched again to see whether its publisher has changed it. */

const HOUR = 3_600_000;

/** After an hour most corrections are in, after a day the second edition, after a week hardly anything follows. */
export const REVISITS: readonly number[] = [HOUR, 24 * HOUR, 7 * 24 * HOUR];

export interface Visits {
  /** When the article was first read, epoch ms. */
  readonly firstFetchedAt: number;
  /** The last time it was asked for, whatever came of it. */
  readonly lastFetchedAt: number;
  readonly publishedAt: number | null;
}

/** What the publisher changes, he changes soon after publication: an article found when it was this old stays as it is. */
const SETTLED = 30 * 24 * HOUR;

/**
 * Epoch ms at which to fetch the article again, which may have passed; null when it has been visited often enough. A
 * visit that was missed is made up for once, not as many times as it was missed.
 */
export function nextRevisit({ firstFetchedAt, lastFetchedAt, publishedAt }: Visits): number | null {
  if (publishedAt !== null && firstFetchedAt - publishedAt > SETTLED) return null;
  for (const delay of REVISITS) if (lastFetchedAt < firstFetchedAt + delay) return firstFetchedAt + delay;
  return null;
}
