/** What articles say of ventures, for the ledger. */
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

/** What a list of ventures needs of a mention: a tenth of it. */
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

/** A stretch of time in epoch ms, `until` excluded; null where open. */
export interface Told {
  readonly since: number | null;
  readonly until: number | null;
}

/** Every mention up to `until` of the ventures that one of the period speaks of, oldest first. */
export function briefMentions(db: Database, { since, until }: Told): BriefMention[] {
  const inPeriod = db
    .select({ key: articleVentures.key })
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .where(told({ since, until }));
  const rows = db
    .select(BRIEF)
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .where(
      and(told({ since: null, until }), since === null ? undefined : inArray(articleVentures.key, inPeriod)),
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

/** Few are; in its row this stands behind an article's text, which would be read with it. Epoch ms by id. */
function goneArticles(db: Database): ReadonlyMap<number, number> {
  const rows = db.all<{ id: number; at: number }>(
    sql`SELECT id, link_rot_at AS at FROM articles INDEXED BY articles_gone WHERE link_rot_at IS NOT NULL`,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Mentions of these ventures within the period, oldest first. */
export function ventureMentions(db: Database, keys: readonly string[], period: Told): StoredMention[] {
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
    .where(and(inArray(articleVentures.key, [...keys]), told(period)))
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
      const { position: _position, ...told } = mention;
      return {
        ...told,
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

function told({ since, until }: Told): SQL | undefined {
  return and(
    eq(articles.tagged, true),
    since === null ? undefined : gte(articles.sortAt, since),
    until === null ? undefined : lt(articles.sortAt, until),
  );
}

const dayOf = (at: number): string => isoOf(at).slice(0, 10);
