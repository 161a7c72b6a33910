/** What is sent and believed of validators, the state a feed is in, and what of the time it was watched. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES } from '../../src/core/errors.ts';
import { afterAnswer, conditionalRequest, NO_VALIDATORS } from '../../src/feed/watch/conditional.ts';
import {
  type BlindWindow,
  blindLine,
  coverageLine,
  coverageOf,
  type SourceHistory,
  UNWATCHED,
  type WatchedPoll,
  type WatchState,
  watchPoll,
  wholeShare,
} from '../../src/feed/watch/coverage.ts';
import { type FeedFacts, type FeedHealth, healthChange, healthOf } from '../../src/feed/watch/health.ts';
import {
  afterArrival,
  NO_RHYTHM,
  type Rhythm,
  rhythmOfDates,
  silenceLimit,
} from '../../src/feed/watch/rhythm.ts';
import { firstSchedule } from '../../src/feed/watch/schedule.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 10, 6);

describe('validators', () => {
  const known = {
    etag: '"a"',
    lastModified: 'Mon, 06 Jan 2025 05:00:00 GMT',
    bodyHash: 'h1',
    lastFullAt: NOW,
    distrustUntil: null,
  };
  const document = (rest: object) => ({
    kind: 'document' as const,
    etag: '"a"',
    lastModified: null,
    bodyHash: 'h2',
    newItems: 1,
    ...rest,
  });

  test('both go out', () => {
    expect(conditionalRequest(known, NOW + HOUR)).toEqual({
      etag: known.etag,
      lastModified: known.lastModified,
      full: false,
    });
  });

  test('the first request and one a day go out without', () => {
    expect(conditionalRequest(NO_VALIDATORS, NOW).full).toBe(true);
    expect(conditionalRequest(known, NOW + DAY - 1).full).toBe(false);
    expect(conditionalRequest(known, NOW + DAY)).toEqual({ etag: null, lastModified: null, full: true });
  });

  test('304s do not put the daily request off, a document does', () => {
    const { state } = afterAnswer(known, { kind: 'not-modified' }, NOW + 20 * HOUR);
    expect(conditionalRequest(state, NOW + DAY).full).toBe(true);
    const read = afterAnswer(known, document({ etag: '"b"' }), NOW + 20 * HOUR);
    expect(conditionalRequest(read.state, NOW + DAY).full).toBe(false);
  });

  test('the same body again is unchanged whatever the headers say', () => {
    expect(afterAnswer(known, document({ etag: '"z"', bodyHash: 'h1', newItems: 0 }), NOW).unchanged).toBe(
      true,
    );
  });

  test.for([
    { name: 'new items under the same ETag', answer: {}, stale: true },
    { name: 'new items under a new ETag', answer: { etag: '"b"' }, stale: false },
    { name: 'another body without new items', answer: { newItems: 0 }, stale: false },
    {
      name: 'an ETag that went away',
      answer: { etag: null, lastModified: known.lastModified },
      stale: false,
    },
  ])('$name: stale $stale', ({ answer, stale }) => {
    const after = afterAnswer(known, document(answer), NOW + DAY);
    expect(after.staleValidators).toBe(stale);
    expect(conditionalRequest(after.state, NOW + DAY + HOUR).full).toBe(
      stale || (after.state.etag === null && after.state.lastModified === null),
    );
  });

  test.for([
    { name: 'a server that gives none', was: null, is: null },
    { name: 'an ETag beside the old Last-Modified', was: known.lastModified, is: '"b"' },
  ])('new items of $name are no proof against it', ({ was, is }) => {
    const before = { ...known, etag: null, lastModified: was };
    const after = afterAnswer(before, document({ etag: is, lastModified: was }), NOW + HOUR);
    expect(after.staleValidators).toBe(false);
  });

  test('trust returns after a month, and not by documents that come in it', () => {
    const { state } = afterAnswer(known, document({}), NOW);
    const later = afterAnswer(state, document({ etag: '"b"', bodyHash: 'h3' }), NOW + DAY);
    expect(conditionalRequest(later.state, NOW + DAY + HOUR).full).toBe(true);
    expect(conditionalRequest({ ...state, lastFullAt: NOW + 30 * DAY }, NOW + 30 * DAY).full).toBe(false);
  });

  test('validators that would break the request are not sent', () => {
    const broken = { ...known, etag: 'a\r\nX: y', lastModified: 'x'.repeat(600) };
    expect(conditionalRequest(broken, NOW)).toEqual({ etag: null, lastModified: null, full: true });
  });
});

/** A rhythm learned from news every `hours`, weekends off if so. */
function rhythmOf(hours: number, weeks: number, weekends = true): Rhythm {
  let rhythm = NO_RHYTHM;
  for (let at = NOW - weeks * 7 * DAY; at < NOW; at += hours * HOUR)
    if (weekends || ![0, 6].includes(new Date(at).getUTCDay())) rhythm = afterArrival(rhythm, at, true);
  return rhythm;
}

