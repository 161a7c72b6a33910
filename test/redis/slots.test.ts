/** Turns at hosts kept in Redis: the very decisions of those in memory, and what only several machines can do to them. */
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished } from 'vitest';
import { createHostSlots } from '../../src/net/slots.ts';
import { createRedisSlots, type RedisSlotOptions } from '../../src/queue/redis-slots.ts';
import { type TimedTurn, timed } from '../net/turn-times.ts';
import { collectingLog } from './fixtures.ts';
import { type RedisServer, redisTest, startRedis, until } from './server.ts';

function slotsOn(redis: RedisServer, options: Partial<RedisSlotOptions> = {}) {
  const { log } = collectingLog();
  const slots = createRedisSlots({ connection: redis.client, intervalMs: 0, log, holdOffMs: 0, ...options });
  onTestFinished(() => slots.close());
  return { ...timed(slots), close: slots.close };
}

const timeOf = (turn: TimedTurn): number | 'granted' => (turn.granted ? 'granted' : turn.at);

async function granted(promise: Promise<TimedTurn>): Promise<() => void> {
  const turn = await promise;
  if (!turn.granted) throw new Error('not granted');
  return turn.release;
}

const step = fc.record({
  /** A clock is put back a little now and then. */
  after: fc.integer({ min: -150, max: 700 }),
  claimant: fc.nat(6),
  host: fc.nat(2),
  /** What the one who holds a turn does: goes on, or gives it back first. */
  releases: fc.boolean(),
  place: fc.constantFrom('last' as const, 'last' as const, 'next' as const),
  withdraws: fc.boolean(),
});

redisTest('decide as those in memory do, claim by claim', async () => {
  const redis = await startRedis();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 50, 1000),
      fc.array(step, { minLength: 5, maxLength: 60 }),
      async (intervalMs, steps) => {
        await redis.client.flushall();
        const both = [
          timed(createHostSlots({ intervalMs })),
          slotsOn(redis, { intervalMs, clock: 'caller', minStepMs: 5 }),
        ] as const;
        const holding = new Map<string, (() => void)[]>();
        let now = 1_000_000;
        for (const { after, claimant, host: number, releases, place, withdraws } of steps) {
          now += after;
          const host = `h${number}.test`;
          // As a site's robots.txt may ask: what is less than our own counts for nothing.
          const longer = [undefined, 2000, 20][number];
          if (releases) {
            for (const release of holding.get(host) ?? []) release();
            holding.delete(host);
          }
          const [memory, kept] = await Promise.all(
            both.map((slots) => slots.claim(host, `c${claimant}`, now, longer, place)),
          );
          if (!memory || !kept) throw new Error('no answer');
          expect(timeOf(kept)).toBe(timeOf(memory));
          if (withdraws && !memory.granted && claimant === 0)
            for (const slots of both) slots.withdraw(host, 'c0');
          if (memory.granted && kept.granted) holding.set(host, [memory.release, kept.release]);
        }
        both[1].close();
      },
    ),
    { numRuns: 150 },
  );
});

redisTest('a claim costs the same however long the line is', async () => {
  const redis = await startRedis();
  const slots = slotsOn(redis, { clock: 'caller' });
  let now = 1_000_000;
  await granted(slots.claim('a.test', 'holder', now));
  const line = Array.from({ length: 2_000 }, (_, at) => `c${at}`);
  await Promise.all(line.map((name) => slots.claim('a.test', name, now)));
  const calls = async (): Promise<number> => {
    const told = (await redis.client.info('commandstats')).matchAll(/calls=(\d+)/g);
    return [...told].reduce((sum, [, count]) => sum + Number(count), 0);
  };
  const looks = 200;
  now += 40_000;
  const before = await calls();
  // The last of the line ask; all the others are late meanwhile, and are set aside once.
  for (const name of line.slice(-looks)) await slots.claim('a.test', name, now);
  now += 10;
  const meanwhile = await calls();
  for (const name of line.slice(-looks)) await slots.claim('a.test', name, now);
  const after = await calls();
  expect((after - meanwhile) / looks).toBeLessThan(30);
  expect(after - before).toBeLessThan(line.length * 10);
});

