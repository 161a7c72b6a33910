/** The daemon settles recent stories once a day, however often it is started, and soon again after a failure. */
import { expect, test } from 'vitest';
import { createDailySettling } from '../../src/pipeline/daemon/daily-settling.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, NOW } from '../store/fixtures.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function remembered() {
  let at: number | null = null;
  return {
    read: () => at,
    write: (given: number) => {
      at = given;
    },
  };
}

test('once a day, the first time an hour after the first start, for the last four weeks', async () => {
  let now = 100 * DAY_MS;
  const asked: number[] = [];
  const warned: string[] = [];
  const quiet = (): void => {};
  const housekeep = createDailySettling({
    settle: async (since) => {
      asked.push((now - since) / DAY_MS);
      if (asked.length === 1) throw new Error('no reader');
      return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0, unreadable: [] };
    },
    settledAt: remembered(),
    now: () => now,
    alreadyLogged: () => false,
    log: { debug: quiet, info: quiet, warn: (_fields, message) => warned.push(message), error: quiet },
  });
  for (const hours of [0, 0.9, 1.1, 1.2, 24, 25.2, 25.3]) {
    now = 100 * DAY_MS + hours * HOUR_MS;
    await housekeep();
  }
  expect(asked).toEqual([28, 28]);
  expect(warned).toEqual(['stories not settled']);
});

test('once a day, too, with a restart every fifty minutes, and after a pass while the clock was a year ahead', async () => {
  const store = freshStore();
  let now = NOW;
  const passes: number[] = [];
  const started = () =>
    createDailySettling({
      settle: async () => {
        passes.push(Math.floor((now - NOW) / DAY_MS));
        return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0, unreadable: [] };
      },
      settledAt: store.settledAt,
      now: () => now,
      alreadyLogged: () => false,
      log: collectingLog().log,
    });
  for (; now < NOW + 3.5 * DAY_MS; now += 50 * 60_000) await started()();
  expect(passes).toEqual([0, 1, 2, 3]);
  const real = now;
  now += 365 * DAY_MS;
  await started()();
  expect(passes).toHaveLength(5);
  now = real;
  for (let day = 0; day < 4; day++, now += DAY_MS) await started()();
  expect(passes.slice(5)).toEqual([4, 5, 6]);
});

test('a pass that fails or is cut off is tried again after an hour, not after a day, and a restart knows that', async () => {
  const store = freshStore();
  let now = NOW;
  const begun: number[] = [];
  const ends = [new Error('no reader')];
  const started = (settle?: () => Promise<never>) =>
    createDailySettling({
      settle: async () => {
        begun.push((now - NOW) / HOUR_MS);
        if (settle) return settle();
        const fault = ends.shift();
        if (fault) throw fault;
        return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0, unreadable: [] };
      },
      settledAt: store.settledAt,
      now: () => now,
      alreadyLogged: () => false,
      log: collectingLog().log,
    });
  for (const hours of [0, 1]) {
    now = NOW + hours * HOUR_MS;
    await started()();
  }
  now = NOW + 2 * HOUR_MS;
  // Its process is killed in the middle.
  void started(() => new Promise<never>(() => {}))();
  for (const hours of [2.5, 3, 3.1, 26.9, 27]) {
    now = NOW + hours * HOUR_MS;
    await started()();
  }
  expect(begun).toEqual([1, 2, 3, 27]);
});

test('while a pass is going on none is begun, however long it takes, and whoever asks waits for it', async () => {
  const store = freshStore();
  store.settledAt.write(NOW - DAY_MS);
  let now = NOW;
  let begun = 0;
  let finish = (): void => {};
  const housekeep = createDailySettling({
    settle: async () => {
      begun++;
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0, unreadable: [] };
    },
    settledAt: store.settledAt,
    now: () => now,
    alreadyLogged: () => false,
    log: collectingLog().log,
  });
  const first = housekeep();
  now += 30 * HOUR_MS;
  const second = housekeep();
  let ended = false;
  void second.then(() => {
    ended = true;
  });
  await new Promise(setImmediate);
  expect({ begun, ended }).toEqual({ begun: 1, ended: false });
  finish();
  await Promise.all([first, second]);
  expect(store.settledAt.read()).toBe(NOW);
});

test('a pass that meets what was told already, such as damage, says nothing of its own', async () => {
  const store = freshStore();
  store.settledAt.write(NOW - DAY_MS);
  const { log, lines } = collectingLog();
  const damage = new Error('database disk image is malformed');
  const heard: unknown[] = [];
  const housekeep = createDailySettling({
    settle: () => Promise.reject(damage),
    settledAt: store.settledAt,
    now: () => NOW,
    alreadyLogged: (error) => heard.push(error) > 0,
    log,
  });
  await housekeep();
  expect(heard).toEqual([damage]);
  expect(lines).toEqual([]);
});
