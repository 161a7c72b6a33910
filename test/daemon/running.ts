/** Starts the real daemon and waits until it is ready. */
import { onTestFinished } from 'vitest';
import { type Service, startService } from '../cli/service.ts';

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
