/** Copies the databases into a folder, also during writes; it is verified and gets its name only when it is complete. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { damageOr, isDamage } from '../core/damage.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import {
  type BackupFile,
  COUNTED,
  datedIn,
  datedName,
  isDated,
  MANIFEST,
  type Manifest,
  requireSound,
  sha256Of,
} from './backup-manifest.ts';
import { createLike, openForReading, openForWriting } from './file/database.ts';
import type { SqliteDatabase } from './file/drizzle.ts';
import { makeFolder } from './file/make-folder.ts';
import { type Part, versionOf } from './file/migrate.ts';
import type { StoreFiles } from './store.ts';

/** Database pages (4 KB) copied per step; between steps, progress is reported and the signal checked. */
const PAGES_AT_ONCE = 2_000;

/** The unfinished backup folders of this process. */
const underWay = new Set<string>();

export interface BackupRequest {
  readonly files: StoreFiles;
  /** The folder that the backup becomes; with `keep`, the folder that dated backups are made in. */
  readonly target: string;
  /** How many dated backups to keep; null for a single backup that is not dated. */
  readonly keep: number | null;
  /** Whether to include the archive of raw pages. */
  readonly pages: boolean;
  /** Epoch ms. */
  readonly now: number;
  /** Version of jvwire, for the manifest. */
  readonly version: string;
}

export interface BackupReport {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Older dated backups that were deleted. */
  readonly removed: readonly string[];
}

export interface BackupWatch {
  /** `share` is the part of the file that is copied, 0 to 1. */
  readonly onProgress: (file: string, share: number) => void;
  readonly signal: AbortSignal;
}

/** Throws UsageError when the target exists already, OperationError when it fails; nothing is left behind then. */
export async function backUp(request: BackupRequest, watch: BackupWatch): Promise<BackupReport> {
  const { files, keep, now } = request;
  const target = resolve(request.target);
  const folder = keep === null ? target : freeDated(target, now);
  if (existsSync(folder)) throw new UsageError(`${folder} is there already; name another, or use --keep`);
  versionOf(files.database, 'main');
  const parent = dirname(folder);
  const partial = partialOf(folder);
  if (underWay.has(partial)) throw new UsageError(`a backup to ${folder} is under way`);
  try {
    makeFolder(parent);
    removeAbandoned(parent, basename(folder));
    underWay.add(partial);
    mkdirSync(partial);
    // The archive after the main database: during writes it then has more pages, never fewer, than the articles refer to. A
    // page without an article does no harm; an article without its page could not be read again.
    const copied = [await copyFile(files.database, 'main', partial, watch)];
    if (request.pages && existsSync(files.pages))
      copied.push(await copyFile(files.pages, 'pages', partial, watch));
    const manifest: Manifest = {
      format: 1,
      jvwire: request.version,
      createdAt: new Date(now).toISOString(),
      files: copied,
    };
    writeFileSync(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true });
    flush(partial);
    const made = keep === null ? folder : placeDated(partial, target, now);
    if (keep === null) renameSync(partial, folder);
    flush(parent);
    return { folder: made, manifest, removed: keep === null ? [] : rotate(parent, keep, basename(made)) };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw forUser(error, folder);
  } finally {
    underWay.delete(partial);
  }
}

const partialOf = (folder: string): string => `${folder}.partial-${process.pid}`;

/** Names for a dated backup: the second of `now`, then the following ones, in case another backup has it. */
function* datedFolders(target: string, now: number): Generator<string, never> {
  for (let at = now; ; at += 1_000) yield join(target, datedName(at));
}

function freeDated(target: string, now: number): string {
  const folders = datedFolders(target, now);
  for (;;) {
    const folder = folders.next().value;
    if (!existsSync(folder) && !underWay.has(partialOf(folder))) return folder;
  }
}

