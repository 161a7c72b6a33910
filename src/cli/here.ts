/** Where a daemon is reached from this machine. */
import type { Settings } from '../config.ts';

/** Where people open it, else where it answers; one on every address of the machine is reached by this one. */
export function hereOf({
  JVWIRE_URL: page,
  JVWIRE_HOST: host,
  JVWIRE_PORT: port,
}: Pick<Settings, 'JVWIRE_URL' | 'JVWIRE_HOST' | 'JVWIRE_PORT'>): string {
  if (page !== undefined) return page;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
