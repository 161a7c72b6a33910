/** Old pages leave the archive when the setting says so, a slice at a time, and never before. */
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { createSweeper } from '../../src/pipeline/daemon/sweep.ts';
import { SLICE, trimArchive } from '../../src/pipeline/daemon/trim-archive.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { archivePage } from '../../src/store/articles/pages.ts';
import { openForWriting } from '../../src/store/file/database.ts';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { filesIn, freshStore, NOW, temporaryFolder } from '../store/fixtures.ts';

const DAY_MS = 86_400_000;

/** A store with one archived page for each age in days. */
function storeWith(ages: readonly number[], folder = temporaryFolder()) {
  const store = freshStore(folder);
  const archive = openForWriting(filesIn(folder).pages);
  onTestFinished(() => archive.close());
  for (const [i, age] of ages.entries())
    archivePage(archive.db, i + 1, NOW - age * DAY_MS, {
      url: `https://wire.example/${i}`,
      redirects: [],
      status: 200,
      headers: {},
      hash: String(i),
      bytes: 3,
      body: new Uint8Array([1, 2, 3]),
    });
  const kept = () => archive.client.prepare('SELECT article_id FROM pages ORDER BY article_id').pluck().all();
  return { store, kept };
}

test('pages older than the days are forgotten, the others stay', () => {
  const { store, kept } = storeWith([40, 31, 29, 0]);
  expect(trimArchive({ store, days: 30, now: () => NOW })).toBe(2);
  expect(kept()).toEqual([3, 4]);
  expect(trimArchive({ store, days: 30, now: () => NOW })).toBe(0);
});

test('nothing is forgotten when pages are kept for ever', () => {
  const { store, kept } = storeWith([4_000]);
  expect(trimArchive({ store, days: 0, now: () => NOW })).toBe(0);
  expect(kept()).toEqual([1]);
});

test('one slice at a time, the oldest first', () => {
  const ages = Array.from({ length: SLICE + 5 }, (_, i) => 100 + i);
  const { store, kept } = storeWith(ages);
  expect(trimArchive({ store, days: 30, now: () => NOW })).toBe(SLICE);
  expect(kept()).toEqual([1, 2, 3, 4, 5]);
  expect(trimArchive({ store, days: 30, now: () => NOW })).toBe(5);
});

test('every sweep of the daemon forgets one slice', async () => {
  const { store, kept } = storeWith([40, 1]);
  const log = { debug() {}, info() {}, warn() {}, error: () => expect.unreachable() };
  const runner = createInProcessRunner({
    handle: async () => ({ kind: 'done' }),
    concurrency: 1,
    now: () => NOW,
    onError: () => expect.unreachable(),
  });
  const housekeep = (): void => void trimArchive({ store, days: 30, now: () => NOW });
  const sweeper = createSweeper({
    store,
    findNews: async () => [],
    runner,
    canStore: () => true,
    alreadyLogged: () => false,
    now: () => NOW,
    everyMs: 60_000,
    housekeep,
    log,
  });
  await sweeper.sweep();
  expect(kept()).toEqual([2]);
  await runner.close(1_000);
});

test('a run applies the setting, and one without it does not', async () => {
  const { env, folder } = placeFor({ catalogue: [] });
  expect((await jvwire(['migrate'], { env })).code).toBe(0);
  const archive = new DatabaseSync(filesIn(folder).pages);
  archive.exec(`INSERT INTO pages (article_id, url, fetched_at, status, headers, hash, bytes, body)
    VALUES (1, 'https://wire.example/1', 1, 200, '{}', 'a', 1, x'01')`);
  const count = () => archive.prepare('SELECT count(*) AS n FROM pages').get()?.['n'];
  expect((await jvwire(['run'], { env })).code).toBe(0);
  expect(count()).toBe(1);
  expect((await jvwire(['run'], { env: { ...env, JVWIRE_ARCHIVE_DAYS: '365' } })).code).toBe(0);
  expect(count()).toBe(0);
  archive.close();
}, 60_000);
