/** `jvwire run` against a newsroom of 30 feeds and 600 pages over real HTTP: everything stored once, whatever happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { storedIn } from '../cli/stored.ts';
import { synthetic } from '../daemon/running.ts';

interface Report {
  readonly feeds: { polled: number; unchanged: number; failed: number };
  readonly items: { seen: number; new: number; known: number; rejected: number };
  readonly articles: { stored: number; merged: number; failed: number; waiting: number; tagged: number };
}

async function run(env: Record<string, string>, ...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await jvwire(['run', '--json', ...args], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Report;
}

test('600 pages of 30 feeds are stored once each; a second run asks conditionally and stores nothing', async () => {
  const newsroom = await synthetic({ feeds: 30, pages: 600, seed: 1 });
  const { database, env } = placeFor(newsroom);

  const first = await run(env);
  expect(first.feeds).toMatchObject({ polled: 30, failed: 0 });
  expect(first.articles).toMatchObject({ stored: 600, merged: 0, failed: 0, waiting: 0 });
  expect(first.items.seen).toBe(newsroom.sightings());
  expect(first.items.seen).toBe(first.items.new + first.items.known + first.items.rejected);
  expect(first.articles.tagged).toBeGreaterThan(0);
  expect(Math.max(...Object.values(newsroom.counts().overlap))).toBe(1);
  const stored = storedIn(database);
  expect(stored.urls).toEqual([...newsroom.articleUrls].sort());
  expect(stored).toMatchObject({ rows: 600, indexed: 600, halfTagged: 0, integrity: 'ok', orphans: 0 });
  expect(stored.sightings).toBe(newsroom.sightings());

  const before = newsroom.counts();
  const second = await run(env, '--all');
  expect(second.feeds).toMatchObject({ polled: 0, unchanged: 30 });
  expect(second.articles).toMatchObject({ stored: 0, failed: 0 });
  const after = newsroom.counts();
  expect(after.requests - before.requests).toBe(30);
  expect(after.conditional - before.conditional).toBe(30);
  expect(after.notModified - before.notModified).toBe(30);
  expect(storedIn(database)).toEqual(stored);

  const published = newsroom.publish(3);
  const third = await run(env, '--all');
  expect(third.articles.stored).toBe(3);
  expect(storedIn(database).urls).toEqual(expect.arrayContaining(published));
}, 120_000);

test('kill -9 at five random moments: the next run completes it, nothing twice', async () => {
  const newsroom = await synthetic({ feeds: 30, pages: 600, seed: 2 });
  const { database, env } = placeFor(newsroom);
  for (const seed of [0.05, 0.3, 0.5, 0.7, 0.9]) {
    const before = newsroom.counts().requests;
    const { child, result } = start(['run', '--json', '--all'], { env });
    // By what it has asked for, not by the clock: a busy machine takes its time to start.
    while (newsroom.counts().requests < before + 40 + 200 * seed && child.exitCode === null) await sleep(5);
    child.kill('SIGKILL');
    await result;
  }
  const interrupted = storedIn(database);
  expect(interrupted.urls.length).toBeGreaterThan(0);
  expect(interrupted).toMatchObject({ integrity: 'ok', orphans: 0 });

  await run(env, '--all');
  const stored = storedIn(database);
  expect(stored.urls).toEqual([...newsroom.articleUrls].sort());
  expect(stored).toMatchObject({ rows: 600, indexed: 600, halfTagged: 0, integrity: 'ok', orphans: 0 });
  expect(stored.sightings).toBe(newsroom.sightings());
}, 180_000);

test('SIGTERM hands back what is in flight and says so; the next run goes on', async () => {
  const newsroom = await synthetic({ feeds: 6, pages: 120, seed: 3 });
  const { database, env } = placeFor(newsroom);
  const { child, result } = start(['run', '--json'], { env: { ...env, JVWIRE_HOST_INTERVAL_MS: '100' } });
  while (newsroom.counts().requests < 20 && child.exitCode === null) await sleep(5);
  child.kill('SIGTERM');
  const { code, stdout, stderr } = await result;
  expect(code).toBe(1);
  expect(stderr).toMatch(/finishing the work in flight/);
  const report = JSON.parse(stdout) as Report & { interrupted: boolean };
  expect(report.interrupted).toBe(true);
  expect(report.articles.waiting).toBeGreaterThan(0);
  expect(storedIn(database).urls).toHaveLength(report.articles.stored);
  await run(env);
  expect(storedIn(database).urls).toEqual([...newsroom.articleUrls].sort());
}, 60_000);
