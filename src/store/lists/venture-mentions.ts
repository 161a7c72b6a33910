/** Reads what tagged articles report of ventures, for the ledger. */
import type { VentureMention } from '../../core/model.ts';
import type { ArticleSource } from '../../text/shown/article-source.ts';
import { sourceOf } from '../../text/shown/source-name.ts';
import { CHANGED_AT } from '../articles/revisions.ts';
import type { Database } from '../file/database.ts';
import { and, asc, eq, gte, inArray, lt, type SQL, sql } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { articles, articleVentures } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';

export interface StoredMention extends VentureMention, ArticleSource {
  readonly key: string;
}

/** The part of a mention that a list of ventures needs: a tenth of its size. */
export type BriefMention = Pick<
  StoredMention,
  'key' | 'articleId' | 'name' | 'partners' | 'stage' | 'sector' | 'confidence' | 'day' | 'goneSince'
>;

const BRIEF = {
  key: articleVentures.key,
  articleId: articleVentures.articleId,
  name: articleVentures.name,
  partners: articleVentures.partners,
  stage: articleVentures.stage,
  sector: articleVentures.sector,
  confidence: articleVentures.confidence,
  publishedDay: articles.publishedDay,
  sortAt: articles.sortAt,
};

/** A period in epoch ms, `until` excluded; null where it is open. */
export interface OpenPeriod {
  readonly since: number | null;
  readonly until: number | null;
}

/** All mentions before `until` of the ventures that are mentioned in the period, oldest first. */
export function briefMentions(db: Database, { since, until }: OpenPeriod): BriefMention[] {
  const inPeriod = db
    .select({ key: articleVentures.key })
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .where(taggedWithin({ since, until }));
  const rows = db
    .select(BRIEF)
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .where(
      and(
        taggedWithin({ since: null, until }),
        since === null ? undefined : inArray(articleVentures.key, inPeriod),
      ),
    )
    .orderBy(...OLDEST_FIRST)
    .all();
  const gone = goneArticles(db);
  return rows.map(({ publishedDay, sortAt, ...mention }) => ({
    ...mention,
    goneSince: isoOrNull(gone.get(mention.articleId) ?? null),
    day: publishedDay ?? dayOf(sortAt),
  }));
}

/**
 * Since when pages are gone, epoch ms by article id. Read apart, as few are: in the row this column lies behind the text,
 * all of whose pages SQLite would read to reach it.
 */
function goneArticles(db: Database): ReadonlyMap<number, number> {
  const rows = db.all<{ id: number; at: number }>(
    sql`SELECT id, link_rot_at AS at FROM articles INDEXED BY articles_gone WHERE link_rot_at IS NOT NULL`,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Mentions of these ventures within the period, oldest first. */
export function ventureMentions(db: Database, keys: readonly string[], period: OpenPeriod): StoredMention[] {
  const rows = db
    .select({
      mention: articleVentures,
      url: articles.url,
      title: articles.title,
      siteName: articles.siteName,
      language: articles.language,
      feedId: articles.feedId,
      feedName: feeds.name,
      publishedAt: articles.publishedAt,
      publishedDay: articles.publishedDay,
      sortAt: articles.sortAt,
      linkRotAt: articles.linkRotAt,
      changedAt: CHANGED_AT,
    })
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .leftJoin(feeds, eq(feeds.id, articles.feedId))
    .where(and(inArray(articleVentures.key, [...keys]), taggedWithin(period)))
    .orderBy(...OLDEST_FIRST)
    .all();
  return rows.map(
    ({
      mention,
      siteName,
      feedName,
      feedId,
      publishedAt,
      publishedDay,
      sortAt,
      linkRotAt,
      changedAt,
      ...article
    }) => {
      const { position: _position, ...venture } = mention;
      return {
        ...venture,
        ...article,
        source: sourceOf({ siteName, feedName, feedId, url: article.url }),
        publishedAt: isoOrNull(publishedAt),
        changedAt: isoOrNull(changedAt),
        goneSince: isoOrNull(linkRotAt),
        day: publishedDay ?? dayOf(sortAt),
      };
    },
  );
}

const OLDEST_FIRST = [asc(articles.sortAt), asc(articles.id), asc(articleVentures.position)] as const;

function taggedWithin({ since, until }: OpenPeriod): SQL | undefined {
  return and(
    eq(articles.tagged, true),
    since === null ? undefined : gte(articles.sortAt, since),
    until === null ? undefined : lt(articles.sortAt, until),
  );
}

const dayOf = (at: number): string => isoOf(at).slice(0, 10);
