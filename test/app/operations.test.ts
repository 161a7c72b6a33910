/** What a command does beside whoever holds the lock. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { openOperations } from '../../src/app/operations.ts';
import { parseConfig } from '../../src/config.ts';
import { serveControl } from '../../src/control/server.ts';
import type { Operations } from '../../src/core/operations.ts';
import { takeLock } from '../../src/store/lock.ts';
import { httpServer } from '../net/servers.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, temporaryFolder } from '../store/fixtures.ts';

function beside(command: string) {
  const folder = temporaryFolder();
  freshStore(folder).close();
  const config = parseConfig({ JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none' }, {});
  const lock = takeLock(config.paths.lock, command, Date.now());
  onTestFinished(() => lock.release());
  return { config, lock };
}

test('a daemon that has just begun to start is waited for', async () => {
  const { config } = beside('daemon');
  const opened = openOperations(config, 'jobs.pause');
  await sleep(300);
  const operations = { call: async (name: string) => ({ name }) } as unknown as Pick<Operations, 'call'>;
  const server = await serveControl(config.paths.socket, operations, collectingLog().log);
  onTestFinished(() => server.close());
  expect(await (await opened).call('jobs.pause', { feed: null })).toEqual({ name: 'jobs.pause' });
});

test('one that takes no requests any more is outwaited, and the command then does it itself', async () => {
  const { config, lock } = beside('daemon');
  const opened = openOperations(config, 'jobs.pause');
  await sleep(150);
  lock.release();
  const operations = await opened;
  onTestFinished(operations.close);
  expect(await operations.call('jobs.pause', { feed: null })).toEqual({ paused: ['*'] });
});

test('another command is not', async () => {
  const began = performance.now();
  await expect(openOperations(beside('retag').config, 'jobs.pause')).rejects.toMatchObject({
    code: 'locked',
  });
  expect(performance.now() - began).toBeLessThan(5_000);
});

test('with each run every article whose robots rules cannot be had comes nearer to its end', async () => {
  const site = await httpServer(({ url }, response) => {
    const links = [1, 2, 3].map((n) => `<item><title>${n}</title><link>${base}/${n}</link></item>`);
    if (url === '/feed') response.end(`<rss version="2.0"><channel>${links.join('')}</channel></rss>`);
    else response.writeHead(503).end();
  });
  const base = `http://127.0.0.1:${site.port}`;
  onTestFinished(site.close);
  const env = { JVWIRE_CATALOGUE: 'none', JVWIRE_ALLOW_HOSTS: '127.0.0.1', JVWIRE_HOST_INTERVAL_MS: '0' };
  const config = parseConfig({ ...env, JVWIRE_DATA: temporaryFolder(), LOG_LEVEL: 'silent' }, {});
  const operations = await openOperations(config, 'run');
  onTestFinished(operations.close);
  const feed = { url: `${base}/feed`, name: null, folder: null, selectors: null };
  await operations.call('feeds.add', { ...feed, check: false });
  await operations.call('run', { feeds: null, all: true });
  const { waiting } = await operations.call('jobs.list', { limit: 10 });
  expect(waiting.map(({ attempts, lastFailure }) => [attempts, lastFailure?.split(':')[0]])).toEqual(
    Array.from({ length: 3 }, () => [1, 'http-5xx']),
  );
});
