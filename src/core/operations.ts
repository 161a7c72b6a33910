/**
 * The operations that commands may ask for, the same whether a command does the work itself or a daemon does it for
 * the command. Arguments are checked where they arrive; results and events are plain JSON.
 */
import { z } from 'zod';
import { type ApiToken, type CreatedToken, newToken } from './access.ts';
import { ALERT_OPERATION_ARGUMENTS, type AlertOperationResults } from './alert-operations.ts';
import type { Failure } from './errors.ts';
import type { ArticleEvent, ItemCounts, JobView, PipelineEvent } from './jobs.ts';
import { type FeedFormat, MAX_LISTED_FEEDS, type Verdict } from './model.ts';
import { PRUNABLE, type PruneReport } from './pruning.ts';
import type { RereadReport, UnreadableArticle } from './rereading.ts';
import type { Activity, FailedArticle, Totals, WaitingArticle } from './status.ts';

/** The scope of a pause of all work; no feed's id looks like it. */
export const EVERYTHING = '*';

/** Whether one of these pauses all work, and not just a feed. */
export const everythingPaused = (pauses: readonly { readonly scope: string }[]): boolean =>
  pauses.some(({ scope }) => scope === EVERYTHING);

/** A pause's scope in words. */
export const pausedName = (scope: string): string => (scope === EVERYTHING ? 'everything' : scope);

const nothing = z.strictObject({});
const ids = z.array(z.string().min(1)).min(1);
const cut = (length: number) => z.string().transform((text) => text.slice(0, length));
const selector = z.string().min(1).max(500);
const htmlSelectors = z.strictObject({
  item: selector,
  title: selector.exactOptional(),
  link: selector.exactOptional(),
  date: selector.exactOptional(),
});
const newFeed = z.strictObject({
  url: z.string().min(1).max(2048),
  // An imported list may hold anything: too long a name is cut rather than failing the whole list.
  name: cut(500).nullable(),
  site: cut(2048).nullable().default(null),
  language: z.string().max(35).nullable().default(null),
  folder: cut(500).nullable().default(null),
  selectors: htmlSelectors.nullable().default(null),
});

export const OPERATION_ARGUMENTS = {
  /** Poll these feeds (ids or addresses), or every one (`all`), or what is due; ingest everything unfinished. */
  run: z.strictObject({ feeds: z.array(z.string()).nullable(), all: z.boolean() }),
  ingest: z.strictObject({ url: z.string().min(1).max(2048) }),
  /** `region`: the country whose readers it serves, as a code or by its English name, or `global`. */
  'feeds.add': newFeed.extend({ region: z.string().max(60).nullable().default(null), check: z.boolean() }),
  'feeds.import': z.strictObject({ feeds: z.array(newFeed).max(MAX_LISTED_FEEDS) }),
  'feeds.enable': z.strictObject({ feed: z.string() }),
  'feeds.disable': z.strictObject({ feed: z.string() }),
  /** Gives a feed another address, which is looked at first; null goes back to the one before its last move. */
  'feeds.move': z.strictObject({
    feed: z.string(),
    url: z.string().min(1).max(2048).nullable(),
    check: z.boolean().default(true),
  }),
  'feeds.remove': z.strictObject({ feed: z.string() }),
  'jobs.list': z.strictObject({ limit: z.number().int().min(1).max(100_000) }),
  /** Article ids as `42` or `article-42`, feed jobs as `feed-ID`; null for everything that was given up. */
  'jobs.retry': z.strictObject({ ids: ids.nullable() }),
  'jobs.pause': z.strictObject({ feed: z.string().nullable() }),
  'jobs.resume': z.strictObject({ feed: z.string().nullable() }),
  'jobs.clean': z.strictObject({ olderThanMs: z.number().int().min(0) }),
  /** Tag the stored texts again; `since` in epoch ms. */
  retag: z.strictObject({ since: z.number().nullable(), dryRun: z.boolean() }),
  /** Read the archived pages again, without network. */
  reextract: z.strictObject({
    since: z.number().nullable(),
    feed: z.string().nullable(),
    dryRun: z.boolean(),
  }),
  /** Settle the stories: all of them, or with `since` (epoch ms) those that ended no earlier. */
  cluster: z.strictObject({ since: z.number().nullable() }),
  'story.merge': z.strictObject({ a: z.string().min(1), b: z.string().min(1) }),
  'story.split': z.strictObject({ story: z.string().min(1), articles: z.array(z.number().int()).min(1) }),
  'tokens.create': newToken,
  'tokens.list': nothing,
  /** By its name or id. */
  'tokens.revoke': z.strictObject({ token: z.string() }),
  ...ALERT_OPERATION_ARGUMENTS,
  /** Deletes what is older than these times (epoch ms); spares tagged articles unless `tagged`. */
  prune: z.strictObject({
    before: z.partialRecord(z.enum(PRUNABLE), z.number()),
    tagged: z.boolean(),
    dryRun: z.boolean(),
    vacuum: z.boolean(),
  }),
  migrate: nothing,
  status: nothing,
} as const;

export type OperationName = keyof typeof OPERATION_ARGUMENTS;
export type OperationArguments<Name extends OperationName> = z.input<(typeof OPERATION_ARGUMENTS)[Name]>;

