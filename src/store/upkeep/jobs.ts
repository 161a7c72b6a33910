/** Jobs for people to manage: articles that wait for a try or were given up, and retrying them. */
import { OperationError } from '../../core/errors.ts';
import type { IngestJob } from '../../core/jobs.ts';
import type { FailedArticle, WaitingArticle } from '../../core/status.ts';
import { canonicalUrl } from '../../text/url/url.ts';
import { ingestJob } from '../articles/article-jobs.ts';
import { addAddress, ownerOf } from '../articles/article-urls.ts';
import { sortTime } from '../articles/search-index.ts';
import type { Database } from '../file/database.ts';
import { and, asc, desc, eq, inArray, lt, sql } from '../file/drizzle.ts';
import { isoOf } from '../file/iso.ts';
import { articles, deadLetters } from '../schema/articles-schema.ts';

/** Articles that are still to be fetched, the soonest due first. */
export function waitingArticles(db: Database, limit: number): WaitingArticle[] {
  return db
    .select({
      articleId: articles.id,
      url: articles.url,
      attempts: articles.attempts,
      at: sql<number>`coalesce(${articles.nextAttemptAt}, ${articles.firstSeenAt})`,
      lastFailure: articles.lastFailure,
    })
    .from(articles)
    .where(sql`${articles.state} = 'pending'`)
    .orderBy(asc(articles.nextAttemptAt), asc(articles.id))
    .limit(limit)
    .all()
    .map((row) => ({ ...row, at: isoOf(row.at) }));
}

/** Articles that were given up, the latest first. */
export function failedArticles(db: Database, limit: number): FailedArticle[] {
  const { articleId, url, at, code, message, attempts } = deadLetters;
  return db
    .select({ articleId, url, at, code, message, attempts })
    .from(deadLetters)
    .orderBy(desc(deadLetters.at), desc(deadLetters.id))
    .limit(limit)
    .all()
    .map((row) => ({ ...row, at: isoOf(row.at) }));
}

/**
 * Makes articles that were given up or are waiting due at once, with their tries reset, and returns their jobs; null: all
 * that were given up. Throws OperationError `not-found`, and changes nothing, when one of the ids is neither.
 */
export function requeueArticles(db: Database, ids: readonly number[] | null, now: number): IngestJob[] {
  return db.transaction(
    () => {
      const chosen =
        ids === null
          ? db.select({ id: deadLetters.articleId }).from(deadLetters).all()
          : ids.map((id) => ({ id }));
      const rows = chosen.flatMap(({ id }) =>
        db
          .update(articles)
          .set({ state: 'pending', attempts: 0, nextAttemptAt: now })
          .where(and(eq(articles.id, id), inArray(articles.state, ['pending', 'failed'])))
          .returning()
          .all(),
      );
      const taken = new Set(rows.map((row) => row.id));
      const refused = chosen.filter(({ id }) => !taken.has(id)).map(({ id }) => id);
      if (refused.length > 0)
        throw new OperationError(
          'not-found',
          `no failed or waiting job for article ${refused.join(', ')}; \`jvwire jobs list --failed\` shows what was given up`,
        );
      for (const { id } of rows) db.delete(deadLetters).where(eq(deadLetters.articleId, id)).run();
      return rows.map((row) => ingestJob(db, row.id));
    },
    { behavior: 'immediate' },
  );
}

/** Deletes the dead letters older than `before` (epoch ms) and returns how many; their articles stay given up. */
export function forgetFailures(db: Database, before: number): number {
  return db.delete(deadLetters).where(lt(deadLetters.at, before)).run().changes;
}

/** The job for an address given by hand; creates the article when there is none. `url` must be a valid http(s) address. */
export function jobForUrl(db: Database, url: string, now: number): IngestJob {
  return db.transaction(
    () => {
      const address = canonicalUrl(url);
      const known = ownerOf(db, address);
      if (known) return ingestJob(db, known.id);
      const row = db
        .insert(articles)
        .values({ url: address, nextAttemptAt: now, firstSeenAt: now, sortAt: sortTime(now) })
        .returning()
        .get();
      addAddress(db, address, row.id);
      return ingestJob(db, row.id);
    },
    { behavior: 'immediate' },
  );
}
