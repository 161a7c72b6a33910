/** Starts the real daemon, and what it reads, and waits until it is ready, or has stored everything. */
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type Service, startService } from '../cli/service.ts';
import { storedIn } from '../cli/stored.ts';
import { type SyntheticNewsroom, startSynthetic } from '../newsroom/synthetic.ts';

export interface RunningDaemon extends Service {
  /** Milliseconds from its start to "ready". */
  readonly readyMs: number;
}

export async function startDaemon(env: Record<string, string>, ...args: string[]): Promise<RunningDaemon> {
  const began = performance.now();
  const service = startService(['daemon', ...args], { env: { JVWIRE_PORT: '0', ...env } });
  onTestFinished(() => void service.child.kill('SIGKILL'));
  await service.logged('daemon ready');
  return { ...service, readyMs: performance.now() - began };
}

export async function synthetic(options: {
  feeds: number;
  pages: number;
  seed: number;
}): Promise<SyntheticNewsroom> {
  const newsroom = await startSynthetic(options);
  onTestFinished(() => newsroom.close());
  return newsroom;
}

/** Waits until everything that was published is stored. */
export async function untilStored(database: string, urls: ReadonlySet<string>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (storedIn(database).urls.length < urls.size) {
    if (Date.now() > deadline) throw new Error(`stored ${storedIn(database).urls.length} of ${urls.size}`);
    await sleep(200);
  }
}
