/** Reports the state of the service to systemd, with the `systemd-notify` command; does nothing where no manager listens. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Log } from '../core/ports.ts';

const run = promisify(execFile);

interface ServiceManagerSettings {
  /** Address of the manager's socket (NOTIFY_SOCKET); null when no manager wants reports. */
  readonly socket: string | null;
  /** The manager restarts the service when it gets no sign of life for this long; null for no watchdog. */
  readonly watchdogMs: number | null;
}

interface ServiceManager {
  ready(): Promise<void>;
  stopping(): Promise<void>;
}

export function createServiceManager(
  { socket, watchdogMs }: ServiceManagerSettings,
  log: Log,
): ServiceManager {
  if (socket === null) return { ready: async () => {}, stopping: async () => {} };
  let timer: NodeJS.Timeout | undefined;
  const notify = async (...state: string[]): Promise<void> => {
    try {
      await run('systemd-notify', state, {
        env: { NOTIFY_SOCKET: socket, PATH: '/usr/bin:/bin' },
        timeout: 5_000,
      });
    } catch (error) {
      log.warn({ err: error, state }, 'systemd-notify failed');
    }
  };
  return {
    ready: async () => {
      await notify('--ready', `MAINPID=${process.pid}`);
      // A blocked event loop sends no sign of life: that is what the watchdog is to notice.
      if (watchdogMs !== null) timer = setInterval(() => void notify('WATCHDOG=1'), watchdogMs / 2);
      timer?.unref();
    },
    stopping: async () => {
      clearInterval(timer);
      await notify('STOPPING=1');
    },
  };
}
