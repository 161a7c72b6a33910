/** The store as the pipeline and the commands see it: one object over the database files. */
import type { PageReading, WorkName } from '../core/jobs.ts';
import type { Status } from '../core/operations.ts';
import type { Prunable, Retention } from '../core/pruning.ts';
import type { Period } from '../feed/watch/coverage.ts';
import { isUnreached } from '../feed/watch/failure-class.ts';
import type { ArticleFilter } from '../query/article-filter.ts';
import type { StoryFilter } from '../query/story-filter.ts';
import type { Constraint } from '../stories/constraints.ts';
import type { Story } from '../stories/settle.ts';
import { alertReads, alertWrites } from './alerts/alerting.ts';
import { pruneMessages } from './alerts/old-messages.ts';
import { feedContent, unfinishedArticles } from './articles/article-jobs.ts';
import { fillPageKeys } from './articles/article-urls.ts';
import { forgetPages, reserveArchivedIds } from './articles/pages.ts';
import { revisionsOf } from './articles/revisions.ts';
import { blindLine, coverageLine, sourceHistories } from './feeds/coverage.ts';
import { pauseWork, resumeWork } from './feeds/feed-memory.ts';
import { feedDetail, feedViews, lineDown } from './feeds/feed-views.ts';
import {
  addFeeds,
  dueFeeds,
  findFeed,
  listFeeds,
  type NewFeed,
  pollJob,
  removeFeed,
  seedFeeds,
  setFeedEnabled,
  upcomingFeeds,
} from './feeds/feeds.ts';
import { recordTooManyRequests, restOf } from './feeds/hosts.ts';
import { changeAddress } from './feeds/moves.ts';
import { createNetworkWatch } from './feeds/network-watch.ts';
import { isPaused, listPauses } from './feeds/pauses.ts';
import { type Connection, type Database, openForReading, openForWriting } from './file/database.ts';
import { isoOf } from './file/iso.ts';
import { type Migrated, migrateFile, requireCurrent } from './file/migrate.ts';
import { ensureViews } from './file/views.ts';
import { getArticle } from './lists/article-detail.ts';
import { countFacets } from './lists/article-facets.ts';
import { findingsOf } from './lists/article-findings.ts';
import { articleHistory, itemsOf, pagesOf, siteFeeds } from './lists/article-history.ts';
import { articlesSince, lastSeq, listArticles, listBySteps } from './lists/article-queries.ts';
import { citations } from './lists/citations.ts';
import { getStory, listStories, storyOfArticle } from './lists/story-queries.ts';
import { articlesByDay, stagesByDay } from './lists/timeline.ts';
import { activity, nextWork, totals } from './lists/totals.ts';
import { briefMentions, type OpenPeriod, ventureMentions } from './lists/venture-mentions.ts';
import { recordFailure } from './results/articles.ts';
import { createPollRecorder } from './results/polls.ts';
import { createReadingWriter } from './results/reading-writer.ts';
import { refuseMismatched } from './results/refuse-mismatched.ts';
import { dueVisits, recordUnchanged } from './results/visits.ts';
import { settledAt } from './stories/settled-at.ts';
import { applyStories, decide, placeInStory } from './stories/stories.ts';
import { articlesOfStories, articlesOfStory, decisions, featuresRows } from './stories/story-rows.ts';
import { tokenStore } from './tokens.ts';
import { articleCounts, probeWrite, workGauges } from './upkeep/gauges.ts';
import {
  failedArticles,
  forgetFailures,
  jobForUrl,
  requeueArticles,
  waitingArticles,
} from './upkeep/jobs.ts';
import { pruneFailures, prunePages, prunePolls, pruneTexts, vacuum } from './upkeep/prune.ts';
import {
  applyRereadings,
  archivedBodies,
  ownRereading,
  type RereadingScope,
  type Rereadings,
  storedTexts,
  textsWithoutFeatures,
} from './upkeep/rereading.ts';
import { forgetFuture } from './upkeep/wrong-clock.ts';

/** Upcoming polls that a status shows. */
const UPCOMING = 5;
const HOUR_MS = 3_600_000;

export interface StoreFiles {
  readonly database: string;
  readonly pages: string;
}

export type Reader = ReturnType<typeof openReader>;
export type Store = ReturnType<typeof openStore>;

/** Reads only, beside any writer. Throws OperationError when there is no database yet, or it is of another version. */
export function openReader(files: StoreFiles) {
  const main = openForReading(files.database);
  try {
    requireCurrent(files.database, 'main');
  } catch (error) {
    main.close();
    throw error;
  }
  return {
    ...reads(main),
    pagesOf: (articleId: number) => pagesOf(files.pages, articleId),
    close: () => main.close(),
  };
}

