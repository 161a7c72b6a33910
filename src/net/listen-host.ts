/** Checks the host to listen on, as users write it. */
import { isIP } from 'node:net';
import { UsageError } from '../core/errors.ts';

/** Without the brackets that an IPv6 address has when it is copied from a URL. */
export const bareHost = (text: string): string => text.replace(/^\[(.*)\]$/, '$1');

/** A host name whose last label begins with a letter: 300.1.1.1 is a typing error. */
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z](?:[a-z0-9_-]*[a-z0-9_])?\.?$/i;

/** Throws UsageError for what is neither an IP address nor a name, such as a URL or one with a port. */
export function requireHost(text: string): void {
  if (isIP(text) === 0 && !NAME.test(text))
    throw new UsageError('must be an IP address or a name alone, without scheme and port');
}
