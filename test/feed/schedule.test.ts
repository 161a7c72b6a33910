/** When a feed is asked next. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES } from '../../src/core/errors.ts';
import {
  type Circumstances,
  FIRST_INTERVAL_MINUTES,
  firstSchedule,
  isGone,
  MAX_INTERVAL_MINUTES,
  MIN_INTERVAL_MINUTES,
  type PollVerdict,
  planPoll,
  type ScheduleState,
} from '../../src/feed/watch/schedule.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NOW = Date.UTC(2025, 0, 6);
/** A random number of a half is no jitter at all; phase 0 is NOW's own. */
const given = (rest: Partial<Circumstances> = {}): Circumstances => ({
  now: NOW,
  dueAt: NOW,
  floorMinutes: 0,
  skip: null,
  hostNotBefore: null,
  networkDown: false,
  phaseMs: 0,
  random: () => 0.5,
  ...rest,
});
const state = (rest: Partial<ScheduleState> = {}): ScheduleState => ({ ...firstSchedule(NOW), ...rest });
const news: PollVerdict = { kind: 'success', newItems: 3 };
const nothing: PollVerdict = { kind: 'success', newItems: 0 };
const failed = (
  code: Extract<PollVerdict, { kind: 'failure' }>['code'],
  retryAt: number | null = null,
): PollVerdict => ({ kind: 'failure', code, challenged: false, retryAt });
const wait = (planned: { at: number }): number => (planned.at - NOW) / MINUTE;

describe('a feed that answers', () => {
  test.for([
    { name: 'one poll decides nothing', before: {}, poll: news, interval: 60 },
    { name: 'two polls without news lengthen', before: { judged: 1, idle: 1 }, poll: nothing, interval: 70 },
    { name: 'two polls with news halve', before: { judged: 1 }, poll: news, interval: 30 },
    { name: 'one of two changes nothing', before: { judged: 1 }, poll: nothing, interval: 60 },
    {
      name: 'two idle of three are not yet 67 %',
      before: { judged: 2, idle: 1 },
      poll: nothing,
      interval: 60,
    },
    { name: 'three idle of four are', before: { judged: 3, idle: 2 }, poll: nothing, interval: 70 },
    { name: 'one idle of four is under 33 %', before: { judged: 3, idle: 1 }, poll: news, interval: 30 },
    {
      name: 'a feed silent for a month is given up an hour at a time',
      before: { judged: 1, idle: 1, intervalMinutes: 400, lastNewAt: NOW - 31 * DAY },
      poll: nothing,
      interval: 460,
    },
    {
      name: 'never below ten minutes',
      before: { judged: 1, intervalMinutes: 10 },
      poll: news,
      interval: 10,
    },
    {
      name: 'never above a day',
      before: { judged: 1, idle: 1, intervalMinutes: 1440, lastNewAt: NOW - 90 * DAY },
      poll: nothing,
      interval: 1440,
    },
    {
      name: 'news after a long silence wakes it at once',
      before: { intervalMinutes: 1440, lastNewAt: NOW - 90 * DAY },
      poll: news,
      interval: 120,
    },
    {
      name: 'a feed with news this week waits three hours at most',
      before: { judged: 1, idle: 1, intervalMinutes: 180, lastNewAt: NOW - 5 * DAY },
      poll: nothing,
      interval: 180,
    },
    {
      name: 'a damaged interval starts over',
      before: { intervalMinutes: Number.NaN },
      poll: nothing,
      interval: 60,
    },
  ])('$name', ({ before, poll, interval }) => {
    const planned = planPoll(state(before), poll, given());
    expect(planned.state.intervalMinutes).toBe(interval);
    expect(wait(planned)).toBe(interval);
  });

  test.for([
    { name: 'much too late', dueAt: NOW - 20 * MINUTE },
    { name: 'much too early, by hand', dueAt: NOW + 30 * MINUTE },
    { name: 'never planned', dueAt: null },
    { name: 'the first after a failure', dueAt: NOW, failures: 1 },
  ])('a poll $name says nothing about the rhythm', ({ dueAt, failures = 0 }) => {
    const planned = planPoll(state({ judged: 1, idle: 1, failures }), nothing, given({ dueAt }));
    expect(planned.state).toMatchObject({ intervalMinutes: 60, judged: 1, idle: 1 });
  });

  test('a few minutes late is on time, however short the interval is', () => {
    const before = state({ intervalMinutes: 10, judged: 1, idle: 1 });
    const late = (minutes: number) => planPoll(before, nothing, given({ dueAt: NOW - minutes * MINUTE }));
    expect(late(5).state.intervalMinutes).toBe(20);
    expect(late(6).state.intervalMinutes).toBe(10);
  });

  test('six polls that decide nothing are forgotten, so that they do not outweigh the next', () => {
    const planned = planPoll(state({ judged: 5, idle: 2 }), nothing, given());
    expect(planned.state).toMatchObject({ intervalMinutes: 60, judged: 0, idle: 0 });
  });

  test.for([
    {
      name: 'daily',
      poll: nothing,
      before: { intervalMinutes: 1440, lastNewAt: NOW - 90 * DAY },
      most: 1440,
    },
    { name: 'weekly', poll: failed('dns'), before: { failingSince: NOW - 90 * DAY }, most: 10_080 },
  ])('chance makes a $name poll earlier, never later', ({ poll, before, most }) => {
    const planned = (random: number) => planPoll(state(before), poll, given({ random: () => random }));
    expect(wait(planned(0))).toBe(most * 0.9);
    expect(wait(planned(0.999))).toBe(most);
  });

  test('a feed that falls silent and wakes up again is followed', () => {
    let now = NOW;
    let known = state();
    for (let n = 0; n < 600; n++) {
      const planned = planPoll(known, nothing, given({ now, dueAt: now }));
      known = planned.state;
      now = planned.at;
    }
    expect(known.intervalMinutes).toBe(MAX_INTERVAL_MINUTES);
    for (let n = 0; n < 20; n++) known = planPoll(known, news, given({ now, dueAt: now })).state;
    expect(known.intervalMinutes).toBe(MIN_INTERVAL_MINUTES);
  });
});