describe('rhythm', () => {
  test.for([
    { name: 'hourly', rhythm: rhythmOf(1, 12), days: 1 },
    { name: 'hourly on weekdays', rhythm: rhythmOf(1, 12, false), days: 4.1 },
    { name: 'daily', rhythm: rhythmOf(24, 12), days: 2 },
    { name: 'weekly', rhythm: rhythmOf(168, 12), days: 14 },
    { name: 'monthly', rhythm: rhythmOf(720, 60), days: 60 },
    { name: 'known for two weeks only', rhythm: rhythmOf(1, 2), days: 31 },
    { name: 'never any news', rhythm: NO_RHYTHM, days: 31 },
    { name: 'twice a year', rhythm: rhythmOf(4000, 300), days: 120 },
  ])('$name: quiet after $days days', ({ rhythm, days }) => {
    expect(silenceLimit(rhythm).ms / DAY).toBeCloseTo(days, 1);
    expect(rhythm.silences.length).toBeLessThanOrEqual(24);
  });

  test('one holiday teaches nothing, nor does a time in which we were deaf', () => {
    const daily = rhythmOf(24, 12);
    const back = (daily.lastNewAt ?? 0) + 20 * DAY;
    expect(silenceLimit(afterArrival(daily, back, true)).ms).toBe(silenceLimit(daily).ms);
    expect(afterArrival(daily, back, false).silences).toEqual(daily.silences);
  });

  test('the dates of a first document teach it at once', () => {
    const dates = Array.from({ length: 40 }, (_, n) => NOW - (400 + n) * DAY);
    const rhythm = rhythmOfDates([NOW + DAY, ...dates], NOW);
    expect(rhythm.lastNewAt).toBe(NOW - 400 * DAY);
    expect(silenceLimit(rhythm)).toEqual({ ms: 2 * DAY, known: true });
  });

  test('the limit stays between a day and a season', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 200 }), (gaps) => {
        let at = NOW;
        let rhythm = NO_RHYTHM;
        for (const gap of gaps) {
          at += gap * HOUR;
          rhythm = afterArrival(rhythm, at, true);
        }
        const days = silenceLimit(rhythm).ms / DAY;
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(120);
      }),
    );
  });
});

