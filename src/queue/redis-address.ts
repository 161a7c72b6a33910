/** Reads REDIS_URL: one server, a Sentinel group or a Cluster, each with TLS, a password and a database number. */
import { UsageError } from '../core/errors.ts';

interface HostPort {
  readonly host: string;
  readonly port: number;
}

interface Access {
  readonly tls: boolean;
  readonly username: string | null;
  readonly password: string | null;
}

export type RedisAddress = Access &
  (
    | { readonly kind: 'single'; readonly host: string; readonly port: number; readonly database: number }
    | {
        readonly kind: 'sentinel';
        readonly sentinels: readonly HostPort[];
        /** The name under which the Sentinels know the group. */
        readonly group: string;
        /** `?sentinelPassword=`: the Sentinels' own. */
        readonly sentinelPassword: string | null;
        readonly database: number;
      }
    | { readonly kind: 'cluster'; readonly nodes: readonly HostPort[] }
  );

const REDIS_URL_FORMS =
  'redis://[user:password@]host[:port][/database], rediss:// for TLS, redis+sentinel://host1[:port],host2/group[/database], or redis+cluster://host1[:port],host2';

const SCHEME = /^(redis|rediss|valkey|valkeys)(?:\+(sentinel|cluster))?:\/\/(.*)$/s;
const REDIS_PORT = 6379;
const SENTINEL_PORT = 26379;
/** More hosts than anyone would list by hand. */
const MAX_HOSTS = 64;

/** Throws UsageError that says what is wrong, without the password. */
export function parseRedisUrl(text: string): RedisAddress {
  const [, scheme, form, rest = ''] = SCHEME.exec(text) ?? [];
  if (!scheme) throw wrong('no such form');
  const [beforeQuery = '', query = ''] = splitAt(rest, rest.indexOf('?'));
  // A password may hold anything but these: it is percent-encoded.
  const at = beforeQuery.lastIndexOf('@');
  const [userInfo, location] =
    at === -1 ? ['', beforeQuery] : [beforeQuery.slice(0, at), beforeQuery.slice(at + 1)];
  const [hosts = '', ...path] = location.split('/');
  const [username = '', password = ''] = splitAt(userInfo, userInfo.indexOf(':'));
  const parameters = new URLSearchParams(query);
  const access = {
    tls: scheme.endsWith('s') && scheme !== 'redis',
    username: decoded(username) || null,
    password: decoded(password) || null,
  };
  for (const name of parameters.keys())
    if (form !== 'sentinel' || name !== 'sentinelPassword') throw wrong(`unknown parameter "${name}"`);
  if (form === 'cluster') {
    if (path.some((part) => part !== '' && part !== '0'))
      throw wrong('a Cluster has no database but 0, so nothing may follow the hosts');
    return { kind: 'cluster', ...access, nodes: hostList(hosts, REDIS_PORT) };
  }
  if (form === 'sentinel') {
    const [group = '', database] = path;
    if (group === '') throw wrong('the name of the group is missing: .../mymaster');
    if (path.length > 2) throw wrong('too many parts after the hosts');
    const sentinels = hostList(hosts, SENTINEL_PORT);
    const sentinelPassword = parameters.get('sentinelPassword') || null;
    const own = { sentinels, group: decoded(group), sentinelPassword };
    return { kind: 'sentinel', ...access, ...own, database: databaseNumber(database) };
  }
  const list = hostList(hosts || 'localhost', REDIS_PORT);
  const [first] = list;
  if (!first || list.length > 1)
    throw wrong('one host is enough here; several are redis+sentinel:// or redis+cluster://');
  if (path.length > 1) throw wrong('too many parts after the host');
  return { kind: 'single', ...access, ...first, database: databaseNumber(path[0]) };
}

/** The address for people: every host, no password. */
export function describeRedis(address: RedisAddress): string {
  const hosts =
    address.kind === 'single' ? [address] : 'nodes' in address ? address.nodes : address.sentinels;
  const list = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(',');
  const scheme = `redis${address.tls ? 's' : ''}${address.kind === 'single' ? '' : `+${address.kind}`}`;
  const group = address.kind === 'sentinel' ? `/${address.group}` : '';
  const database = address.kind === 'cluster' || address.database === 0 ? '' : `/${address.database}`;
  return `${scheme}://${list}${group}${database}`;
}

function hostList(text: string, standardPort: number): HostPort[] {
  const list = text.split(',');
  if (list.length > MAX_HOSTS) throw wrong(`more than ${MAX_HOSTS} hosts`);
  return list.map((entry) => hostPort(entry, standardPort));
}

function hostPort(entry: string, standardPort: number): HostPort {
  const [, bracketed, plain, portText] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const host = bracketed ?? plain;
  const port = portText === undefined ? standardPort : Number(portText);
  if (host === undefined || port < 1 || port > 65_535) throw wrong('a host is not of the form host:port');
  return { host, port };
}

function databaseNumber(text: string | undefined): number {
  if (text === undefined || text === '') return 0;
  if (!/^\d{1,5}$/.test(text)) throw wrong('the database is a number');
  return Number(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('user and password are percent-encoded: % is %25');
  }
}

/** The text around position `at`, without the character there; all of it in front when `at` is -1. */
function splitAt(text: string, at: number): [string, string] {
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function wrong(what: string): UsageError {
  return new UsageError(`${what}; it must be ${REDIS_URL_FORMS}`);
}
