/** Notices when Redis is back, and when it came back empty, so that what it lost can be restored. */
import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import { PAYLOAD_VERSION } from '../core/read-payload.ts';
import { type Connections, PREFIX } from './redis-connection.ts';
import { checkSetup } from './redis-health.ts';

/** Names the daemon that uses this Redis. It never expires: when it is gone, Redis has lost everything. */
const WRITER_KEY = `${PREFIX}:writer`;

const LOOK_EVERY_MS = 2_000;

/** Two daemons on the same Redis find each other at every look; the warning is repeated this seldom. */
const WARN_AGAIN_MS = 600_000;

const schema = z.object({ v: z.number(), database: z.string(), version: z.string() });
export type Writer = z.output<typeof schema>;

interface PresenceOptions {
  readonly connections: Connections;
  readonly writer: { readonly database: string; readonly version: string };
  readonly log: Log;
  /** Redis can be reached or written (again): restores what it may not know, such as a pause. */
  readonly onBack: () => Promise<void>;
  /** Redis has lost everything: every job that is still wanted must be added again. */
  readonly onEmptied: () => Promise<void>;
  /** Called at every look while Redis answers. */
  readonly onLook: () => Promise<void>;
  readonly lookEveryMs?: number;
}

/** Returns a function that ends the watch. */
export function watchRedis(options: PresenceOptions): () => void {
  const { connections, log } = options;
  const { asking } = connections;
  const writer: Writer = { v: PAYLOAD_VERSION, ...options.writer };
  /** The writer's key has been seen or set: if it is gone later, Redis was emptied. */
  let known = false;
  let looking = false;
  let backDue = true;
  let emptied = false;
  let unchecked = true;
  let warnedAt = Number.NEGATIVE_INFINITY;

  const runOnBack = async (): Promise<void> => {
    // Reset first: should Redis go and come back meanwhile, it is due once more.
    backDue = false;
    try {
      await options.onBack();
    } catch (error) {
      backDue = true;
      throw error;
    }
  };

  const look = async (): Promise<void> => {
    if (looking || asking.status !== 'ready') return;
    looking = true;
    try {
      if (unchecked) await checkSetup(asking, connections.name, log);
      unchecked = false;
      const found = readWriter(await asking.get(WRITER_KEY));
      if (known && found === null) {
        emptied = true;
        log.warn({ redis: connections.name }, 'redis was emptied, filling it again from the database');
      }
      if (found?.database !== writer.database || found.v !== writer.v) {
        if (known && found && performance.now() - warnedAt >= WARN_AGAIN_MS) {
          warnedAt = performance.now();
          log.warn({ other: found }, 'another database uses this redis; give each its own: redis://host/1');
        }
        await asking.set(WRITER_KEY, JSON.stringify(writer));
      }
      known = true;
      if (backDue || emptied) await runOnBack();
      // If this throws, the next look tries again.
      if (emptied) await options.onEmptied();
      emptied = false;
      await options.onLook();
    } catch (error) {
      connections.refusals.note(error);
      log.debug({ redis: connections.name, err: error }, 'redis not looked at');
    } finally {
      looking = false;
    }
  };

  const timer = setInterval(() => void look(), options.lookEveryMs ?? LOOK_EVERY_MS);
  const endings = [
    connections.onReady(() => {
      backDue = unchecked = true;
      void look();
    }),
    // Redis does not know what it refused, such as a pause.
    connections.refusals.onChange((waiting) => {
      if (waiting) return;
      backDue = true;
      void look();
    }),
  ];
  if (asking.status === 'ready') void look();
  return () => {
    clearInterval(timer);
    for (const end of endings) end();
  };
}

/** The daemon that uses this Redis; null when none ever has. Throws when Redis does not answer. */
export const writerOf = (connections: Connections): Promise<Writer | null> => writerIn(connections.asking);

/** The same for the Redis database of any connection. */
export async function writerIn(connection: Redis | Cluster): Promise<Writer | null> {
  return readWriter(await connection.get(WRITER_KEY));
}

function readWriter(text: string | null): Writer | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Written by another version in an unknown form: it is not ours, which is all that matters.
    return { v: 0, database: 'unknown', version: 'unknown' };
  }
}
