/** The address of the daemon's pages, from its settings. */
import type { Settings } from '../config.ts';

/** JVWIRE_URL or, without it, host and port, where loopback stands for "all addresses" (0.0.0.0 or ::). */
export function hereOf({
  JVWIRE_URL: page,
  JVWIRE_HOST: host,
  JVWIRE_PORT: port,
}: Pick<Settings, 'JVWIRE_URL' | 'JVWIRE_HOST' | 'JVWIRE_PORT'>): string {
  if (page !== undefined) return page;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
