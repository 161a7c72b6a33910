/** Starts the real `jvwire worker` and waits until it is there; Redis need not be. */
import { onTestFinished } from 'vitest';
import { type Service, startService } from '../cli/service.ts';

export interface RunningWorker extends Service {
  /** Ids of the jobs it has ended. */
  done(): string[];
}

export async function startWorker(env: Record<string, string>, ...args: string[]): Promise<RunningWorker> {
  const service = startService(['worker', ...args], { env });
  onTestFinished(() => void service.child.kill('SIGKILL'));
  await service.logged('worker started');
  return {
    ...service,
    done: () => service.lines.filter((line) => line['msg'] === 'job done').map((line) => String(line['job'])),
  };
}
