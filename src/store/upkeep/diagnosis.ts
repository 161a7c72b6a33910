/** Examines database files: whether they open, are of this version and undamaged, and how fast they grow. */
import { existsSync, statSync } from 'node:fs';
import { DamageError, damageOr } from '../../core/damage.ts';
import { OperationError } from '../../core/errors.ts';
import { DAY_MS } from '../../text/date/time.ts';
import { type Connection, openForReading } from '../file/database.ts';
import { type Part, requireCurrent } from '../file/migrate.ts';
import { type Misdated, misdated, waitsForFuture } from './wrong-clock.ts';

export type FileDiagnosis =
  | { readonly file: string; readonly state: 'none' }
  | { readonly file: string; readonly state: 'unusable'; readonly code: string; readonly message: string }
  | {
      readonly file: string;
      readonly state: 'open';
      readonly bytes: number;
      readonly walBytes: number;
      /** Whether the file was read through for damage. */
      readonly checked: boolean;
      /** SQLite's findings of damage; empty when there is none, or when the file was not read through. */
      readonly problems: readonly string[];
      /** Rows that violate a foreign key; 0 when that was not checked. */
      readonly orphans: number;
    };

/** Problems reported; one is enough to act on. */
const MOST_PROBLEMS = 3;

/** Never throws. `thorough` reads the whole file for damage: a second for every few hundred megabytes. */
export function diagnose(file: string, part: Part, thorough: boolean): FileDiagnosis {
  if (!existsSync(file)) return { file, state: 'none' };
  let connection: Connection | undefined;
  try {
    requireCurrent(file, part);
    connection = openForReading(file);
    const { client } = connection;
    const found = thorough
      ? (client.pragma(`quick_check(${MOST_PROBLEMS})`) as { quick_check: string }[])
      : [];
    const problems = found.flatMap(({ quick_check: report }) => report.split('\n')).filter(isProblem);
    const orphans =
      thorough && problems.length === 0 ? (client.pragma('foreign_key_check') as unknown[]).length : 0;
    return {
      file,
      state: 'open',
      bytes: sizeOf(file),
      walBytes: sizeOf(`${file}-wal`),
      checked: thorough,
      problems,
      orphans,
    };
  } catch (error) {
    const known = damageOr(error, file);
    if (known instanceof DamageError)
      return { file, state: 'unusable', code: 'damaged', message: `${file} is damaged: ${known.reason}` };
    const { message } = error as Error;
    return {
      file,
      state: 'unusable',
      code: error instanceof OperationError ? error.code : 'database',
      message,
    };
  } finally {
    connection?.close();
  }
}

/** Filters quick_check's lines: one that begins with asterisks only names the part of the file. */
const isProblem = (line: string): boolean => line !== 'ok' && line !== '' && !line.startsWith('***');

interface Pace {
  /** Articles first read in the last seven days. */
  readonly lastWeek: number;
  /** Articles read in all. */
  readonly articles: number;
}

/** Throws OperationError as openForReading does. */
export function paceOf(file: string, now: number): Pace {
  const { client, close } = openForReading(file);
  try {
    return client
      .prepare(
        `SELECT (SELECT count(*) FROM articles WHERE fetched_at >= ?) AS lastWeek,
          (SELECT count(*) FROM articles WHERE fetched_at IS NOT NULL) AS articles`,
      )
      .get(now - 7 * DAY_MS) as Pace;
  } finally {
    close();
  }
}

/** Times that a clock which was ahead left in the database. Throws OperationError as openForReading does. */
export function clockTraces(file: string, now: number): Misdated & { readonly waits: boolean } {
  const { db, close } = openForReading(file);
  try {
    return { ...misdated(db, now), waits: waitsForFuture(db, now) };
  } finally {
    close();
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
