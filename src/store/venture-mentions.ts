/** What articles say of ventures, for the ledger. */
import type { VentureMention } from '../core/model.ts';
import { articles, articleVentures } from './articles-schema.ts';
import type { Database } from './database.ts';
import { and, asc, eq, gte } from './drizzle.ts';
import { isoOrNull } from './iso.ts';

export interface StoredMention extends VentureMention {
  readonly key: string;
  readonly articleId: number;
  readonly url: string;
  readonly title: string | null;
  readonly source: string | null;
  readonly language: string | null;
  /** Null where nobody says; then `day` is when it was first seen. */
  readonly publishedAt: string | null;
  /** The publisher's day where known, else the day it was first seen. */
  readonly day: string;
}

/** Mentions of one venture, or of all, oldest first. `since` in epoch ms. */
export function ventureMentions(
  db: Database,
  { key, since }: { readonly key?: string; readonly since?: number },
): StoredMention[] {
  const conditions = [eq(articles.tagged, true)];
  if (key !== undefined) conditions.push(eq(articleVentures.key, key));
  if (since !== undefined) conditions.push(gte(articles.sortAt, since));
  const rows = db
    .select({
      mention: articleVentures,
      url: articles.url,
      title: articles.title,
      source: articles.siteName,
      language: articles.language,
      feedId: articles.feedId,
      publishedAt: articles.publishedAt,
      publishedDay: articles.publishedDay,
      sortAt: articles.sortAt,
    })
    .from(articleVentures)
    .innerJoin(articles, eq(articles.id, articleVentures.articleId))
    .where(and(...conditions))
    .orderBy(asc(articles.sortAt), asc(articles.id), asc(articleVentures.position))
    .all();
  return rows.map(
    ({
      mention: { position: _position, ...mention },
      url,
      title,
      source,
      language,
      feedId,
      publishedAt,
      publishedDay,
      sortAt,
    }) => ({
      ...mention,
      url,
      title,
      source: source ?? feedId,
      language,
      publishedAt: isoOrNull(publishedAt),
      day: publishedDay ?? new Date(sortAt).toISOString().slice(0, 10),
    }),
  );
}
