/** Answers every question that a user may ask of the store, for all doors alike: command line, API, pages and agents. */

import { OperationError, UsageError } from '../../core/errors.ts';
import { everythingPaused } from '../../core/operations.ts';
import {
  coverageLine,
  coverageOf,
  type Period,
  type SourceCoverage,
  wholeShare,
} from '../../feed/watch/coverage.ts';
import { type ArticleFilter, resolveEnd, resolveTime, type TimePoint } from '../../query/article-filter.ts';
import type { Facets } from '../../query/facets.ts';
import type { StoryFilter } from '../../query/story-filter.ts';
import type { CompanyFilter, VentureFilter } from '../../query/venture-filter.ts';
import type { AlertView } from '../../store/alerts/alert-views.ts';
import type { SavedSearchView } from '../../store/alerts/saved-searches.ts';
import type { FeedDetail, FeedView } from '../../store/feeds/feed-views.ts';
import type { ArticleDetail } from '../../store/lists/article-detail.ts';
import type { ArticleFindings } from '../../store/lists/article-findings.ts';
import type { ArticlePage, ArticleSummary } from '../../store/lists/article-queries.ts';
import type { Citation } from '../../store/lists/citations.ts';
import type { StoryPage, StoryView } from '../../store/lists/story-queries.ts';
import type { OpenPeriod } from '../../store/lists/venture-mentions.ts';
import type { Reader } from '../../store/store.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { DAY_MS } from '../../text/date/time.ts';
import { type ArticleVersions, articleVersions } from './article-versions.ts';
import { type CompanySummary, listCompanies } from './companies.ts';
import {
  describeVenture,
  listVentures,
  timelinesOf,
  untoldVentures,
  type VentureDetail,
  type VentureSummary,
  type VentureTimeline,
} from './ledger.ts';
import { createNaming, type Naming } from './naming.ts';
import { pagesOf } from './pages-of.ts';
import { byLedgerNames } from './story-names.ts';
import { type DayOfArticles, daysOf, type MonthOfReports, monthsOf } from './timeline.ts';
import type { NamedVenture } from './untold.ts';

interface AnswerDependencies {
  readonly reader: Reader;
  /** The companies and ventures; loaded when first asked for. */
  readonly knowledge: () => Promise<Knowledge>;
  readonly now: () => number;
}

/** `coverage`: the times in which sources of the list were not watched, so that it may lack articles; null when there were none. */
interface Covered {
  readonly coverage: string | null;
}

export interface ArticleList extends ArticlePage, Covered {
  readonly hint: string | null;
}
export type StoryList = StoryPage & Covered;
export interface VentureList extends Covered {
  readonly ventures: readonly VentureSummary[];
  /** Ventures of the ledger that match but that no article mentions; empty when the filter asks for a period. */
  readonly untold: readonly NamedVenture[];
}

/** Shares are 0 to 1 of the whole period, null when there is no source. */
export interface CoverageReport {
  readonly period: Period;
  readonly share: number | null;
  readonly summary: string | null;
  readonly sources: readonly SourceCoverage[];
}

/**
 * Questions for one thing throw OperationError `not-found` when there is none; unusable filters throw UsageError. Lists take
 * filters with ids: callers that get names from users resolve them first (`named`, `known`).
 */
