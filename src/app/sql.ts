/**
 * Runs a user's SQL in a process of its own: a query cannot be interrupted from within its process, so that is killed when
 * its time is over, and the system bounds its memory and its temporary files.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { damageOr, isDamage } from '../core/damage.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import type { SqlLine, SqlTask } from '../core/sql.ts';

const ENTRY = fileURLToPath(new URL('../../workers/sql.ts', import.meta.url));

/** Memory limit of the process, in KB: with less than 0.7 GB Node does not start everywhere. */
const MEMORY_KB = 1024 * 1024;
const FLAGS = ['--disable-sigusr1', '--max-old-space-size=256'];
/** Size limit of one temporary file of SQLite, in blocks of 512 bytes: 2 GB. */
const FILE_BLOCKS = 4 * 1024 * 1024;

type SqlRow = Readonly<Record<string, string | number | null>>;

/**
 * Resolves to the names of the columns, and `cut`: whether there were more rows than the limit. The time that `onRow` takes
 * does not count. Throws UsageError for SQL that cannot be used, OperationError for a query that took too much time or memory.
 */
export async function askSql(
  task: SqlTask & { readonly timeoutMs: number },
  onRow: (row: SqlRow) => Promise<void>,
): Promise<{ readonly columns: readonly string[]; readonly cut: boolean }> {
  const { timeoutMs, ...asked } = task;
  const child = startAnswering(timeoutMs);
  const end = (): void => void child.kill('SIGKILL');
  const deadline = createDeadline(timeoutMs, end);
  process.on('exit', end);
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  child.stdin.on('error', () => {}).end(JSON.stringify(asked));
  try {
    let columns: readonly string[] = [];
    for await (const text of createInterface({ input: child.stdout })) {
      const line = lineOf(text);
      if (line === null) break;
      if ('columns' in line) columns = line.columns;
      else if ('end' in line) return { columns, cut: line.end === 'cut' };
      else if ('error' in line) throw errorOf(line);
      else {
        const row = Object.fromEntries(columns.map((name, index) => [name, line.row[index] ?? null]));
        deadline.pause();
        await onRow(row);
        deadline.go();
      }
    }
    const [code, signal] = await closed;
    if (deadline.isOver() || signal === 'SIGXCPU')
      throw new OperationError(
        'timeout',
        `the query took more than ${timeoutMs / 1000} s; --timeout gives it more`,
      );
    throw new OperationError(
      'sql',
      `the query ended its process (${signal ?? `exit code ${code}`}): too large a result?`,
    );
  } finally {
    deadline.pause();
    process.off('exit', end);
    end();
  }
}

function startAnswering(timeoutMs: number) {
  // If this process is killed itself, the child goes on: a limit on its CPU time ends it.
  const limits = `ulimit -t ${Math.ceil(timeoutMs / 1000) + 5}; ulimit -d ${MEMORY_KB}; ulimit -f ${FILE_BLOCKS}`;
  const compileCache = getCompileCacheDir();
  return spawn(
    '/bin/sh',
    ['-c', `{ ${limits}; } 2>/dev/null; exec "$0" "$@"`, process.execPath, ...FLAGS, ENTRY],
    { stdio: ['pipe', 'pipe', 'ignore'], env: compileCache ? { NODE_COMPILE_CACHE: compileCache } : {} },
  );
}

/** A timer that can be paused; `onEnd` is called when it has run for `ms`. */
function createDeadline(ms: number, onEnd: () => void) {
  let left = ms;
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  const go = (): void => {
    since = performance.now();
    timer = setTimeout(() => {
      left = 0;
      onEnd();
    }, left);
  };
  go();
  return {
    go,
    pause: (): void => {
      clearTimeout(timer);
      if (left > 0) left = Math.max(1, left - (performance.now() - since));
    },
    isOver: (): boolean => left === 0,
  };
}

/** Null for the half line of a process that was killed while it wrote. */
function lineOf(text: string): SqlLine | null {
  try {
    return JSON.parse(text) as SqlLine;
  } catch {
    return null;
  }
}

function errorOf({ error, code, usage }: Extract<SqlLine, { readonly error: string }>): Error {
  if (usage) return new UsageError(`the SQL: ${error}`);
  if (code === 'SQLITE_NOMEM')
    return new OperationError('memory', `the query needs more than ${MEMORY_KB / 1024} MB of memory`);
  if (code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_FULL')
    return new OperationError('disk', 'the query needs more room for temporary files than it may have');
  const fault = Object.assign(new Error(error), { code });
  if (isDamage(fault)) return damageOr(fault) as Error;
  return new OperationError(code === '' ? 'sql' : code, error);
}
