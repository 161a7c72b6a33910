/** Checks how Redis is set up, and says what must be changed so that no job is lost or evicted. */
import type { Cluster, Redis } from 'ioredis';
import type { Log } from '../core/ports.ts';

interface RedisSetup {
  /** The text of INFO. */
  readonly info: string;
  /** CONFIG GET; null where the server does not allow it, as hosted ones do not. */
  readonly config: Readonly<Record<string, string>> | null;
}

export interface Warning {
  readonly problem: string;
  readonly fix: string;
}

/** The oldest version that BullMQ's scripts support. */
const MIN_VERSION = [6, 2] as const;

const SETTINGS = ['maxmemory-policy', 'appendonly', 'appendfsync', 'save'] as const;

export function setupWarnings({ info, config }: RedisSetup): Warning[] {
  const said = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1];
  const warnings: Warning[] = [];
  // Valkey reports the Redis version that it is compatible with under the old name.
  const version = said('redis_version');
  if (version !== undefined && isOlder(version))
    warnings.push({
      problem: `version ${version} is too old`,
      fix: `install Redis or Valkey ${MIN_VERSION.join('.')} or newer`,
    });
  const policy = config?.['maxmemory-policy'] ?? said('maxmemory_policy');
  if (policy !== undefined && policy !== 'noeviction')
    warnings.push({
      problem: `maxmemory-policy is ${policy}: when memory is short, jobs vanish`,
      fix: 'CONFIG SET maxmemory-policy noeviction, and "maxmemory-policy noeviction" in redis.conf',
    });
  const appends = (config?.['appendonly'] ?? (said('aof_enabled') === '1' ? 'yes' : 'no')) === 'yes';
  // Hosted servers reveal some settings and not others: one that is not revealed is taken to be right.
  const saves = config?.['save'] !== '';
  if (!appends && !saves)
    warnings.push({
      problem: 'it keeps nothing on disk: a restart loses every waiting job until the next sweep',
      fix: 'CONFIG SET appendonly yes, and "appendonly yes" with "appendfsync everysec" in redis.conf',
    });
  if (appends && config?.['appendfsync'] === 'no')
    warnings.push({
      problem: 'appendfsync is no: a crash of the machine loses up to half a minute of jobs',
      fix: 'CONFIG SET appendfsync everysec, and "appendfsync everysec" in redis.conf',
    });
  return warnings;
}

/** Logs a warning for everything that should be changed. Throws when Redis does not answer. */
export async function checkSetup(connection: Redis | Cluster, name: string, log: Log): Promise<void> {
  for (const { problem, fix } of setupWarnings(await readSetup(connection)))
    log.warn({ redis: name, problem, fix }, 'redis should be set up otherwise');
}

/** Throws when Redis does not answer. */
export async function readSetup(connection: Redis | Cluster): Promise<RedisSetup> {
  const info = await connection.info();
  // A server that does not allow CONFIG is judged by INFO alone.
  const settings = await connection.call('CONFIG', 'GET', ...SETTINGS).catch(() => null);
  return { info, config: settings === null ? null : recordOf(settings) };
}

/** CONFIG GET answers with a flat list, or with a map in RESP3. */
function recordOf(answer: unknown): Record<string, string> {
  if (answer instanceof Map)
    return Object.fromEntries([...answer].map(([name, value]) => [String(name), String(value)]));
  if (!Array.isArray(answer)) {
    const entries = typeof answer === 'object' && answer !== null ? Object.entries(answer) : [];
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  }
  const record: Record<string, string> = {};
  for (let at = 0; at + 1 < answer.length; at += 2) record[String(answer[at])] = String(answer[at + 1]);
  return record;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < MIN_VERSION[0] || (major === MIN_VERSION[0] && minor < MIN_VERSION[1]);
}
