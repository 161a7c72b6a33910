/** A worker that no daemon feeds says so: on the wrong database number at once, on a Redis of its own after a while. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { watchForDaemon } from '../../src/queue/find-daemon.ts';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { type Connections, connectRedis } from '../../src/queue/redis-connection.ts';
import { watchRedis } from '../../src/queue/redis-presence.ts';
import { jvwire } from '../cli/jvwire.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { collectingLog } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';
import { startWorker } from './services.ts';

const UNFED = /^no daemon has ever used this redis/;
const { log: quiet } = collectingLog();

function connected(url: string): Connections {
  const connections = connectRedis(parseRedisUrl(url), quiet);
  onTestFinished(connections.close);
  return connections;
}

/** What a daemon tells Redis of itself. */
async function daemonAt(url: string): Promise<void> {
  let looks = 0;
  const stop = watchRedis({
    connections: connected(url),
    writer: { database: 'a', version: '1.2.3' },
    log: quiet,
    onBack: async () => {},
    onEmptied: async () => {},
    onLook: async () => void looks++,
  });
  onTestFinished(stop);
  await until(
    () => looks > 0,
    () => looks,
  );
}

redisTest(
  'a worker on another number than the daemon warns at once, and the doctor there says which',
  async () => {
    const { url } = await startRedis();
    await daemonAt(`${url}/1`);
    const env = { REDIS_URL: `${url}/2`, JVWIRE_DATA: temporaryFolder() };
    const worker = await startWorker(env);
    await until(
      () => worker.lines.some(({ msg }) => UNFED.test(String(msg))),
      () => worker.lines,
    );
    expect(worker.lines.find(({ msg }) => UNFED.test(String(msg)))).toMatchObject({
      level: 'warn',
      redis: env.REDIS_URL,
      daemonInDatabase: [1],
    });
    const looked = await jvwire(['doctor', '--quick'], { env });
    expect(looked.stdout).toMatch(/^warn {2}queue .*\/2, but one has used database 1 of it$/m);
    const right = await jvwire(['doctor', '--quick'], { env: { ...env, REDIS_URL: `${url}/1` } });
    expect(right.stdout).not.toMatch(/no daemon/);
  },
);

redisTest('a daemon that comes later is waited for a while, and greeted when it was missed', async () => {
  const { url } = await startRedis();
  const { log, lines } = collectingLog();
  const told = (): string[] => lines.map(({ message }) => message);
  const began = performance.now();
  onTestFinished(watchForDaemon({ connections: connected(url), log, patienceMs: 300, everyMs: 20 }));
  await until(() => told().length > 0, told);
  expect(performance.now() - began).toBeGreaterThan(250);
  expect(lines).toMatchObject([{ level: 'warn', message: expect.stringMatching(UNFED) as string }]);
  expect(lines[0]?.fields).not.toHaveProperty('daemonInDatabase');
  await daemonAt(url);
  await until(() => told().length > 1, told);
  await sleep(100);
  expect(lines.slice(1)).toMatchObject([{ level: 'info', fields: { version: '1.2.3' } }]);
});

redisTest('where the daemon was seen nothing is said', async () => {
  const { url } = await startRedis();
  await daemonAt(url);
  const { log, lines } = collectingLog();
  const connections = connected(url);
  await connections.ready();
  onTestFinished(watchForDaemon({ connections, log, patienceMs: 0, everyMs: 20 }));
  await sleep(200);
  expect(lines).toEqual([]);
});
