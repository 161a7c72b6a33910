/** A real Redis of the test's own: free port, temporary folder, stopped by its process id. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../store/fixtures.ts';

const missing = spawnSync('redis-server', ['--version']).status !== 0;
/** Where nothing may be skipped, a missing redis-server fails the tests that need it. */
const required = process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1';

/** A test that needs redis-server; it says so when it is skipped. */
export const redisTest = missing && !required ? test.skip : test;

if (missing && !required) test.skip('skipped because redis-server is missing', () => {});

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly child: ChildProcess;
  /** Commands for the test itself. */
  readonly client: Redis;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly port?: number;
  readonly settings?: readonly string[];
  readonly password?: string;
}

/** Starts one and waits until it answers. Without settings it keeps nothing on disk. */
export async function startRedis(options: ServerOptions = {}): Promise<RedisServer> {
  const port = options.port ?? (await freePort());
  const { password, settings = [] } = options;
  const child = spawn(
    'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryFolder(), '--save', ''],
      ...(password ? ['--requirepass', password] : []),
      ...settings,
    ],
    { stdio: 'ignore' },
  );
  const client = new Redis({ port, ...(password ? { password } : {}), retryStrategy: () => 50 });
  client.on('error', () => {});
  const stop = async (): Promise<void> => {
    client.disconnect();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(stop);
  await client.ping();
  return { port, url: `redis://${password ? `:${password}@` : ''}127.0.0.1:${port}`, child, client, stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until `done`, or throws with what `state` says. */
export async function until(
  done: () => boolean | Promise<boolean>,
  state: () => unknown,
  seconds = 30,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await done())) {
    if (Date.now() > deadline) throw new Error(`not in ${seconds} s: ${JSON.stringify(state())}`);
    await sleep(50);
  }
}
