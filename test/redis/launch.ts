/** Starts a real redis-server of the caller's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

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
  /** Where it listens; 127.0.0.1. */
  readonly address?: string;
  /** What goes before its command line: another network, say. */
  readonly within?: readonly string[];
}

/** Starts one in this folder and waits until it answers. Without settings it keeps nothing on disk. */
export async function launchRedis(folder: string, options: ServerOptions = {}): Promise<RedisServer> {
  const { password, settings = [], address = '127.0.0.1', within = [] } = options;
  const port = options.port ?? (await freePort());
  const [command = 'redis-server', ...args] = [
    ...within,
    'redis-server',
    ...['--port', String(port), '--bind', address, '--dir', folder, '--save', ''],
    ...(password ? ['--requirepass', password] : []),
    ...settings,
  ];
  const child = spawn(command, args, { stdio: 'ignore' });
  const client = new Redis({
    host: address,
    port,
    ...(password ? { password } : {}),
    retryStrategy: () => 50,
  });
  client.on('error', () => {});
  const stop = async (): Promise<void> => {
    client.disconnect();
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  await client.ping();
  return { port, url: `redis://${password ? `:${password}@` : ''}${address}:${port}`, child, client, stop };
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
  const deadline = performance.now() + seconds * 1000;
  while (!(await done())) {
    if (performance.now() > deadline) throw new Error(`not in ${seconds} s: ${JSON.stringify(state())}`);
    await sleep(50);
  }
}
