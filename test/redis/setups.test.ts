/** Every kind of REDIS_URL against the real thing, and what is said about a Redis that is set up badly. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import type { Job } from '../../src/core/jobs.ts';
import { jobId } from '../../src/core/jobs.ts';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { connectRedis } from '../../src/queue/redis-connection.ts';
import { checkSetup } from '../../src/queue/redis-health.ts';
import { createRedisSlots } from '../../src/queue/redis-slots.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from '../daemon/running.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { collectingLog, idle, ingest, poll, runnerOn } from './fixtures.ts';
import { freePort, type RedisServer, redisTest, startRedis, until } from './server.ts';
import { startWorker } from './services.ts';

/** Everything that scripts do with keys, once: adding, delaying, hurrying, pausing, listing, turns at hosts. */
async function expectToWork(url: string): Promise<void> {
  const ran = new Set<string>();
  let delayed = 0;
  const { runner, connections, queues } = runnerOn(url, async (job: Job) => {
    if (job.kind === 'ingest' && job.articleId === 7 && delayed++ === 0) return { kind: 'again', waitMs: 20 };
    ran.add(jobId(job));
    return { kind: 'done' };
  });
  await runner.setPaused(true);
  const jobs = [poll('a'), ...Array.from({ length: 20 }, (_, at) => ingest(at + 1))];
  await runner.add(jobs);
  await runner.add(jobs.slice(0, 5), { urgent: true });
  await runner.setPaused(false);
  await idle(runner);
  expect(ran.size).toBe(21);
  await queues.schedule.upsertJobScheduler('sweep', { every: 60_000 }, { name: 'sweep' });
  const { log } = collectingLog();
  const slots = createRedisSlots({ connection: connections.waiting, intervalMs: 0, log, holdOffMs: 0 });
  onTestFinished(() => slots.close());
  const turn = await slots.claim('a.test', 'one', Date.now());
  if (!turn.granted) throw new Error('not granted');
  expect((await slots.claim('a.test', 'two', Date.now())).granted).toBe(false);
  turn.release();
}

redisTest('a password and a database number', async () => {
  const redis = await startRedis({ password: 'secret' });
  await expectToWork(`redis://:secret@127.0.0.1:${redis.port}/3`);
  expect(await redis.client.dbsize()).toBe(0);
  await redis.client.select(3);
  expect(await redis.client.dbsize()).toBeGreaterThan(0);
});

redisTest('a wrong password is told as that, and no worker is ready with it', async () => {
  const redis = await startRedis({ password: 'secret' });
  const REDIS_URL = `redis://:bad@127.0.0.1:${redis.port}`;
  const { connections, lines } = runnerOn(REDIS_URL, async () => ({ kind: 'done' }));
  await expect(connections.ready()).rejects.toThrow(/refuses the user or the password.*WRONGPASS/);
  const worker = await startWorker({ REDIS_URL });
  await worker.logged('redis does not let us in');
  await until(
    () => lines.some(({ level }) => level === 'error'),
    () => lines,
  );
  const told = lines.filter(({ level }) => level !== 'debug');
  expect(told).toMatchObject([{ message: 'redis does not let us in' }]);
  expect(worker.lines.map((line) => line['msg'])).not.toContain('worker ready');
  await redis.client.config('SET', 'requirepass', 'bad');
  await worker.logged('worker ready');
});

test('a Redis in protected mode is told as that', async () => {
  // As it answers whoever comes from another machine.
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('-DENIED Redis is running in protected mode and no password is set for the default user.\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { log } = collectingLog();
  const connections = connectRedis(parseRedisUrl(`redis://127.0.0.1:${port}`), log);
  onTestFinished(() => {
    connections.close();
    server.close();
  });
  await expect(connections.ready()).rejects.toThrow(/protected mode.*requirepass.*DENIED/);
});

redisTest('a Redis that comes back with fewer databases is not worked in at all', async () => {
  const first = await startRedis();
  const url = `redis://127.0.0.1:${first.port}/12`;
  let ran = 0;
  const { runner, lines, queues } = runnerOn(url, async () => {
    ran++;
    return { kind: 'done' };
  });
  await runner.add([ingest(1)]);
  await idle(runner);
  await first.stop();
  const second = await startRedis({ port: first.port, settings: ['--databases', '4'] });
  await until(
    async () => /select.*calls=[1-9]\d/.test(await second.client.info('commandstats')),
    () => lines,
  );
  await expect(runner.add([ingest(2)])).rejects.toMatchObject({ code: 'redis-database' });
  await expect(queues.ask(async () => {})).rejects.toThrow(/\/12 cannot be used.*databases/);
  expect([ran, await second.client.dbsize()]).toEqual([1, 0]);
  // Nor is work waited for there, on the connections that BullMQ makes itself.
  expect(await second.client.info('commandstats')).not.toContain('cmdstat_bzpopmin');
  expect(lines.map(({ message }) => message)).not.toContain('redis is back');
});

redisTest('TLS', async () => {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
    ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
  ]);
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(certificate, 'utf8')]);
  onTestFinished(() => setDefaultCACertificates(before));
  const port = await freePort();
  await startRedis({
    settings: [
      ...['--tls-port', String(port), '--tls-cert-file', certificate, '--tls-key-file', key],
      ...['--tls-ca-cert-file', certificate, '--tls-auth-clients', 'no'],
    ],
  });
  await expectToWork(`rediss://localhost:${port}`);
});

