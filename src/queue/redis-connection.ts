/** Opens connections to Redis: one that waits until Redis is back, for workers, and one that gives up fast, for askers. */
import { Cluster, type Redis } from 'ioredis';
import { OperationError } from '../core/errors.ts';
import type { Log } from '../core/ports.ts';
import { describeRedis, type RedisAddress } from './redis-address.ts';
import { isProtectedMode, isRefusedDatabase, openClient } from './redis-client.ts';
import { HeardConnector, HeardSentinelConnector } from './redis-connector.ts';
import { createRefusals, type RefusalPace, type Refusals } from './redis-refusals.ts';

/** The braces make Cluster keep all our keys on one node, which scripts over several keys need. */
export const PREFIX = '{jvwire}';

/** Key that is written to find out whether Redis takes writes. */
const TRIAL_KEY = `${PREFIX}:trial`;
const TRIAL_KEPT_MS = 1_000;

const CONNECT_TIMEOUT_MS = 5_000;
/** An asker's command that has no answer by then fails: Redis hangs or is being moved. */
const COMMAND_TIMEOUT_MS = 3_000;
/** How long an asker waits for a connection that is being made, and how often it may fail meanwhile. */
const READY_TIMEOUT_MS = 1_000;
const MOST_FAILED_TRIES = 3;
const FIRST_RETRY_MS = 100;
/** Must stay below HOLD_OFF_MS of redis-slots.ts, within which holders of turns reconnect to an emptied Redis. */
const LONGEST_RETRY_MS = 1_000;

interface Behaviour {
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
  readonly commandTimeout?: number;
}

export interface Connections {
  /** What people call it: hosts without the password. */
  readonly name: string;
  /** Its commands fail soon when Redis is away. Ask `ready` first. */
  readonly asking: Redis | Cluster;
  /** Its commands wait for Redis, however long. */
  readonly waiting: Redis | Cluster;
  /**
   * Resolves when Redis can be asked; throws OperationError `redis` when it does not answer soon, `redis-database` when it
   * has no database of our number.
   */
  ready(): Promise<void>;
  /** Tracks when Redis answers but refuses writes. */
  readonly refusals: Refusals;
  /** Calls `listener` each time that Redis can be reached (again). Returns a function that unsubscribes it. */
  onReady(listener: () => void): () => void;
  /** Closes both connections at once, and stops reconnecting. */
  close(): void;
}

/** Returns at once; the connections are made in the background, and made again whenever they break. */
export function connectRedis(address: RedisAddress, log: Log, pace: RefusalPace = {}): Connections {
  const name = describeRedis(address);
  let closed = false;
  const retry = (times: number): number | null =>
    closed ? null : Math.min(FIRST_RETRY_MS * times, LONGEST_RETRY_MS);
  const asking = open(address, retry, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  const waiting = open(address, retry, { enableOfflineQueue: true, maxRetriesPerRequest: null });
  const refusals = createRefusals({
    name,
    write: () => asking.set(TRIAL_KEY, '1', 'PX', TRIAL_KEPT_MS),
    log,
    ...pace,
  });
  const listeners = new Set<() => void>();
  let state: 'there' | 'away' | 'refused' = 'there';
  // Every failed try to connect emits an error; only the first is logged, and the end of the outage.
  const lost = (error: Error): void => {
    const reason = isRefusedDatabase(error) ? databaseRefused(name, error.message).message : error.message;
    const now = isRefusedAccess(error) ? 'refused' : 'away';
    // After a refusal, the errors with which the connection ends say less, and differ from try to try.
    if (closed || state === now || state === 'refused') return;
    state = now;
    if (now === 'refused')
      log.error({ redis: name, reason: accessRefused(name, error).message }, 'redis does not let us in');
    else log.warn({ redis: name, reason }, 'redis is away, waiting for it');
  };
  asking.on('error', lost);
  asking.on('close', () => lost(new Error('connection closed')));
  asking.on('ready', () => {
    if (state !== 'there') log.info({ redis: name }, 'redis is back');
    state = 'there';
    for (const listener of [...listeners]) listener();
  });
  waiting.on('error', (error: Error) =>
    log.debug({ redis: name, reason: error.message }, 'redis connection'),
  );

  return {
    name,
    asking,
    waiting,
    ready: () => untilReady(asking, name),
    refusals,
    onReady: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      refusals.close();
      asking.disconnect();
      waiting.disconnect();
    },
  };
}