/** Reads and writes; migrates first. The caller holds the lock. `random` returns [0, 1); for `gatherMs` see groupCommit(). */
export function openStore(files: StoreFiles, random: () => number, gatherMs = 0) {
  const migrated: readonly Migrated[] = [
    migrateFile(files.database, 'main'),
    migrateFile(files.pages, 'pages'),
  ];
  const main = openForWriting(files.database);
  const archive = openForWriting(files.pages);
  const { db } = main;
  fillPageKeys(db);
  reserveArchivedIds(db, archive.db);
  ensureViews(main.client);
  const network = createNetworkWatch(db);
  const recordPoll = createPollRecorder(db, network, random);
  const readings = createReadingWriter(db, archive.db, gatherMs);
  const sink = refuseMismatched(db, {
    feedPolled: async (polled) => recordPoll(polled),
    articleRead: readings.write,
    articleUnchanged: async (unchanged) => recordUnchanged(db, unchanged),
    articleFailed: async (failed) => {
      recordTooManyRequests(db, failed);
      return recordFailure(db, failed, network.isDown() && isUnreached(failed.failure));
    },
  });
  return {
    ...reads(main),
    migrated,
    sink,
    /** Fills a new database with its first feeds, once: feeds that the user removes later do not come back. */
    seed: (feeds: readonly NewFeed[], now: number) => seedFeeds(db, feeds, now),
    addFeeds: (feeds: readonly NewFeed[], now: number) => addFeeds(db, feeds, now),
    setFeedEnabled: (id: string, enabled: boolean, now: number) => setFeedEnabled(db, id, enabled, now),
    restOf: (url: string, now: number) => restOf(db, new URL(url).host, now),
    removeFeed: (id: string) => removeFeed(db, id),
    jobForUrl: (url: string, now: number) => jobForUrl(db, url, now),
    requeueArticles: (ids: readonly number[] | null, now: number) => requeueArticles(db, ids, now),
    forgetFailures: (before: number) => forgetFailures(db, before),
    /** Makes due what a clock that was ahead deferred; returns how much that was. */
    forgetFuture: (now: number) => forgetFuture(db, now),
    storedTexts: (scope: RereadingScope, afterId: number, limit: number) =>
      storedTexts(db, scope, afterId, limit),
    archivedBodies: (articleIds: readonly number[]) => archivedBodies(db, archive.db, articleIds),
    ownRereading: (articleId: number, url: string, reading: PageReading) =>
      ownRereading(db, articleId, url, reading),
    applyRereadings: (changes: Rereadings) => applyRereadings(db, changes),
    textsWithoutFeatures: (afterId: number, limit: number) => textsWithoutFeatures(db, afterId, limit),
    placeInStories: (
      made: readonly { readonly articleId: number; readonly storyFeatures: string | null }[],
    ) =>
      db.transaction(
        () => {
          for (const { articleId, storyFeatures } of made) placeInStory(db, articleId, storyFeatures);
        },
        { behavior: 'immediate' },
      ),
    articlesOfStories: (since: number | null) => articlesOfStories(db, since),
    storyFeatures: (articleIds: readonly number[]) =>
      featuresRows(db, articleIds).map(({ features }) => features),
    storyDecisions: () => decisions(db),
    storyArticles: (id: string) => articlesOfStory(db, id),
    applyStories: (settled: readonly Story[]) =>
      db.transaction(() => applyStories(db, settled), { behavior: 'immediate' }),
    decideStories: (constraints: readonly Constraint[], articleIds: readonly number[], now: number) =>
      decide(db, constraints, articleIds, now),
    forgetPages: (before: number, limit: number) => forgetPages(archive.db, before, limit),
    prune: (what: Prunable, retention: Retention, after: number) =>
      ({
        pages: () => prunePages(db, archive.db, retention, after),
        texts: () => pruneTexts(db, retention, after),
        polls: () => prunePolls(db, retention, after),
        failures: () => pruneFailures(db, retention, after),
        messages: () => pruneMessages(db, retention, after),
      })[what](),
    vacuum: () => [vacuum(main, files.database), vacuum(archive, files.pages)],
    /** `scope` is a feed's id, or `*` for everything. */
    pause: (scope: string, now: number) => pauseWork(db, scope, now),
    resume: (scope: string, now: number) => resumeWork(db, scope, now),
    probeWrite: () => probeWrite(db),
    settledAt: settledAt(db),
    ...alertWrites(db, files.database),
    changeAddress: (feedId: string, url: string | null, now: number) => changeAddress(db, feedId, url, now),
    ...tokenStore(db),
    close: () => {
      readings.flush();
      main.close();
      archive.close();
    },
  };
}

/** The part of a status that comes from the database. */
function storedStatus(db: Database, now: number): Omit<Status, 'daemon' | 'running' | 'queued'> {
  return {
    waiting: nextWork(db).waiting,
    paused: listPauses(db).map(({ scope }) => scope),
    nextPolls: upcomingFeeds(db, UPCOMING).map(({ id, nextPollAt }) => ({
      feedId: id,
      at: isoOf(nextPollAt),
    })),
    lastHour: activity(db, now - HOUR_MS),
    store: totals(db),
  };
}

