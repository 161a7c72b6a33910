/**
 * Finds the ids of a page of stories, the one with the newest article first, reading as few of them as possible.
 *
 * As for articles (article-pages.ts): when one of the filter's lists of articles is short, the stories of its articles are
 * checked and sorted. Otherwise the stories are walked in order until the page is full; when that takes too long, the
 * shortest list is used after all. Figures: `node bench/stories-store.ts`.
 */
import type { StoryCursor } from '../../query/cursor.ts';
import type { Database } from '../file/database.ts';
import { type SQL, sql } from '../file/drizzle.ts';
import type { Conditions } from './article-conditions.ts';
import { shortestOf, whereOf } from './article-pages.ts';

interface StoryBounds {
  /** A list of articles up to this length is checked completely. */
  readonly short: number;
  /** Stories that are walked before a longer list is used instead. */
  readonly walked: number;
}

const BOUNDS: StoryBounds = { short: 2_000, walked: 1_000 };

interface StoryRequest {
  /** One article of the story must meet all of them. */
  readonly conditions: Conditions;
  /** The last story of the page before; null for the first page. */
  readonly after: StoryCursor | null;
  readonly limit: number;
}

/** The stories of the page, each as the cursor that would follow it: id and time of its last article (epoch ms). */
export function pageOfStories(db: Database, request: StoryRequest, bounds = BOUNDS): StoryCursor[] {
  const lists = request.conditions.lists.flatMap(({ ids }) => ids ?? []);
  const short = shortestOf(db, lists, bounds.short);
  if (short && short.size <= bounds.short) return fromArticles(db, request, short.ids);
  const walked = walk(db, request, bounds.walked);
  if (walked !== null) return walked;
  const shortest = shortestOf(db, lists, Number.MAX_SAFE_INTEGER);
  return fromArticles(db, request, shortest?.ids ?? null);
}

/** The stories of the articles that meet all conditions: of those in `list`, or of all when it is null. */
function fromArticles(db: Database, request: StoryRequest, list: SQL | null): StoryCursor[] {
  const { conditions, limit } = request;
  const articles =
    list === null
      ? sql`articles a`
      : sql`(SELECT DISTINCT article_id FROM (${list})) d
          CROSS JOIN articles a INDEXED BY articles_columns ON a.id = d.article_id`;
  return db.all<StoryCursor>(sql`
    SELECT s.to_at AS toAt, s.id FROM
      (SELECT DISTINCT m.story_id FROM ${articles} CROSS JOIN story_articles m ON m.article_id = a.id
        WHERE ${sql.join([...whereOf(conditions), ...timeOfArticles(conditions)], sql` AND `)}) found
    CROSS JOIN stories s ON s.id = found.story_id
    WHERE ${behind(request)} ORDER BY s.to_at DESC, s.id LIMIT ${limit}`);
}

/** Walks the stories in order, at most `most` of them; null when that is not enough to fill the page. */
function walk(db: Database, request: StoryRequest, most: number): StoryCursor[] | null {
  const { conditions, limit } = request;
  const stretch = sql`(SELECT s.id, s.to_at FROM stories s INDEXED BY stories_by_time
    WHERE ${sql.join([behind(request), ...timeOfStories(conditions)], sql` AND `)}
    ORDER BY s.to_at DESC, s.id LIMIT ${most}) s`;
  const found = db.all<StoryCursor>(sql`
    SELECT s.to_at AS toAt, s.id FROM ${stretch}
    WHERE EXISTS (SELECT 1 FROM story_articles m
      CROSS JOIN articles a INDEXED BY articles_columns ON a.id = m.article_id
      WHERE m.story_id = s.id
        AND ${sql.join([...whereOf(conditions), ...timeOfArticles(conditions)], sql` AND `)})
    ORDER BY s.to_at DESC, s.id LIMIT ${limit}`);
  if (found.length === limit) return found;
  return db.get<{ n: number }>(sql`SELECT count(*) AS n FROM ${stretch}`).n < most ? found : null;
}

function behind({ after }: StoryRequest): SQL {
  return after === null
    ? sql`1`
    : sql`s.to_at <= ${after.toAt} AND (s.to_at < ${after.toAt} OR s.id > ${after.id})`;
}

function timeOfArticles({ since, until }: Conditions): SQL[] {
  return [
    ...(since === null ? [] : [sql`a.sort_at >= ${since}`]),
    ...(until === null ? [] : [sql`a.sort_at < ${until}`]),
  ];
}

/** Stories that may have an article in the period; the longest story bounds `to_at`, so that the index is used. */
function timeOfStories({ since, until }: Conditions): SQL[] {
  return [
    ...(since === null ? [] : [sql`s.to_at >= ${since}`]),
    ...(until === null
      ? []
      : [
          sql`s.from_at < ${until}`,
          sql`s.to_at < ${until} + (SELECT coalesce(max(to_at - from_at), 0) FROM stories)`,
        ]),
  ];
}