export interface Answers extends Naming {
  articles(filter: ArticleFilter): ArticleList;
  /** The same in steps, so that the caller can let other work run between two of them. */
  articlesBySteps(filter: ArticleFilter): Generator<undefined, ArticleList>;
  /** All matching articles from the cursor on, up to the filter's limit, read page by page as they are consumed. */
  everyArticle(filter: ArticleFilter): Iterable<readonly ArticleSummary[]>;
  /** The same for stories, with the ledger's names. */
  everyStory(filter: StoryFilter): AsyncIterable<readonly StoryView[]>;
  /** The coverage of the whole list (see Covered), whatever page of it is asked for. */
  missedBy(filter: Asked & Pick<ArticleFilter, 'feed'>): string | null;
  facets(filter: ArticleFilter): Facets;
  /** Findings in the articles of a list, by their ids. */
  findings(ids: readonly number[]): ReadonlyMap<number, ArticleFindings>;
  /** By its number or any of its addresses. */
  article(idOrUrl: string): ArticleDetail;
  versions(idOrUrl: string): ArticleVersions;
  /** What it takes to cite these articles, in the order of `ids`; skips those that are not stored. */
  citations(ids: readonly number[]): readonly Citation[];
  /** Companies and ventures of stories have the ledger's names. */
  stories(filter: StoryFilter): Promise<StoryList>;
  /** By its id or one that it had before. */
  story(id: string): Promise<StoryView>;
  /** The story that an article is part of; null when it is in none. */
  storyOf(articleId: number): Promise<StoryView | null>;
  ventures(filter: VentureFilter): Promise<VentureList>;
  /** By its id or any of its names. */
  venture(idOrName: string): Promise<VentureDetail>;
  /** Ventures of a list, each with its dated events: only those reported within the period asked for. */
  timelines(ventures: readonly VentureSummary[], asked: Asked): readonly VentureTimeline[];
  companies(filter: CompanyFilter): Promise<readonly CompanySummary[]>;
  /** By its id or any of its names. */
  company(idOrName: string): Promise<CompanySummary>;
  feeds(): readonly FeedView[];
  /** What was paused by hand: ids of feeds, or `*` for all work. */
  paused(): readonly string[];
  /** Whether all work was paused, so that nothing new comes in. */
  everythingPaused(): boolean;
  /** A feed with its latest `limit` polls and events. */
  feed(idOrUrl: string, limit: number): FeedDetail;
  alerts(): readonly AlertView[];
  searches(): readonly SavedSearchView[];
  /** Of all sources, or of one; up to now, or to the end of a day. */
  coverage(since: TimePoint, feed?: string, until?: TimePoint): CoverageReport;
  /** Day by day up to now, of the latest 92 days at most. */
  articlesByDay(since: TimePoint): readonly DayOfArticles[];
  /** Reports of ventures in tagged articles, month by month up to now. */
  reportsByMonth(since: TimePoint): readonly MonthOfReports[];
}

/** For more days than this, counting every article would take too long for a page. */
const MOST_DAYS = 92;

export function createAnswers({ reader, knowledge, now: clock }: AnswerDependencies): Answers {
  const feedNamed = (idOrUrl: string) =>
    reader.findFeed(idOrUrl) ?? missing('feed', idOrUrl, 'feeds list` shows their ids');

  /** What a list may lack. Only a list from a given day on can begin before its sources were watched. */
  const lacking = (asked: Asked, period: Period, feed?: string): string | null =>
    asked.since ? reader.coverageLine(period, feed) : reader.blindLine(period, feed);

  const naming = createNaming({ reader, knowledge, now: clock });

  const listOf = (filter: ArticleFilter, page: ArticlePage, now: number): ArticleList => {
    const coverage = lacking(filter, periodOf(filter, page, now), onlyFeed(filter));
    return { ...page, coverage, hint: naming.hint(filter) };
  };

  const oneByLedger = async (story: StoryView): Promise<StoryView> =>
    byLedgerNames([story], await knowledge())[0] ?? story;

  return {
    ...naming,
    articles: (filter) => {
      const now = clock();
      return listOf(filter, reader.listArticles(filter, now), now);
    },
    *articlesBySteps(filter) {
      const now = clock();
      return listOf(filter, yield* reader.listBySteps(filter, now), now);
    },
    *everyArticle(filter) {
      const pages = pagesOf(filter, AT_ONCE.articles, (part) => reader.listArticles(part, clock()));
      for (const { articles } of pages) if (articles.length > 0) yield articles;
    },
    async *everyStory(filter) {
      const pages = pagesOf(filter, AT_ONCE.stories, (part) => reader.listStories(part, clock()));
      for (const { stories } of pages)
        if (stories.length > 0) yield byLedgerNames(stories, await knowledge());
    },
    missedBy: (filter) => lacking(filter, askedPeriod(filter, clock()), onlyFeed(filter)),
    facets: (filter) => reader.countFacets(filter, clock()),
    findings: (ids) => reader.findingsOf(ids),
    article: (idOrUrl) => reader.getArticle(idOrUrl) ?? missing('article', idOrUrl, ARTICLES),
    versions: (idOrUrl) => {
      const found = reader.articleVersions(idOrUrl) ?? missing('article', idOrUrl, ARTICLES);
      return articleVersions(found.article, found.revisions);
    },
    citations: (ids) => reader.citations(ids),
    stories: async (filter) => {
      const now = clock();
      const page = reader.listStories(filter, now);
      const stories = byLedgerNames(page.stories, await knowledge());
      return { ...page, stories, coverage: lacking(filter, askedPeriod(filter, now)) };
    },
    storyOf: async (articleId) => {
      const story = reader.storyOfArticle(articleId);
      return story && oneByLedger(story);
    },
    story: async (id) => oneByLedger(reader.getStory(id) ?? missing('story', id, 'stories` shows their ids')),
    ventures: async (filter) => {
      const now = clock();
      const mentions = reader.briefMentions(toldIn(filter, now));
      const known = await knowledge();
      const whenever = !filter.since && !filter.until;
      return {
        ventures: listVentures(mentions, known, filter, now),
        untold: whenever ? untoldVentures(mentions, known, filter, now) : [],
        coverage: lacking(filter, askedPeriod(filter, now)),
      };
    },
    timelines: (ventures, asked) => {
      const keys = ventures.map(({ id }) => id);
      return timelinesOf(ventures, reader.ventureMentions(keys, toldIn(asked, clock())));
    },
    venture: async (idOrName) => {
      const { venture: key } = (await naming.named({ venture: idOrName })).filter;
      const venture = describeVenture(key, reader.ventureMentions([key]), await knowledge());
      if (venture !== null) return venture;
      const meant = await naming.meant('venture', idOrName);
      return missing('venture', idOrName, 'ventures` shows their ids', meant);
    },
    companies: async (filter) => listCompanies(await knowledge(), filter),
    company: async (idOrName) => {
      const { company: id } = (await naming.named({ company: idOrName })).filter;
      const companies = listCompanies(await knowledge(), {});
      const company = companies.find((one) => one.id === id);
      if (company) return company;
      const meant = await naming.meant('company', idOrName);
      // No command has them, only pages and the API.
      throw new OperationError(
        'not-found',
        `no company "${idOrName}"; ${meant === null ? '' : `did you mean ${meant}? `}/companies lists those that are known`,
      );
    },
    feeds: () => reader.feedViews(clock()),
    paused: () => reader.listPauses().map(({ scope }) => scope),
    everythingPaused: () => everythingPaused(reader.listPauses()),
    feed: (idOrUrl, limit) =>
      reader.feedDetail(idOrUrl, limit, clock()) ?? missing('feed', idOrUrl, 'feeds list` shows their ids'),
    alerts: () => reader.alertViews(),
    searches: () => reader.listSearches(),
    articlesByDay: (point) => {
      const until = clock();
      const since = Math.max(resolveTime(point, until), until - (MOST_DAYS - 1) * DAY_MS);
      // From midnight, so that the first day is a whole one.
      const period = { since: since - (since % DAY_MS), until };
      return daysOf(reader.articlesByDay(period), period);
    },
    reportsByMonth: (point) => {
      const until = clock();
      const period = { since: resolveTime(point, until), until };
      return monthsOf(reader.stagesByDay(period), period);
    },
    coverage: (since, feed, until) => {
      const now = clock();
      const period = askedPeriod({ since, until }, now);
      if (period.since >= now) throw new UsageError('since: is in the future');
      if (period.since >= period.until) throw new UsageError('until: is before since');
      const sources = reader
        .sourceHistories(period, feed === undefined ? undefined : feedNamed(feed).id)
        .map((source) => coverageOf(source, period));
      return { period, share: wholeShare(sources), summary: coverageLine(sources, period), sources };
    },
  };
}

