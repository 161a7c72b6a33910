/** Notices when Redis is back, and when it came back empty: what it has forgotten is told to it again. */
import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import { PAYLOAD_VERSION } from '../core/read-payload.ts';
import { type Connections, PREFIX } from './redis-connection.ts';
import { checkSetup } from './redis-health.ts';

/** Says who writes. It lives as long as everything else in Redis: when it is gone, all is. */
const WRITER_KEY = `${PREFIX}:writer`;

const LOOK_EVERY_MS = 2_000;

/** Two that use the same Redis find each other with every look, until somebody changes that. */
const WARN_AGAIN_MS = 600_000;

const schema = z.object({ v: z.number(), database: z.string(), version: z.string() });
export type Writer = z.output<typeof schema>;

interface PresenceOptions {
  readonly connections: Connections;
  readonly writer: { readonly database: string; readonly version: string };
  readonly log: Log;
  /** Redis can be asked (again), or takes writes again: tell it what it must know. */
  readonly onBack: () => Promise<void>;
  /** Redis has forgotten everything: every job that is still wanted must be added again. */
  readonly onEmptied: () => Promise<void>;
  /** Also called with every look while Redis answers. */
  readonly onLook: () => Promise<void>;
  readonly lookEveryMs?: number;
}

/** Returns how to end it. */
export function watchRedis(options: PresenceOptions): () => void {
  const { connections, log } = options;
  const { asking } = connections;
  const writer: Writer = { v: PAYLOAD_VERSION, ...options.writer };
  let known = false;
  let looking = false;
  let back = true;
  let emptied = false;
  let unchecked = true;
  let warnedAt = Number.NEGATIVE_INFINITY;

  const tellAll = async (): Promise<void> => {
    // What happens while it is told, it has to be told again.
    back = false;
    try {
      await options.onBack();
    } catch (error) {
      back = true;
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
      if (back || emptied) await tellAll();
      // Should it be away meanwhile, the next look goes on with that.
      if (emptied) await options.onEmptied();
      emptied = false;
      await options.onLook();
    } catch (error) {
      connections.refusals.heard(error);
      log.debug({ redis: connections.name, err: error }, 'redis not looked at');
    } finally {
      looking = false;
    }
  };

  const timer = setInterval(() => void look(), options.lookEveryMs ?? LOOK_EVERY_MS);
  const endings = [
    connections.onReady(() => {
      back = unchecked = true;
      void look();
    }),
    // What it refused, such as a pause, it does not know.
    connections.refusals.onChange((waiting) => {
      if (waiting) return;
      back = true;
      void look();
    }),
  ];
  if (asking.status === 'ready') void look();
  return () => {
    clearInterval(timer);
    for (const end of endings) end();
  };
}

/** Who writes to the database whose jobs are in Redis; null when nobody has said. Throws when Redis does not answer. */
export const writerOf = (connections: Connections): Promise<Writer | null> => writerIn(connections.asking);

/** The same of the database of one connection. */
export async function writerIn(connection: Redis | Cluster): Promise<Writer | null> {
  return readWriter(await connection.get(WRITER_KEY));
}

function readWriter(text: string | null): Writer | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Of another version whose form is not known: it is not ours, which is all that matters.
    return { v: 0, database: 'unknown', version: 'unknown' };
  }
}