/** The one wording for a Redis that cannot be asked. */
export function redisAway(name: string, reason: string): OperationError {
  return new OperationError(
    'redis',
    `${name} does not answer (${reason}); is it running, and REDIS_URL right?`,
  );
}

function accessRefused(name: string, error: Error): OperationError {
  const reason = error.message;
  if (isProtectedMode(error))
    return new OperationError(
      'redis',
      `${name} is in protected mode: it lets nobody in from other machines while it has no password; set "requirepass" in its redis.conf and give REDIS_URL the same (${reason})`,
    );
  return new OperationError(
    'redis',
    `${name} refuses the user or the password of REDIS_URL (${reason}); give it the right one`,
  );
}

/** The answers to a wrong password, to none, and to one where the server has none set. */
function isRefusedAccess(error: Error): boolean {
  return isProtectedMode(error) || /^(WRONGPASS|NOAUTH|ERR invalid password|ERR AUTH )/.test(error.message);
}

function databaseRefused(name: string, reason: string): OperationError {
  return new OperationError(
    'redis-database',
    `${name} cannot be used: the server refuses the database number at its end (${reason}); give REDIS_URL one that it has (most have 0 to 15), or raise "databases" in its redis.conf`,
  );
}

/** Throws OperationError `redis-database` when the server has no such database. A Redis that is away is no error here. */
export async function requireDatabase(connections: Connections): Promise<void> {
  await connections.ready().catch((error: unknown) => {
    if (error instanceof OperationError && error.code === 'redis-database') throw error;
  });
}

async function untilReady(connection: Redis | Cluster, name: string): Promise<void> {
  if (connection.status === 'ready') return;
  let reason = 'no connection yet';
  let tries = 0;
  await new Promise<void>((resolve, reject) => {
    const failed = (error: Error): void => {
      reason = error.message || error.name;
      if (isRefusedDatabase(error)) ended(databaseRefused(name, reason));
      if (isRefusedAccess(error)) ended(accessRefused(name, error));
      if (++tries === MOST_FAILED_TRIES) ended(redisAway(name, reason));
    };
    const ended = (error?: Error): void => {
      clearTimeout(timer);
      connection.off('ready', ended).off('error', failed);
      if (error) reject(error);
      else resolve();
    };
    const timer = setTimeout(() => ended(redisAway(name, reason)), READY_TIMEOUT_MS);
    connection.on('error', failed).once('ready', ended);
  });
}

function open(
  address: RedisAddress,
  retry: (times: number) => number | null,
  behaviour: Behaviour,
): Redis | Cluster {
  const options = {
    ...behaviour,
    connectTimeout: CONNECT_TIMEOUT_MS,
    ...(address.username === null ? {} : { username: address.username }),
    ...(address.password === null ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
  };
  switch (address.kind) {
    case 'single':
      return openClient({
        ...options,
        Connector: HeardConnector,
        retryStrategy: retry,
        host: address.host,
        port: address.port,
        db: address.database,
      });
    case 'sentinel':
      return openClient({
        ...options,
        Connector: HeardSentinelConnector,
        retryStrategy: retry,
        sentinels: [...address.sentinels],
        name: address.group,
        db: address.database,
        sentinelRetryStrategy: retry,
        ...(address.sentinelPassword === null ? {} : { sentinelPassword: address.sentinelPassword }),
        ...(address.tls ? { enableTLSForSentinelMode: true } : {}),
      });
    case 'cluster':
      return new Cluster([...address.nodes], {
        enableOfflineQueue: behaviour.enableOfflineQueue,
        clusterRetryStrategy: retry,
        redisOptions: { ...options, Connector: HeardConnector },
        // A certificate names hosts, not the addresses that the nodes announce.
        ...(address.tls ? { dnsLookup: (host, callback) => callback(null, host) } : {}),
      });
  }
}
