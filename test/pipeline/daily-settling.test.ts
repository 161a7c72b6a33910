/** The daemon settles recent stories once a day, not at its start, and goes on after a failure. */
import { expect, test } from 'vitest';
import { createDailySettling } from '../../src/pipeline/daily-settling.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test('once a day, the first time an hour after the start, for the last four weeks', async () => {
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
