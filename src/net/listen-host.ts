/** What may be written as the address to answer on. */
import { isIP } from 'node:net';
import { UsageError } from '../core/errors.ts';

/** IPv6 addresses stand in brackets in a URL, and are copied from there. */
export const bareHost = (text: string): string => text.replace(/^\[(.*)\]$/, '$1');

/** A name of letters that does not end in a number: 300.1.1.1 is a slip. */
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z](?:[a-z0-9_-]*[a-z0-9_])?\.?$/i;

/** Throws UsageError for what is neither an IP address nor a name, such as a URL or one with a port. */
export function requireHost(text: string): void {
  if (isIP(text) === 0 && !NAME.test(text))
    throw new UsageError('must be an IP address or a name alone, without scheme and port');
}
