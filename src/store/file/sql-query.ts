/** Runs one SQL query that a user wrote: a single read-only statement, its rows streamed. */
import { UsageError } from '../../core/errors.ts';
import { openForReading } from './database.ts';
import { requireCurrent } from './migrate.ts';
import { requireViews } from './views.ts';

type SqlValue = string | number | null;

interface SqlAnswer {
  readonly columns: readonly string[];
  readonly rows: IterableIterator<readonly SqlValue[]>;
  close(): void;
}

/**
 * How a query begins. PRAGMA and ATTACH are left out, since they may change the connection. A block comment can match in one
 * way only, up to its first end: otherwise a run of fifty comments could be split in 2^49 ways, which the regular
 * expression would try by backtracking.
 */
const QUERY_START = /^(?:\s|--.*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:select|with|values|explain)\b/i;

/**
 * The caller closes the answer. Throws OperationError when there is no database of this version, UsageError for a statement
 * that does not only read, and SQLite's own error for one that it cannot parse.
 */
export function openSqlAnswer(file: string, sql: string): SqlAnswer {
  const { client, close } = openForReading(file);
  try {
    requireCurrent(file, 'main');
    requireViews(client, file);
    const statement = client.prepare<[], unknown[]>(sql);
    if (!(QUERY_START.test(sql) && statement.reader && statement.readonly))
      throw new UsageError('must only read: SELECT, WITH ... SELECT, VALUES or EXPLAIN');
    statement.raw().safeIntegers();
    const columns = distinct(statement.columns().map(({ name }) => name));
    return { columns, rows: valuesOf(statement.iterate()), close };
  } catch (error) {
    close();
    throw error;
  }
}

function* valuesOf(rows: Iterable<unknown[]>): Generator<readonly SqlValue[]> {
  for (const row of rows) yield row.map(plainValue);
}

/** The value for JSON: an integer that a double would round, or a number that is not finite, as text; a blob as hex. */
function plainValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return Buffer.from(value as Uint8Array).toString('hex');
}

/** Two columns of the same name would collide as keys of an object: the second becomes `name:1`, as in other tools. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; taken.has(unique); n++) unique = `${name}:${n}`;
    taken.add(unique);
    return unique;
  });
}
