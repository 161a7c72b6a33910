/** Looks for the daemon that a worker gets its jobs from: no job will come from a Redis database that no daemon has used. */
import { Cluster, type Redis } from 'ioredis';
import type { Log } from '../core/ports.ts';
import type { Connections } from './redis-connection.ts';
import { type Writer, writerIn, writerOf } from './redis-presence.ts';

/** A daemon that starts together with the worker has registered in Redis by then. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 5_000;

interface FoundDaemon {
  /** The daemon that uses the Redis database of REDIS_URL; null when none ever has. */
  readonly writer: Writer | null;
  /** Without a writer: the other databases of the same Redis that daemons have used. */
  readonly elsewhere: readonly number[];
}

/** Throws when Redis does not answer. */
export async function findDaemon(connections: Connections): Promise<FoundDaemon> {
  const writer = await writerOf(connections);
  if (writer !== null || connections.asking instanceof Cluster) return { writer, elsewhere: [] };
  return { writer, elsewhere: await databasesOfDaemons(connections.asking) };
}

/** Looks into every database that has keys; one that this user may not read counts as unused. */
async function databasesOfDaemons(asking: Redis): Promise<number[]> {
  const keyspace = await asking.info('keyspace').catch(() => '');
  const numbers = [...keyspace.matchAll(/^db(\d+):/gm)].map(([, number]) => Number(number));
  const looks = numbers
    .filter((number) => number !== asking.options.db)
    .map(async (number) => ((await isUsed(asking, number)) ? [number] : []));
  return (await Promise.all(looks)).flat();
}

async function isUsed(asking: Redis, db: number): Promise<boolean> {
  const other = asking.duplicate({ db, enableOfflineQueue: true, retryStrategy: () => null });
  other.on('error', () => {});
  try {
    return (await writerIn(other)) !== null;
  } catch {
    return false;
  } finally {
    other.disconnect();
  }
}

interface Watch {
  readonly connections: Connections;
  readonly log: Log;
  readonly patienceMs?: number;
  readonly everyMs?: number;
}

/**
 * Warns when no daemon is found: at once if one uses another database of the same Redis, else after `patienceMs`. Ends by
 * itself once there is a daemon; the returned function ends it before.
 */
export function watchForDaemon(watch: Watch): () => void {
  const { connections, log, patienceMs = PATIENCE_MS, everyMs = LOOK_EVERY_MS } = watch;
  let since: number | null = null;
  let warned = false;
  const look = async (): Promise<void> => {
    if (connections.asking.status !== 'ready') return;
    since ??= performance.now();
    const { writer, elsewhere } = warned
      ? { writer: await writerOf(connections), elsewhere: [] }
      : await findDaemon(connections);
    if (writer !== null) {
      stop();
      if (warned) log.info({ redis: connections.name, version: writer.version }, 'a daemon uses this redis');
    } else if (!warned && (elsewhere.length > 0 || performance.now() - since >= patienceMs)) {
      warned = true;
      log.warn(
        { redis: connections.name, ...(elsewhere.length > 0 ? { daemonInDatabase: elsewhere } : {}) },
        'no daemon has ever used this redis, so there is no work: give REDIS_URL the host and the database number that the daemon has',
      );
    }
  };
  const lookNow = (): void =>
    void look().catch((error: unknown) =>
      log.debug({ redis: connections.name, err: error }, 'no daemon looked for'),
    );
  const timer = setInterval(lookNow, everyMs);
  const unsubscribe = connections.onReady(lookNow);
  const stop = (): void => {
    clearInterval(timer);
    unsubscribe();
  };
  lookNow();
  return stop;
}