describe("others' wishes", () => {
  test('the publisher is not asked more often than allowed', () => {
    expect(wait(planPoll(state({ judged: 1 }), news, given({ floorMinutes: 180, random: () => 0 })))).toBe(
      180,
    );
    expect(wait(planPoll(state(), failed('http-5xx'), given({ floorMinutes: 180 })))).toBe(180);
  });

  test('a host that wants rest gets it from all its feeds', () => {
    expect(wait(planPoll(state(), news, given({ hostNotBefore: NOW + 600 * MINUTE })))).toBe(600);
  });

  test('skipped hours and days are waited out', () => {
    const skip = { hours: [1, 2], days: [] };
    expect(wait(planPoll(state(), nothing, given({ skip })))).toBe(180);
    expect(wait(planPoll(state(), nothing, given({ skip: { hours: [], days: [1] } })))).toBe(1440);
  });

  test("the feed's place in the minute does not lead into a skipped hour", () => {
    const late = { now: NOW + 59.5 * MINUTE, dueAt: null, phaseMs: 10_000 };
    const planned = (hours: number[]) =>
      planPoll(state({ intervalMinutes: 60 }), nothing, given({ ...late, skip: { hours, days: [] } }));
    expect(planned([]).at).toBe(NOW + 120 * MINUTE + 10_000);
    expect(planned([2, 3]).at).toBe(NOW + 240 * MINUTE + 10_000);
  });

  test.for([
    { name: 'shorter than the back-off', failures: 0, minutes: 15, wait: 15 },
    { name: 'longer than the back-off', failures: 0, minutes: 600, wait: 600 },
    { name: 'of seconds, taken as ten minutes', failures: 0, minutes: 0.1, wait: 10 },
    { name: 'of a year, taken as a week', failures: 0, minutes: 525_600, wait: 10_080 },
    { name: 'at the fifth failure', failures: 4, minutes: 15, wait: 15 },
    { name: 'that a server repeats for ever', failures: 5, minutes: 15, wait: 1440 },
    { name: 'longer than the longest back-off', failures: 5, minutes: 3000, wait: 3000 },
  ])('a Retry-After $name', ({ failures, minutes, wait: expected }) => {
    const before = state({ failures, failureWeight: failures, failingSince: failures > 0 ? NOW : null });
    const planned = planPoll(before, failed('http-5xx', NOW + minutes * MINUTE), given());
    expect(wait(planned)).toBe(expected);
  });

  test('a Retry-After shorter than a ttl or the pace of the host does not undercut it', () => {
    const soon = failed('http-429', NOW + 30_000);
    expect(wait(planPoll(state(), soon, given({ floorMinutes: 1440 })))).toBe(1440);
    const late = failed('http-429', NOW + 300 * MINUTE);
    expect(wait(planPoll(state(), late, given({ floorMinutes: 180 })))).toBe(300);
  });
});

