/** When an article, or a message, is tried again. */
import { expect, test } from 'vitest';
import { nextArticleTry, nextDeliveryTry } from '../../src/core/retry.ts';

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

test.each(['parse-crash', 'parse-timeout'] as const)('%s: the page gets one more chance', (code) => {
  const crash = { code, action: 'retry', message: '' } as const;
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
  // A time is a whole number of milliseconds.
  expect(nextArticleTry(retry, 1, now, () => 0.123_456_7)).toSatisfy(Number.isInteger);
});

test('what a receiver refuses is tried again for 22 hours, what cannot be asked at all is given up', () => {
  const refused = { code: 'http-404', action: 'drop', status: 404, message: '' } as const;
  const waits = Array.from({ length: 9 }, (_, at) => nextDeliveryTry(refused, at + 1, now, middle));
  const minutes = waits.map((at) => at && (at - now) / 60_000);
  expect(minutes).toEqual([0.5, 2, 10, 30, 60, 180, 360, 720, null]);
  const guarded = { code: 'private-address', action: 'drop', message: '' } as const;
  expect(nextDeliveryTry(guarded, 1, now, middle)).toBeNull();
});