describe('health', () => {
  const facts = (rest: Partial<FeedFacts> = {}): FeedFacts => ({
    addedAt: NOW - 400 * DAY,
    paused: null,
    lastSuccessAt: NOW,
    schedule: firstSchedule(NOW),
    rhythm: { ...rhythmOf(24, 12), lastNewAt: NOW - HOUR },
    lastFailure: null,
    challenge: null,
    move: null,
    lastCounts: { seen: 20, rejected: 0, rejections: {} },
    ...rest,
  });
  const failures = (count: number, weight: number, rest: object = {}) => ({
    ...firstSchedule(NOW),
    failures: count,
    failureWeight: weight,
    failingSince: NOW - 5 * HOUR,
    lastFailedAt: NOW - 2 * HOUR,
    ...rest,
  });
  const lastFailure = { code: 'http-404', message: 'a.example answered 404' } as const;
  const challenge = { vendor: 'Cloudflare', sign: 'header cf-mitigated' };
  const move = { url: 'https://x.example/', polls: 2, firstAt: NOW - DAY, lastAt: NOW, mismatch: true };

  test.for<{ name: string; given: Partial<FeedFacts>; state: string; why: RegExp; todo: RegExp | null }>([
    { name: 'news an hour ago', given: {}, state: 'ok', why: /^last news 60 minutes ago$/, todo: null },
    {
      name: 'one hitch',
      given: { schedule: failures(1, 1), lastFailure },
      state: 'ok',
      why: /one hitch: a\.example/,
      todo: null,
    },
    {
      name: 'three outages',
      given: { schedule: failures(3, 3), lastFailure: { code: 'dns', message: 'no name' } },
      state: 'failing',
      why: /^3 polls in a row failed over 3 hours: no name \(dns\)$/,
      todo: /address is right/,
    },
    {
      name: 'outages that an older version counted',
      given: {
        schedule: failures(3, 3, { lastFailedAt: undefined }),
        lastFailure: { code: 'dns', message: 'no name' },
      },
      state: 'failing',
      why: /^3 polls in a row failed: no name \(dns\)$/,
      todo: /address is right/,
    },
    {
      name: 'two times not found',
      given: { schedule: failures(2, 4), lastFailure },
      state: 'failing',
      why: /404/,
      todo: /new address/,
    },
    {
      name: 'a wall',
      given: { schedule: failures(1, 4), lastFailure, challenge },
      state: 'blocked',
      why: /Cloudflare/,
      todo: /ask the publisher/,
    },
    { name: 'a wall that went away', given: { challenge }, state: 'ok', why: /last news/, todo: null },
    {
      name: '410 twice',
      given: { schedule: failures(2, 8, { goneAnswers: 2 }), lastFailure },
      state: 'gone',
      why: /2 times/,
      todo: /successor/,
    },
    {
      name: 'switched off',
      given: { paused: { how: 'off', since: NOW - DAY }, schedule: failures(9, 9) },
      state: 'paused',
      why: /switched off/,
      todo: /enable/,
    },
    {
      name: 'paused',
      given: { paused: { how: 'paused', since: NOW - DAY } },
      state: 'paused',
      why: /by hand/,
      todo: /resume/,
    },
    {
      name: 'silence beyond its rhythm',
      given: { rhythm: { ...rhythmOf(24, 12), lastNewAt: NOW - 3 * DAY } },
      state: 'quiet',
      why: /^nothing new for 3 days, where up to 48 hours would|2 days would/,
      todo: /still publishes/,
    },
    {
      name: 'silence that we slept through',
      given: { lastSuccessAt: NOW - 3 * DAY, rhythm: { ...rhythmOf(24, 12), lastNewAt: NOW - 3 * DAY } },
      state: 'ok',
      why: /3 days ago/,
      todo: null,
    },
    {
      name: 'never any news',
      given: { rhythm: NO_RHYTHM },
      state: 'quiet',
      why: /not known yet/,
      todo: /still publishes/,
    },
    {
      name: 'a document of which nothing can be used',
      given: { lastCounts: { seen: 9, rejected: 9, rejections: { 'no-link': 9 } } },
      state: 'failing',
      why: /none of its 9 items can be used \(no-link\)/,
      todo: /check/,
    },
    {
      name: 'a move to something else',
      given: { move },
      state: 'failing',
      why: /x\.example/,
      todo: /take it over/,
    },
    {
      name: 'a move on trial',
      given: { move: { ...move, mismatch: false } },
      state: 'ok',
      why: /last news/,
      todo: null,
    },
  ])('$name: $state', ({ given, state, why, todo }) => {
    const health = healthOf(facts(given), null, NOW);
    expect(health.state).toBe(state);
    expect(health.why).toMatch(why);
    if (todo === null) expect(health.todo).toBeNull();
    else expect(health.todo).toMatch(todo);
    expect(health.since).toBeLessThanOrEqual(NOW);
  });

  test.for(FAILURE_CODES)('a feed that fails for %s says what to do', (code) => {
    const failing = facts({ schedule: failures(3, 9), lastFailure: { code, message: 'no' } });
    expect(healthOf(failing, null, NOW)).toMatchObject({
      state: 'failing',
      todo: expect.any(String) as string,
    });
  });

  test('a state that goes on keeps its beginning and is no event', () => {
    const bad = facts({ schedule: failures(3, 3), lastFailure });
    const first = healthOf(bad, null, NOW);
    const later = healthOf(bad, first, NOW + DAY);
    expect(later.since).toBe(first.since);
    expect(healthChange(first, later, NOW + DAY)).toBeNull();
  });

  test('a change is an event that says from what to what, since when, why and what to do', () => {
    const ok: FeedHealth = { state: 'ok', since: NOW - DAY, why: '', todo: null };
    const bad = healthOf(facts({ schedule: failures(3, 6), lastFailure }), ok, NOW);
    expect(healthChange(ok, bad, NOW)).toMatchObject({
      kind: 'feed-state',
      from: 'ok',
      to: 'failing',
      at: NOW,
      since: NOW - 5 * HOUR,
    });
    expect(healthChange(null, ok, NOW)).toBeNull();
    expect(healthChange(null, bad, NOW)).toMatchObject({ from: null, to: 'failing' });
  });
});

