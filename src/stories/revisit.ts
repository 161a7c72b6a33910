/** When an article is fetched again to see whether its publisher has changed it. */

const HOUR = 3_600_000;

/** After an hour most corrections are in, after a day the second edition, after a week hardly anything follows. */
export const REVISITS: readonly number[] = [HOUR, 24 * HOUR, 7 * 24 * HOUR];

export interface Visits {
  /** When the article was first read, epoch ms. */
  readonly firstFetchedAt: number;
  /** When it was last requested, successfully or not; epoch ms. */
  readonly lastFetchedAt: number;
  readonly publishedAt: number | null;
}

/** Publishers change an article soon after publication: one that was older than this when first read is not revisited. */
const SETTLED = 30 * 24 * HOUR;

/**
 * Epoch ms at which to fetch the article again, which may have passed; null when it has been visited often enough. A
 * single visit makes up for several missed ones.
 */
export function nextRevisit({ firstFetchedAt, lastFetchedAt, publishedAt }: Visits): number | null {
  if (publishedAt !== null && firstFetchedAt - publishedAt > SETTLED) return null;
  for (const delay of REVISITS) if (lastFetchedAt < firstFetchedAt + delay) return firstFetchedAt + delay;
  return null;
}
