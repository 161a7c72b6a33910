/** What operations need of the store. */
import type { IngestJob, PollJob } from '../../core/jobs.ts';
import type { HtmlSelectors, Verdict } from '../../core/model.ts';
import type { FeedNamed, JobsList, MigratedFile, Status } from '../../core/operations.ts';
import type { NewFeed } from '../../store/feeds/feeds.ts';
import type { DecidingStore } from './decide-stories.ts';
import type { PruneStore } from './prune.ts';
import type { RereadStore } from './reread.ts';
import type { SettlingStore } from './settle-stories.ts';
import type { TokenStore } from './tokens.ts';

export interface OperationStore extends RereadStore, SettlingStore, DecidingStore, PruneStore, TokenStore {
  readonly migrated: readonly MigratedFile[];
  findFeed(
    idOrUrl: string,
  ): { readonly id: string; readonly url: string; readonly selectors: HtmlSelectors | null } | undefined;
  pollOf(idOrUrl: string, now: number): PollJob | undefined;
  duePolls(now: number, limit: number): readonly PollJob[];
  allPolls(now: number, limit: number): readonly PollJob[];
  dueArticles(now: number, limit: number): readonly IngestJob[];
  addFeeds(feeds: readonly NewFeed[], now: number): readonly { readonly id: string; readonly url: string }[];
  setFeedEnabled(id: string, enabled: boolean, now: number): void;
  /** The end of the cooldown of this address's host, epoch ms; null when it is in none. */
  restOf(url: string, now: number): number | null;
  removeFeed(id: string): void;
  jobForUrl(url: string, now: number): IngestJob;
  getArticle(id: string): { readonly verdict: Verdict | null; readonly tagged: boolean } | null;
  waitingArticles(limit: number): JobsList['waiting'];
  failedArticles(limit: number): JobsList['failed'];
  requeueArticles(ids: readonly number[] | null, now: number): readonly IngestJob[];
  forgetFailures(before: number): number;
  listPauses(): readonly { readonly scope: string; readonly since: number }[];
  pause(scope: string, now: number): void;
  resume(scope: string, now: number): void;
  /** Null goes back to the address before the last move. */
  changeAddress(feedId: string, url: string | null, now: number): FeedNamed;
  nextWork(): { readonly waiting: number; readonly at: number | null };
  totals(): Status['store'];
  /** The parts of a status that the database knows. */
  standing(now: number): Omit<Status, 'daemon' | 'running' | 'queued'>;
}
