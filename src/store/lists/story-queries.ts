/** Reads stories: lists by filter, and single stories with all of their sources. */
import { UsageError } from '../../core/errors.ts';
import { type Evidence, type Partner, type Stage, TAG } from '../../core/model.ts';
import { shownQuote } from '../../core/shown-quote.ts';
import { keyInArticle } from '../../core/venture-key.ts';
import { decodeStoryCursor, encodeStoryCursor, type StoryCursor } from '../../query/cursor.ts';
import type { StoryFilter } from '../../query/story-filter.ts';
import { summarise } from '../../stories/summary.ts';
import type { ArticleSource } from '../../text/shown/article-source.ts';
import { goneAmong } from '../../text/shown/since-published.ts';
import { sourceOf } from '../../text/shown/source-name.ts';
import { CHANGED_AT } from '../articles/revisions.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, inArray } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { articles, articleTags, articleVentures } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';
import { currentStory, featuresRows, membersOf, storyOf } from '../stories/story-rows.ts';
import { conditionsOf } from './article-conditions.ts';
import { pageOfStories } from './story-pages.ts';

/** An article as a source of its story. */
export interface StorySourceView extends ArticleSource {
  /** Id of the article whose text it repeats; null when it is none's copy. */
  readonly copyOf: number | null;
  /** The best quote, see shownQuote(); null when not tagged. */
  readonly evidence: Evidence | null;
}

/** A story; its `articles` are ids, except the count of them at the top. */
export interface StoryView {
  readonly id: string;
  readonly headline: string;
  /** Days of its first and last article, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly articles: number;
  /** How many of the articles repeat another one's text. */
  readonly copies: number;
  /** How many of the articles are gone from their site. */
  readonly gone: number;
  /** Id of the article that reported it first. */
  readonly firstMover: number;
  readonly stage: Stage | null;
  readonly ventures: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly partners: readonly Partner[];
    readonly articles: readonly number[];
  }[];
  readonly partners: readonly {
    readonly companyId: string | null;
    readonly name: string;
    readonly country: string | null;
    readonly articles: readonly number[];
  }[];
  /** In order of time. */
  readonly sources: readonly StorySourceView[];
  /** Stakes and sums as stated, side by side; `differs` where the sources contradict one another. */
  readonly figures: readonly {
    readonly what: 'stake' | 'amount';
    readonly currency: string | null;
    readonly values: readonly { readonly stated: string; readonly articles: readonly number[] }[];
    readonly differs: boolean;
  }[];
}

export interface StoryPage {
  readonly stories: readonly StoryView[];
  /** The `cursor` of the next page; null when this was the last one. */
  readonly nextCursor: string | null;
}

/**
 * Stories with at least one article that meets the whole filter, the story with the newest article first. Throws UsageError
 * for a cursor that cannot be used.
 */
export function listStories(db: Database, filter: StoryFilter, now: number): StoryPage {
  const rows = pageOfStories(db, {
    conditions: conditionsOf(db, filter, now),
    after: cursorOf(filter),
    limit: filter.limit + 1,
  });
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    stories: shown.flatMap(({ id }) => viewOf(db, id) ?? []),
    nextCursor: rows.length > shown.length && last ? encodeStoryCursor(last) : null,
  };
}

function cursorOf({ cursor }: StoryFilter): StoryCursor | null {
  if (cursor === undefined) return null;
  const read = decodeStoryCursor(cursor);
  if (!read) throw new UsageError(`cursor: "${cursor}" is not one that jvwire gave`);
  return read;
}

/** By its id or an earlier one; null when there is none. */
export function getStory(db: Database, id: string): StoryView | null {
  const current = currentStory(db, id);
  return current === null ? null : viewOf(db, current);
}

/** The story that an article is part of; null when it is in none. */
export function storyOfArticle(db: Database, articleId: number): StoryView | null {
  const id = storyOf(db, articleId);
  return id === null ? null : getStory(db, id);
}

function viewOf(db: Database, id: string): StoryView | null {
  const ids = membersOf(db, id);
  const known = featuresRows(db, ids);
  if (known.length === 0) return null;
  const rows = new Map(
    db
      .select({
        id: articles.id,
        url: articles.url,
        title: articles.title,
        siteName: articles.siteName,
        feedId: articles.feedId,
        feedName: feeds.name,
        publishedDay: articles.publishedDay,
        sortAt: articles.sortAt,
        linkRotAt: articles.linkRotAt,
        changedAt: CHANGED_AT,
        evidence: articleTags.evidence,
      })
      .from(articles)
      .leftJoin(feeds, eq(feeds.id, articles.feedId))
      .leftJoin(articleTags, and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, TAG)))
      .where(inArray(articles.id, ids))
      .all()
      .map((row) => [row.id, row]),
  );
  const ventures = Map.groupBy(
    db
      .select()
      .from(articleVentures)
      .where(inArray(articleVentures.articleId, ids))
      .orderBy(asc(articleVentures.articleId), asc(articleVentures.position))
      .all(),
    ({ articleId }) => articleId,
  );
  const summary = summarise(
    known.map(({ articleId, features }) => ({
      features,
      title: rows.get(articleId)?.title ?? '',
      ventures: ventures.get(articleId) ?? [],
    })),
  );
  const idOf = new Map(known.map(({ articleId, features }) => [features.key, articleId]));
  const idsOf = (keys: readonly string[]): number[] => keys.flatMap((key) => idOf.get(key) ?? []);
  const sources = summary.sources.flatMap(({ article, language, publishedAt, copyOf }) => {
    const row = rows.get(idOf.get(article) ?? 0);
    if (row === undefined) return [];
    return {
      articleId: row.id,
      url: row.url,
      title: row.title,
      source: sourceOf(row),
      language,
      publishedAt: isoOrNull(publishedAt),
      day: row.publishedDay ?? isoOf(row.sortAt).slice(0, 10),
      copyOf: copyOf === null ? null : (idOf.get(copyOf) ?? null),
      changedAt: isoOrNull(row.changedAt),
      goneSince: isoOrNull(row.linkRotAt),
      evidence: shownQuote(row.evidence ?? []),
    };
  });
  const days = sources.map(({ day }) => day).sort();
  return {
    id,
    headline: summary.headline.text,
    from: days[0] ?? '',
    to: days.at(-1) ?? '',
    articles: sources.length,
    copies: summary.copies,
    gone: goneAmong(sources),
    firstMover: idOf.get(summary.firstMover) ?? 0,
    stage: summary.stage?.stage ?? null,
    ventures: summary.ventures.map(({ key, name, partners, articles: told }) => ({
      // An unnamed venture gets the key that it has in the first article that reports it.
      id: keyInArticle(key, idsOf(told)[0] ?? 0),
      name,
      partners,
      articles: idsOf(told),
    })),
    partners: summary.partners.map(({ companyId, name, country, articles: told }) => ({
      companyId,
      name,
      country,
      articles: idsOf(told),
    })),
    sources,
    figures: summary.figures.map(({ what, currency, values, differs }) => ({
      what,
      currency,
      values: values.map(({ stated, articles: told }) => ({ stated, articles: idsOf(told) })),
      differs,
    })),
  };
}
