/** A Redis for the benchmark alone, on a free port, configured as a careful user would. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { listen, shut } from '../../test/newsroom/http.ts';

export interface BenchRedis {
  readonly url: string;
  readonly pid: number;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Null where redis-server is not installed. */
export async function startRedis(folder: string): Promise<BenchRedis | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null;
  const server = createServer();
  const port = await listen(server);
  await shut(server);
  const settings = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];
  const child = spawn('redis-server', ['--port', String(port), '--dir', folder, ...settings], {
    stdio: 'ignore',
  });
  const client = new Redis({ port, retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on('error', () => {});
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    clear: async () => void (await client.flushall()),
    stop: async () => {
      client.disconnect();
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
