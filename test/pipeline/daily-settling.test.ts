/** The daemon settles recent stories once a day, however often it is started, and goes on after a failure. */
import { expect, test } from 'vitest';
import { createDailySettling } from '../../src/pipeline/daily-settling.ts';
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
      return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0 };
    },
    settledAt: remembered(),
    now: () => now,
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
        return { articles: 0, made: 0, stories: 0, shared: 0, moved: 0 };
      },
      settledAt: store.settledAt,
      now: () => now,
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
