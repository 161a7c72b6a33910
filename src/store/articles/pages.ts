/** The archive of raw pages as received, so that extraction can be repeated without the network. */
import type { ArchivedPage } from '../../core/jobs.ts';
import type { Database } from '../file/database.ts';
import { asc, eq, inArray, lt, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { pages } from '../schema/pages-schema.ts';

/**
 * Archives a page; the same body of the same article is kept once. A page that comes without its body gets a row with an
 * empty one (never a valid zstd frame), which is filled when the same page comes again with it.
 */
export function archivePage(db: Database, articleId: number, at: number, page: ArchivedPage): void {
  const body = page.body ?? new Uint8Array();
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  prepared(
    db,
    `INSERT INTO pages (article_id, url, fetched_at, status, headers, hash, bytes, body)
     VALUES (:articleId, :url, :at, :status, :headers, :hash, :bytes, :body)
     ON CONFLICT (article_id, hash) DO UPDATE SET body = excluded.body WHERE length(body) = 0`,
  ).run({
    articleId,
    url: page.url,
    at,
    status: page.status,
    headers: JSON.stringify(page.headers),
    hash: page.hash,
    bytes: page.bytes,
    body: bytes,
  });
}

/**
 * Deletes up to `limit` pages fetched before `before` (epoch ms), oldest first; returns how many. SQLite reuses their space,
 * the file does not shrink.
 */
export function forgetPages(db: Database, before: number, limit: number): number {
  const old = db
    .select({ id: pages.id })
    .from(pages)
    .where(lt(pages.fetchedAt, before))
    .orderBy(asc(pages.fetchedAt))
    .limit(limit);
  return db.delete(pages).where(inArray(pages.id, old)).run().changes;
}

/** Moves the archived pages of an article that was merged into another; what both have is kept once. */
export function reassignPages(db: Database, from: number, to: number): void {
  db.run(sql`UPDATE OR IGNORE pages SET article_id = ${to} WHERE article_id = ${from}`);
  db.delete(pages).where(eq(pages.articleId, from)).run();
}

/**
 * Keeps new articles from getting an id that has pages in the archive. The archive may hold pages of articles that the
 * database has lost: by a restored backup that was made during writes, or by a power cut. A new article with such an id
 * would take over those pages.
 */
export function reserveArchivedIds(db: Database, archive: Database): void {
  const { last } = archive.get<{ last: number | null }>(sql`SELECT max(article_id) AS last FROM pages`);
  if (last === null) return;
  const sequence = db.get<{ seq: number } | undefined>(
    sql`SELECT seq FROM sqlite_sequence WHERE name = 'articles'`,
  );
  if (sequence === undefined)
    db.run(sql`INSERT INTO sqlite_sequence (name, seq) VALUES ('articles', ${last})`);
  else if (sequence.seq < last) db.run(sql`UPDATE sqlite_sequence SET seq = ${last} WHERE name = 'articles'`);
}
