/** Two databases that use one Redis say so, once, however often they find each other there. */
import { expect, onTestFinished } from 'vitest';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { connectRedis } from '../../src/queue/redis-connection.ts';
import { watchRedis } from '../../src/queue/redis-presence.ts';
import { collectingLog } from './fixtures.ts';
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
