/** What the source of an article is called, by one rule for every list, page and feed. */

export interface Sourced {
  readonly siteName: string | null;
  readonly feedId: string | null;
  readonly url: string;
}

/** The publisher's name, else its feed's (its id where there is no `feedName`), else the host of its address. */
export function sourceOf(
  { siteName, feedId, url }: Sourced,
  feedName: (id: string) => string = (id) => id,
): string {
  if (siteName !== null) return siteName;
  return feedId === null ? new URL(url).hostname : feedName(feedId);
}
