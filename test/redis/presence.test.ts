/** What is told to a Redis that is there (again), and that two databases which use one Redis say so once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { PAYLOAD_VERSION } from '../../src/core/read-payload.ts';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { connectRedis, PREFIX } from '../../src/queue/redis-connection.ts';
import { watchRedis, writerOf } from '../../src/queue/redis-presence.ts';
import { scheduleSweeps } from '../../src/queue/sweep-schedule.ts';
import { collectingLog, runnerOn } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';

redisTest('another database on the same redis is told of once', async () => {
  const { url } = await startRedis();
  const { log, lines } = collectingLog();
  const looks = { a: 0, b: 0 };
  for (const database of ['a', 'b'] as const) {
    const connections = connectRedis(parseRedisUrl(url), log);
    const stop = watchRedis({
      connections,
      writer: { database, version: '1.0.0' },
      log,
      onBack: async () => {},
      onEmptied: async () => {},
      onLook: async () => void looks[database]++,
      lookEveryMs: 50,
    });
    onTestFinished(() => {
      stop();
      connections.close();
    });
  }
  await until(
    () => Math.min(looks.a, looks.b) >= 4,
    () => looks,
    20,
  );
  const told = lines.filter(({ message }) => message.startsWith('another database'));
  expect(told.map(({ fields }) => fields['other'])).toHaveLength(2);
});

redisTest('who wrote before is replaced without a word, by a newer version of the same too', async () => {
  const { url } = await startRedis();
  for (const before of [
    JSON.stringify({ v: PAYLOAD_VERSION, database: 'b', version: '1.0.0' }),
    JSON.stringify({ v: PAYLOAD_VERSION - 1, database: 'a', version: '0.9.0' }),
    'of a form that nobody knows',
  ]) {
    const { log, lines } = collectingLog();
    const connections = connectRedis(parseRedisUrl(url), log);
    await connections.ready();
    await connections.asking.set(`${PREFIX}:writer`, before);
    const writer = { database: 'a', version: '1.0.0' };
    const looked = Promise.withResolvers<void>();
    const stop = watchRedis({
      connections,
      writer,
      log,
      onBack: async () => {},
      onEmptied: async () => expect.unreachable(),
      onLook: async () => looked.resolve(),
    });
    await looked.promise;
    stop();
    expect(await writerOf(connections)).toEqual({ v: PAYLOAD_VERSION, ...writer });
    connections.close();
    expect(lines.filter(({ message }) => message.startsWith('another database'))).toEqual([]);
  }
});

redisTest('a connection that broke has it told again, until nobody watches any more', async () => {
  const { url, client } = await startRedis();
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  onTestFinished(connections.close);
  const calls = { looks: 0, back: 0 };
  const stop = watchRedis({
    connections,
    writer: { database: 'a', version: '1.0.0' },
    log,
    onBack: async () => void calls.back++,
    onEmptied: async () => expect.unreachable(),
    onLook: async () => void calls.looks++,
    lookEveryMs: 20,
  });
  const broken = async (): Promise<void> => {
    const ready = Promise.withResolvers<void>();
    const end = connections.onReady(() => ready.resolve());
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await ready.promise;
    end();
  };
  const told = (times: number) =>
    until(
      () => calls.back === times,
      () => calls,
    );
  await told(1);
  await broken();
  await told(2);
  stop();
  await sleep(40);
  const { looks } = calls;
  await broken();
  await sleep(40);
  expect(calls).toEqual({ looks, back: 2 });
  const said = lines.map(({ message }) => message).filter((message) => /^redis is (away|back)/.test(message));
  const once = ['redis is away, waiting for it', 'redis is back'];
  expect(said).toEqual([...once, ...once]);
});

redisTest('what was not added again to a Redis that was emptied is added with the next look', async () => {
  const { url, client } = await startRedis();
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  const calls = { looks: 0, back: 0, emptied: 0, atOnce: 0, mostAtOnce: 0 };
  const stop = watchRedis({
    connections,
    writer: { database: 'a', version: '1.0.0' },
    log,
    onBack: async () => {
      if ([1, 3].includes(++calls.back)) throw new Error('away again');
    },
    onEmptied: async () => {
      if (++calls.emptied < 3) throw new Error('away again');
    },
    onLook: async () => {
      calls.mostAtOnce = Math.max(calls.mostAtOnce, ++calls.atOnce);
      await sleep(50);
      calls.atOnce--;
      calls.looks++;
    },
    lookEveryMs: 20,
  });
  onTestFinished(() => {
    stop();
    connections.close();
  });
  const looks = (count: number) =>
    until(
      () => calls.looks >= count,
      () => calls,
    );
  await looks(1);
  await client.flushall();
  await until(
    () => calls.emptied >= 3,
    () => calls,
  );
  await looks(calls.looks + 3);
  // It was told all again before each try to fill it, and once more where telling it failed.
  expect(calls).toMatchObject({ back: 6, emptied: 3, mostAtOnce: 1 });
  expect(lines.filter(({ message }) => message.startsWith('redis was emptied'))).toHaveLength(1);
});

redisTest('a pause, or its end, that it refused is told to it once it takes writes', async () => {
  const redis = await startRedis();
  const { runner, connections, queues } = runnerOn(redis.url, async () => ({ kind: 'done' }));
  let paused = false;
  let looks = 0;
  const stop = watchRedis({
    connections,
    writer: { database: 'a', version: '1.0.0' },
    log: collectingLog().log,
    onBack: () => runner.setPaused(paused),
    onEmptied: async () => {},
    onLook: async () => void looks++,
  });
  onTestFinished(stop);
  await until(
    () => looks > 0,
    () => looks,
  );
  for (const wish of [true, false]) {
    await redis.client.config('SET', 'min-replicas-to-write', '1');
    paused = wish;
    await runner.setPaused(wish);
    expect(await queues.articles.isPaused()).toBe(!wish);
    await redis.client.config('SET', 'min-replicas-to-write', '0');
    await until(
      async () => (await queues.articles.isPaused()) === wish,
      () => wish,
      10,
    );
  }
});

redisTest(
  'a pause, and the sweeps, that a Redis which hung has not heard of are told to it once it goes on',
  async () => {
    const redis = await startRedis();
    const { runner, connections, queues, lines } = runnerOn(redis.url, async () => ({ kind: 'done' }));
    const schedule = scheduleSweeps({
      connections,
      queues,
      everyMs: 30_000,
      sweep: async () => {},
      log: collectingLog().log,
    });
    onTestFinished(() => schedule.close(100));
    await connections.ready();
    // Longer than anybody waits for an answer; the connections stay.
    await redis.client.client('PAUSE', 3_200, 'ALL');
    const [, sweeps] = await Promise.allSettled([runner.setPaused(true), schedule.restore()]);
    expect(sweeps.status).toBe('rejected');
    expect(lines).toMatchObject([{ level: 'warn', message: 'pause not told to redis yet' }]);
    await until(
      async () => (await queues.articles.isPaused()) === false,
      () => lines,
    );
    await Promise.all([runner.restoreMissed(), schedule.restoreMissed()]);
    expect(await queues.articles.isPaused()).toBe(true);
    expect(await queues.schedule.getJobSchedulersCount()).toBe(1);
    // Not again: somebody may have changed it there.
    await queues.articles.resume();
    await queues.schedule.removeJobScheduler('sweep');
    await Promise.all([runner.restoreMissed(), schedule.restoreMissed()]);
    expect(await queues.articles.isPaused()).toBe(false);
    expect(await queues.schedule.getJobSchedulersCount()).toBe(0);
  },
);

redisTest(
  'a sweep that takes longer than until the next is waited for, and one that fails is told of',
  async () => {
    const { url } = await startRedis();
    const { connections, queues } = runnerOn(url, async () => ({ kind: 'done' }));
    const { log, lines } = collectingLog();
    let [sweeps, atOnce, mostAtOnce] = [0, 0, 0];
    const schedule = scheduleSweeps({
      connections,
      queues,
      everyMs: 50,
      sweep: async () => {
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        await sleep(120);
        atOnce--;
        if (++sweeps === 1) throw new Error('disk full');
      },
      log,
    });
    onTestFinished(() => schedule.close(1_000));
    await connections.ready();
    await schedule.restore();
    await until(
      () => sweeps >= 3,
      () => lines,
      10,
    );
    expect(mostAtOnce).toBe(1);
    expect(lines).toMatchObject([{ level: 'error', message: 'job failed', fields: { queue: 'schedule' } }]);
  },
);
