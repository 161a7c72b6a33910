/** Politeness across machines: the same turns at hosts as in memory, kept in Redis where every worker asks for them. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { HostSlots, Log, Turn } from '../core/ports.ts';
import { PREFIX } from './redis-connection.ts';

/** A turn whose holder has not said that it lives for this long was lost with it. */
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 1_000;
/** An emptied Redis gives no turns for this long: holders are connected again, and say that they hold one, within a second. */
const HOLD_OFF_MS = 1_500;

/** Shortest wait that is handed out, with no interval set: coming back costs a few calls of Redis each time. */
const MIN_STEP_MS = 20;

const FACTS = `${PREFIX}:slots`;

export interface RedisSlotOptions {
  readonly connection: Redis | Cluster;
  /** Between two starts at one host; 0 still means one at a time. */
  readonly intervalMs: number;
  readonly log: Log;
  /** Whose clock: Redis's own, since those of machines differ, or the caller's `now`, for tests. */
  readonly clock?: 'redis' | 'caller';
  readonly leaseMs?: number;
  readonly holdOffMs?: number;
  readonly minStepMs?: number;
}

interface RedisSlots extends HostSlots {
  /** Stops saying that the turns held here are alive. */
  close(): void;
}

export function createRedisSlots(options: RedisSlotOptions): RedisSlots {
  const { connection, intervalMs, log, clock = 'redis' } = options;
  const { leaseMs = LEASE_MS, holdOffMs = HOLD_OFF_MS, minStepMs = MIN_STEP_MS } = options;
  // Known beforehand, so that a release is not overtaken by the next claim because Redis had to be sent its text first.
  for (const each of [CLAIM, RENEW, RELEASE])
    each
      .load(connection)
      .catch((error: unknown) => log.debug({ err: error }, 'script not loaded into redis'));
  /** Turns held by this process: token to host. */
  const held = new Map<string, string>();

  const tell = (script: Script, token: string, host: string, now: number): void => {
    script
      .run(connection, [FACTS, `${FACTS}:${host}`], [token, clock === 'redis' ? -1 : now])
      // What is not told is found out when the lease ends.
      .catch((error: unknown) => log.debug({ host, err: error }, 'turn not told to redis'));
  };
  const timer = setInterval(() => {
    for (const [token, host] of held) tell(RENEW, token, host, Date.now());
  }, RENEW_EVERY_MS);
  timer.unref();

  return {
    claim: async (host, claimant, now, longerMs, place = 'last'): Promise<Turn> => {
      const token = randomUUID();
      const own = `${FACTS}:${host}`;
      const interval = Math.max(0, intervalMs, longerMs ?? 0);
      const asked = performance.now();
      const wait = await CLAIM.run(
        connection,
        [FACTS, own, ...linesOf(own)],
        [claimant, clock === 'redis' ? -1 : now, interval, leaseMs, token, holdOffMs, minStepMs, place],
      );
      if (typeof wait !== 'number') throw new Error(`redis answered a claim with ${String(wait)}`);
      if (wait > 0) return { granted: false, waitMs: wait };
      held.set(token, host);
      const release = (): void => {
        if (held.delete(token)) tell(RELEASE, token, host, now);
      };
      if (performance.now() - asked < leaseMs / 2) return { granted: true, release };
      // This process stood still, or Redis did: the turn may have passed to another one meanwhile.
      release();
      return { granted: false, waitMs: minStepMs };
    },
    withdraw: (host, claimant) => {
      const lines = linesOf(`${FACTS}:${host}`);
      Promise.all(lines.map((line) => connection.zrem(line, claimant)))
        // Who is not withdrawn is waited for a second, and forgotten after minutes.
        .catch((error: unknown) => log.debug({ host, err: error }, 'claim not withdrawn in redis'));
    },
    close: () => clearInterval(timer),
  };
}

/** Keys: who is expected, until when everybody waits and who is late for that, in the line and before it. */
function linesOf(own: string): string[] {
  return ['line', 'times', 'late', 'first', 'first-times', 'first-late'].map((name) => `${own}:${name}`);
}

interface Script {
  load(connection: Redis | Cluster): Promise<unknown>;
  run(
    connection: Redis | Cluster,
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<unknown>;
}

/** A Lua file that is sent by its hash, and whole when Redis does not know it (any more). */
function script(name: string): Script {
  const lua = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');
  const hash = createHash('sha1').update(lua).digest('hex');
  return {
    load: (connection) => connection.script('LOAD', lua),
    run: async (connection, keys, values) => {
      try {
        return await connection.evalsha(hash, keys.length, ...keys, ...values);
      } catch (error) {
        if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
        return connection.eval(lua, keys.length, ...keys, ...values);
      }
    },
  };
}

const CLAIM = script('claim');
const RENEW = script('renew');
const RELEASE = script('release');
