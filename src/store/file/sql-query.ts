/** Answers one question that a user wrote in SQL: nothing but reading, one statement, rows as they are found. */
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
 * How statements begin that only ask; PRAGMA and ATTACH may change the connection, which is more than to ask. A comment ends
 * at its first end and nowhere else: were there a choice, fifty comments in a row could be parted in 2^49 ways.
 */
const ASKS = /^(?:\s|--.*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:select|with|values|explain)\b/i;

/**
 * Throws OperationError where there is no database of this version, UsageError for what is no single question, and
 * SQLite's own error for what it cannot read.
 */
export function openSqlAnswer(file: string, sql: string): SqlAnswer {
  const { client, close } = openForReading(file);
  try {
    requireCurrent(file, 'main');
    requireViews(client, file);
    const statement = client.prepare<[], unknown[]>(sql);
    if (!(ASKS.test(sql) && statement.reader && statement.readonly))
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

/** What JSON can say: an integer that would lose digits, and what is no finite number, as text; bytes as hex digits. */
function plainValue(value: unknown): SqlValue {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return Buffer.from(value as Uint8Array).toString('hex');
}

/** Two columns of one name would be one in an object: the second is `name:1`, as other tools call it. */
function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let n = 1; taken.has(unique); n++) unique = `${name}:${n}`;
    taken.add(unique);
    return unique;
  });
}
