/** The seams between the pipeline and the world: what adapters must provide. */
import type { PageBytes } from './archived-pages.ts';
import type { Failure } from './errors.ts';
import type {
  ArticleFailed,
  ArticleRead,
  ArticleReceipt,
  ArticleUnchanged,
  FailureReceipt,
  FeedPolled,
  ItemHints,
  Job,
  JobView,
  PageReading,
  PollReceipt,
  Redirect,
} from './jobs.ts';
import type { Article, FeedCandidate, FeedDocument, HtmlSelectors, Tagging, TagInput } from './model.ts';

export interface FetchRequest {
  readonly url: string;
  /** `feed` allows 20 MB, `page` 10 MB and `robots` 512 KB of decompressed body. */
  readonly kind: 'feed' | 'page' | 'robots';
  /** Validators of the last good answer; a 304 then comes back as `not-modified`. */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  /** Called before each redirect is followed; a failure returned here ends the fetch with it. */
  readonly onRedirect?: (url: URL) => Promise<Failure | null>;
  readonly signal?: AbortSignal;
}

export interface FetchedBody {
  readonly kind: 'ok';
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly status: number;
  /** Every redirect on the way, in order. */
  readonly redirects: readonly Redirect[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Decompressed. */
  readonly body: Uint8Array;
  readonly ms: number;
}

/** An answer whose status is a failure, with the beginning of its body. */
export interface RefusalStart {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed; empty when it could not be read. */
  readonly body: Uint8Array;
}

export type FetchOutcome =
  | FetchedBody
  | {
      readonly kind: 'not-modified';
      readonly url: string;
      readonly status: 304;
      readonly redirects: readonly Redirect[];
      readonly headers: Readonly<Record<string, string>>;
      readonly ms: number;
    }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly url: string;
      readonly redirects: readonly Redirect[];
      /** Null when the failure is not the status of an answer. */
      readonly refusal: RefusalStart | null;
      readonly ms: number;
    };

