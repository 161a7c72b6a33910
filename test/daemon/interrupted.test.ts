/** Work that is interrupted, by a command's end, a pause, a signal or kill -9: it is taken up again, and nobody is blamed. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { storedIn } from '../cli/stored.ts';
import { startHostile } from '../newsroom/hostile.ts';
import { startDaemon, synthetic, untilStored } from './running.ts';

/** A socket that listens stands there once, and once more for each connection. */
const isAnswered = (socket: string): boolean =>
  readFileSync('/proc/net/unix', 'utf8').split(socket).length - 1 > 1;

test('interrupting a command leaves the work with the daemon', async () => {
  const newsroom = await synthetic({ feeds: 2, pages: 40, seed: 6 });
  const { database, env } = placeFor(newsroom);
  // Twenty pages of each host take five seconds.
  const slow = { ...env, JVWIRE_HOST_INTERVAL_MS: '250' };
  const daemon = await startDaemon({ ...slow, JVWIRE_CATALOGUE: env['JVWIRE_CATALOGUE'] ?? '' });
  const { child, result } = start(['run', '--all'], { env: slow });
  const socket = join(dirname(database), 'jvwire.sock');
  while (!isAnswered(socket) && child.exitCode === null) await sleep(20);
  await sleep(300);
  child.kill('SIGINT');
  const { code, stderr } = await result;
  expect(code).toBe(1);
  expect(stderr).toMatch(/the daemon goes on with it/);
  await untilStored(database, newsroom.articleUrls);
  expect(daemon.child.exitCode).toBeNull();
}, 60_000);

test('pausing one feed stops what is queued of it; going on brings it back', async () => {
  const newsroom = await synthetic({ feeds: 2, pages: 60, seed: 14 });
  const { database, env } = placeFor(newsroom);
  const slow = { ...env, JVWIRE_HOST_INTERVAL_MS: '200' };
  const daemon = await startDaemon(slow);
  await daemon.logged('article stored');
  for (const feed of ['synthetic-1', 'synthetic-2']) await jvwire(['jobs', 'pause', '--feed', feed], { env });
  await sleep(500);
  const before = storedIn(database).urls.length;
  expect(before).toBeLessThan(60);
  await sleep(1500);
  expect(storedIn(database).urls.length).toBe(before);
  const { waiting } = JSON.parse((await jvwire(['jobs', 'list', '--json'], { env })).stdout) as {
    waiting: object[];
  };
  expect(waiting.length).toBeGreaterThan(0);
  for (const feed of ['synthetic-1', 'synthetic-2'])
    await jvwire(['jobs', 'resume', '--feed', feed], { env });
  await untilStored(database, newsroom.articleUrls);
}, 60_000);

test('stopping in the middle of a slow page is not held against the page', async () => {
  const hostile = await startHostile();
  onTestFinished(() => hostile.close());
  const { database, env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  const { result } = start(['ingest', hostile.urls.drip], { env });
  while (hostile.dripping() === 0 && daemon.child.exitCode === null) await sleep(20);
  daemon.child.kill('SIGTERM');
  expect((await daemon.result).code).toBe(0);
  await result;
  const client = new Sqlite(database, { readonly: true });
  expect(client.prepare('SELECT state, attempts, last_failure FROM articles').all()).toEqual([
    { state: 'pending', attempts: 0, last_failure: null },
  ]);
  client.close();
}, 60_000);

test('kill -9 at random moments: the next start goes on, everything is stored once', async () => {
  const newsroom = await synthetic({ feeds: 30, pages: 600, seed: 8 });
  const { database, env } = placeFor(newsroom);
  const amounts: number[] = [];
  const kills = Number(process.env['JVWIRE_TEST_KILLS'] ?? 5);
  for (let kill = 0; kill < kills; kill++) {
    const daemon = await startDaemon(env);
    // Each kill comes when a further share is stored, and a little later: in the middle of whatever goes on then.
    const share = Math.floor((600 * kill) / (kills + 1));
    while (storedIn(database).urls.length < share) await sleep(20);
    await sleep(((kill * 0.618) % 1) * 200);
    daemon.child.kill('SIGKILL');
    await daemon.result;
    amounts.push(storedIn(database).urls.length);
  }
  // Some of the kills must have come in the middle of the work.
  expect(amounts.filter((amount) => amount > 0 && amount < 600).length).toBeGreaterThan(0);
  await startDaemon(env);
  await untilStored(database, newsroom.articleUrls);
  const stored = storedIn(database);
  expect(stored.urls).toEqual([...newsroom.articleUrls].sort());
  expect(stored).toMatchObject({ rows: 600, indexed: 600, halfTagged: 0, integrity: 'ok', orphans: 0 });
  expect(stored.sightings).toBe(newsroom.sightings());
}, 240_000);
