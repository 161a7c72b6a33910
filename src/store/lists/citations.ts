/** Reads what it takes to cite articles: source, address, date, when we read them, and the quote. */
import { type Evidence, TAG, type Verdict } from '../../core/model.ts';
import { shownQuote } from '../../core/shown-quote.ts';
import type { SincePublished } from '../../text/shown/since-published.ts';
import { sourceOf } from '../../text/shown/source-name.ts';
import { CHANGED_AT } from '../articles/revisions.ts';
import type { Database } from '../file/database.ts';
import { and, eq, inArray } from '../file/drizzle.ts';
import { isoOrNull } from '../file/iso.ts';
import { articles, articleTags } from '../schema/articles-schema.ts';
import { feeds } from '../schema/feeds-schema.ts';

/** Times are ISO 8601. */
export interface Citation extends SincePublished {
  readonly id: number;
  readonly url: string;
  readonly title: string | null;
  /** Name of its source, see sourceOf(). */
  readonly source: string;
  readonly language: string | null;
  readonly publishedAt: string | null;
  /** The publisher's own calendar day, YYYY-MM-DD. */
  readonly publishedDay: string | null;
  /** When the stored version was read from its page; null when only the feed was read. */
  readonly retrievedAt: string | null;
  /** SHA-256, hex, of the JSON array [title, text]; null when only the feed was read. */
  readonly contentHash: string | null;
  readonly verdict: Verdict | null;
  readonly tagged: boolean;
  /** Confidence of the tag, 0 to 1; null when not tagged. */
  readonly confidence: number | null;
  /** The best quote, see shownQuote(); null when not tagged. */
  readonly evidence: Evidence | null;
}

/** In the order of `ids`; an id without an article is left out. For a few hundred ids at most. */
export function citations(db: Database, ids: readonly number[]): Citation[] {
  if (ids.length === 0) return [];
  const wanted = [...ids];
  const rows = db
    .select({
      id: articles.id,
      url: articles.url,
      title: articles.title,
      siteName: articles.siteName,
      feedId: articles.feedId,
      feedName: feeds.name,
      language: articles.language,
      publishedAt: articles.publishedAt,
      publishedDay: articles.publishedDay,
      fetchedAt: articles.fetchedAt,
      linkRotAt: articles.linkRotAt,
      changedAt: CHANGED_AT,
      contentHash: articles.contentHash,
      verdict: articles.verdict,
      tagged: articles.tagged,
      confidence: articleTags.confidence,
      evidence: articleTags.evidence,
    })
    .from(articles)
    .leftJoin(articleTags, and(eq(articleTags.articleId, articles.id), eq(articleTags.tag, TAG)))
    .leftJoin(feeds, eq(feeds.id, articles.feedId))
    .where(inArray(articles.id, wanted))
    .all();
  const found = new Map(
    rows.map(
      ({ siteName, feedId, feedName, fetchedAt, linkRotAt, changedAt, ...row }): [number, Citation] => [
        row.id,
        {
          ...row,
          source: sourceOf({ siteName, feedName, feedId, url: row.url }),
          publishedAt: isoOrNull(row.publishedAt),
          retrievedAt: isoOrNull(changedAt ?? fetchedAt),
          changedAt: isoOrNull(changedAt),
          goneSince: isoOrNull(linkRotAt),
          evidence: shownQuote(row.evidence ?? []),
        },
      ],
    ),
  );
  return wanted.flatMap((id) => found.get(id) ?? []);
}
