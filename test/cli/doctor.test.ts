/** `jvwire doctor` on real installations: new, well, damaged, beside a daemon, with a Redis that would lose jobs. */
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Check } from '../../src/pipeline/doctor/doctor.ts';
import { openStore } from '../../src/store/store.ts';
import { startDaemon } from '../daemon/running.ts';
import { fillStore } from '../mcp/stored.ts';
import { redisTest, startRedis } from '../redis/server.ts';
import { filesIn, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

const SETTINGS = { JVWIRE_CONTACT: 'https://example.org/us', JVWIRE_CATALOGUE: 'none' };

async function doctor(folder: string, env: Record<string, string> = {}, ...args: string[]) {
  const { code, stdout, stderr } = await jvwire(['doctor', '--json', ...args], {
    env: { ...SETTINGS, JVWIRE_DATA: folder, ...env },
  });
  expect(stderr).toBe('');
  const { healthy, checks } = JSON.parse(stdout) as { healthy: boolean; checks: Check[] };
  expect(code).toBe(healthy ? 0 : 1);
  const of = (name: string) => checks.filter((check) => check.name === name);
  return { healthy, checks, of, wrong: checks.filter(({ state }) => state !== 'ok').map(({ name }) => name) };
}

test('before anything is there it looks, and makes nothing', async () => {
  const folder = join(temporaryFolder(), 'data');
  const { healthy, of, wrong } = await doctor(folder, {}, '--quick');
  expect({ healthy, wrong }).toEqual({ healthy: true, wrong: [] });
  expect(of('database')).toMatchObject([{ todo: '`jvwire run` makes it' }]);
  expect(existsSync(folder)).toBe(false);
});

test('a data folder that cannot be made is no folder to come', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'unmounted', 'data'), join(folder, 'link'));
  for (const [name, what] of [
    ['link', /link is a link to nothing$/],
    ['link/data', /link is a link to nothing$/],
    ['file/data', /file is no folder$/],
    ['file', /file cannot be made: it is no folder$/],
  ] as const) {
    const { healthy, of } = await doctor(join(folder, name), {}, '--quick');
    expect(healthy).toBe(false);
    expect(of('data folder')).toMatchObject([
      { state: 'fail', what: expect.stringMatching(what) as string, todo: expect.any(String) as string },
    ]);
  }
});

test('a clock that differs from that of a feed’s host is told, for people to read too', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('Date', new Date(Date.now() - 3 * 3_600_000).toUTCString()).end('User-agent: *\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  const store = openStore(filesIn(folder), () => 0.5);
  withFeed(store, 'wire', `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`);
  store.close();
  const env = { ...SETTINGS, JVWIRE_DATA: folder, JVWIRE_ALLOW_HOSTS: '127.0.0.1' };
  const { code, stdout } = await jvwire(['doctor'], { env });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^warn +clock +3 hours ahead of the hosts of the feeds\n +-> let the machine keep its time/m,
  );
  expect(stdout).toMatch(/^ok +names +127\.0\.0\.1 found/m);
  expect(stdout).toMatch(/^ok +database .* sound and of this version/m);
});

test('the host of a feed may be an address', async () => {
  const folder = temporaryFolder();
  const store = openStore(filesIn(folder), () => 0.5);
  withFeed(store, 'six', 'http://[::1]:9/feed');
  store.close();
  const env = { ...SETTINGS, JVWIRE_DATA: folder, JVWIRE_ALLOW_HOSTS: '::1' };
  const { stdout } = await jvwire(['doctor'], { env });
  expect(stdout).toMatch(/^ok +names +::1 found/m);
});

