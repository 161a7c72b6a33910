/** Brings a database file to this version's form: copies it first, checks it after, refuses a newer one. */

import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { damageOr, isDamage, MEND_DAMAGE } from '../../core/damage.ts';
import { OperationError } from '../../core/errors.ts';
import { keyInArticle, ventureKey } from '../../core/venture-key.ts';
import { indexTerms } from '../../text/search/search-terms.ts';
import { counted } from '../../text/shown/counted.ts';
import { wayBack } from '../../text/shown/way-back.ts';
import { createLike, openForReading, openForWriting } from './database.ts';
import { migrate } from './drizzle.ts';
import { dropViews } from './views.ts';

export type Part = 'main' | 'pages';

/** Marks whose file it is and which part: "jvw" and a letter, in ASCII. */
const APPLICATION_IDS = { main: 0x6a_76_77_31, pages: 0x6a_76_77_32 } as const;

export interface Migrated {
  readonly file: string;
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
  /** Where the file was copied before, null when it was new or nothing had to be done. */
  readonly copy: string | null;
}

interface JournalEntry {
  readonly tag: string;
  /** Epoch ms; Drizzle orders and remembers migrations by it. */
  readonly when: number;
}

const folderOf = (part: Part): string =>
  fileURLToPath(new URL(`../../../migrations/${part}`, import.meta.url));

function journal(folder: string): readonly JournalEntry[] {
  const read = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')) as {
    entries: readonly JournalEntry[];
  };
  return read.entries;
}

/**
 * Applies what is missing. Throws OperationError `database-newer` (file untouched) or `migration` (file restored
 * from its copy). `folder` is another set of migrations, for tests.
 */
export function migrateFile(file: string, part: Part, folder = folderOf(part)): Migrated {
  const entries = journal(folder);
  const existed = existsSync(file);
  const applied = existed ? appliedUpTo(file, part) : 0;
  refuseNewer(file, applied, entries, `; ${wayBack(file, `${file}.before-...`)}`);
  const missing = entries.filter((entry) => entry.when > applied);
  if (missing.length === 0) return { file, applied: [], copy: null };

  const copy = existed && applied > 0 ? copyBefore(file, missing[0]?.tag ?? '') : null;
  const { db, client, close } = openForWriting(file);
  try {
    // SQLite rebuilds a table by dropping the old one, which would cascade into its children.
    client.pragma('foreign_keys = OFF');
    // Nor does it rebuild a table that a view reads; openStore() makes the views again.
    dropViews(client);
    // What the search index is filled with when a migration builds it anew.
    client.function('index_terms', { deterministic: true }, (text) => indexTerms(String(text)));
    client.function('venture_key', { deterministic: true }, storedKey);
    migrate(db, { migrationsFolder: folder });
    client.pragma(`application_id = ${APPLICATION_IDS[part]}`);
    const broken = client.pragma('foreign_key_check') as { table: string; parent: string }[];
    if (broken.length > 0)
      throw new Error(
        `${counted(broken.length, 'row')} of ${broken[0]?.table} lost ${broken.length === 1 ? 'its' : 'their'} ${broken[0]?.parent}`,
      );
    client.pragma('foreign_keys = ON');
  } catch (error) {
    close();
    if (copy) restore(copy, file);
    const restored = copy ? 'the file was put back as it was' : 'nothing was changed';
    throw new OperationError(
      'migration',
      `cannot migrate ${file}: ${(error as Error).message}; ${restored}${mendText(error)}`,
    );
  }
  close();
  return { file, applied: missing.map((entry) => entry.tag), copy };
}

/** The key of a stored mention of a venture that the ledger does not know. */
function storedKey(articleId: unknown, partners: unknown, name: unknown): string {
  const told = { ventureId: null, partners: JSON.parse(String(partners)), name: name as string | null };
  return keyInArticle(ventureKey(told), Number(articleId));
}

/** Throws OperationError when a reader meets a file of another version: `database-newer`, `database-older`. */
export function requireCurrent(file: string, part: Part): void {
  const entries = journal(folderOf(part));
  const applied = appliedUpTo(file, part);
  refuseNewer(file, applied, entries, `; ${wayBack(file, `${file}.before-...`)}`);
  if (entries.some((entry) => entry.when > applied))
    throw new OperationError('database-older', `${file} is from an older version; run \`jvwire migrate\``);
}

/** Which migrations a file has. Throws OperationError for what is no database of this part, or of a newer version. */
export function versionOf(file: string, part: Part): number {
  const applied = appliedUpTo(file, part);
  refuseNewer(file, applied, journal(folderOf(part)));
  return applied;
}

/** `todo`: what else may be done, where there is something. */
function refuseNewer(file: string, applied: number, entries: readonly JournalEntry[], todo = ''): void {
  const newest = Math.max(0, ...entries.map((entry) => entry.when));
  if (applied > newest)
    throw new OperationError(
      'database-newer',
      `${file} was written by a newer version of jvwire and is left untouched; use that version, or another --db${todo}`,
    );
}

/** `when` of the last migration applied, 0 for none. */
function appliedUpTo(file: string, part: Part): number {
  const { client, close } = openForReading(file);
  try {
    const mark = Number(client.pragma('application_id', { simple: true }));
    if (mark !== 0 && mark !== APPLICATION_IDS[part])
      throw new OperationError(
        'foreign-database',
        `${file} is not jvwire's ${part} database; name another --db`,
      );
    const known = client
      .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
      .get();
    if (!known) {
      const others = client.prepare("SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'").get() as {
        n: number;
      };
      if (others.n > 0)
        throw new OperationError(
          'foreign-database',
          `${file} is a database of another program; name another --db`,
        );
      return 0;
    }
    const row = client.prepare('SELECT max(created_at) AS last FROM __drizzle_migrations').get() as {
      last: number | null;
    };
    return Number(row.last ?? 0);
  } catch (error) {
    throw damageOr(error, file);
  } finally {
    close();
  }
}

const mendText = (error: unknown): string => (isDamage(error) ? `; ${MEND_DAMAGE}` : '');

/** Throws OperationError `migration` for a file that cannot be copied: there may be no room for it. */
function copyBefore(file: string, firstTag: string): string {
  const copy = join(dirname(file), `${basename(file)}.before-${firstTag}`);
  // It has its name when it is whole: whoever goes back to the older version relies on it.
  const partial = `${copy}.partial`;
  const { client, close } = openForWriting(file);
  try {
    rmSync(partial, { force: true });
    createLike(file, partial);
    // Not a copy of the file: what a reader keeps in the write-ahead log would be missing in it.
    client.prepare('VACUUM INTO ?').run(partial);
    renameSync(partial, copy);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new OperationError(
      'migration',
      `cannot copy ${file}, which is done before it is migrated and takes as much room again: ${(error as Error).message}; nothing was changed${mendText(error)}`,
    );
  } finally {
    close();
  }
  return copy;
}

function restore(copy: string, file: string): void {
  // A log that stayed would be taken for the copy's own. A reader that still has the old file open keeps it whole; everyone
  // after sees the restored one.
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  // Moved, which takes no room: want of it may be why the migration failed.
  renameSync(copy, file);
}
