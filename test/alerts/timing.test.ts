/** Quiet hours and digest times by the clocks of a zone, over the days on which clocks are changed. */
import { describe, expect, test } from 'vitest';
import {
  formatClock,
  isQuiet,
  lastDigest,
  mayTell,
  parseClock,
  parseQuiet,
} from '../../src/alerts/timing.ts';
import { isTimeZone } from '../../src/text/date/local-time.ts';

const at = (time: string): number => Date.parse(time);
const iso = (time: number): string => new Date(time).toISOString();
const clock = (text: string): number => parseClock(text) ?? Number.NaN;

test.each([
  ['7:30', '07:30'],
  [' 7:30 ', '07:30'],
  ['00:00', '00:00'],
  ['23:59', '23:59'],
  ['24:00', null],
  ['7', null],
  ['7:5', null],
  ['noon', null],
])('the time %s is %s', (text, expected) => {
  const read = parseClock(text);
  expect(read === null ? null : formatClock(read)).toBe(expected);
});

test.each(['22:00', '22:00-22:00', '22:00-07:00-08:00', '22-7', ''])('%s are no quiet hours', (text) => {
  expect(parseQuiet(text)).toBeNull();
});

test('zones are those of the runtime', () => {
  expect(['Europe/Berlin', 'Asia/Shanghai', 'UTC'].every(isTimeZone)).toBe(true);
  expect(['Mars/Base', '', 'Berlin'].some(isTimeZone)).toBe(false);
});

describe('quiet hours', () => {
  test.each([
    // Berlin in winter is an hour ahead of UTC, in summer two.
    ['22:00-07:00', 'Europe/Berlin', '2026-01-10T20:59:59Z', false],
    ['22:00-07:00', 'Europe/Berlin', '2026-01-10T21:00:00Z', true],
    ['22:00-07:00', 'Europe/Berlin', '2026-01-11T05:59:59Z', true],
    ['22:00-07:00', 'Europe/Berlin', '2026-01-11T06:00:00Z', false],
    ['22:00-07:00', 'Europe/Berlin', '2026-07-10T20:00:00Z', true],
    ['22:00-07:00', 'Europe/Berlin', '2026-07-11T05:00:00Z', false],
    ['12:00-13:30', 'Asia/Shanghai', '2026-07-10T04:00:00Z', true],
    ['12:00-13:30', 'Asia/Shanghai', '2026-07-10T05:30:00Z', false],
    // In the night to 2026-03-29 the clocks go from 02:00 to 03:00, in that to 2026-10-25 from 03:00 back to 02:00.
    ['22:00-02:30', 'Europe/Berlin', '2026-03-29T00:59:59Z', true],
    ['22:00-02:30', 'Europe/Berlin', '2026-03-29T01:00:00Z', false],
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T00:29:00Z', true],
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T00:31:00Z', false],
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T01:29:00Z', true],
    ['22:00-02:30', 'Europe/Berlin', '2026-10-25T01:31:00Z', false],
    // A zone with half an hour.
    ['00:00-06:00', 'Asia/Kolkata', '2026-05-01T18:30:00Z', true],
    ['00:00-06:00', 'Asia/Kolkata', '2026-05-01T18:29:59Z', false],
  ])('%s in %s at %s: %s', (text, timeZone, time, expected) => {
    expect(isQuiet({ timeZone, daily: null, quiet: parseQuiet(text) }, at(time))).toBe(expected);
  });

  test('without them it is never quiet', () => {
    expect(isQuiet({ timeZone: 'UTC', daily: null, quiet: null }, 0)).toBe(false);
  });
});

describe('the last digest', () => {
  test.each([
    ['07:30', 'Europe/Berlin', '2026-01-10T06:29:59Z', '2026-01-09T06:30:00.000Z'],
    ['07:30', 'Europe/Berlin', '2026-01-10T06:30:00Z', '2026-01-10T06:30:00.000Z'],
    ['07:30', 'Europe/Berlin', '2026-07-10T05:30:00Z', '2026-07-10T05:30:00.000Z'],
    // The day is that of the zone: in Auckland it is the 2nd already.
    ['07:30', 'Pacific/Auckland', '2026-07-01T19:45:00Z', '2026-07-01T19:30:00.000Z'],
    ['23:30', 'America/Los_Angeles', '2026-01-10T07:15:00Z', '2026-01-09T07:30:00.000Z'],
    // The day before and after the clocks change.
    ['07:30', 'Europe/Berlin', '2026-03-29T05:30:00Z', '2026-03-29T05:30:00.000Z'],
    ['07:30', 'Europe/Berlin', '2026-03-29T05:29:00Z', '2026-03-28T06:30:00.000Z'],
    ['07:30', 'Europe/Berlin', '2026-10-25T06:30:00Z', '2026-10-25T06:30:00.000Z'],
    // 02:30 does not exist that night: an hour later by the new clock.
    ['02:30', 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-29T01:30:00.000Z'],
    // 02:30 comes twice that night: the first.
    ['02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25T00:30:00.000Z'],
    ['02:30', 'Europe/Berlin', '2026-10-25T01:45:00Z', '2026-10-25T00:30:00.000Z'],
    ['00:00', 'America/Sao_Paulo', '2018-11-04T12:00:00Z', '2018-11-04T03:00:00.000Z'],
  ])('of %s in %s at %s was %s', (daily, timeZone, now, expected) => {
    expect(iso(lastDigest({ timeZone, daily: clock(daily), quiet: null }, at(now)))).toBe(expected);
  });

  test('is one a day through a year, at the time wished whenever that exists', () => {
    for (const timeZone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai']) {
      const timing = { timeZone, daily: clock('07:30'), quiet: null };
      const seen = new Set<number>();
      for (let now = at('2026-01-01T12:00:00Z'); now < at('2027-01-01T12:00:00Z'); now += 5 * 3_600_000)
        seen.add(lastDigest(timing, now));
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
      expect(new Set([...seen].map((time) => shown.format(time)))).toEqual(new Set(['07:30']));
      expect(seen.size, timeZone).toBeGreaterThanOrEqual(365);
      expect(seen.size, timeZone).toBeLessThanOrEqual(366);
    }
  });
});

test.each([
  ['found before the digest', '2026-01-10T06:00:00Z', '2026-01-10T07:00:00Z', true],
  ['found after it', '2026-01-10T06:31:00Z', '2026-01-10T07:00:00Z', false],
  ['and so on the next day', '2026-01-10T06:31:00Z', '2026-01-11T06:30:00Z', true],
  ['late, because nobody was there at its time', '2026-01-10T06:00:00Z', '2026-01-11T01:00:00Z', true],
])('a digest tells what was %s', (_name, found, now, expected) => {
  const timing = { timeZone: 'Europe/Berlin', daily: clock('07:30'), quiet: null };
  expect(mayTell(timing, at(found), at(now))).toBe(expected);
});

test('what is found in quiet hours is told when they end', () => {
  const timing = { timeZone: 'UTC', daily: null, quiet: parseQuiet('22:00-07:00') };
  const found = at('2026-01-10T23:00:00Z');
  expect(mayTell(timing, found, found)).toBe(false);
  expect(mayTell(timing, found, at('2026-01-11T07:00:00Z'))).toBe(true);
});
