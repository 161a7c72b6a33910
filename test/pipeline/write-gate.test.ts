/** While the database cannot be written no work is begun, which is said once, and begun again when it can. */
import { expect, test } from 'vitest';
import type { ArticleUnchanged } from '../../src/core/jobs.ts';
import type { ResultSink } from '../../src/core/ports.ts';
import { createSweeper } from '../../src/pipeline/daemon/sweep.ts';
import { createWriteGate } from '../../src/pipeline/daemon/write-gate.ts';
import { collectingLog, poll } from '../redis/fixtures.ts';

const FULL = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
const UNCHANGED: ArticleUnchanged = { articleId: 1, url: 'https://wire.example/1', at: 1, ms: 1 };

const DAMAGED = Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' });

/** A database that takes or refuses the probe and results as the test says. */
function bench() {
  const { log, lines } = collectingLog();
  const world = { now: 0, probe: null as Error | null, write: null as Error | null, probes: 0 };
  const gate = createWriteGate({
    probe: () => {
      world.probes++;
      if (world.probe) throw world.probe;
    },
    now: () => world.now,
    log,
  });
  const write = async (): Promise<never> => {
    if (world.write) throw world.write;
    return undefined as never;
  };
  const watched = gate.watch({
    feedPolled: write,
    articleRead: write,
    articleFailed: write,
    articleUnchanged: write,
  });
  const store = async (kind: keyof ResultSink = 'articleUnchanged'): Promise<boolean> => {
    try {
      await watched[kind](UNCHANGED as never);
      return true;
    } catch {
      return false;
    }
  };
  return { world, gate, store, log, said: () => lines.map(({ level }) => level) };
}

test('a sweep hands nothing out while the probe fails; its beginning and its end are one line each', async () => {
  const { world, gate, log, said } = bench();
  const given: number[] = [];
  const sweeper = createSweeper({
    store: { duePolls: () => [poll('a')], dueArticles: () => [], listPauses: () => [] },
    findNews: async () => [],
    runner: {
      add: async () => void given.push(world.now),
      setPaused: async () => {},
      jobs: async () => ({ running: [], waiting: [] }),
      depths: async () => [],
      tryWrite: async () => {},
      close: async () => {},
    },
    canStore: gate.isOpen,
    alreadyLogged: gate.note,
    now: () => world.now,
    everyMs: 60_000,
    housekeep: () => {},
    log,
  });
  for (const now of [0, 30_000, 60_000, 90_000, 120_000]) {
    world.now = now;
    world.probe = now >= 30_000 && now <= 90_000 ? FULL : null;
    await sweeper.sweep();
  }
  expect(given).toEqual([0, 120_000]);
  expect(said()).toEqual(['error', 'info']);
});

test('ten thousand jobs that look cost one probe', () => {
  const { gate, world } = bench();
  for (let job = 0; job < 10_000; job++) gate.isOpen();
  world.probe = FULL;
  world.now = 6_000;
  for (let job = 0; job < 10_000; job++) expect(gate.isOpen()).toBe(false);
  expect(world.probes).toBe(2);
});

test('a disk with room for the probe only is tried ever more rarely', async () => {
  const { world, gate, store, said } = bench();
  world.write = FULL;
  const tried: number[] = [];
  for (; world.now < 3_600_000; world.now += 10_000)
    if (gate.isOpen()) {
      tried.push(world.now / 1000);
      await Promise.all([store(), store(), store()]);
    }
  expect(tried).toEqual([0, 10, 30, 70, 150, 310, 630, 1230, 1830, 2430, 3030]);
  expect(said()).toEqual(['error']);
  world.write = null;
  world.now += 600_000;
  expect(gate.isOpen()).toBe(true);
  expect(await store()).toBe(true);
  expect(said()).toEqual(['error', 'info']);
});

test.each(['feedPolled', 'articleRead', 'articleFailed', 'articleUnchanged'] as const)(
  '%s: that it could not be stored is heard, and that it could',
  async (kind) => {
    const { world, gate, store } = bench();
    world.write = FULL;
    expect(await store(kind)).toBe(false);
    expect(gate.isOpen()).toBe(false);
    world.write = null;
    world.now = 10_000;
    expect(await store(kind)).toBe(true);
    expect(gate.reason()).toBeNull();
  },
);

test('once all went well, the next full disk is waited for as briefly as the first', async () => {
  const { world, gate, store } = bench();
  for (const full of [0, 100_000, 200_000]) {
    world.now = full;
    world.write = FULL;
    await store();
    expect(gate.isOpen()).toBe(false);
    world.now = full + 10_000;
    expect(gate.isOpen()).toBe(true);
    world.write = null;
    await store();
  }
});

test('a result that is wrong in itself says nothing of the database', async () => {
  const { world, gate, store, said } = bench();
  world.write = Object.assign(new Error('NOT NULL'), { code: 'SQLITE_CONSTRAINT_NOTNULL' });
  expect(await store()).toBe(false);
  expect(gate.isOpen()).toBe(true);
  expect(said()).toEqual([]);
});

test('the gate tells why nothing can be stored, in the words of SQLite, until it can', async () => {
  const { world, gate, store } = bench();
  expect(gate.reason()).toBeNull();
  world.write = new Error('Failed to run the query', { cause: FULL });
  await store();
  expect(gate.reason()).toBe('database or disk is full');
  world.write = null;
  world.now = 60_000;
  await store();
  expect(gate.reason()).toBeNull();
});

test('a damaged database is written no more: it does not mend itself, though the probe and other results can be written', async () => {
  const { world, gate, store, said } = bench();
  world.write = new Error('Failed to run the query', { cause: DAMAGED });
  await Promise.all([store(), store()]);
  expect(gate.isOpen()).toBe(false);
  world.write = null;
  for (world.now = 0; world.now < 86_400_000; world.now += 30_000) expect(gate.isOpen()).toBe(false);
  expect(await store()).toBe(true);
  expect(gate.isOpen()).toBe(false);
  expect(gate.reason()).toMatch(/^the database is damaged \(.*malformed\): .*restore the latest backup/);
  expect(said()).toEqual(['error']);
});

test('damage that the probe meets shuts it for good, too', () => {
  const { world, gate, said } = bench();
  world.probe = DAMAGED;
  expect(gate.isOpen()).toBe(false);
  world.probe = null;
  world.now = 86_400_000;
  expect(gate.isOpen()).toBe(false);
  expect(gate.reason()).toMatch(/^the database is damaged/);
  expect(said()).toEqual(['error']);
});

test('damage that is met where nothing is stored is heard of, other faults are not', () => {
  const { gate, said } = bench();
  expect(gate.note(FULL)).toBe(false);
  expect(gate.isOpen()).toBe(true);
  expect(gate.note(Object.assign(new Error('no'), { code: 'SQLITE_NOTADB' }))).toBe(true);
  expect(gate.note(DAMAGED)).toBe(true);
  expect(gate.isOpen()).toBe(false);
  expect(said()).toEqual(['error']);
});
