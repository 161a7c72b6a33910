/** Starts the real `jvwire worker` and waits until it is ready. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { type Result, start } from '../cli/jvwire.ts';

export interface RunningWorker {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
  /** Log lines so far. */
  readonly lines: readonly Record<string, unknown>[];
  /** Ids of the jobs it has ended. */
  done(): string[];
}

export async function startWorker(env: Record<string, string>, ...args: string[]): Promise<RunningWorker> {
  const { child, result } = start(['worker', ...args], { env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const ready = Promise.withResolvers<void>();
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const entry = JSON.parse(line) as Record<string, unknown>;
      lines.push(entry);
      if (entry['msg'] === 'worker ready') ready.resolve();
    });
  const ended = result.then(({ stderr }) => {
    throw new Error(`ended before it was ready: ${stderr}`);
  });
  await Promise.race([ready.promise, ended]);
  // It ends later, which is no failure then.
  ended.catch(() => {});
  return {
    child,
    result,
    lines,
    done: () => lines.filter((line) => line['msg'] === 'job done').map((line) => String(line['job'])),
  };
}