/** Gives a finished backup the first free dated name: rename() fails when another process has made a backup of that name. */
function placeDated(partial: string, target: string, now: number): string {
  const folders = datedFolders(target, now);
  for (;;) {
    const folder = folders.next().value;
    try {
      renameSync(partial, folder);
      return folder;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
    }
  }
}

async function copyFile(source: string, part: Part, folder: string, watch: BackupWatch): Promise<BackupFile> {
  const name = part === 'main' ? 'jvwire.db' : 'pages.db';
  const copy = join(folder, name);
  const { client, close } = openForReading(source);
  try {
    // One read transaction around all steps: without it, SQLite restarts the copy whenever another process writes.
    client.exec('BEGIN');
    const rows = countRows(client, part);
    createLike(source, copy);
    await client.backup(copy, {
      progress: ({ totalPages, remainingPages }) => {
        if (watch.signal.aborted)
          throw new OperationError('interrupted', 'interrupted; nothing was left behind');
        watch.onProgress(name, totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
        return PAGES_AT_ONCE;
      },
    });
    client.exec('COMMIT');
    return { part, name, ...(await verify(copy, source, part, rows)), rows };
  } finally {
    close();
  }
}

async function verify(copy: string, source: string, part: Part, rows: Readonly<Record<string, number>>) {
  const { client, close } = openForWriting(copy);
  // Out of WAL mode: a single file that any tool can open, also on read-only media.
  client.pragma('journal_mode = DELETE');
  const copied = countRows(client, part);
  close();
  requireSound(copy, source);
  const wrong = Object.keys(rows).find((table) => rows[table] !== copied[table]);
  if (wrong !== undefined)
    throw new OperationError(
      'damaged',
      `${copy}: ${copied[wrong]} of ${rows[wrong]} rows of ${wrong} were copied`,
    );
  flush(copy);
  return { bytes: statSync(copy).size, sha256: await sha256Of(copy), migration: versionOf(copy, part) };
}

/** Counts the rows of the tables that exist: an older version has fewer. */
function countRows(client: SqliteDatabase, part: Part): Record<string, number> {
  const known = client.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all();
  return Object.fromEntries(
    COUNTED[part]
      .filter((table) => known.includes(table))
      .map((table) => [table, Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get())]),
  );
}

/**
 * Deletes the oldest dated backups until `keep` are left. `made` is the newest: those dated later were made before it, while
 * the clock was ahead, and are deleted first.
 */
function rotate(folder: string, keep: number, made: string): string[] {
  const dated = datedIn(folder);
  const ahead = dated.filter((name) => name > made);
  const old = [...ahead, ...dated.filter((name) => name <= made)].slice(0, -keep);
  for (const name of old) rmSync(join(folder, name), { recursive: true });
  return old;
}

/** Deletes what killed backups left, of this name or dated. Other `.partial-` files in the folder may be another program's. */
function removeAbandoned(folder: string, own: string): void {
  for (const name of readdirSync(folder)) {
    const [, made = '', pid] = /^(.*)\.partial-(\d+)$/.exec(name) ?? [];
    if (
      pid === undefined ||
      (made !== own && !isDated(made)) ||
      isInProgress(join(folder, name), Number(pid))
    )
      continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** In containers, pids repeat: a folder with our own pid that we are not writing was left by an earlier process. */
const isInProgress = (partial: string, pid: number): boolean =>
  pid === process.pid ? underWay.has(partial) : isRunning(pid);

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** fsync of a file or folder. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The error as people should see it. */
function forUser(error: unknown, folder: string): unknown {
  const { code, message } = error as Error & { code?: string };
  if (isDamage(error)) return damageOr(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new OperationError(
      'disk-full',
      `no room for ${basename(folder)} in ${dirname(folder)}; nothing was left behind`,
    );
  if (code?.startsWith('SQLITE_') || (error as NodeJS.ErrnoException).syscall !== undefined)
    return new OperationError('backup', `cannot back up to ${folder}: ${message}`);
  return error;
}
