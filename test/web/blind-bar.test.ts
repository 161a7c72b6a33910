/** The bar of blind times: drawn as it is, however many they were. */
import { expect, test } from 'vitest';
import type { SourceCoverage } from '../../src/feed/watch/coverage.ts';
import { blindBar, blindText, pieces } from '../../src/web/blind-bar.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const period = { since: 100 * DAY, until: 130 * DAY };
const window = (from: number, until: number | null, mayHaveMissed = true) => ({
  from,
  until,
  reason: 'dns',
  mayHaveMissed,
});
const coverage = (
  windows: SourceCoverage['windows'],
  share = 0.5,
  watchedSince: number | null = 0,
): SourceCoverage => ({
  feedId: 'wire',
  name: 'Wire',
  share,
  watchedSince,
  windows,
  mayHaveMissed: windows.some((one) => one.mayHaveMissed),
});
const shown = (windows: SourceCoverage['windows'], watchedSince: number | null = 0) =>
  [
    ...String(blindBar(coverage(windows, 0.5, watchedSince), period)).matchAll(
      /class="(\w+)" x="([\d.]+)%" width="([\d.]+)%"/g,
    ),
  ].map(([, kind, from, width]) => `${kind} ${from} ${width}`);

test('a window stands at its place, one that is open reaches to the end', () => {
  expect(shown([window(103 * DAY, 106 * DAY, false), window(127 * DAY, null)])).toEqual([
    'seen 0.00 100.00',
    'late 10.00 10.00',
    'missed 90.00 10.00',
  ]);
});

test('a short one can still be seen, at the end too', () => {
  expect(shown([window(130 * DAY - HOUR, null)])).toEqual(['seen 0.00 100.00', 'missed 99.40 0.60']);
});

test('a source that is new is not shown as watched before', () => {
  expect(shown([], 115 * DAY)[0]).toBe('seen 50.00 50.00');
  expect(shown([], null)).toEqual([]);
});

test('a thousand windows in a row are one piece, and no bar has more pieces than fit', () => {
  const hourly = Array.from({ length: 700 }, (_, hour) =>
    window(period.since + hour * HOUR, period.since + (hour + 1) * HOUR),
  );
  expect(shown(hourly)).toEqual(['seen 0.00 100.00', 'missed 0.00 97.22']);
  const dense = Array.from({ length: 10_000 }, (_, n) => ({
    from: n / 100,
    to: n / 100,
    missed: n % 2 === 0,
  }));
  expect(pieces(dense).length).toBeLessThanOrEqual(100 / 0.6 + 1);
});

test('the words say the same', () => {
  expect(blindText(coverage([], 1), period)).toBe('watched all the time');
  expect(blindText(coverage([], 0.5, 115 * DAY), period)).toBe(
    'watched all the time since 26 Apr 1970, not before',
  );
  expect(blindText(coverage([], 0, null), period)).toBe('never read');
  const late = [window(103 * DAY, 106 * DAY, false)];
  expect(blindText(coverage(late, 0.9), period)).toBe('90.0 % watched; 1 blind time, caught up');
  expect(blindText(coverage(late, 0.87, 101 * DAY), period)).toBe(
    '87.0 % watched, only since 12 Apr 1970; 1 blind time, caught up',
  );
  expect(blindText(coverage([window(103 * DAY, 106 * DAY)], 0.9), period)).toBe(
    '90.0 % watched; 1 blind time',
  );
});