test('damage in the database is found, and so is a mistake in one’s own knowledge', async () => {
  const folder = temporaryFolder();
  const store = openStore(filesIn(folder), () => 0.5);
  await fillStore(store);
  store.close();
  // Over the middle of the file, as a failing disk writes.
  const file = openSync(filesIn(folder).database, 'r+');
  for (let page = 40; page < 60; page++)
    writeSync(file, Buffer.alloc(2_048, 0x5a), 0, 2_048, page * 4_096 + 512);
  closeSync(file);
  mkdirSync(join(folder, 'knowledge'));
  writeFileSync(
    join(folder, 'knowledge', 'mine.yaml'),
    'companies:\n  - {id: x, name: X, country: Norway}\n',
  );
  chmodSync(folder, 0o777);
  const { of, healthy } = await doctor(folder);
  expect(healthy).toBe(false);
  expect(of('database')).toMatchObject([
    { state: 'fail', what: expect.stringContaining('damaged'), todo: expect.stringContaining('restore') },
  ]);
  expect(of('own knowledge')).toMatchObject([{ state: 'fail', what: expect.stringContaining('country') }]);
  expect(of('data folder')).toMatchObject([{ state: 'warn', todo: expect.stringContaining('chmod go-w') }]);
});

test('what is no database is named; one of another version says which command helps', async () => {
  const folder = temporaryFolder();
  writeFileSync(filesIn(folder).database, 'not a database, whatever its name says');
  const { of } = await doctor(folder, {}, '--quick');
  expect(of('database')).toMatchObject([
    { state: 'fail', what: expect.stringContaining('not an SQLite database') },
  ]);
});

redisTest('a database that Redis does not have is refused, and its number is named', async () => {
  const redis = await startRedis();
  const folder = temporaryFolder();
  const REDIS_URL = `${redis.url}/99`;
  const { healthy, of } = await doctor(folder, { REDIS_URL }, '--quick');
  expect(healthy).toBe(false);
  expect(of('queue')).toMatchObject([
    { state: 'fail', what: expect.stringMatching(/\/99 cannot be used.*out of range/) },
  ]);
  for (const command of ['daemon', 'worker', 'run']) {
    const { code, stderr } = await jvwire([command], {
      env: { ...SETTINGS, JVWIRE_DATA: folder, REDIS_URL, JVWIRE_PORT: '0' },
    });
    expect([command, code, stderr]).toEqual([command, 1, expect.stringMatching(/\/99 cannot be used/)]);
  }
  expect(await redis.client.dbsize()).toBe(0);
});

redisTest('a Redis that answers and takes no writes is no well queue', async () => {
  const redis = await startRedis({ settings: ['--min-replicas-to-write', '1'] });
  const { healthy, of } = await doctor(temporaryFolder(), { REDIS_URL: redis.url }, '--quick');
  expect(healthy).toBe(false);
  expect(of('queue')).toMatchObject([
    { state: 'fail', what: expect.stringContaining('NOREPLICAS'), todo: expect.stringContaining('replicas') },
  ]);
});

redisTest(
  'beside a daemon on a Redis that evicts: the daemon answers, the Redis is named; then both are gone',
  async () => {
    const redis = await startRedis({ settings: ['--maxmemory-policy', 'allkeys-lru'] });
    const folder = temporaryFolder();
    chmodSync(folder, 0o700);
    const env = { ...SETTINGS, JVWIRE_DATA: folder, REDIS_URL: redis.url };
    const daemon = await startDaemon(env);
    const beside = await doctor(folder, { REDIS_URL: redis.url }, '--quick');
    expect(beside.healthy).toBe(true);
    expect(beside.of('writer')).toMatchObject([
      { state: 'ok', what: expect.stringContaining(`process ${daemon.child.pid}`) },
    ]);
    expect(beside.of('queue')).toMatchObject([
      { state: 'warn', todo: expect.stringContaining('maxmemory-policy noeviction') },
      { state: 'warn', todo: expect.stringContaining('appendonly yes') },
    ]);
    expect(beside.of('feeds')).toMatchObject([{ state: 'warn', todo: expect.stringContaining('feeds add') }]);

    daemon.child.kill('SIGSTOP');
    await redis.stop();
    const alone = await doctor(folder, { REDIS_URL: redis.url }, '--quick');
    expect(alone.of('queue')).toMatchObject([
      { state: 'fail', todo: expect.stringContaining('start Redis') },
    ]);
    expect(alone.of('writer')).toMatchObject([
      { state: 'fail', what: expect.stringContaining('does not answer') },
    ]);
  },
  40_000,
);