redisTest('a socket that fails twice ends its connection, not the process', async () => {
  const { url } = await startRedis();
  const { connections } = runnerOn(url, async () => ({ kind: 'done' }));
  await connections.ready();
  const { stream } = connections.asking as Redis;
  stream.emit('error', new Error('certificate not trusted'));
  expect(() => stream.emit('error', new Error('tlsv1 alert decode error'))).not.toThrow();
  stream.destroy();
  await until(
    () => connections.asking.status === 'ready' && (connections.asking as Redis).stream !== stream,
    () => connections.asking.status,
  );
});

redisTest('a connection that is closed is not told of as one that was lost', async () => {
  const { url } = await startRedis();
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  const listening = () => connections.asking.listenerCount('error');
  const before = listening();
  await connections.ready();
  // Who waited for it hears of it no more.
  expect(listening()).toBe(before);
  const ended = once(connections.asking, 'end');
  connections.close();
  await ended;
  expect(lines).toEqual([]);
});

redisTest('a Cluster: the hash tag keeps all our keys on one node', async () => {
  const node = async (): Promise<RedisServer> =>
    startRedis({
      settings: [
        ...['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'],
        ...['--cluster-port', String(await freePort())],
      ],
    });
  const nodes = [await node(), await node()] as const;
  await nodes[0].client.cluster('ADDSLOTSRANGE', 0, 8191);
  await nodes[1].client.cluster('ADDSLOTSRANGE', 8192, 16383);
  const bus = String(((await nodes[1].client.config('GET', 'cluster-port')) as string[])[1]);
  await nodes[0].client.call('CLUSTER', 'MEET', '127.0.0.1', String(nodes[1].port), bus);
  const healthy = async ({ client }: RedisServer) => /cluster_state:ok/.test(await client.cluster('INFO'));
  await until(
    async () => (await Promise.all(nodes.map(healthy))).every(Boolean),
    () => 'no cluster',
  );
  await expectToWork(`redis+cluster://127.0.0.1:${nodes[0].port},127.0.0.1:${nodes[1].port}`);
  const sizes = await Promise.all(nodes.map(({ client }) => client.dbsize()));
  expect(sizes.filter((size) => size > 0)).toHaveLength(1);
});

redisTest('a group under Sentinels', async () => {
  const { port } = await startRedis();
  const sentinelPort = await freePort();
  const file = join(temporaryFolder(), 'sentinel.conf');
  writeFileSync(
    file,
    `port ${sentinelPort}\nbind 127.0.0.1\nsentinel monitor mymaster 127.0.0.1 ${port} 1\n`,
  );
  const sentinel = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  onTestFinished(() => void sentinel.kill('SIGKILL'));
  await expectToWork(`redis+sentinel://127.0.0.1:${sentinelPort}/mymaster`);
});

redisTest('a daemon on one that evicts warns in lines of its log, and not of every connection', async () => {
  const { url } = await startRedis({ settings: ['--maxmemory-policy', 'allkeys-lru'] });
  const daemon = await startDaemon({ ...placeFor({ catalogue: [] }).env, REDIS_URL: url });
  const told = () => daemon.lines.filter((line) => /allkeys-lru/.test(JSON.stringify(line)));
  await until(() => told().length === 2, told);
  daemon.child.kill('SIGTERM');
  await daemon.result;
  // Ours with what to type, and the library's once.
  expect(told()).toHaveLength(2);
  expect(daemon.strayLines).toEqual([]);
});

redisTest('one whose settings may not be asked for is judged by what INFO tells', async () => {
  const settings = ['--maxmemory-policy', 'allkeys-lru', '--rename-command', 'CONFIG', ''];
  const { client } = await startRedis({ settings });
  const { log, lines } = collectingLog();
  await checkSetup(client, 'redis://here', log);
  expect(lines.map(({ fields }) => fields['fix'])).toEqual([
    expect.stringMatching(/^CONFIG SET maxmemory-policy noeviction/),
  ]);
});

redisTest(
  'one that keeps nothing and evicts is told of, with what to type; after that nothing is said',
  async () => {
    const { client } = await startRedis({ settings: ['--maxmemory-policy', 'allkeys-lru'] });
    const { log, lines } = collectingLog();
    await checkSetup(client, 'redis://here', log);
    expect(lines.map(({ level, fields }) => [level, fields['fix']])).toEqual([
      ['warn', expect.stringMatching(/^CONFIG SET maxmemory-policy noeviction/)],
      ['warn', expect.stringMatching(/^CONFIG SET appendonly yes/)],
    ]);
    for (const { fields } of [...lines]) {
      const [, name = '', value = ''] = /^CONFIG SET (\S+) (\w+)/.exec(String(fields['fix'])) ?? [];
      await client.config('SET', name, value);
    }
    lines.length = 0;
    await checkSetup(client, 'redis://here', log);
    expect(lines).toEqual([]);
  },
);
