/** What is told to a Redis that is there (again), and that two databases which use one Redis say so once. */
import { expect, onTestFinished } from 'vitest';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { connectRedis } from '../../src/queue/redis-connection.ts';
import { watchRedis } from '../../src/queue/redis-presence.ts';
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

redisTest('what was not added again to a Redis that was emptied is added with the next look', async () => {
  const { url, client } = await startRedis();
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  const calls = { looks: 0, back: 0, emptied: 0 };
  const stop = watchRedis({
    connections,
    writer: { database: 'a', version: '1.0.0' },
    log,
    onBack: async () => {
      if (++calls.back === 2) throw new Error('away again');
    },
    onEmptied: async () => {
      if (++calls.emptied < 3) throw new Error('away again');
    },
    onLook: async () => void calls.looks++,
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
  expect(calls.emptied).toBe(3);
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
    await Promise.all([runner.restoreUntold(), schedule.restoreUntold()]);
    expect(await queues.articles.isPaused()).toBe(true);
    expect(await queues.schedule.getJobSchedulersCount()).toBe(1);
    // Not again: somebody may have changed it there.
    await queues.articles.resume();
    await runner.restoreUntold();
    expect(await queues.articles.isPaused()).toBe(false);
  },
);
