/** Looks for the daemon that a worker works for: a Redis, or a database of it, that no daemon has used has no jobs. */
import { Cluster, type Redis } from 'ioredis';
import type { Log } from '../core/ports.ts';
import type { Connections } from './redis-connection.ts';
import { type Writer, writerIn, writerOf } from './redis-presence.ts';

/** A daemon that starts together with the worker has said so by then. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 5_000;

interface FoundDaemon {
  /** Who has used the database of REDIS_URL; null when no daemon ever has. */
  readonly writer: Writer | null;
  /** Then the other databases of the same Redis that daemons have used. */
  readonly elsewhere: readonly number[];
}

/** Throws when Redis does not answer. */
export async function findDaemon(connections: Connections): Promise<FoundDaemon> {
  const writer = await writerOf(connections);
  if (writer !== null || connections.asking instanceof Cluster) return { writer, elsewhere: [] };
  return { writer, elsewhere: await databasesOfDaemons(connections.asking) };
}

/** Those that have any key are asked; one that this user may not look into counts as none. */
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
 * Warns when no daemon is found: at once where one uses another database of the same Redis, else when it could have come.
 * Ends by itself when there is one. Returns how to end it before.
 */
export function watchForDaemon(watch: Watch): () => void {
  const { connections, log, patienceMs = PATIENCE_MS, everyMs = LOOK_EVERY_MS } = watch;
  let since: number | null = null;
  let told = false;
  const look = async (): Promise<void> => {
    if (connections.asking.status !== 'ready') return;
    since ??= performance.now();
    const { writer, elsewhere } = told
      ? { writer: await writerOf(connections), elsewhere: [] }
      : await findDaemon(connections);
    if (writer !== null) {
      stop();
      if (told) log.info({ redis: connections.name, version: writer.version }, 'a daemon uses this redis');
    } else if (!told && (elsewhere.length > 0 || performance.now() - since >= patienceMs)) {
      told = true;
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
