/** Starts the real daemon and waits until it is ready. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { type Result, start } from '../cli/jvwire.ts';

export interface RunningDaemon {
  readonly child: ChildProcess;
  readonly result: Promise<Result>;
  /** Milliseconds from its start to "ready". */
  readonly readyMs: number;
  /** Log lines so far. */
  readonly lines: readonly Record<string, unknown>[];
  /** Resolves when the log has a line with this message. */
  logged(message: string): Promise<void>;
}

export async function startDaemon(env: Record<string, string>, ...args: string[]): Promise<RunningDaemon> {
  const began = performance.now();
  const { child, result } = start(['daemon', ...args], { env: { JVWIRE_PORT: '0', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: Record<string, unknown>[] = [];
  const waiters: { message: string; resolve: () => void }[] = [];
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const entry = JSON.parse(line) as Record<string, unknown>;
      lines.push(entry);
      for (const waiter of waiters) if (entry['msg'] === waiter.message) waiter.resolve();
    });
  const logged = async (message: string): Promise<void> => {
    if (lines.some((line) => line['msg'] === message)) return;
    const ended = result.then(({ stderr }) => {
      if (!lines.some((line) => line['msg'] === message))
        throw new Error(`ended before "${message}": ${stderr}`);
    });
    await Promise.race([new Promise<void>((resolve) => waiters.push({ message, resolve })), ended]);
  };
  await logged('daemon ready');
  return { child, result, readyMs: performance.now() - began, lines, logged };
}
