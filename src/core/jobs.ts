/** What travels between the pipeline's parts: jobs, their results, and the events they make. */
import type { Failure } from './errors.ts';
import type { Article, FeedDocument, FeedItem, HtmlSelectors, Tagging, Verdict } from './model.ts';

/** What the feed item says about an article. */
export type ItemHints = Pick<FeedItem, 'title' | 'authors' | 'publishedAt' | 'summary'> & {
  readonly language: string | null;
};

/** An article as read, with its tags. */
export interface ItemReading {
  readonly article: Article;
  readonly tagging: Tagging;
  /** Version of the rules and data that tagged it. */
  readonly rulesVersion: string;
  /** What other articles about the same event are found by, stored with the article; null when it belongs to no story. */
  readonly storyFeatures: string | null;
}

export interface PageReading extends ItemReading {
  /**
   * The reading of the feed item alone, given when the page's title differs from the feed's. The store uses it instead
   * when the page turns out to be one that other articles lead to as well: it then says nothing about this article.
   */
  readonly ofItem?: ItemReading | undefined;
}

/** One poll of one feed: everything a worker needs to know, so that it can run on any machine. */
export interface PollJob {
  readonly kind: 'poll';
  readonly feedId: string;
  readonly url: string;
  /** Validators to send; both null asks for the whole document. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** SHA-256 of the last body, hex: the same body again is `unchanged` whatever the headers say. */
  readonly bodyHash: string | null;
  /** Where the items are, on an HTML page that is watched like a feed; null for feeds. */
  readonly selectors: HtmlSelectors | null;
}

/** One try at fetching and reading one article. */
export interface IngestJob {
  readonly kind: 'ingest';
  readonly articleId: number;
  readonly url: string;
  /** Tries before this one. */
  readonly attempts: number;
  readonly item: ItemHints;
  /** Validators of the page that was read before, so that a 304 can answer; null asks for the page in any case. */
  readonly validators: Validators | null;
}

/** One try at delivering one message. Its content and receiver stay in the database, because targets are secrets. */
export interface DeliverJob {
  readonly kind: 'deliver';
  readonly deliveryId: string;
  /** Where it goes, for people to see: the origin of a hook, or `mailto:` and the address. */
  readonly url: string;
}

/** Jobs that any machine can do. */
export type WorkJob = PollJob | IngestJob;
export type Job = WorkJob | DeliverJob;

/** A job's identity, by which queues deduplicate: no feed or article is worked on twice at the same time. */
export function jobId(job: Job): string {
  switch (job.kind) {
    case 'poll':
      return feedJobId(job.feedId);
    case 'ingest':
      return articleJobId(job.articleId);
    case 'deliver':
      return `delivery-${job.deliveryId}`;
  }
}

/** How people see a job; `at` as in JobView. */
export function jobView(job: Job, at: number | null): JobView {
  const { host, pathname } = new URL(job.url);
  // The path of a mailto: address is the address itself.
  return { id: jobId(job), kind: job.kind, host: host || pathname, url: job.url, at };
}

export const feedJobId = (feedId: string): string => `feed-${feedId}`;
export const articleJobId = (articleId: number): string => `article-${articleId}`;

/** What a job's id says: its kind, and which feed or article it is about. */
export type WorkName = Pick<PollJob, 'kind' | 'feedId'> | Pick<IngestJob, 'kind' | 'articleId'>;

/** The inverse of jobId; null for the id of a delivery. */
export function workNamed(id: string): WorkName | null {
  const [, of, name = ''] = /^(feed|article)-(.+)$/s.exec(id) ?? [];
  if (of === 'feed') return { kind: 'poll', feedId: name };
  return of === 'article' ? { kind: 'ingest', articleId: Number(name) } : null;
}

/** The result of a poll. */
export interface FeedPolled {
  readonly feedId: string;
  /** When it began, epoch ms. */
  readonly at: number;
  readonly ms: number;
  /** What was requested. */
  readonly request: Pick<PollJob, 'url' | 'etag' | 'lastModified'>;
  /** Every redirect on the way, in order. */
  readonly redirects: readonly Redirect[];
  readonly result:
    | (PollAnswer & {
        readonly kind: 'polled';
        readonly document: FeedDocument;
        readonly validators: Validators;
        /** SHA-256, hex. */
        readonly bodyHash: string;
      })
    /** `validators`: those sent with the same body again, which may be new ones; null for a 304. */
    | (PollAnswer & { readonly kind: 'unchanged'; readonly validators: Validators | null })
    | { readonly kind: 'failed'; readonly failure: Failure };
}

