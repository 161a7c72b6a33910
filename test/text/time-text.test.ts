/** Times for people: one form for each. */
import { expect, test } from 'vitest';
import { momentText, publishedText, spanText } from '../../src/text/shown/time-text.ts';

test('moments are to the second, in UTC', () => {
  expect(momentText('2026-11-21T23:50:12.987Z')).toBe('2026-11-21 23:50:12Z');
  expect(momentText(Date.UTC(2026, 10, 21, 23, 50, 12))).toBe('2026-11-21 23:50:12Z');
});

test('what was published at midnight is known to the day', () => {
  expect(publishedText('2026-11-21T00:00:00.000Z')).toBe('2026-11-21');
  expect(publishedText('2026-11-21T00:00:01.000Z')).toBe('2026-11-21 00:00:01Z');
});

test.each([
  [0, '0 ms'],
  [42.4, '42 ms'],
  [1_000, '1 second'],
  [11_240, '11.2 seconds'],
  [119_000, '119 seconds'],
  [40 * 60_000, '40 minutes'],
  [5 * 3_600_000, '5 hours'],
  [12 * 86_400_000, '12 days'],
])('%d ms are %s', (ms, text) => {
  expect(spanText(ms)).toBe(text);
});