describe('a feed that fails', () => {
  const waitsOf = (code: Parameters<typeof failed>[0], count: number): number[] => {
    const waits: number[] = [];
    let known = state();
    let now = NOW;
    for (let n = 0; n < count; n++) {
      const planned = planPoll(known, failed(code), given({ now, dueAt: now }));
      waits.push((planned.at - now) / MINUTE);
      now = planned.at;
      known = planned.state;
    }
    return waits;
  };

  test('an outage is probed ever more rarely, then daily', () => {
    expect(waitsOf('http-5xx', 7)).toEqual([60, 120, 240, 480, 960, 1440, 1440]);
  });

  test('what needs a hand is probed more rarely', () => {
    expect(waitsOf('http-404', 4)).toEqual([120, 480, 1440, 1440]);
  });

  test('a refusal leads to the daily probe at the second time, and to a weekly one after a week', () => {
    expect(waitsOf('http-403', 10)).toEqual([480, ...Array(7).fill(1440), 10_080, 10_080]);
  });

  test('an outage of a month leads to weekly probes, and never to none', () => {
    const waits = waitsOf('dns', 60);
    expect(waits.indexOf(10_080)).toBe(34);
    expect(waits.slice(34).every((minutes) => minutes === 10_080)).toBe(true);
  });

  test('410 once is a slip, twice is gone and asked weekly', () => {
    const once = planPoll(state(), failed('http-410'), given());
    expect(isGone(once.state)).toBe(false);
    const twice = planPoll(once.state, failed('http-410'), given());
    expect(isGone(twice.state)).toBe(true);
    expect(wait(twice)).toBe(10_080);
    const between = planPoll(once.state, failed('http-5xx'), given()).state;
    expect(isGone(planPoll(between, failed('http-410'), given()).state)).toBe(false);
    expect(isGone(planPoll(twice.state, nothing, given()).state)).toBe(false);
  });

  test('the first and the last of its failures are remembered', () => {
    const first = planPoll(state(), failed('dns'), given()).state;
    const third = [NOW + MINUTE, NOW + 2 * MINUTE].reduce(
      (known, now) => planPoll(known, failed('dns'), given({ now })).state,
      first,
    );
    expect(third).toMatchObject({ failures: 3, failingSince: NOW, lastFailedAt: NOW + 2 * MINUTE });
    expect(planPoll(third, news, given()).state).toMatchObject({ failingSince: null, lastFailedAt: null });
  });

  test('it comes back by itself as if nothing had been', () => {
    const before = state({ failures: 40, failureWeight: 80, failingSince: NOW - 90 * DAY, goneAnswers: 3 });
    const planned = planPoll(before, news, given());
    expect(planned.state).toMatchObject({
      failures: 0,
      failureWeight: 0,
      failingSince: null,
      goneAnswers: 0,
    });
    expect(wait(planned)).toBe(FIRST_INTERVAL_MINUTES);
  });

  test('a glitch costs a feed that is asked daily an hour, and one that is asked often a quarter', () => {
    expect(wait(planPoll(state({ intervalMinutes: 1440 }), failed('dns'), given()))).toBe(60);
    expect(wait(planPoll(state({ intervalMinutes: 10 }), failed('dns'), given()))).toBe(15);
  });

  test('what was not tried at all is not put off by that', () => {
    const planned = planPoll(state(), failed('not-stored'), given());
    expect(planned.state.failureWeight).toBe(0);
    expect(wait(planned)).toBe(60);
  });

  test('while our own line is down nothing counts', () => {
    const before = state({ judged: 1, failures: 1, failureWeight: 1, failingSince: NOW });
    const planned = planPoll(before, failed('dns'), given({ networkDown: true }));
    expect(planned.state).toEqual(before);
    expect(wait(planned)).toBe(10);
  });
});

test('whatever happens, a poll comes after the floor and the least interval, within eight days, in its phase', () => {
  const poll = fc.oneof(
    fc.record({ kind: fc.constant('success' as const), newItems: fc.nat(50) }),
    fc.record({
      kind: fc.constant('failure' as const),
      code: fc.constantFrom(...FAILURE_CODES),
      challenged: fc.boolean(),
      retryAt: fc.option(fc.integer({ min: NOW - DAY, max: NOW + 900 * DAY })),
    }),
  );
  const circumstances = fc.record({
    floorMinutes: fc.nat(1440),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }).map((value) => () => value),
    networkDown: fc.boolean(),
    phaseMs: fc.nat(59_999),
    late: fc.nat(100),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(poll, circumstances), { maxLength: 60 }), (polls) => {
      let known = firstSchedule(NOW);
      let now = NOW;
      for (const [verdict, { late, ...rest }] of polls) {
        const planned = planPoll(known, verdict, given({ ...rest, now, dueAt: now - late * MINUTE }));
        const minutes = (planned.at - now) / MINUTE;
        expect(minutes).toBeGreaterThanOrEqual(Math.max(rest.floorMinutes, MIN_INTERVAL_MINUTES));
        expect(minutes).toBeLessThanOrEqual(8 * 1440);
        expect(planned.at % MINUTE).toBe(rest.phaseMs % MINUTE);
        expect(planned.state.intervalMinutes).toBeGreaterThanOrEqual(MIN_INTERVAL_MINUTES);
        expect(planned.state.intervalMinutes).toBeLessThanOrEqual(MAX_INTERVAL_MINUTES);
        known = planned.state;
        now = planned.at;
      }
    }),
    { numRuns: 200 },
  );
});
