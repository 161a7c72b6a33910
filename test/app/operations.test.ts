/** What a command does beside whoever holds the lock. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openOperations } from '../../src/app/operations.ts';
import { parseConfig } from '../../src/config.ts';
import { serveControl } from '../../src/control/server.ts';
import type { Operations } from '../../src/core/operations.ts';
import { takeLock } from '../../src/store/lock.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, temporaryFolder } from '../store/fixtures.ts';

function beside(command: string) {
  const folder = temporaryFolder();
  freshStore(folder).close();
  const config = parseConfig({ JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none' }, {});
  const lock = takeLock(config.paths.lock, command, Date.now());
  onTestFinished(() => lock.release());
  return config;
}

test('a daemon that has just begun to start is waited for', async () => {
  const config = beside('daemon');
  const opened = openOperations(config, 'jobs.pause');
  await sleep(300);
  const operations = { call: async (name: string) => ({ name }) } as unknown as Pick<Operations, 'call'>;
  const server = await serveControl(config.paths.socket, operations, collectingLog().log);
  onTestFinished(() => server.close());
  expect(await (await opened).call('jobs.pause', { feed: null })).toEqual({ name: 'jobs.pause' });
});

test('another command is not', async () => {
  const began = performance.now();
  await expect(openOperations(beside('retag'), 'jobs.pause')).rejects.toMatchObject({ code: 'locked' });
  expect(performance.now() - began).toBeLessThan(5_000);
});
