/** Which hosts asked to be left alone, and for how long they are. */
import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/errors.ts';
import { createHostRests } from '../../src/pipeline/ingest/host-rests.ts';

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
  const rests = createHostRests();
  expect(rests.hear('https://wire.example/1', busy(429, 2 * HOUR), NOW)).toBe(NOW + 2 * HOUR);
  expect(rests.until('https://wire.example/2?a=b', NOW + HOUR)).toBe(NOW + 2 * HOUR);
  expect(rests.until('https://other.example/1', NOW + HOUR)).toBeNull();
  expect(rests.until('https://wire.example/2', NOW + 2 * HOUR)).toBeNull();
});

test.each<[string, Failure]>([
  ['a fault of its own', { code: 'http-5xx', action: 'retry', message: '', status: 500 }],
  ['unavailable without a time', busy(503)],
  ['unavailable until a time that is over', busy(503, 0)],
  ['no answer', { code: 'connect', action: 'retry', message: '' }],
])('%s asks for no rest', (_name, failure) => {
  const rests = createHostRests();
  expect(rests.hear('https://wire.example/1', failure, NOW)).toBeNull();
  expect(rests.until('https://wire.example/1', NOW)).toBeNull();
});

test('that one address is unavailable keeps its host back for an hour at most', () => {
  const rests = createHostRests();
  expect(rests.hear('https://wire.example/1', busy(503, 10 * MINUTE), NOW)).toBe(NOW + 10 * MINUTE);
  expect(rests.hear('https://wire.example/1', busy(503, 24 * HOUR), NOW)).toBe(NOW + HOUR);
});

test('what a clock heard that was ahead is forgotten once it is right', () => {
  const rests = createHostRests();
  const year = 365 * 24 * HOUR;
  rests.hear('https://wire.example/1', busy(429, HOUR, NOW + year), NOW + year);
  expect(rests.until('https://wire.example/1', NOW)).toBeNull();
});

test('ten thousand hosts are remembered, those that were heard last', () => {
  const rests = createHostRests();
  const url = (host: number) => `https://h${host}.example/`;
  for (let host = 0; host < 10_000; host++) rests.hear(url(host), busy(429, HOUR), NOW);
  rests.hear(url(0), busy(429, HOUR), NOW);
  rests.hear(url(10_000), busy(429, HOUR), NOW);
  expect([0, 1, 2, 10_000].map((host) => rests.until(url(host), NOW) !== null)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});
