/** What counts as two requests in hand at one host. */
import { expect, test } from 'vitest';
import type { LoggedRequest } from '../newsroom/http.ts';
import { crowdsOf } from './crowds.ts';

const request = (
  startedAt: number,
  endedAt: number | null,
  overlap = 1,
  outlet = 'host-1',
): LoggedRequest => ({
  outlet,
  at: startedAt,
  method: 'GET',
  path: `/${startedAt}`,
  headers: {},
  conditional: false,
  overlap,
  startedAt,
  endedAt,
  status: 200,
});

test('one that comes while another is answered is told of', () => {
  const { most, lines } = crowdsOf([request(0, 900), request(300, 600, 2), request(400, 500, 1, 'host-2')]);
  expect(most).toBe(2);
  expect(lines).toEqual([
    'host-1 was asked for /300 while it answered /0 (begun 300 ms before, ended 600 ms later with 200)',
  ]);
});

test('one that never ends counts', () => {
  expect(crowdsOf([request(0, null), request(300, 600, 2)]).most).toBe(2);
});

test('one that was given up just before is over, though its host had not heard of it yet', () => {
  expect(crowdsOf([request(0, 2_004), request(2_000, 2_100, 2)])).toEqual({ most: 1, lines: [] });
});

test('nobody asked', () => {
  expect(crowdsOf([])).toEqual({ most: 0, lines: [] });
});
