/** Opens the database files: one writer with the lock held, any number of readers beside it. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { DamageError } from '../../core/damage.ts';
import { OperationError } from '../../core/errors.ts';
import { drizzle, Sqlite, type SqliteDatabase } from './drizzle.ts';

/** Waits this long for another process's transaction before giving up. */
const BUSY_TIMEOUT_MS = 10_000;

export type Database = ReturnType<typeof wrap>;

function wrap(client: SqliteDatabase) {
  return drizzle(client, { casing: 'snake_case' });
}

export interface Connection {
  readonly db: Database;
  readonly client: SqliteDatabase;
  close(): void;
}

/** What a backup or another long reading made of the write-ahead log is given back to the disk beyond this. */
const MOST_IDLE_LOG_BYTES = 64 * 1024 * 1024;

/** Opens for writing and creates the file when it is missing. The caller holds the data folder's lock. */
export function openForWriting(file: string): Connection {
  const client = open(file, { readonly: false });
  client.pragma('journal_mode = WAL');
  // In WAL mode NORMAL can lose the last commits at a power cut but never corrupts; the next sweep redoes them.
  client.pragma('synchronous = NORMAL');
  client.pragma('foreign_keys = ON');
  client.pragma(`journal_size_limit = ${MOST_IDLE_LOG_BYTES}`);
  return connection(client);
}

/** Throws OperationError `no-database` when there is nothing to read yet. */
export function needDatabase(file: string): void {
  if (!existsSync(file))
    throw new OperationError('no-database', `no database at ${file} yet; \`jvwire run\` makes one`);
}

/** Opens for reading only. Throws OperationError `no-database` as needDatabase does. */
export function openForReading(file: string): Connection {
  needDatabase(file);
  const client = open(file, { readonly: true });
  client.pragma('query_only = ON');
  // 64 MiB of pages instead of 16: a third off what counting and ranking over a million articles takes.
  client.pragma('cache_size = -65536');
  return connection(client);
}

/**
 * An empty file with the rights of another, for SQLite to fill: it would make one that everybody may read, also as the copy
 * of a database whose secrets are its owner's alone.
 */
export function createLike(source: string, copy: string): void {
  closeSync(openSync(copy, 'wx', statSync(source).mode & 0o777));
}

/** Even to read, SQLite makes its log and index beside the file when nobody else has them open. */
const RIGHTS =
  'it takes the right to write the file and its folder, also to read: run this as the user of the daemon, or ask the daemon over HTTP (`jvwire token create NAME --scope read`)';

function open(file: string, options: { readonly: boolean }): SqliteDatabase {
  let client: SqliteDatabase | undefined;
  try {
    client = new Sqlite(file, { ...options, timeout: BUSY_TIMEOUT_MS });
    // Opening reads nothing: a file that is no database shows itself at the first look.
    client.pragma('schema_version');
    return client;
  } catch (error) {
    client?.close();
    const { code, message } = error as Error & { code?: string };
    if (code?.startsWith('SQLITE_READONLY') || code?.startsWith('SQLITE_CANTOPEN'))
      throw new OperationError('database-rights', `cannot open ${file}: ${message}; ${RIGHTS}`);
    if (code?.startsWith('SQLITE_CORRUPT')) throw new DamageError(file, message);
    const reason =
      code === 'SQLITE_NOTADB'
        ? 'the file is not an SQLite database; name another --db, or restore the latest backup if it was one'
        : message;
    throw new OperationError('database', `cannot open ${file}: ${reason}`);
  }
}

function connection(client: SqliteDatabase): Connection {
  return { db: wrap(client), client, close: () => void client.close() };
}