/** Rows read at a time when all are wanted: a fortieth of a second. */
const AT_ONCE = { articles: 200, stories: 40 } as const;

const ARTICLES = 'articles` lists what is stored';

/** `meant`: the id that was probably meant, if there is a similar one. */
function missing(what: string, id: string, hint: string, meant: string | null = null): never {
  const near = meant === null ? '' : `did you mean ${meant}? `;
  throw new OperationError('not-found', `no ${what} "${id}"; ${near}\`jvwire ${hint}`, meant);
}

/** The feed of a list that is restricted to one. */
function onlyFeed({ feed }: Pick<ArticleFilter, 'feed'>): string | undefined {
  return feed?.any.length === 1 ? feed.any[0] : undefined;
}

interface Asked {
  readonly since?: TimePoint | undefined;
  readonly until?: TimePoint | undefined;
}

/** The period asked for, open where no bound is given: reports may be dated after now. */
function toldIn({ since, until }: Asked, now: number): OpenPeriod {
  return {
    since: since ? resolveTime(since, now) : null,
    until: until ? resolveEnd(until, now) : null,
  };
}

function askedPeriod({ since, until }: Asked, now: number): Period {
  return {
    since: since ? resolveTime(since, now) : 0,
    until: until ? Math.min(now, resolveEnd(until, now)) : now,
  };
}

/** The period that a page of a list covers: all that was asked for, or, if there are more pages, back to its last article. */
function periodOf(filter: ArticleFilter, { articles, nextCursor }: ArticlePage, now: number): Period {
  const asked = askedPeriod(filter, now);
  if (filter.since || nextCursor === null || filter.sort !== 'newest') return asked;
  const shown = articles.map(({ publishedAt, firstSeenAt }) => Date.parse(publishedAt ?? firstSeenAt));
  return { ...asked, since: Math.min(...shown) };
}
