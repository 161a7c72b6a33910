/** Opens connections only to permitted addresses, checked at the moment of dialling: the very address that is dialled. */
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { type AllowList, refuseAddress } from './address.ts';

export type { LookupFunction };

/** How long one of several addresses of a host may take before the next is tried; Node's 250 ms fails far hosts. */
const ATTEMPT_MS = 2_000;
/** More addresses than this are never tried for one connection. */
const MAX_ADDRESSES = 8;

/** The host's address must not be fetched from; no connection was made. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export interface Guard {
  /** The reason to refuse a URL's host that is an IP literal; null for public ones and for names. */
  refuseLiteral(hostname: string): string | null;
  /** Like `dns.lookup`, giving only addresses that may be dialled; AddressRefused when none is left. */
  readonly lookup: LookupFunction;
}

/** `lookup` defaults to the system's resolver. Names on the allow list may resolve to any address. */
export function createGuard(allow: AllowList, lookup: LookupFunction = systemLookup): Guard {
  const refuse = (ip: string): string | null => (allow.allowsAddress(ip) ? null : refuseAddress(ip));
  return {
    refuseLiteral(hostname) {
      const ip = hostname.replace(/^\[|\]$/g, '');
      return isIP(ip) === 0 ? null : refuse(ip);
    },
    lookup(hostname, options, callback) {
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, []);
        const addresses = typeof found === 'string' ? [found] : found.map((entry) => entry.address);
        const reasons = new Set<string>();
        const usable: { address: string; family: number }[] = [];
        for (const address of addresses) {
          const reason = allow.allowsName(hostname) ? null : refuse(address);
          if (reason !== null) reasons.add(`${address}, ${reason}`);
          else if (isIP(address) !== 0) usable.push({ address, family: isIP(address) });
        }
        const first = usable[0];
        if (first === undefined) {
          const why = reasons.size > 0 ? [...reasons].slice(0, 3).join('; ') : 'no address';
          return callback(new AddressRefused(`resolves to ${why}`), []);
        }
        if (options.all) callback(null, interleaved(usable).slice(0, MAX_ADDRESSES));
        else callback(null, first.address, first.family);
      });
    },
  };
}

/** IPv4 and IPv6 alternating, as they are dialled (RFC 8305): many addresses of one family must not crowd out the other. */
function interleaved<Found extends { readonly family: number }>(addresses: readonly Found[]): Found[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  const other = addresses.filter(({ family }) => family !== addresses[0]?.family);
  return first
    .flatMap((address, at) => [address, ...other.slice(at, at + 1)])
    .concat(other.slice(first.length));
}

/**
 * A connector for undici. Names are resolved once for each connection, inside the dial, through the guard's lookup,
 * so no second answer of the name server can lead elsewhere. `connectMs` covers name, TCP and TLS together.
 */
export function createConnector(guard: Guard, connectMs: number): buildConnector.connector {
  const dial = buildConnector({
    lookup: guard.lookup,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_MS,
    timeout: connectMs,
    allowH2: false,
  });
  return (options, callback) => {
    // Literals never reach a lookup.
    const reason = guard.refuseLiteral(options.hostname);
    if (reason !== null) callback(new AddressRefused(reason), null);
    else dial(options, callback);
  };
}
