/** When an article is tried again. */
import { expect, test } from 'vitest';
import { nextArticleTry } from '../../src/core/retry.ts';

const now = 1_000_000;
const middle = () => 0.5;
const retry = { code: 'timeout-body', action: 'retry', message: '' } as const;

test('waits grow from seconds to hours, then the article is given up', () => {
  const waits = [1, 2, 3, 4, 5, 6].map((attempts) => nextArticleTry(retry, attempts, now, middle));
  expect(waits.map((at) => at && (at - now) / 1000)).toEqual([10, 120, 900, 7200, 43_200, null]);
});

test('what cannot change is not tried again', () => {
  expect(nextArticleTry({ code: 'http-404', action: 'drop', message: '' }, 1, now, middle)).toBeNull();
});

test('a page that took its reader down gets one more chance', () => {
  const crash = { code: 'parse-crash', action: 'retry', message: '' } as const;
  expect(nextArticleTry(crash, 1, now, middle)).toBe(now + 60_000);
  expect(nextArticleTry(crash, 2, now, middle)).toBeNull();
});

test("the server's wish is heeded when it is later", () => {
  expect(nextArticleTry({ ...retry, retryAt: now + 3_600_000 }, 1, now, middle)).toBe(now + 3_600_000);
  expect(nextArticleTry({ ...retry, retryAt: now + 1 }, 1, now, middle)).toBe(now + 10_000);
});

test('jitter spreads what failed together by a fifth either way', () => {
  expect(nextArticleTry(retry, 1, now, () => 0)).toBe(now + 8_000);
  expect(nextArticleTry(retry, 1, now, () => 0.999)).toBeLessThanOrEqual(now + 12_000);
});
