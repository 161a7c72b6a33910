/** Which hosts asked to be left alone, and for how long they are. */
import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import { createHostCooldowns } from '../../src/pipeline/ingest/host-cooldowns.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a host answers that asks for a rest of `ms`, or names none. */
const busy = (status: 429 | 503, ms?: number, now = NOW): Failure => ({
  code: status === 429 ? 'http-429' : 'http-5xx',
  action: 'retry',
  message: '',
  status,
  ...(ms === undefined ? {} : { retryAt: now + ms }),
});

test('every address of a host rests until its time, and no other host does', () => {
  const cooldowns = createHostCooldowns();
  expect(cooldowns.note('https://wire.example/1', busy(429, 2 * HOUR), NOW)).toBe(NOW + 2 * HOUR);
  expect(cooldowns.until('https://wire.example/2?a=b', NOW + HOUR)).toBe(NOW + 2 * HOUR);
  expect(cooldowns.until('https://other.example/1', NOW + HOUR)).toBeNull();
  expect(cooldowns.until('https://wire.example/2', NOW + 2 * HOUR)).toBeNull();
});

test.each<[string, Failure]>([
  ['a fault of its own', { code: 'http-5xx', action: 'retry', message: '', status: 500 }],
  ['unavailable without a time', busy(503)],
  ['unavailable until a time that is over', busy(503, 0)],
  ['no answer', { code: 'connect', action: 'retry', message: '' }],
])('%s asks for no rest', (_name, failure) => {
  const cooldowns = createHostCooldowns();
  expect(cooldowns.note('https://wire.example/1', failure, NOW)).toBeNull();
  expect(cooldowns.until('https://wire.example/1', NOW)).toBeNull();
});

test('that one address is unavailable keeps its host back for an hour at most', () => {
  const cooldowns = createHostCooldowns();
  expect(cooldowns.note('https://wire.example/1', busy(503, 10 * MINUTE), NOW)).toBe(NOW + 10 * MINUTE);
  expect(cooldowns.note('https://wire.example/1', busy(503, 24 * HOUR), NOW)).toBe(NOW + HOUR);
});

test('what a clock heard that was ahead is forgotten once it is right', () => {
  const cooldowns = createHostCooldowns();
  const year = 365 * 24 * HOUR;
  cooldowns.note('https://wire.example/1', busy(429, HOUR, NOW + year), NOW + year);
  expect(cooldowns.until('https://wire.example/1', NOW)).toBeNull();
});

test('ten thousand hosts are remembered, those that were heard last', () => {
  const cooldowns = createHostCooldowns();
  const url = (host: number) => `https://h${host}.example/`;
  for (let host = 0; host < 10_000; host++) cooldowns.note(url(host), busy(429, HOUR), NOW);
  cooldowns.note(url(0), busy(429, HOUR), NOW);
  cooldowns.note(url(10_000), busy(429, HOUR), NOW);
  expect([0, 1, 2, 10_000].map((host) => cooldowns.until(url(host), NOW) !== null)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
