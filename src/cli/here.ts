/** Where a daemon is reached from this machine. */
import type { Settings } from '../config.ts';

/** Where the daemon of these settings answers; one on every address of the machine is reached by this one. */
export function hereOf({
  JVWIRE_HOST: host,
  JVWIRE_PORT: port,
}: Pick<Settings, 'JVWIRE_HOST' | 'JVWIRE_PORT'>): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
