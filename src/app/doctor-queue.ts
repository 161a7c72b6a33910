/** Finds out how the queue is: the facts that src/pipeline/doctor/doctor-queue.ts judges. */
import type { Config } from '../config.ts';
import { PAYLOAD_VERSION } from '../core/read-payload.ts';
import type { RedisFacts } from '../pipeline/doctor/doctor-queue.ts';

/** Asks the Redis of REDIS_URL how it is; null without one. */
export async function redisFacts({ settings }: Config): Promise<RedisFacts | null> {
  if (settings.REDIS_URL === undefined) return null;
  const [{ connectRedis }, { readSetup, setupWarnings }, { findDaemon }, { parseRedisUrl }] =
    await Promise.all([
      import('../queue/redis-connection.ts'),
      import('../queue/redis-health.ts'),
      import('../queue/find-daemon.ts'),
      import('../queue/redis-address.ts'),
    ]);
  const connections = connectRedis(parseRedisUrl(settings.REDIS_URL), SILENT);
  const { name } = connections;
  try {
    await connections.ready();
    const warnings = setupWarnings(await readSetup(connections.asking));
    const { writer, elsewhere } = await findDaemon(connections);
    return {
      name,
      error: null,
      refusal: await connections.refusals.tryWrite().then(
        () => null,
        (error: Error) => error.message,
      ),
      warnings,
      writer: writer && { version: writer.version, protocol: writer.v },
      elsewhere,
      protocol: PAYLOAD_VERSION,
    };
  } catch (error) {
    return { name, error: (error as Error).message };
  } finally {
    connections.close();
  }
}

/** Failures are reported as checks, not logged. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
