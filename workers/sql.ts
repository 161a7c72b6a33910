/** Entry of the process that runs one SQL query and writes its answer as JSON lines; it may be killed at any time. */
import { readFileSync, writeSync } from 'node:fs';
import { OperationError, UsageError } from '../src/core/errors.ts';
import type { SqlLine, SqlTask } from '../src/core/sql.ts';
import { openSqlAnswer } from '../src/store/file/sql-query.ts';
import { jsonLine } from '../src/text/shown/json-line.ts';

const STDIN = 0;
const STDOUT = 1;

/** Blocks while whoever reads is behind. */
function write(line: SqlLine): void {
  let rest = Buffer.from(jsonLine(line));
  while (rest.length > 0) rest = rest.subarray(writeSync(STDOUT, rest));
}

function answer({ database, sql, limit }: SqlTask): void {
  const { columns, rows, close } = openSqlAnswer(database, sql);
  write({ columns });
  let left = limit;
  for (const row of rows) {
    if (left-- === 0) {
      write({ end: 'cut' });
      return;
    }
    write({ row });
  }
  close();
  write({ end: 'all' });
}

try {
  answer(JSON.parse(readFileSync(STDIN, 'utf8')) as SqlTask);
} catch (error) {
  const { code = '', message } = error as Error & { code?: string };
  const usage = error instanceof UsageError || code === 'SQLITE_ERROR' || error instanceof RangeError;
  const known = usage || error instanceof OperationError || code.startsWith('SQLITE_');
  write({ error: known ? message : `internal error: ${message}`, code, usage });
}