export interface OperationResults extends AlertOperationResults {
  readonly run: RunReport;
  readonly ingest: IngestResult;
  readonly 'feeds.add': FeedAdded;
  readonly 'feeds.import': { readonly added: number; readonly known: number };
  readonly 'feeds.enable': FeedNamed;
  readonly 'feeds.disable': FeedNamed;
  readonly 'feeds.move': FeedMoved;
  readonly 'feeds.remove': FeedNamed;
  readonly 'jobs.list': JobsList;
  readonly 'jobs.retry': RunReport;
  readonly 'jobs.pause': { readonly paused: readonly string[] };
  /** `resumed` is false when the scope was not paused. */
  readonly 'jobs.resume': { readonly paused: readonly string[]; readonly resumed: boolean };
  readonly 'jobs.clean': { readonly removed: number };
  readonly retag: RereadReport;
  readonly reextract: RereadReport;
  readonly cluster: SettleReport;
  readonly 'story.merge': StoryDecided;
  readonly 'story.split': StoryDecided;
  readonly 'tokens.create': CreatedToken;
  readonly 'tokens.list': { readonly tokens: readonly ApiToken[] };
  readonly 'tokens.revoke': ApiToken;
  readonly prune: PruneReport;
  readonly migrate: { readonly files: readonly MigratedFile[] };
  readonly status: Status;
}

/** Carries out operations; throws UsageError and OperationError as the command itself would. */
export interface Operations {
  /**
   * `onEvent` is called for every feed and article that belongs to the operation. Aborting `signal` interrupts work that
   * is done in this process; work that a daemon does goes on, and only the wait for it ends.
   */
  call<Name extends OperationName>(
    name: Name,
    given: OperationArguments<Name>,
    options?: { readonly onEvent?: (event: PipelineEvent) => void; readonly signal?: AbortSignal },
  ): Promise<OperationResults[Name]>;
  close(): Promise<void>;
}

export interface FeedNamed {
  readonly id: string;
  readonly url: string;
}

export interface FeedMoved extends FeedNamed {
  /** What was found at the new address; null when it was not checked. */
  readonly found: FeedFound | null;
}

/** The document at an address that was checked. */
export interface FeedFound {
  readonly format: FeedFormat;
  readonly title: string | null;
  readonly items: number;
  /** The document breaks off before its end: items may be missing. */
  readonly cutOff: boolean;
}

export interface FeedAdded extends FeedNamed {
  /** False when it was watched already. */
  readonly added: boolean;
  /** Null when the address was not checked. */
  readonly found: FeedFound | null;
}

export interface MigratedFile {
  readonly file: string;
  readonly applied: readonly string[];
  readonly copy: string | null;
}

export interface IngestResult {
  readonly articleId: number;
  readonly outcome: ArticleEvent['outcome'] | 'interrupted';
  readonly failure: Failure | null;
  /** Verdict of what is stored now, whatever this try gave; null while nothing is. */
  readonly verdict: Verdict | null;
  readonly tagged: boolean;
}

export interface RunReport {
  readonly interrupted: boolean;
  /** Why the database could not be written at the end; null when it could. What was not stored is still due. */
  readonly unwritable: string | null;
  readonly seconds: number;
  readonly feeds: {
    readonly asked: number;
    readonly polled: number;
    readonly unchanged: number;
    readonly failed: number;
  };
  readonly items: ItemCounts;
  readonly articles: {
    readonly stored: number;
    readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
    /** Pages that turned out to be those of articles we already have. */
    readonly merged: number;
    /** Articles fetched again, and how many of them their publishers had changed. */
    readonly revisited: number;
    readonly revised: number;
    readonly failed: number;
    /** Still to be fetched, or to be retried. */
    readonly waiting: number;
    readonly nextTryAt: string | null;
    readonly tagged: number;
  };
  readonly failures: readonly {
    readonly what: 'feed' | 'article';
    readonly which: string;
    readonly code: string;
    readonly message: string;
  }[];
  /** The whole store, as in Status. */
  readonly store: Pick<Status['store'], 'articles' | 'feedOnly' | 'failed' | 'tagged'>;
}

export interface SettleReport {
  /** Articles that were settled. */
  readonly articles: number;
  /** Of these: articles whose story features were missing or of an older version, and were computed now. */
  readonly made: number;
  readonly stories: number;
  /** Stories of more than one article. */
  readonly shared: number;
  /** Articles that are in another story than before. */
  readonly moved: number;
  /** Articles whose text could not be read; they stay in their stories. */
  readonly unreadable: readonly UnreadableArticle[];
}

/** What became of the stories that were merged or split. */
export interface StoryDecided {
  readonly stories: readonly { readonly id: string; readonly articles: readonly number[] }[];
}

/** A job as the outside sees it: `at` is ISO 8601. */
export interface ListedJob extends Omit<JobView, 'at'> {
  readonly at: string | null;
}

export interface JobsList {
  readonly running: readonly ListedJob[];
  /** Waiting for a turn at their host, or for a free worker. */
  readonly queued: readonly ListedJob[];
  /** Waiting for their next try. */
  readonly waiting: readonly WaitingArticle[];
  readonly failed: readonly FailedArticle[];
  /** What is paused: feed ids, or `*` for everything. */
  readonly paused: readonly string[];
}

export interface Status {
  /** Null when no daemon runs; `url` is where it answers HTTP, null when it does not. */
  readonly daemon: {
    readonly pid: number;
    readonly since: string;
    readonly version: string;
    readonly url: string | null;
  } | null;
  readonly running: readonly ListedJob[];
  readonly queued: number;
  readonly waiting: number;
  readonly paused: readonly string[];
  readonly nextPolls: readonly { readonly feedId: string; readonly at: string }[];
  readonly lastHour: Activity;
  readonly store: Totals;
}
