/** When a feed is asked next. */
import { expect, test } from 'vitest';
import {
  FIRST_INTERVAL_MINUTES,
  MAX_INTERVAL_MINUTES,
  MIN_INTERVAL_MINUTES,
  nextPoll,
  type PollHistory,
} from '../../src/feed/schedule.ts';

const NOW = Date.UTC(2025, 0, 6);
const minutes = (n: number): number => n * 60_000;
/** A random number of a half is no jitter at all. */
const history = (rest: Partial<PollHistory>): PollHistory => ({
  now: NOW,
  intervalMinutes: FIRST_INTERVAL_MINUTES,
  ttlMinutes: null,
  outcome: 'nothing-new',
  consecutiveFailures: 0,
  random: () => 0.5,
  ...rest,
});

test.for([
  { name: 'news shortens the interval', given: { outcome: 'new' }, wait: 40, interval: 40 },
  { name: 'silence lengthens it', given: { outcome: 'nothing-new' }, wait: 75, interval: 75 },
  { name: 'never below ten minutes', given: { outcome: 'new', intervalMinutes: 10 }, wait: 10, interval: 10 },
  { name: 'never above a day', given: { intervalMinutes: 1440 }, wait: 1440, interval: 1440 },
  {
    name: 'the first failure doubles the wait and keeps the interval',
    given: { outcome: 'failed', consecutiveFailures: 1 },
    wait: 120,
    interval: 60,
  },
  {
    name: 'the third failure waits eight times as long',
    given: { outcome: 'failed', consecutiveFailures: 3 },
    wait: 480,
    interval: 60,
  },
  {
    name: 'failures wait a day at most',
    given: { outcome: 'failed', consecutiveFailures: 500 },
    wait: 1440,
    interval: 60,
  },
  {
    name: "the publisher's ttl is a floor",
    given: { outcome: 'new', ttlMinutes: 180 },
    wait: 180,
    interval: 40,
  },
  { name: 'a ttl of a month counts as a day', given: { ttlMinutes: 43_200 }, wait: 1440, interval: 75 },
  { name: 'a short ttl changes nothing', given: { ttlMinutes: 5 }, wait: 75, interval: 75 },
  {
    name: 'Retry-After wins over the back-off',
    given: { outcome: 'failed', consecutiveFailures: 5, retryAt: NOW + minutes(15) },
    wait: 15,
    interval: 60,
  },
  {
    name: 'Retry-After wins over the interval',
    given: { retryAt: NOW + minutes(600) },
    wait: 600,
    interval: 75,
  },
  {
    name: 'a Retry-After of a year counts as a day',
    given: { retryAt: NOW + minutes(525_600) },
    wait: 1440,
    interval: 75,
  },
  { name: 'a Retry-After in the past changes nothing', given: { retryAt: NOW - 1 }, wait: 75, interval: 75 },
  { name: 'a damaged interval starts over', given: { intervalMinutes: Number.NaN }, wait: 75, interval: 75 },
] as const)('$name', ({ given, wait, interval }) => {
  const next = nextPoll(history(given));
  expect((next.at - NOW) / 60_000).toBeCloseTo(wait, 3);
  expect(next.intervalMinutes).toBeCloseTo(interval, 3);
});

test.for([
  [0, 67.5],
  [1, 82.5],
])('jitter spreads a poll by a tenth: %d', ([random = 0, wait = 0]) => {
  expect((nextPoll(history({ random: () => random })).at - NOW) / 60_000).toBeCloseTo(wait, 3);
});

test('jitter never breaks the limits', () => {
  expect(
    nextPoll(history({ outcome: 'new', intervalMinutes: MIN_INTERVAL_MINUTES, random: () => 0 })).at,
  ).toBe(NOW + minutes(MIN_INTERVAL_MINUTES));
  expect(nextPoll(history({ intervalMinutes: MAX_INTERVAL_MINUTES, random: () => 1 })).at).toBe(
    NOW + minutes(MAX_INTERVAL_MINUTES),
  );
  expect(nextPoll(history({ ttlMinutes: 80, random: () => 0 })).at).toBe(NOW + minutes(80));
});

test('a feed that falls silent and wakes up again is followed', () => {
  let interval = FIRST_INTERVAL_MINUTES;
  for (let n = 0; n < 30; n++) interval = nextPoll(history({ intervalMinutes: interval })).intervalMinutes;
  expect(interval).toBe(MAX_INTERVAL_MINUTES);
  for (let n = 0; n < 30; n++)
    interval = nextPoll(history({ intervalMinutes: interval, outcome: 'new' })).intervalMinutes;
  expect(interval).toBe(MIN_INTERVAL_MINUTES);
});
