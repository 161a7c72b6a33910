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
  /** Every one on the way, in order. */
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

/** The beginning of an answer whose status says failure: who answered, and what it says, as far as it was kept. */
export interface RefusalStart {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed; empty when nothing of it could be had. */
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
      /** Null when no answer came, or none whose status is the failure. */
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

/** `answer`: the beginning of what was answered, as text. */
export type PostOutcome =
  | { readonly kind: 'ok'; readonly status: number; readonly answer: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Sends once, to an address that passes the private-address guard; redirects are not followed. Never throws. */
export interface Poster {
  post(request: PostRequest): Promise<PostOutcome>;
}

/**
 * Robots rules of hosts, RFC 9309. `unknown` means the rules must be fetched first with `load`, which takes a
 * turn at the host like any other request. A Failure says why they cannot be had: the page must wait with them.
 */
export interface Robots {
  /** Looks the address up in the rules, which may be long: claim a turn first, then each address costs that once a turn. */
  check(url: string, now: number): 'allowed' | 'disallowed' | 'unknown' | Failure;
  /** The same where it costs next to nothing, so that nobody waits for a turn in vain; `unknown` where the rules are long. */
  glance(url: string, now: number): ReturnType<Robots['check']>;
  /**
   * Fetches and caches the rules of the URL's host; never throws. Why they cannot be had, when they were asked for just
   * now: who asked has tried. All others hear of a pause until they are asked for again, which is no try of theirs while it
   * may be an outage that passes.
   */
  load(url: string, now: number): Promise<Failure | null>;
  /** Our own line is back: rules of hosts that could not be reached are asked for again, as nobody knows whose fault it was. */
  forgetUnreached(): void;
  /** Crawl-delay of the host in milliseconds, when its cached rules state one. */
  crawlDelayMs(url: string): number | null;
  /** Rules read lately had to make room for others: those read now may be gone before anybody comes back for them. */
  isCrowded(now: number): boolean;
}

/**
 * The longest Crawl-delay that is heeded: a longer one would stall a host's feed for a day over a typing error. Who is next in
 * line waits for as long, and is so always served.
 */
export const MAX_CRAWL_DELAY_MS = 60_000;

export type Turn =
  | { readonly granted: true; readonly release: () => void }
  | { readonly granted: false; readonly waitMs: number };

/** Politeness: one request at a time for a host, and one start every interval. */
export interface HostSlots {
  /**
   * Asks for `claimant`'s turn at `host` at time `now` (epoch ms). Refused: come back after `waitMs`; that turn is kept.
   * `intervalMs` lengthens the usual interval for this host. `next` goes before the host's line, behind others that did:
   * for the further requests of work that is under way and keeps others waiting until it ends.
   */
  claim(
    host: string,
    claimant: string,
    now: number,
    intervalMs?: number,
    place?: 'last' | 'next',
  ): Promise<Turn>;
  /** Gives up the place in the line of a claimant that will not come back, so that nobody waits for it. */
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
  /** Where an article goes on behind one of its further pages, which is not tagged for that; null when it ends there. */
  nextPage(page: PageBytes): Promise<string | null | Failure>;
  /** What can be known of an article from its feed item alone, for pages that cannot be had. */
  readItem(input: { url: string; item: ItemHints }): Promise<PageReading | Failure>;
  /** Addresses at which the site of this page may have its feeds, the likeliest first. */
  findFeeds(input: {
    bytes: Uint8Array;
    url: string;
    contentType: string | null;
  }): Promise<readonly FeedCandidate[] | Failure>;
  /** Tags texts that are stored already. */
  tagTexts(inputs: readonly TagInput[]): Promise<TextTagging | Failure>;
  /** Of articles that are stored already: one for each, in order; null for one that has no story. */
  storyFeatures(inputs: readonly StoryInput[]): Promise<readonly (string | null)[] | Failure>;
  close(): Promise<void>;
}

export interface TextTagging {
  /** One for each text, in order. */
  readonly taggings: readonly Tagging[];
  readonly rulesVersion: string;
}

/** What an article's story is found by. */
export interface StoryInput extends Pick<Article, 'url' | 'title' | 'text' | 'language' | 'authors'> {
  readonly verdict: Article['verdict'] | null;
  readonly tagging: Pick<Tagging, 'tagged' | 'ventures' | 'companies'>;
}

/** A page read, and where its article goes on: null when it ends here. */
export type PageTurned = PageReading & { readonly nextPage: string | null };

export interface PageInput {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** The address that answered. */
  readonly url: string;
  /** Epoch ms; what the page dates later is not believed. */
  readonly fetchedAt: number;
  /** What the feed said of the article: a help where the page is silent. */
  readonly item: ItemHints;
  /** Further pages of the same article, in order. */
  readonly following?: readonly PageBytes[];
}

/** Results that the store writes in one transaction at the most, and that a queue therefore hands it at a time. */
export const RESULTS_TOGETHER = 16;

/** Where workers hand their results: the store itself, or a queue that leads to it. Every call may come twice. */
export interface ResultSink {
  feedPolled(result: FeedPolled): Promise<PollReceipt>;
  articleRead(result: ArticleRead): Promise<ArticleReceipt>;
  articleUnchanged(result: ArticleUnchanged): Promise<ArticleReceipt>;
  articleFailed(result: ArticleFailed): Promise<FailureReceipt>;
}

/** What a job's handler tells its runner: finished, or ask me again after that long. No time of day: clocks are set. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'again'; readonly waitMs: number };

export type JobHandlers = {
  readonly [Kind in Job['kind']]: (job: Extract<Job, { kind: Kind }>) => Promise<JobOutcome>;
};

export interface QueueDepth {
  readonly queue: string;
  readonly running: number;
  /** Start as soon as there is room. */
  readonly waiting: number;
  /** Start at a time of their own. */
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
  /** Throws when no job can be added or ended now, though there may be an answer to questions. */
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