/** Never throws: everything that can go wrong outside is a `failed` outcome. */
export interface Fetcher {
  fetch(request: FetchRequest): Promise<FetchOutcome>;
}

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `answer`: the beginning of the answer's body, as text. */
export type PostOutcome =
  | { readonly kind: 'ok'; readonly status: number; readonly answer: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends once, to an address that passes the private-address guard; redirects are not followed. Never throws. */
export interface Poster {
  post(request: PostRequest): Promise<PostOutcome>;
}

/**
 * Robots rules of hosts, RFC 9309. `unknown` means the rules must be fetched first with `load`, which takes a
 * turn at the host like any other request. A Failure says why the rules are not available; the page waits until they are.
 */
export interface Robots {
  /** Matches the address against the rules. Long rules make this slow: call it while holding a turn, so once per turn. */
  check(url: string, now: number): 'allowed' | 'disallowed' | 'unknown' | Failure;
  /** Like `check`, but `unknown` for long rules, so always cheap: saves a disallowed page the wait for a turn. */
  glance(url: string, now: number): ReturnType<Robots['check']>;
  /**
   * Fetches and caches the rules of the URL's host; never throws. Resolves to the failure of this very request, which
   * counts as a try of the job that made it. All other jobs get `paused` from `check` until the rules are requested again,
   * which costs them no try as long as this may be a passing outage.
   */
  load(url: string, now: number): Promise<Failure | null>;
  /** Our own network connection is back: retry the rules of hosts that could not be reached, as the fault may have been ours. */
  forgetUnreached(): void;
  /** Crawl-delay of the host in milliseconds, when its cached rules state one. */
  crawlDelayMs(url: string): number | null;
  /** True when rules were evicted soon after they were read: rules read now may be gone before their pages are fetched. */
  isCrowded(now: number): boolean;
}

/**
 * The longest Crawl-delay that is honoured: a longer one would stall a host's feed for a day over a typing error. Work that
 * waits in place for the next turn waits this long at most, so that it gets one even at such a host.
 */
export const MAX_CRAWL_DELAY_MS = 60_000;

export type Turn =
  | { readonly granted: true; readonly release: () => void }
  | { readonly granted: false; readonly waitMs: number };

/** Rate limit per host: one request in flight at a time, and an interval between the starts of two. */
export interface HostSlots {
  /**
   * Asks for a turn at `host` for `claimant` at time `now` (epoch ms). When refused, come back after `waitMs`; the place
   * in the line is kept. `intervalMs` lengthens the usual interval for this host. Place `next` is ahead of the line,
   * behind others that also asked for `next`: for follow-up requests of a job that holds a worker until it ends.
   */
  claim(
    host: string,
    claimant: string,
    now: number,
    intervalMs?: number,
    place?: 'last' | 'next',
  ): Promise<Turn>;
  /** Gives up the place of a claimant that will not come back, so that nobody waits for it. */
  withdraw(host: string, claimant: string): void;
}

/** Runs the pure readers on bytes from outside, in child processes with limits. Failures are values. */
export interface Sandbox {
  readFeed(input: {
    bytes: Uint8Array;
    url: string;
    contentType: string | null;
    selectors?: HtmlSelectors | null;
  }): Promise<FeedDocument | Failure>;
  readPage(input: PageInput): Promise<PageTurned | Failure>;
  /** Address of the page that follows this further page of an article; null when it is the last. Tags nothing. */
  nextPage(page: PageBytes): Promise<string | null | Failure>;
  /** Reads an article from its feed item alone, for pages that cannot be fetched. */
  readItem(input: { url: string; item: ItemHints }): Promise<PageReading | Failure>;
  /** Addresses at which the site of this page may have its feeds, the likeliest first. */
  findFeeds(input: {
    bytes: Uint8Array;
    url: string;
    contentType: string | null;
  }): Promise<readonly FeedCandidate[] | Failure>;
  /** Tags texts that are stored already. */
  tagTexts(inputs: readonly TagInput[]): Promise<TextTagging | Failure>;
  /** Story features of stored articles: one for each, in order; null for an article that belongs to no story. */
  storyFeatures(inputs: readonly StoryInput[]): Promise<readonly (string | null)[] | Failure>;
  close(): Promise<void>;
}

export interface TextTagging {
  /** One for each text, in order. */
  readonly taggings: readonly Tagging[];
  readonly rulesVersion: string;
}

/** What story features are computed from. */
export interface StoryInput extends Pick<Article, 'url' | 'title' | 'text' | 'language' | 'authors'> {
  readonly verdict: Article['verdict'] | null;
  readonly tagging: Pick<Tagging, 'tagged' | 'ventures' | 'companies'>;
}

/** A page read, and the address of the article's next page: null when this is the last. */
export type PageTurned = PageReading & { readonly nextPage: string | null };

export interface PageInput {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
  /** Epoch ms; later dates on the page are not believed. */
  readonly fetchedAt: number;
  /** What the feed item says about the article; fills in what the page lacks. */
  readonly item: ItemHints;
  /** Further pages of the same article, in order. */
  readonly following?: readonly PageBytes[];
}

/** The most results written in one transaction, and so the number that a queue hands to the store concurrently. */
export const RESULTS_TOGETHER = 16;

/** Where workers hand their results: the store itself, or a queue that leads to it. Idempotent: any call may come twice. */
export interface ResultSink {
  feedPolled(result: FeedPolled): Promise<PollReceipt>;
  articleRead(result: ArticleRead): Promise<ArticleReceipt>;
  articleUnchanged(result: ArticleUnchanged): Promise<ArticleReceipt>;
  articleFailed(result: ArticleFailed): Promise<FailureReceipt>;
}

/** What a job's handler returns to its runner: done, or run it again after `waitMs`. No time of day: clocks get adjusted. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly waitMs: number };

export type JobHandlers = {
  readonly [Kind in Job['kind']]: (job: Extract<Job, { kind: Kind }>) => Promise<JobOutcome>;
};

export interface QueueDepth {
  readonly queue: string;
  readonly running: number;
  /** Start as soon as a worker is free. */
  readonly waiting: number;
  /** Start at a set time. */
  readonly delayed: number;
}

/** Deliveries in flight at the same time, beside the other work. */
export const DELIVERIES_AT_ONCE = 4;

/** Runs jobs, few at a time. The queue is disposable: what it loses the next sweep finds in the database. */
export interface JobRunner {
  /** A job that is waiting or running already is not added again. `urgent` ones go first. */
  add(jobs: readonly Job[], options?: { readonly urgent?: boolean }): Promise<void>;
  /** While paused, running jobs end and no other starts. */
  setPaused(paused: boolean): Promise<void>;
  jobs(): Promise<{ readonly running: readonly JobView[]; readonly waiting: readonly JobView[] }>;
  /** How many jobs there are, queue by queue; cheap however many. Throws when the queue cannot be asked. */
  depths(): Promise<readonly QueueDepth[]>;
  /** Throws when jobs cannot be added or completed now, even if the queue can still be read. */
  tryWrite(): Promise<void>;
  /** Takes no more jobs; resolves when the running ones have ended, or after `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

/** Structured log; the message is constant, what varies goes into fields. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
