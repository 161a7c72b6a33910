/**
 * The data folder's lock: at any time one process writes. It is an SQLite file whose write lock is held for as long
 * as the process lives, so the operating system releases it even after kill -9 and no lock can be stale.
 */
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { isDamage } from '../../core/damage.ts';
import { OperationError } from '../../core/errors.ts';
import { Sqlite, type SqliteDatabase } from './drizzle.ts';
import { makeFolder } from './make-folder.ts';

export interface Holder {
  readonly pid: number;
  readonly command: string;
  readonly host: string;
  /** Epoch ms. */
  readonly since: number;
}

interface Lock {
  release(): void;
}

/** Takes the lock or throws OperationError `locked` that names the holder. */
export function takeLock(file: string, command: string, now: number): Lock {
  const me: Holder = { pid: process.pid, command, host: hostname(), since: now };
  const client = openLockFile(file);
  try {
    hold(client, me);
  } catch (error) {
    const holder = readHolder(client);
    client.close();
    if (isBusy(error)) throw new OperationError('locked', describeHolder(file, holder));
    throw unusable(file, error);
  }
  return {
    release: () => {
      if (client.open) client.close();
    },
  };
}

/**
 * The process that holds the lock now; null when it is free, or when the holder cannot be read. Throws OperationError `lock`
 * when the file cannot be opened or locked.
 */
export function lockHolder(file: string): Holder | null {
  const client = openLockFile(file);
  try {
    client.exec('BEGIN IMMEDIATE; ROLLBACK');
    return null;
  } catch (error) {
    if (isBusy(error)) return readHolder(client);
    throw unusable(file, error);
  } finally {
    client.close();
  }
}

function openLockFile(file: string): SqliteDatabase {
  try {
    makeFolder(dirname(file));
    // With a rollback journal (not WAL), other processes can still read the holder's row while the lock is held.
    const client = new Sqlite(file, { timeout: 0 });
    return client;
  } catch (error) {
    throw new OperationError('lock', `cannot open ${file}: ${(error as Error).message}`);
  }
}

/**
 * Commits the holder's row, so that others can read it, then keeps a second write transaction open: that is the lock.
 * Another process may get in between the two, so the row is read again under the second one.
 */
function hold(client: SqliteDatabase, me: Holder): void {
  for (let attempt = 0; attempt < 10; attempt++) {
    client.exec('BEGIN IMMEDIATE');
    if (sameHolder(readHolder(client), me)) return;
    client.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY, json TEXT NOT NULL)');
    client.prepare('INSERT OR REPLACE INTO holder (id, json) VALUES (1, ?)').run(JSON.stringify(me));
    client.exec('COMMIT');
  }
  throw new Error('other processes keep taking it');
}

function readHolder(client: SqliteDatabase): Holder | null {
  try {
    const row = client.prepare('SELECT json FROM holder WHERE id = 1').get() as { json: string } | undefined;
    return row ? (JSON.parse(row.json) as Holder) : null;
  } catch {
    // No table yet, or another process is committing right now: the holder is unknown.
    return null;
  }
}

const sameHolder = (a: Holder | null, b: Holder): boolean =>
  a !== null && a.pid === b.pid && a.host === b.host && a.since === b.since && a.command === b.command;

/** A damaged lock file is reported, not replaced: another process may hold it. */
function unusable(file: string, error: unknown): OperationError {
  const { message } = error as Error;
  const todo = isDamage(error) ? '; nothing is kept in it: remove it while no jvwire runs' : '';
  return new OperationError('lock', `cannot lock ${file}: ${message}${todo}`);
}

function isBusy(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED';
}

function describeHolder(file: string, holder: Holder | null): string {
  if (!holder) return `${file} is held by another process that writes; wait for it to end`;
  const since = new Date(holder.since).toISOString();
  return `\`jvwire ${holder.command}\` (process ${holder.pid} on ${holder.host}, since ${since}) is writing to this database; wait for it or stop it`;
}
