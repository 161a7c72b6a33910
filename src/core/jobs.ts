/** What travels between the pipeline's parts: jobs, their results, and the events they make. */
import type { Failure } from './errors.ts';
import type { Article, FeedDocument, FeedItem, HtmlSelectors, Tagging, Verdict } from './model.ts';

/** What the feed said of an article. */
export type ItemHints = Pick<FeedItem, 'title' | 'authors' | 'publishedAt' | 'summary'> & {
  readonly language: string | null;
};

/** A text with its tags. */
export interface ItemReading {
  readonly article: Article;
  readonly tagging: Tagging;
  /** Version of the rules and data that tagged it. */
  readonly rulesVersion: string;
  /** What finds the articles of the same event, for the store to keep; null for an article that has no story. */
  readonly storyFeatures: string | null;
}

export interface PageReading extends ItemReading {
  /**
   * What the feed's words alone give, for a page under another title than the feed's: if the page turns out to be one
   * that other articles lead to as well, this is all that is known of the article.
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
  /** Where a page that is watched like a feed has its items; null for feeds. */
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
  /** Of the page that was read before: it need not come again unchanged. Null asks for it whatever it is. */
  readonly validators: Validators | null;
}

/** One try at delivering one message. What it says, and to whom, stays in the database: targets are secrets. */
export interface DeliverJob {
  readonly kind: 'deliver';
  readonly deliveryId: string;
  /** Where it goes, for people to see: the origin of a hook, or `mailto:` and the address. */
  readonly url: string;
}

/** Jobs that any machine can do. */
export type WorkJob = PollJob | IngestJob;
export type Job = WorkJob | DeliverJob;

/** A job's identity: the same feed or article is never worked on twice at a time. */
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

/** What the id of a job tells of it. */
export type WorkName = Pick<PollJob, 'kind' | 'feedId'> | Pick<IngestJob, 'kind' | 'articleId'>;

/** The inverse of jobId; null for the id of a delivery. */
export function workNamed(id: string): WorkName | null {
  const [, of, name = ''] = /^(feed|article)-(.+)$/s.exec(id) ?? [];
  if (of === 'feed') return { kind: 'poll', feedId: name };
  return of === 'article' ? { kind: 'ingest', articleId: Number(name) } : null;
}

/** What came of a poll. */
export interface FeedPolled {
  readonly feedId: string;
  /** When it began, epoch ms. */
  readonly at: number;
  readonly ms: number;
  /** What was asked. */
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
    /** `validators` are those of the same body sent again, which may be new ones; null for a 304. */
    | (PollAnswer & { readonly kind: 'unchanged'; readonly validators: Validators | null })
    | { readonly kind: 'failed'; readonly failure: Failure };
}

interface PollAnswer {
  readonly status: number;
  readonly bytes: number;
  /** How long the answer says that it stays fresh (Cache-Control, Expires), in minutes; 0 when it does not. */
  readonly freshMinutes: number;
}

/** What a server knows a version of a document by. */
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

/** What the store made of a poll. */
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
  /** What the try took. */
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

/** The page of an article that was read before is as it was, by its server's word. */
export interface ArticleUnchanged {
  readonly articleId: number;
  /** The address that was asked for. */
  readonly url: string;
  readonly at: number;
  readonly ms: number;
}

/** A try that failed. `retryAt` null: given up; `fallback` is then what the feed item alone tells. */
export interface ArticleFailed {
  readonly articleId: number;
  readonly url: string;
  readonly at: number;
  readonly ms: number;
  /** `paused`: not tried, because its host asked for a rest until `retryAt`. */
  readonly failure: Failure;
  /** Tries so far, this one included. */
  readonly attempts: number;
  readonly retryAt: number | null;
  readonly fallback: PageReading | null;
  /** The host that answered so, when that is another than the article's: a redirect led there. */
  readonly answeredBy?: string;
}

/**
 * `stored`: a new article, or one whose text was pruned; `merged`: the page is that of an article we have; `gone`: it was
 * removed meanwhile. Of an article that was read before: `revised`, its publisher changed it; `unchanged`; `kept`, its page
 * says less than before, or could not be had, and what we have stands.
 */
export interface ArticleReceipt {
  readonly kind: 'stored' | 'merged' | 'gone' | 'revised' | 'unchanged' | 'kept';
  readonly articleId: number;
  readonly merged?: Merging;
  /** What a reading left in the database, which need not be what was read: the page may be that of another article. */
  readonly stands?: { readonly verdict: Verdict | null; readonly tagged: boolean };
}

/** The article that is no more, and whether this was the first reading of the one that stays. */
interface Merging {
  readonly from: number;
  readonly first: boolean;
}

/** `noted`: the article still has no text of its page; `kept`: it was read before, and that stands. */
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
