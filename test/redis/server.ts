/** A real Redis of the test's own: free port, temporary folder, stopped by its process id. */
import { spawnSync } from 'node:child_process';
import { onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../store/fixtures.ts';
import { launchRedis, type RedisServer, type ServerOptions } from './launch.ts';

export { freePort, type RedisServer, until } from './launch.ts';

const missing = spawnSync('redis-server', ['--version']).status !== 0;
/** Where nothing may be skipped, a missing redis-server fails the tests that need it. */
const required = process.env['JVWIRE_TEST_REQUIRE_ALL'] === '1';

/** A test that needs redis-server; it says so when it is skipped. */
export const redisTest = missing && !required ? test.skip : test;

if (missing && !required) test.skip('skipped because redis-server is missing', () => {});

export async function startRedis(options: ServerOptions = {}): Promise<RedisServer> {
  const server = await launchRedis(temporaryFolder(), options);
  onTestFinished(server.stop);
  return server;
}
