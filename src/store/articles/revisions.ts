/** Reads what happened to articles after they were first read: later visits, link rot, earlier versions. */
import type { ArticleChange } from '../../stories/revision.ts';
import type { Database } from '../file/database.ts';
import { asc, count, eq, sql } from '../file/drizzle.ts';
import { isoOf, isoOrNull } from '../file/iso.ts';
import { revisions } from '../schema/articles-schema.ts';
import type { ArticleRow } from './article-content.ts';

/** Times are ISO 8601. */
export interface Visits {
  /** When its page was last requested again; null: never. */
  readonly lastAt: string | null;
  /** When its page is due to be fetched again; null: no further visit is planned. */
  readonly nextAt: string | null;
  /** How many earlier versions are stored. */
  readonly revisions: number;
  /** When its page was first found to be gone, and the failure code; null while it is there. */
  readonly linkRot: { readonly at: string; readonly code: string } | null;
}

/** A version of an article that its publisher replaced. */
export interface Revision {
  /** When the change was found, ISO 8601: this version was current until then. */
  readonly at: string;
  readonly title: string | null;
  readonly text: string;
  readonly contentHash: string | null;
  /** What the next version changed. */
  readonly changes: ArticleChange;
}

/**
 * When the latest change of a row of `articles` was found, epoch ms; null when it never changed. `articles.id` is written
 * out because Drizzle drops the table's name where nothing is joined.
 */
export const CHANGED_AT = sql<
  number | null
>`(SELECT max(r.at) FROM revisions r WHERE r.article_id = articles.id)`;

export function visitsOf(db: Database, row: ArticleRow): Visits {
  const { visitedAt, revisitAt, linkRotAt, linkRotCode } = row;
  return {
    lastAt: isoOrNull(visitedAt),
    nextAt: isoOrNull(revisitAt),
    revisions: db.select({ n: count() }).from(revisions).where(eq(revisions.articleId, row.id)).get()?.n ?? 0,
    linkRot: linkRotAt === null ? null : { at: isoOf(linkRotAt), code: linkRotCode ?? '' },
  };
}

/** The earlier versions of an article, the oldest first. */
export function revisionsOf(db: Database, articleId: number): Revision[] {
  const rows = db
    .select()
    .from(revisions)
    .where(eq(revisions.articleId, articleId))
    .orderBy(asc(revisions.at), asc(revisions.id))
    .all();
  return rows.map(({ at, title, text, contentHash, changes }) => ({
    at: isoOf(at),
    title,
    text,
    contentHash,
    changes,
  }));
}
