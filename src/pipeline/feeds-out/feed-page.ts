/** What a feed says, whatever format it is written in. */

export const FEED_FORMATS = ['atom', 'rss', 'jsonfeed'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** More entries than this no reader takes in one document; the next page has the others. */
export const MOST_ENTRIES = 500;

/** One page of a feed (RFC 5005). Times are ISO 8601; texts may hold anything that was stored. */
export interface FeedPage {
  /** The same for every page of one question. */
  readonly id: string;
  readonly title: string;
  /** Where people read the same. */
  readonly home: string;
  readonly updatedAt: string;
  /** Addresses of this page, of the first, and of the next where there is one, in the format given. */
  readonly self: (format: FeedFormat) => string;
  readonly first: (format: FeedFormat) => string;
  readonly next: ((format: FeedFormat) => string) | null;
  readonly entries: readonly FeedEntry[];
}

export interface FeedEntry {
  /** Never changes, whatever is asked and however often the article does. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  /** Never empty. */
  readonly authors: readonly string[];
  readonly publishedAt: string;
  readonly updatedAt: string;
  /** BCP 47; null when not known. */
  readonly language: string | null;
  readonly html: string;
  readonly categories: readonly FeedCategory[];
}

export interface FeedCategory {
  /** What `term` is one of: `company`, `stage` ... */
  readonly kind: string;
  readonly term: string;
  readonly label: string;
}

/** How each format is served: the ending of its address and its media type. */
export const SERVED: Readonly<Record<FeedFormat, { readonly ending: string; readonly type: string }>> = {
  atom: { ending: 'atom', type: 'application/atom+xml' },
  rss: { ending: 'rss', type: 'application/rss+xml' },
  jsonfeed: { ending: 'json', type: 'application/feed+json' },
};

/** Names within jvwire (RFC 4151): neither an address that moves nor the question that was asked is part of them. */
export const tagUri = (specific: string): string => `tag:jvwire,2026:${specific}`;

/** Where a list is served below `base`, which ends with a slash. */
export function feedAddress(base: string, list: string, params: URLSearchParams) {
  return (format: FeedFormat): string => {
    const query = params.size === 0 ? '' : `?${params}`;
    return `${base}feeds/${list}.${SERVED[format].ending}${query}`;
  };
}

/** The newest of the entries; for a feed without any, the day of `now`, so that its text stays the same for a while. */
export function newestOf(entries: readonly FeedEntry[], now: number): string {
  const newest = entries
    .map(({ updatedAt }) => updatedAt)
    .sort()
    .at(-1);
  return newest ?? `${new Date(now).toISOString().slice(0, 10)}T00:00:00.000Z`;
}
