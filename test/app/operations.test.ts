/** What a command does beside whoever holds the lock, and how it leaves it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { restore } from '../../src/app/backup.ts';
import { startDaemon } from '../../src/app/daemon.ts';
import { openOperations } from '../../src/app/operations.ts';
import { readJobs, readStatus } from '../../src/app/status.ts';
import { readCatalogue } from '../../src/app/store.ts';
import { parseConfig } from '../../src/config.ts';
import { serveControl } from '../../src/control/server.ts';
import type { Operations } from '../../src/core/operations.ts';
import { DELIVERIES_AT_ONCE } from '../../src/core/ports.ts';
import { archivePage } from '../../src/store/articles/pages.ts';
import { openForWriting } from '../../src/store/file/database.ts';
import { takeLock } from '../../src/store/file/lock.ts';
import { httpServer } from '../net/servers.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, item, polled, read, reading, temporaryFolder, withFeed } from '../store/fixtures.ts';

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

const alone = () => parseConfig({ JVWIRE_DATA: temporaryFolder(), JVWIRE_CATALOGUE: 'none' }, {});
const takeAndRelease = ({ paths }: ReturnType<typeof alone>) =>
  takeLock(paths.lock, 'next', Date.now()).release();

test('a command that writes is named to others, and leaves the lock free', async () => {
  const config = alone();
  const operations = await openOperations(config, 'jobs.pause');
  await expect(openOperations(config, 'jobs.pause')).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining('`jvwire jobs pause` (process ') as string,
  });
  await operations.close();
  takeAndRelease(config);
});

test('a database that is none leaves the lock free', async () => {
  const config = alone();
  writeFileSync(config.paths.database, 'no database, but long enough to be looked at as one');
  await expect(openOperations(config, 'jobs.pause')).rejects.toMatchObject({ code: 'database' });
  takeAndRelease(config);
});

test('restoring is named to others, and leaves the lock free where it fails', async () => {
  const config = alone();
  const restoring = restore(config, join(temporaryFolder(), 'nowhere'));
  expect(() => takeAndRelease(config)).toThrow('`jvwire restore` (process ');
  await expect(restoring).rejects.toMatchObject({ code: 'not-a-backup' });
  takeAndRelease(config);
});

test('a clock that was ahead is made good before a command asks what is due', async () => {
  const folder = temporaryFolder();
  const config = parseConfig({ JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none' }, {});
  const store = withFeed(freshStore(folder));
  await store.sink.feedPolled(polled([], 'wire', { at: Date.now() + 365 * 86_400_000 }));
  expect(store.duePolls(Date.now(), 10)).toEqual([]);
  const operations = await openOperations(config, 'jobs.pause');
  await operations.close();
  expect(store.duePolls(Date.now(), 10)).toHaveLength(1);
});

test('what is paused is told where no daemon runs, too', async () => {
  const config = alone();
  const operations = await openOperations(config, 'jobs.pause');
  await operations.call('jobs.pause', { feed: null });
  await operations.close();
  expect(await readJobs(config, 10)).toMatchObject({ running: [], paused: ['*'] });
  expect(await readStatus(config)).toMatchObject({ daemon: null, queued: 0, paused: ['*'] });
});

test('every mistake of a catalogue has a line of its own, below the setting that names it', () => {
  const file = join(temporaryFolder(), 'mine.json');
  writeFileSync(file, '[{}]');
  const lines = [`JVWIRE_CATALOGUE=${file}: 8 mistakes`, '  entry 1: id: is missing'];
  expect(() => readCatalogue(file)).toThrow(
    expect.objectContaining({ lines: expect.arrayContaining(lines) as string[] }),
  );
  writeFileSync(file, '[');
  expect(() => readCatalogue(file)).toThrow(`JVWIRE_CATALOGUE=${file}: `);
});

test('a daemon or a run that cannot start leaves the lock free', async () => {
  const config = alone();
  mkdirSync(config.paths.knowledge);
  writeFileSync(join(config.paths.knowledge, 'mine.json'), '{"companies": [{}]}');
  await expect(startDaemon(config, null)).rejects.toThrow('mine.json');
  const operations = await openOperations(config, 'run');
  await expect(operations.call('run', { feeds: null, all: false })).rejects.toThrow('mine.json');
  await operations.close();
  takeAndRelease(config);
});

test('a daemon forgets pages that are older than the setting says, and no others', async () => {
  const folder = temporaryFolder();
  const config = parseConfig(
    { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_ARCHIVE_DAYS: '30', LOG_LEVEL: 'silent' },
    {},
  );
  freshStore(folder).close();
  const archive = openForWriting(config.paths.pages);
  onTestFinished(() => archive.close());
  const page = { url: 'https://wire.example/', redirects: [], status: 200, headers: {}, bytes: 1 };
  for (const days of [31, 29])
    archivePage(archive.db, days, Date.now() - days * 86_400_000, {
      ...page,
      hash: String(days),
      body: new Uint8Array([1]),
    });
  const daemon = await startDaemon(config, null);
  await daemon.idle();
  await daemon.close('the test is over');
  expect(archive.client.prepare('SELECT article_id FROM pages').pluck().all()).toEqual([29]);
  takeAndRelease(config);
});

/** A data folder in which `alerts` alerts have news to tell, each at an address of its own. */
async function withNews(alerts: number, { paused }: { readonly paused: boolean }) {
  const folder = temporaryFolder();
  const set = { JVWIRE_CATALOGUE: 'none', JVWIRE_ALLOW_HOSTS: '127.0.0.1', LOG_LEVEL: 'silent' };
  const config = parseConfig({ ...set, JVWIRE_DATA: folder }, {});
  const told: string[] = [];
  const interrupt = new AbortController();
  const receiver = await httpServer(({ url = '' }, response) => {
    told.push(url);
    interrupt.abort();
    response.end();
  });
  onTestFinished(receiver.close);
  const filter = { lang: ['en'] };
  const alert = { about: 'articles', search: null, filter, per: 'article', channel: 'webhook' } as const;
  const timing = { timeZone: 'UTC', daily: null, quiet: null };
  const operations = await openOperations(config, 'run');
  for (let n = 1; n <= alerts; n++) {
    const target = `http://127.0.0.1:${receiver.port}/${n}`;
    await operations.call('alerts.add', { ...alert, name: `a${n}`, target, secret: null, timing });
  }
  if (paused) await operations.call('jobs.pause', { feed: null });
  await operations.close();
  const url = 'https://wire.example/a';
  const { sink } = withFeed(freshStore(folder));
  const { jobs } = await sink.feedPolled(polled([item({ url, title: 'A' })], 'wire', { at: Date.now() }));
  await sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url }), Date.now()));
  return { config, told, signal: interrupt.signal };
}

test('a run that is interrupted while it tells its news begins no further message, and the next run has them', async () => {
  const { config, told, signal } = await withNews(6, { paused: false });
  const operations = await openOperations(config, 'run');
  onTestFinished(operations.close);
  await operations.call('run', { feeds: null, all: false }, { signal });
  expect(told.length).toBeLessThanOrEqual(DELIVERIES_AT_ONCE);
  await operations.call('run', { feeds: null, all: false });
  expect(told.toSorted()).toEqual(['/1', '/2', '/3', '/4', '/5', '/6']);
});

test('a daemon that is to end when it is idle ends while everything is paused, with news that wait', async () => {
  const { config, told } = await withNews(1, { paused: true });
  const daemon = await startDaemon(config, null);
  expect(await readStatus(config)).toMatchObject({ daemon: { pid: process.pid, url: null }, queued: 1 });
  await daemon.idle();
  await daemon.close('the test is over');
  expect(told).toEqual([]);
  takeAndRelease(config);
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