interface PollAnswer {
  readonly status: number;
  readonly bytes: number;
  /** How long the answer says that it stays fresh (Cache-Control, Expires), in minutes; 0 when it does not say. */
  readonly freshMinutes: number;
}

/** ETag and Last-Modified, by which a server recognises a version of a document in a conditional GET. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Redirect {
  readonly status: number;
  readonly to: string;
}

/** seen = new + known + rejected */
export interface ItemCounts {
  readonly seen: number;
  readonly new: number;
  readonly known: number;
  readonly rejected: number;
  /** {reason: count} */
  readonly rejections: Readonly<Record<string, number>>;
}

/** What the store did with a poll. */
export interface PollReceipt extends ItemCounts {
  /** The articles to fetch now. */
  readonly jobs: readonly IngestJob[];
}

/** A page read, with its raw bytes for the archive. */
export interface ArticleRead {
  readonly articleId: number;
  /** The address that was asked for. */
  readonly url: string;
  /** When it was read, epoch ms. */
  readonly at: number;
  /** How long the try took. */
  readonly ms: number;
  readonly reading: PageReading;
  readonly page: ArchivedPage;
}

export interface ArchivedPage {
  /** The address that answered. */
  readonly url: string;
  /** Every address passed on the way to it. */
  readonly redirects: readonly string[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the decompressed body, hex. */
  readonly hash: string;
  readonly bytes: number;
  /** zstd; null for a page too large to travel from another machine: it is recorded as not archived. */
  readonly body: Uint8Array | null;
}

/** The server says that the page of an article read before has not changed (304). */
export interface ArticleUnchanged {
  readonly articleId: number;
  /** The address that was asked for. */
  readonly url: string;
  readonly at: number;
  readonly ms: number;
}

/** A try that failed. `retryAt` null: given up; `fallback` is then the reading of the feed item alone, if it says anything. */
export interface ArticleFailed {
  readonly articleId: number;
  readonly url: string;
  readonly at: number;
  readonly ms: number;
  /** With code `paused` nothing was tried: the host is in a cooldown until `retryAt`. */
  readonly failure: Failure;
  /** Tries so far, this one included. */
  readonly attempts: number;
  readonly retryAt: number | null;
  readonly fallback: PageReading | null;
  /** The host whose answer this is, when a redirect led away from the article's own. */
  readonly answeredBy?: string;
}

/**
 * What the store did with a reading. `stored`: a new article, or one whose text had been pruned; `merged`: the page is
 * that of an article we already have; `gone`: the article was removed meanwhile. For an article that was read before:
 * `revised`, its publisher changed it; `unchanged`; `kept`, the stored version stands because the page now says less or
 * could not be fetched.
 */
export interface ArticleReceipt {
  readonly kind: 'stored' | 'merged' | 'gone' | 'revised' | 'unchanged' | 'kept';
  readonly articleId: number;
  readonly merged?: Merging;
  /** What is stored now. It may differ from what was read, since the page may be that of another article. */
  readonly stands?: { readonly verdict: Verdict | null; readonly tagged: boolean };
}

/** The article that was merged away, and whether this was the first reading of the one that stays. */
interface Merging {
  readonly from: number;
  readonly first: boolean;
}

/** `noted`: no text of the article's page is stored yet; `kept`: it was read before, and that version stands. */
export type FailureReceipt = 'noted' | 'kept';

/** What just happened, for progress bars, summaries and the log. */
export type PipelineEvent = FeedEvent | ArticleEvent;

export interface FeedEvent {
  readonly kind: 'feed';
  readonly jobId: string;
  readonly feedId: string;
  readonly outcome: 'polled' | 'unchanged' | 'failed';
  readonly failure: Failure | null;
  readonly counts: ItemCounts;
  /** Ids of the articles that are to be fetched because of it. */
  readonly articleIds: readonly number[];
  readonly ms: number;
}

export interface ArticleEvent {
  readonly kind: 'article';
  readonly jobId: string;
  readonly articleId: number;
  readonly url: string;
  /** A receipt's kind; `retry`: failed, will be tried again; `failed`: given up. */
  readonly outcome: ArticleReceipt['kind'] | 'retry' | 'failed';
  readonly failure: Failure | null;
  /** As they are stored. */
  readonly verdict: Verdict | null;
  readonly tagged: boolean;
  readonly merged?: Merging;
  readonly ms: number;
}

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly kind: Job['kind'];
  readonly host: string;
  readonly url: string;
  /** Running: since when; waiting: until when, null for "as soon as there is room". Epoch ms. */
  readonly at: number | null;
}
