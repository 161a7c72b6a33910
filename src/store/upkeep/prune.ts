/**
 * Deletes old data in slices, each in one short transaction: texts, raw pages, polls and failures. The articles' rows stay,
 * with address, title and tags, so that nothing is fetched again.
 */
import { statSync } from 'node:fs';
import type { PrunedSlice, Retention } from '../../core/pruning.ts';
import { addToIndex, removeFromIndex } from '../articles/search-index.ts';
import type { Connection, Database } from '../file/database.ts';
import { sql } from '../file/drizzle.ts';

/** Rows per slice: some milliseconds, during which nothing else can write. */
const SLICE = 200;
/** Texts per slice: fewer, since removing one from the search index takes 0.3 ms. */
const TEXTS = 50;
/** Range of ids that one slice of texts or pages reads, however few are old: some ten milliseconds when not in memory. */
const SPAN = 2_000;

/** isPruned() in SQL; octet_length() does not read the text itself, which lies on overflow pages. */
export const TEXT_PRUNED = sql`(word_count > 0 AND octet_length(text) = 0)`;

/**
 * One slice of texts, with revisions and feed content, of articles first read before `before` (epoch ms), or given up and
 * first seen before it.
 */
export function pruneTexts(db: Database, { before, tagged, dryRun }: Retention, after: number): PrunedSlice {
  return db.transaction(
    () => {
      // Not of articles with a visit planned, whose new version is compared with the text, nor of those that are waiting to
      // be fetched, which may still need their feed's text.
      const rows = db.all<{ id: number; sortAt: number; title: string | null; bytes: number }>(sql`
        SELECT a.id, a.sort_at AS sortAt, a.title, octet_length(a.text)
          + (SELECT coalesce(sum(octet_length(r.text)), 0) FROM revisions r WHERE r.article_id = a.id)
          + (SELECT coalesce(sum(octet_length(i.content_html)), 0) FROM items i WHERE i.article_id = a.id) AS bytes
        FROM articles a
        WHERE a.id > ${after} AND a.id <= ${after + SPAN} AND a.text <> '' AND a.word_count > 0
          AND coalesce(a.fetched_at, a.first_seen_at) < ${before} AND a.state <> 'pending' AND a.revisit_at IS NULL AND (a.tagged = 0 OR ${tagged ? 1 : 0})
        ORDER BY a.id LIMIT ${TEXTS}`);
      if (!dryRun)
        for (const { id, sortAt, title } of rows) {
          removeFromIndex(db, id);
          // Title and tags are of the last revision, whose time is kept as fetched_at: its row is deleted below.
          db.run(sql`UPDATE articles SET text = '', fetched_at = coalesce(
            (SELECT max(at) FROM revisions WHERE article_id = ${id}), fetched_at) WHERE id = ${id}`);
          addToIndex(db, { id, sortAt, title, text: '' });
          db.run(sql`DELETE FROM revisions WHERE article_id = ${id}`);
          db.run(sql`UPDATE items SET content_html = NULL WHERE article_id = ${id}`);
        }
      return spanOf(db, 'articles', after, sliceOf(rows, TEXTS));
    },
    { behavior: 'immediate' },
  );
}

/** One slice of archived pages fetched before `before`. Unless `tagged`, those of tagged articles stay. */
export function prunePages(
  main: Database,
  archive: Database,
  { before, tagged, dryRun }: Retention,
  after: number,
): PrunedSlice {
  const rows = archive.all<{ id: number; articleId: number; bytes: number }>(sql`
    SELECT id, article_id AS articleId, octet_length(body) AS bytes FROM pages
    WHERE id > ${after} AND id <= ${after + SPAN} AND fetched_at < ${before} ORDER BY id LIMIT ${SLICE}`);
  const kept = new Set(
    tagged
      ? []
      : taggedAmong(
          main,
          rows.map(({ articleId }) => articleId),
        ),
  );
  const old = rows.filter(({ articleId }) => !kept.has(articleId));
  if (!dryRun) archive.run(sql`DELETE FROM pages WHERE id IN (SELECT value FROM json_each(${json(old)}))`);
  return { ...spanOf(archive, 'pages', after, sliceOf(rows)), rows: old.length, bytes: bytesOf(old) };
}

/** One slice of polls made before `before`; their size is estimated from their longest columns. */
export function prunePolls(db: Database, { before, dryRun }: Retention, after: number): PrunedSlice {
  const rows = db.all<{ id: number; bytes: number }>(sql`
    SELECT id, 60 + octet_length(feed_id) + coalesce(octet_length(message), 0) + octet_length(warnings)
      + coalesce(octet_length(etag), 0) + octet_length(rejections) AS bytes
    FROM poll_events WHERE id > ${after} AND at < ${before} ORDER BY id LIMIT ${SLICE}`);
  if (!dryRun) db.run(sql`DELETE FROM poll_events WHERE id IN (SELECT value FROM json_each(${json(rows)}))`);
  return sliceOf(rows);
}

/** One slice of dead letters from before `before`. Their articles stay given up. */
export function pruneFailures(db: Database, { before, dryRun }: Retention, after: number): PrunedSlice {
  const rows = db.all<{ id: number; bytes: number }>(sql`
    SELECT id, 30 + octet_length(url) + octet_length(message) AS bytes
    FROM dead_letters WHERE id > ${after} AND at < ${before} ORDER BY id LIMIT ${SLICE}`);
  if (!dryRun) db.run(sql`DELETE FROM dead_letters WHERE id IN (SELECT value FROM json_each(${json(rows)}))`);
  return sliceOf(rows);
}

/** Shrinks the file to its content; needs as much free disk space again while it runs. Sizes in bytes. */
export function vacuum(
  { client }: Connection,
  file: string,
): { file: string; before: number; after: number } {
  const before = statSync(file).size;
  client.exec('VACUUM');
  client.pragma('wal_checkpoint(TRUNCATE)');
  return { file, before, after: statSync(file).size };
}

function taggedAmong(main: Database, ids: readonly number[]): number[] {
  const rows = main.all<{ id: number }>(
    sql`SELECT id FROM articles WHERE tagged = 1 AND id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
  );
  return rows.map(({ id }) => id);
}

const json = (rows: readonly { readonly id: number }[]): string => JSON.stringify(rows.map(({ id }) => id));
const bytesOf = (rows: readonly { readonly bytes: number }[]): number =>
  rows.reduce((sum, { bytes }) => sum + bytes, 0);

function sliceOf(
  rows: readonly { readonly id: number; readonly bytes: number }[],
  most = SLICE,
): PrunedSlice {
  const last = rows.at(-1);
  return { rows: rows.length, bytes: bytesOf(rows), next: last && rows.length === most ? last.id : null };
}

/** For tables read in ranges of ids: a range with less than a full slice goes on at the next one, unless it was the last. */
function spanOf(db: Database, table: 'articles' | 'pages', after: number, slice: PrunedSlice): PrunedSlice {
  if (slice.next !== null) return slice;
  const { last } = db.get<{ last: number | null }>(sql`SELECT max(id) AS last FROM ${sql.raw(table)}`);
  return { ...slice, next: after + SPAN < (last ?? 0) ? after + SPAN : null };
}
