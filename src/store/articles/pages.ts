/** The page archive: every page as it came, so that reading can be repeated without the network. */
import type { ArchivedPage } from '../../core/jobs.ts';
import type { Database } from '../file/database.ts';
import { asc, eq, inArray, lt, sql } from '../file/drizzle.ts';
import { prepared } from '../file/prepared.ts';
import { pages } from '../schema/pages-schema.ts';

/**
 * Keeps a page; the same body of the same article is kept once. A page without its body leaves a row with an empty one,
 * which no zstd frame is: the same page coming again with its body fills it.
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

/** Forgets up to `limit` pages fetched before `before` (epoch ms), oldest first; how many it were. Their room is used again. */
export function forgetPages(db: Database, before: number, limit: number): number {
  const old = db
    .select({ id: pages.id })
    .from(pages)
    .where(lt(pages.fetchedAt, before))
    .orderBy(asc(pages.fetchedAt))
    .limit(limit);
  return db.delete(pages).where(inArray(pages.id, old)).run().changes;
}

/** After two articles turned out to be one page, their archived pages are too. */
export function reassignPages(db: Database, from: number, to: number): void {
  db.run(sql`UPDATE OR IGNORE pages SET article_id = ${to} WHERE article_id = ${from}`);
  db.delete(pages).where(eq(pages.articleId, from)).run();
}

/**
 * Numbers that have pages are given to no further article: an archive may know of articles that the database has lost, when a
 * backup was restored that was made while others wrote, or when the power was cut. Their pages would be taken for those of others.
 */
export function passOverNumbers(db: Database, archive: Database): void {
  const { last } = archive.get<{ last: number | null }>(sql`SELECT max(article_id) AS last FROM pages`);
  if (last === null) return;
  const given = db.get<{ seq: number } | undefined>(
    sql`SELECT seq FROM sqlite_sequence WHERE name = 'articles'`,
  );
  if (given === undefined) db.run(sql`INSERT INTO sqlite_sequence (name, seq) VALUES ('articles', ${last})`);
  else if (given.seq < last) db.run(sql`UPDATE sqlite_sequence SET seq = ${last} WHERE name = 'articles'`);
}