/** Share of a sweep's articles that is reserved for visits, as far as so many are due. */
const SHARE_OF_VISITS = 0.2;

/** Whatever takes several queries runs in one read transaction, so that it sees one state of the database. */
function reads({ db }: Connection) {
  return {
    ...alertReads(db),
    listFeeds: () => listFeeds(db),
    feedViews: (now: number) => db.transaction(() => feedViews(db, now)),
    feedDetail: (idOrUrl: string, limit: number, now: number) =>
      db.transaction(() => feedDetail(db, idOrUrl, limit, now)),
    lineDown: () => lineDown(db),
    sourceHistories: (period: Period, feedId?: string) =>
      db.transaction(() => sourceHistories(db, period, feedId)),
    /** The last line of a list of articles of this period, which tells what it may lack; null when nothing was missed. */
    blindLine: (period: Period, feedId?: string) => db.transaction(() => blindLine(db, period, feedId)),
    coverageLine: (period: Period, feedId?: string) => db.transaction(() => coverageLine(db, period, feedId)),
    findFeed: (idOrUrl: string) => findFeed(db, idOrUrl),
    pollOf: (idOrUrl: string, now: number) => {
      const feed = findFeed(db, idOrUrl);
      return feed && pollJob(feed, now);
    },
    /** Poll jobs for what is due at `now`. */
    duePolls: (now: number, limit: number) => dueFeeds(db, now, limit).map((feed) => pollJob(feed, now)),
    /** Poll jobs for every enabled feed that is not paused, due or not. */
    allPolls: (now: number, limit: number) =>
      dueFeeds(db, Number.MAX_SAFE_INTEGER, limit).map((feed) => pollJob(feed, now)),
    /** Ingest jobs for unfinished articles and visits that are due at `now`; neither crowds out the other. */
    dueArticles: (now: number, limit: number) => {
      const visits = dueVisits(db, now, limit);
      const kept = Math.min(visits.length, Math.ceil(limit * SHARE_OF_VISITS));
      const unfinished = unfinishedArticles(db, now, limit - kept);
      return [...unfinished, ...visits.slice(0, limit - unfinished.length)];
    },
    /** When the earliest waiting article is due (epoch ms), and how many wait. */
    nextWork: () => nextWork(db),
    totals: () => totals(db),
    workGauges: (now: number) => db.transaction(() => workGauges(db, now)),
    articleCounts: () => articleCounts(db),
    waitingArticles: (limit: number) => waitingArticles(db, limit),
    failedArticles: (limit: number) => failedArticles(db, limit),
    isPaused: (job: WorkName) => isPaused(db, job),
    listPauses: () => listPauses(db),
    standing: (now: number) => db.transaction(() => storedStatus(db, now)),
    listArticles: (filter: ArticleFilter, now: number) => db.transaction(() => listArticles(db, filter, now)),
    listBySteps: (filter: ArticleFilter, now: number) => listBySteps(db, filter, now),
    countFacets: (filter: ArticleFilter, now: number) => db.transaction(() => countFacets(db, filter, now)),
    citations: (ids: readonly number[]) => db.transaction(() => citations(db, ids)),
    findingsOf: (ids: readonly number[]) => db.transaction(() => findingsOf(db, ids)),
    lastSeq: () => lastSeq(db),
    /** In one read transaction, so that no article can come in between the list and its end. */
    articlesSince: (filter: ArticleFilter, seq: number, now: number) =>
      db.transaction(() => articlesSince(db, filter, seq, now)),
    briefMentions: (period: OpenPeriod) => briefMentions(db, period),
    ventureMentions: (keys: readonly string[], period: OpenPeriod = { since: null, until: null }) =>
      ventureMentions(db, keys, period),
    listStories: (filter: StoryFilter, now: number) => db.transaction(() => listStories(db, filter, now)),
    getStory: (id: string) => db.transaction(() => getStory(db, id)),
    /** The story that an article is part of; null when it is in none. */
    storyOfArticle: (articleId: number) => db.transaction(() => storyOfArticle(db, articleId)),
    articlesByDay: (period: Period) => articlesByDay(db, period),
    stagesByDay: (period: Period) => stagesByDay(db, period),
    feedContent: (articleId: number) => feedContent(db, articleId),
    /** In one read transaction: never parts of two versions. */
    getArticle: (idOrUrl: string) => db.transaction(() => getArticle(db, idOrUrl)),
    /** An article with its earlier versions, the oldest first, in one read transaction. */
    articleVersions: (idOrUrl: string) =>
      db.transaction(() => {
        const article = getArticle(db, idOrUrl);
        return article && { article, revisions: revisionsOf(db, article.id) };
      }),
    articleHistory: (idOrUrl: string) => db.transaction(() => articleHistory(db, idOrUrl)),
    itemsOf: (url: string) => itemsOf(db, url),
    siteFeeds: (url: string) => siteFeeds(db, url),
  };
}
