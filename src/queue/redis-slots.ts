/** The rate limit per host across machines: the rules of src/net/slots.ts, with the state in Redis, where every worker asks. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Cluster, Redis } from 'ioredis';
import type { HostSlots, Log, Turn } from '../core/ports.ts';
import { PREFIX } from './redis-connection.ts';

/** A turn that was not renewed for this long is free again: its holder is gone. */
const LEASE_MS = 10_000;
const RENEW_EVERY_MS = 1_000;
/** An emptied Redis grants no turns for this long: within a second, holders of turns have reconnected and renewed them. */
const HOLD_OFF_MS = 1_500;

/** Shortest wait that is given out: coming back costs a few calls to Redis each time. */
const MIN_STEP_MS = 20;

/** Key of the facts about all hosts, and prefix of the keys of one host. */
const FACTS = `${PREFIX}:slots`;

export interface RedisSlotOptions {
  readonly connection: Redis | Cluster;
  /** Between two starts at one host; 0 still means one at a time. */
  readonly intervalMs: number;
  readonly log: Log;
  /** Whose clock counts: Redis's own, since those of machines differ, or the caller's `now`, for tests. */
  readonly clock?: 'redis' | 'caller';
  readonly leaseMs?: number;
  readonly holdOffMs?: number;
  readonly minStepMs?: number;
}

interface RedisSlots extends HostSlots {
  /** Stops renewing the turns held here. */
  close(): void;
}

export function createRedisSlots(options: RedisSlotOptions): RedisSlots {
  const { connection, intervalMs, log, clock = 'redis' } = options;
  const { leaseMs = LEASE_MS, holdOffMs = HOLD_OFF_MS, minStepMs = MIN_STEP_MS } = options;
  // Loaded in advance: a release that first had to send its script's text could be overtaken by the next claim.
  for (const each of [CLAIM, RENEW, RELEASE])
    each
      .load(connection)
      .catch((error: unknown) => log.debug({ err: error }, 'script not loaded into redis'));
  /** Turns held by this process: token to host. */
  const held = new Map<string, string>();

  const send = (script: Script, token: string, host: string, now: number): void => {
    script
      .run(connection, [FACTS, `${FACTS}:${host}`], [token, clock === 'redis' ? -1 : now])
      // If this is lost, the lease expires.
      .catch((error: unknown) => log.debug({ host, err: error }, 'turn not told to redis'));
  };
  const timer = setInterval(() => {
    for (const [token, host] of held) send(RENEW, token, host, Date.now());
  }, RENEW_EVERY_MS);
  timer.unref();

  return {
    claim: async (host, claimant, now, ownIntervalMs, place = 'last'): Promise<Turn> => {
      const token = randomUUID();
      const own = `${FACTS}:${host}`;
      const interval = Math.max(0, intervalMs, ownIntervalMs ?? 0);
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
        if (held.delete(token)) send(RELEASE, token, host, now);
      };
      if (performance.now() - asked < leaseMs / 2) return { granted: true, release };
      // This process or Redis stood still: the lease may have expired, and the turn gone to another process.
      release();
      return { granted: false, waitMs: minStepMs };
    },
    withdraw: (host, claimant) => {
      const lines = linesOf(`${FACTS}:${host}`);
      Promise.all(lines.map((line) => connection.zrem(line, claimant)))
        // A claimant that is not withdrawn holds up the line for a second, and expires after minutes.
        .catch((error: unknown) => log.debug({ host, err: error }, 'claim not withdrawn in redis'));
    },
    close: () => clearInterval(timer),
  };
}

/** Keys of the line, then of the claims before it: who is expected, everybody's promised time, and who is late for it. */
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

/** A Lua script that is called by its hash, and sent whole when Redis does not know it (any more). */
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
