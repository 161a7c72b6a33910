/** Starts a command that runs until it is stopped, and reads its log as it comes. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Options, type Result, start } from './jvwire.ts';

export type LogLine = Readonly<Record<string, unknown>>;

export interface Service {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
  /** Log lines so far. */
  readonly lines: readonly LogLine[];
  /** What it wrote to stderr that is no log line. */
  readonly strayLines: readonly string[];
  /** Resolves when the log has a line with this message; throws when it ends before that. */
  logged(message: string): Promise<void>;
}

export function startService(args: readonly string[], options: Options): Service {
  const { child, result } = start(args, options);
  const lines: LogLine[] = [];
  const strayLines: string[] = [];
  const waiters: { message: string; resolve: () => void }[] = [];
  const take = (line: string): void => {
    const entry = parsed(line);
    if (entry === null) return void strayLines.push(line);
    lines.push(entry);
    for (const waiter of waiters) if (entry['msg'] === waiter.message) waiter.resolve();
  };
  if (child.stderr)
    createInterface({ input: child.stderr })
      .on('line', take)
      // Killed while it wrote: what came has been read.
      .on('error', () => {});
  const has = (message: string): boolean => lines.some((line) => line['msg'] === message);
  return {
    child,
    result,
    lines,
    strayLines,
    logged: async (message) => {
      if (has(message)) return;
      const ended = result.then(({ stderr }) => {
        if (!has(message)) throw new Error(`ended before "${message}": ${stderr}`);
      });
      await Promise.race([new Promise<void>((resolve) => waiters.push({ message, resolve })), ended]);
      // It ends later, which is no failure then.
      ended.catch(() => {});
    },
  };
}

/** Null for what is no log line, such as half a line of a process that was killed while it wrote. */
function parsed(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    return null;
  }
}