redisTest('a turn is held while its holder lives, and free soon after it is gone', async () => {
  const redis = await startRedis();
  const [one, two] = [slotsOn(redis, { leaseMs: 1200 }), slotsOn(redis, { leaseMs: 1200 })];
  const release = await granted(one.claim('a.test', 'one', Date.now()));
  await sleep(1800);
  expect((await two.claim('a.test', 'two', Date.now())).granted).toBe(false);
  release();
  await until(
    async () => (await two.claim('a.test', 'two', Date.now())).granted,
    () => 'held',
  );
  // The second machine dies: nobody says any more that its turn is alive.
  two.close();
  expect((await one.claim('a.test', 'three', Date.now())).granted).toBe(false);
  const before = Date.now();
  await until(
    async () => (await one.claim('a.test', 'three', Date.now())).granted,
    () => 'held',
  );
  expect(Date.now() - before).toBeGreaterThan(300);
  expect(Date.now() - before).toBeLessThan(4000);
});

redisTest('a turn that a process hears of too late, after it stood still, is not taken', async () => {
  const slots = slotsOn(await startRedis(), { leaseMs: 1_600 });
  const claim = slots.claim('a.test', 'one', Date.now());
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 900);
  expect((await claim).granted).toBe(false);
  // It was given back at once; held on to, it would be said to be alive for ever.
  await until(
    async () => (await slots.claim('a.test', 'two', Date.now())).granted,
    () => 'held',
    5,
  );
});

redisTest('a Redis that knows the scripts no more is told them again', async () => {
  const redis = await startRedis();
  const slots = slotsOn(redis);
  const release = await granted(slots.claim('a.test', 'one', Date.now()));
  await redis.client.script('FLUSH');
  release();
  await until(
    async () => (await slots.claim('a.test', 'two', Date.now())).granted,
    () => 'held',
    5,
  );
});

redisTest('a Redis that was emptied gives no turn before those who hold one have said so', async () => {
  const redis = await startRedis();
  const [one, two] = [slotsOn(redis, { holdOffMs: 1500 }), slotsOn(redis, { holdOffMs: 1500 })];
  const first = await one.claim('a.test', 'one', Date.now());
  // Never used before: the same.
  expect(first.granted).toBe(false);
  await sleep(1550);
  const release = await granted(one.claim('a.test', 'one', Date.now()));
  await redis.client.flushall();
  for (let look = 0; look < 20; look++) {
    expect((await two.claim('a.test', 'two', Date.now())).granted).toBe(false);
    await sleep(100);
  }
  release();
  await until(
    async () => (await two.claim('a.test', 'two', Date.now())).granted,
    () => 'held',
  );
  // It keeps no memory of hosts that nobody asks for, beyond minutes.
  expect(await redis.client.pttl('{jvwire}:slots:a.test')).toBeGreaterThan(0);
});

redisTest('240 turns of 40 claimants on two machines: never two at once at a host', async () => {
  const redis = await startRedis();
  const machines = [slotsOn(redis), slotsOn(redis)];
  const inside = new Map<string, number>();
  let most = 0;
  let turns = 0;
  const work = async (claimant: number): Promise<void> => {
    const slots = machines[claimant % 2];
    const host = `h${claimant % 4}.test`;
    for (let visit = 0; visit < 6; visit++) {
      for (;;) {
        const turn = await slots?.claim(host, `c${claimant}`, Date.now());
        if (turn?.granted) {
          most = Math.max(most, (inside.get(host) ?? 0) + 1);
          inside.set(host, (inside.get(host) ?? 0) + 1);
          await sleep(1);
          inside.set(host, (inside.get(host) ?? 0) - 1);
          turns++;
          turn.release();
          break;
        }
        await sleep(Math.max(1, (turn?.at ?? 0) - Date.now()));
      }
    }
  };
  await Promise.all(Array.from({ length: 40 }, (_, claimant) => work(claimant)));
  expect({ most, turns }).toEqual({ most: 1, turns: 240 });
});

redisTest('a clock that is set back by a year forgets the times that the old one promised', async () => {
  const slots = slotsOn(await startRedis(), { intervalMs: 1000, clock: 'caller' });
  const year = 365 * 86_400_000;
  (await granted(slots.claim('site.test', 'first', year)))();
  expect(timeOf(await slots.claim('site.test', 'second', year))).toBe(year + 1000);
  expect(timeOf(await slots.claim('site.test', 'second', 5_000))).toBeLessThanOrEqual(6_000);
  await granted(slots.claim('site.test', 'second', 6_000));
});
