/** The store as the pipeline and the commands see it: one object over the database files. */
import type {
  ArticleFailed,
  ArticleRead,
  ArticleReceipt,
  FeedPolled,
  PollReceipt,
  ResultSink,
} from '../core/ports.ts';
import type { ArticleFilter } from '../query/article-filter.ts';
import { getArticle, listArticles } from './article-queries.ts';
import { recordFailure, recordReading, unfinishedArticles } from './articles.ts';
import { type Connection, openForReading, openForWriting } from './database.ts';
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
} from './feeds.ts';
import { type Migrated, migrateFile, requireCurrent } from './migrate.ts';
import { archivePage, reassignPages } from './pages.ts';
import { createPollRecorder } from './polls.ts';
import { nextWork, totals } from './totals.ts';

export interface StoreFiles {
  readonly database: string;
  readonly pages: string;
}

export type Reader = ReturnType<typeof openReader>;
export type Store = ReturnType<typeof openStore>;

/** Reads only, beside any writer. Throws OperationError: no database yet, or one of another version. */
export function openReader(files: StoreFiles) {
  const main = openForReading(files.database);
  try {
    requireCurrent(files.database, 'main');
  } catch (error) {
    main.close();
    throw error;
  }
  return { ...reads(main), close: () => main.close() };
}

/** Reads and writes; migrates first. The caller holds the lock. `random` gives [0, 1). */
export function openStore(files: StoreFiles, random: () => number) {
  const migrated: readonly Migrated[] = [
    migrateFile(files.database, 'main'),
    migrateFile(files.pages, 'pages'),
  ];
  const main = openForWriting(files.database);
  const archive = openForWriting(files.pages);
  const { db } = main;
  const recordPoll = createPollRecorder(db, random);
  const sink: ResultSink = {
    feedPolled: async (result: FeedPolled): Promise<PollReceipt> => recordPoll(result),
    articleRead: async (read: ArticleRead): Promise<ArticleReceipt> => {
      // The page first: a crash in between leaves a page whose article is read again, never an article without one.
      archivePage(archive.db, read.articleId, read.at, read.page);
      const receipt = recordReading(db, read);
      if (receipt.kind === 'merged') reassignPages(archive.db, read.articleId, receipt.articleId);
      return receipt;
    },
    articleFailed: async (failed: ArticleFailed): Promise<void> => recordFailure(db, failed),
  };
  return {
    ...reads(main),
    migrated,
    sink,
    /** Fills a new database with its first feeds; ones the user removed later do not come back. */
    seed: (feeds: readonly NewFeed[], now: number) => seedFeeds(db, feeds, now),
    addFeeds: (feeds: readonly NewFeed[], now: number) => addFeeds(db, feeds, now),
    setFeedEnabled: (id: string, enabled: boolean, now: number) => setFeedEnabled(db, id, enabled, now),
    removeFeed: (id: string) => removeFeed(db, id),
    close: () => {
      main.close();
      archive.close();
    },
  };
}

function reads({ db }: Connection) {
  return {
    listFeeds: () => listFeeds(db),
    findFeed: (idOrUrl: string) => findFeed(db, idOrUrl),
    pollOf: (idOrUrl: string) => {
      const feed = findFeed(db, idOrUrl);
      return feed && pollJob(feed);
    },
    /** Poll jobs for what is due at `now`. */
    duePolls: (now: number, limit: number) => dueFeeds(db, now, limit).map(pollJob),
    /** Ingest jobs for what is unfinished and due at `now`. */
    dueArticles: (now: number, limit: number) => unfinishedArticles(db, now, limit),
    /** When the earliest waiting article is due (epoch ms), and how many wait. */
    nextWork: () => nextWork(db),
    totals: () => totals(db),
    listArticles: (filter: ArticleFilter, now: number) => listArticles(db, filter, now),
    getArticle: (idOrUrl: string) => getArticle(db, idOrUrl),
  };
}