describe('coverage', () => {
  /** Hours from NOW; an hourly plan. */
  const poll = (hour: number, rest: Partial<WatchedPoll> = {}): WatchedPoll => ({
    at: NOW + hour * HOUR,
    outcome: 'polled',
    seen: 10,
    new: 1,
    known: 9,
    nextAt: NOW + (hour + 1) * HOUR,
    code: null,
    ...rest,
  });
  const failed = (hour: number): WatchedPoll =>
    poll(hour, { outcome: 'failed', seen: 0, new: 0, known: 0, code: 'dns' });
  const watch = (polls: readonly WatchedPoll[]): { state: WatchState; windows: BlindWindow[] } => {
    const windows: BlindWindow[] = [];
    let state = UNWATCHED;
    for (const one of polls) {
      const step = watchPoll(state, one);
      state = step.state;
      if (step.window !== null) windows.push(step.window);
    }
    return { state, windows };
  };
  const source = (name: string, polls: readonly WatchedPoll[]): SourceHistory => ({
    feedId: name,
    name,
    addedAt: NOW - 900 * DAY,
    ...watch(polls),
  });
  const lost = { new: 10, known: 0 };

  test.for<{
    name: string;
    polls: WatchedPoll[];
    windows: [from: number, until: number, reason: string, missed: boolean][];
  }>([
    { name: 'nothing but success', polls: [poll(0), poll(1), poll(2)], windows: [] },
    {
      name: 'failures, then the old items are still there',
      polls: [poll(0), failed(1), failed(2), poll(4)],
      windows: [[1, 4, 'dns', false]],
    },
    {
      name: 'failures, then all is new: lost since the last document',
      polls: [poll(0), failed(1), poll(4, lost)],
      windows: [[0, 4, 'dns', true]],
    },
    {
      name: 'failures of different kinds are told by the first',
      polls: [poll(0), failed(1), { ...failed(2), code: 'timeout' }, poll(4)],
      windows: [[1, 4, 'dns', false]],
    },
    {
      name: 'failures, then a document without items: nothing has fallen out of it',
      polls: [poll(0), failed(1), poll(2, { seen: 0, new: 0, known: 0 })],
      windows: [[1, 2, 'dns', false]],
    },
    {
      name: 'more came than the document holds, after answers that it had not changed',
      polls: [poll(0), poll(1, { outcome: 'unchanged', seen: 0, new: 0, known: 0 }), poll(2, lost)],
      windows: [[1, 2, 'overrun', true]],
    },
    { name: 'the machine slept', polls: [poll(0), poll(9)], windows: [[1, 9, 'not-asked', false]] },
    { name: 'a quarter of an hour late is not late', polls: [poll(0), poll(1.2)], windows: [] },
    {
      name: 'more came than the document holds',
      polls: [poll(0), poll(1, lost)],
      windows: [[0, 1, 'overrun', true]],
    },
    {
      name: 'the server lied about not modified',
      polls: [poll(0), poll(1, { outcome: 'unchanged' }), poll(2, { ...lost, staleValidators: true })],
      windows: [[0, 2, 'stale-304', true]],
    },
    { name: 'the first document is all new', polls: [poll(0, lost), poll(1)], windows: [] },
    {
      name: 'a document that was empty before',
      polls: [poll(0, { seen: 0, new: 0, known: 0 }), poll(1, lost)],
      windows: [],
    },
    {
      name: 'unchanged is known',
      polls: [poll(0), failed(1), poll(2, { outcome: 'unchanged', seen: 0, new: 0, known: 0 })],
      windows: [[1, 2, 'dns', false]],
    },
  ])('$name', ({ polls, windows }) => {
    expect(watch(polls).windows).toEqual(
      windows.map(([from, until, reason, mayHaveMissed]) => ({
        from: NOW + from * HOUR,
        until: NOW + until * HOUR,
        reason,
        mayHaveMissed,
      })),
    );
  });

  test('the share is of the period, windows are cut to it, and an open one goes on', () => {
    const seen = source('a', [poll(0), failed(1), poll(3), failed(4)]);
    const period = { since: NOW + 2 * HOUR, until: NOW + 6 * HOUR };
    const coverage = coverageOf(seen, period);
    expect(coverage.share).toBeCloseTo(1 / 4, 5);
    expect(coverage.windows).toEqual([
      { from: NOW + 2 * HOUR, until: NOW + 3 * HOUR, reason: 'dns', mayHaveMissed: false },
      { from: NOW + 4 * HOUR, until: null, reason: 'dns', mayHaveMissed: true },
    ]);
    expect(coverage.mayHaveMissed).toBe(true);
  });

  test('the share is of the whole period: time before the first read was not watched', () => {
    const fresh = { ...source('a', [poll(0), failed(1), poll(2)]), addedAt: NOW - DAY };
    const month = { since: NOW - 30 * DAY + 2 * HOUR, until: NOW + 2 * HOUR };
    const coverage = coverageOf(fresh, month);
    expect(coverage).toMatchObject({ watchedSince: NOW, mayHaveMissed: true });
    expect(coverage.share).toBeCloseTo(1 / (30 * 24), 5);
    expect(coverageOf(fresh, { since: NOW, until: NOW + 2 * HOUR })).toMatchObject({ mayHaveMissed: false });
    expect(coverageOf(fresh, { since: NOW - 99 * DAY, until: NOW - DAY }).share).toBe(0);
    const never = source('b', [failed(0), failed(1)]);
    expect(coverageOf(never, month)).toMatchObject({ share: 0, watchedSince: null, mayHaveMissed: true });
    expect(coverageOf(source('c', []), month)).toMatchObject({ share: 0, watchedSince: null });
  });

  test('of feeds that are older than what is kept of them, the time of adding is taken', () => {
    const { firstSuccessAt: _none, ...older } = watch([poll(0), poll(1)]).state;
    const source = { feedId: 'a', name: 'a', addedAt: NOW - DAY, windows: [] };
    const period = { since: NOW - 2 * DAY, until: NOW + HOUR };
    const state = watchPoll(older as WatchState, poll(1)).state;
    for (const one of [older as WatchState, state])
      expect(coverageOf({ ...source, state: one }, period).watchedSince).toBe(NOW - DAY);
  });

  test('the share of all is their mean', () => {
    const period = { since: NOW, until: NOW + 2 * HOUR };
    const half = source('a', [poll(0), failed(1), poll(2)]);
    const shares = [half, { ...half, windows: [] }].map((one) => coverageOf(one, period));
    expect(wholeShare(shares)).toBeCloseTo(0.75, 5);
    expect(wholeShare([])).toBeNull();
  });

  test('the share is never below 0 nor above 1, and windows never overlap the outside', () => {
    const polls = fc.array(
      fc.record({ gap: fc.integer({ min: 1, max: 200 }), ok: fc.boolean(), known: fc.nat(1) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        polls,
        fc.integer({ min: -500, max: 4000 }),
        fc.integer({ min: 1, max: 3000 }),
        (list, since, span) => {
          let hour = 0;
          const made = list.map(({ gap, ok, known }) => {
            hour += gap / 4;
            return ok ? poll(hour, { known: known * 5, new: 5, seen: 5 + known * 5 }) : failed(hour);
          });
          const period = { since: NOW + since * HOUR, until: NOW + (since + span) * HOUR };
          const { share, windows } = coverageOf(source('a', made), period);
          expect(share).toBeGreaterThanOrEqual(-1e-9);
          expect(share).toBeLessThanOrEqual(1);
          for (const window of windows) {
            expect(window.from).toBeGreaterThanOrEqual(period.since);
            expect(window.until ?? period.until).toBeLessThanOrEqual(period.until);
          }
        },
      ),
    );
  });

  test.for<{ name: string; sources: WatchedPoll[][]; line: string | null }>([
    {
      name: 'all watched',
      sources: [
        [poll(0), poll(1)],
        [poll(0), poll(1)],
      ],
      line: null,
    },
    { name: 'a glitch', sources: [[poll(0), failed(1), poll(1.5), poll(2)]], line: null },
    {
      name: 'days of one month',
      sources: [[poll(-80), failed(-71), poll(-10, lost), poll(0)], [poll(0)], [poll(0)]],
      line: '1 of 3 sources was blind on 2-5 Nov',
    },
    {
      name: 'caught up',
      sources: [[poll(-30), failed(-29), poll(-26), poll(-25, { nextAt: NOW + HOUR })], [poll(0)]],
      line: '1 of 2 sources was blind on 4 Nov and caught up',
    },
    {
      name: 'two stretches, over the end of a month',
      sources: [
        [poll(-161), failed(-160), poll(-110), poll(-109, { nextAt: NOW + HOUR })],
        [poll(-50, lost), failed(-49), poll(-40, lost), poll(-39, { nextAt: NOW + HOUR })],
      ],
      line: '2 of 2 sources were blind on 30 Oct-1 Nov and 3-4 Nov; 1 of them caught up',
    },
  ])('the line: $name', ({ sources, line }) => {
    const period = { since: NOW - 30 * DAY, until: NOW + HOUR };
    const early = poll(-40 * 24, { seen: 0, new: 0, known: 0, nextAt: NOW + DAY });
    const coverages = sources.map((polls, n) => coverageOf(source(`s${n}`, polls), period));
    expect(blindLine(coverages, period)).toBe(line);
    const watchedBefore = sources.map((polls, n) => coverageOf(source(`s${n}`, [early, ...polls]), period));
    expect(coverageLine(watchedBefore, period)).toBe(line);
  });

  test.for<{ name: string; sources: WatchedPoll[][]; line: string }>([
    {
      name: 'of one day',
      sources: [[poll(0)], [poll(0.5)], [poll(-40 * 24, { nextAt: NOW + DAY })]],
      line: '2 of 3 sources have been watched only since 6 Nov',
    },
    {
      name: 'of several days, one never, and a blind time',
      sources: [[poll(-80), failed(-71), poll(-10), poll(0)], [poll(0)], []],
      line: '2 of 3 sources have been watched only since 2 Nov, the last of them since 6 Nov; 1 of 3 sources has never been read; 1 of 3 sources was blind on 2-5 Nov and caught up',
    },
  ])('the line tells whom we began to watch within the period: $name', ({ sources, line }) => {
    const period = { since: NOW - 30 * DAY, until: NOW + HOUR };
    const coverages = sources.map((polls, n) => coverageOf(source(`s${n}`, polls), period));
    expect(coverageLine(coverages, period)).toBe(line);
  });
});
