/** Says which IP addresses a fetch may reach, and holds the operator's exceptions. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { UsageError } from '../core/errors.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Why a range of ipaddr.js is no public address; ranges not named here get a general reason. */
const RANGE_REASONS: Readonly<Record<string, string>> = {
  benchmarking: 'benchmarking address',
  broadcast: 'broadcast address',
  carrierGradeNat: 'carrier-grade NAT address',
  deprecatedSiteLocal: 'site-local address',
  linkLocal: 'link-local address',
  loopback: 'loopback address',
  multicast: 'multicast address',
  private: 'private address',
  uniqueLocal: 'unique local address',
  unspecified: 'unspecified address',
};

/**
 * Metadata services, where cloud providers hand out the machine's credentials: AWS, Azure, Google and most others; AWS
 * over IPv6 and its container agent; Google over IPv6; Alibaba; Oracle; the Azure host agent, at a public address.
 */
const METADATA_SERVICES: ReadonlySet<string> = new Set(
  [
    '100.100.100.200',
    '168.63.129.16',
    '169.254.169.254',
    '169.254.170.2',
    '192.0.0.192',
    'fd00:ec2::23',
    'fd00:ec2::254',
    'fd20:ce::254',
  ].map((ip) => ipaddr.parse(ip).toNormalizedString()),
);

/** The only block from which public IPv6 addresses are given out (IANA registry, RFC 4291). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
/** Addresses of the form ::a.b.c.d, withdrawn by RFC 4291 section 2.5.5.1. */
const IPV4_COMPATIBLE = ipaddr.IPv6.parseCIDR('::/96');
/** Translation prefix for use inside one network, RFC 8215: never leads to a public host by agreement. */
const LOCAL_NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b:1::/48');

/**
 * The reason why `ip` must not be fetched from, or null when it is a public address. Addresses that carry an IPv4
 * address (mapped, NAT64, 6to4, Teredo) are judged by that one; a zone id is ignored; what is no address is refused.
 */
export function refuseAddress(ip: string): string | null {
  const address = parseAddress(ip);
  return address === null ? 'not an IP address' : refuse(address);
}

function refuse(address: Address): string | null {
  if (METADATA_SERVICES.has(address.toNormalizedString())) return 'cloud metadata service';
  if (address instanceof ipaddr.IPv4) return refuseRange(address.range());
  if (address.match(LOCAL_NAT64)) return 'NAT64 address of a local network';
  const carried = carriedIPv4(address);
  if (carried.length > 0) {
    for (const inner of carried) {
      const reason = refuse(inner);
      if (reason !== null) return `${reason} inside an IPv6 address`;
    }
    return null;
  }
  const reason = refuseRange(address.range());
  if (reason !== null) return reason;
  if (address.match(IPV4_COMPATIBLE)) return 'IPv4-compatible address';
  return address.match(GLOBAL_UNICAST) ? null : 'reserved address';
}

function refuseRange(range: string): string | null {
  if (range === 'unicast') return null;
  return RANGE_REASONS[range] ?? 'reserved address';
}

/** The IPv4 addresses at which packets to this address would arrive, or through which they would pass. */
function carriedIPv4(address: ipaddr.IPv6): readonly ipaddr.IPv4[] {
  const bytes = address.toByteArray();
  switch (address.range()) {
    case 'ipv4Mapped':
    case 'rfc6052':
      return [new ipaddr.IPv4(bytes.slice(12, 16))];
    case '6to4':
      return [new ipaddr.IPv4(bytes.slice(2, 6))];
    case 'teredo':
      // RFC 4380: the server in clear, the client with every bit turned over.
      return [
        new ipaddr.IPv4(bytes.slice(4, 8)),
        new ipaddr.IPv4(bytes.slice(12, 16).map((byte) => byte ^ 0xff)),
      ];
    default:
      return [];
  }
}

/** Canonical text forms only: shorthands such as 127.1 are the URL parser's business. */
function parseAddress(text: string): Address | null {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/s, '');
  const version = isIP(bare);
  if (version !== 6) return version === 4 ? ipaddr.parse(bare) : null;
  // ipaddr.js takes ::a.b.c.d for ::ffff:a.b.c.d; the URL parser writes both in hexadecimal.
  return ipaddr.parse(new URL(`http://[${bare}]/`).hostname.slice(1, -1));
}

export interface AllowList {
  /** True for a host name that was listed itself or by a `*.` entry; IP literals are addresses, not names. */
  allowsName(host: string): boolean;
  /** True for an address inside a listed network; an IPv4-mapped IPv6 address counts as the IPv4 address. */
  allowsAddress(ip: string): boolean;
}

/**
 * Exceptions to the private-address guard (JVWIRE_ALLOW_HOSTS): host names, `*.example.org` (every name below it),
 * IP addresses and CIDR blocks. Blank entries are skipped; any other bad entry throws UsageError naming it.
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const names = new Set<string>();
  const parents: string[] = [];
  const networks: [Address, number][] = [];
  for (const raw of entries) {
    const entry = raw.trim();
    if (entry === '') continue;
    const network = parseNetwork(entry);
    if (network !== null) networks.push(network);
    else if (entry.startsWith('*.')) parents.push(`.${hostName(entry.slice(2), entry)}`);
    else names.add(hostName(entry, entry));
  }
  return {
    allowsName(host) {
      const name = host.toLowerCase().replace(/\.$/, '');
      return names.has(name) || parents.some((parent) => name.endsWith(parent));
    },
    allowsAddress(ip) {
      const parsed = parseAddress(ip);
      if (parsed === null) return false;
      const address =
        parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
      return networks.some(
        ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
      );
    },
  };
}

function parseNetwork(entry: string): [Address, number] | null {
  const slash = entry.indexOf('/');
  const address = parseAddress(slash < 0 ? entry : entry.slice(0, slash));
  if (slash < 0) return address === null ? null : [address, address.kind() === 'ipv4' ? 32 : 128];
  const bits = /^\d{1,3}$/.test(entry.slice(slash + 1)) ? Number(entry.slice(slash + 1)) : Number.NaN;
  if (address === null || !(bits <= (address.kind() === 'ipv4' ? 32 : 128))) throw badEntry(entry);
  return [address, bits];
}

/** Lower-case ASCII form of a host name, as the URL parser makes it, so that it compares equal to a URL's host. */
function hostName(name: string, entry: string): string {
  if (!/^[^\s/:@?#*[\]\\%]+$/.test(name) || !URL.canParse(`http://${name}/`)) throw badEntry(entry);
  const host = new URL(`http://${name}/`).hostname.replace(/\.$/, '');
  // The URL parser turns 127.1 and the like into addresses; here they are more likely a typing error.
  if (host === '' || isIP(host) !== 0) throw badEntry(entry);
  return host;
}

function badEntry(entry: string): UsageError {
  return new UsageError(`'${entry}' is no host name, IP address or CIDR block (allowed hosts)`);
}
