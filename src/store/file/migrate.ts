/** Migrates a database file to this version's schema: copies it first, checks it afterwards, refuses a newer one. */

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

/** SQLite's application_id, which says whose file it is and which part: "jvw1" and "jvw2" in ASCII. */
const APPLICATION_IDS = { main: 0x6a_76_77_31, pages: 0x6a_76_77_32 } as const;

export interface Migrated {
  readonly file: string;
  /** Names of the migrations that were applied now. */
  readonly applied: readonly string[];
  /** Where the file was copied to before migrating; null when it was new or already current. */
  readonly copy: string | null;
}

interface JournalEntry {
  readonly tag: string;
  /** Epoch ms; Drizzle orders migrations by it, and records it as applied. */
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
 * Applies the missing migrations. Throws OperationError `database-newer` or `foreign-database` (file untouched) or
 * `migration` (file restored from its copy). Tests pass another `folder` of migrations.
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
    // SQLite refuses to rebuild a table that a view reads; openStore() creates the views again.
    dropViews(client);
    // Called by migrations that rebuild the full-text index.
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

/** `when` of a file's last migration, 0 for none. Throws OperationError for a foreign file or one of a newer version. */
export function versionOf(file: string, part: Part): number {
  const applied = appliedUpTo(file, part);
  refuseNewer(file, applied, journal(folderOf(part)));
  return applied;
}

/** `todo` is appended to the message: what else the user can do. */
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

/** Throws OperationError `migration` when the file cannot be copied, for example because the disk is full. */
function copyBefore(file: string, firstTag: string): string {
  const copy = join(dirname(file), `${basename(file)}.before-${firstTag}`);
  // The copy gets its final name only once it is complete: going back to the older version relies on it.
  const partial = `${copy}.partial`;
  const { client, close } = openForWriting(file);
  try {
    rmSync(partial, { force: true });
    createLike(file, partial);
    // Copying the file alone would miss commits that are still in the WAL because a reader holds up the checkpoint.
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
  // SQLite would apply a leftover WAL to the restored file. A reader that still has the old files open keeps reading them
  // undisturbed; later ones open the restored file.
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  // Moved rather than copied, because a full disk may be why the migration failed.
  renameSync(copy, file);
}
