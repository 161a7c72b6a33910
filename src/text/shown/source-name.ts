/** What the source of an article is called, by one rule for every list, page, feed and message. */

export interface Sourced {
  readonly siteName: string | null;
  /** Of the feed that brought it. */
  readonly feedName: string | null;
  /** Still known after the feed was removed. */
  readonly feedId: string | null;
  readonly url: string;
}

/** The publisher's name, else its feed's, else the host of its address. */
export function sourceOf({ siteName, feedName, feedId, url }: Sourced): string {
  return siteName ?? feedName ?? feedId ?? new URL(url).hostname;
}
