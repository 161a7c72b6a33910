/** What surrounds the schedule: classes of failure, walls, freshness, hosts, our own line, phases. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES } from '../../src/core/errors.ts';
import { challengeOf } from '../../src/feed/challenge.ts';
import { classifyFailure, isUnreached } from '../../src/feed/watch/failure-class.ts';
import { afterSkipped, floorMinutes, freshMinutes, skipTimesOf } from '../../src/feed/watch/freshness.ts';
import { easedPace, type HostPace, hostLimits, paceAfter } from '../../src/feed/watch/host-pace.ts';
import { type HostOutcome, networkChange, networkView } from '../../src/feed/watch/network.ts';
import { atPhase, phaseOf } from '../../src/feed/watch/phase.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2025, 0, 6);

describe('classes of failure', () => {
  test('every code has a class, and only refusals and walls weigh four', () => {
    const heavy = FAILURE_CODES.filter((code) => classifyFailure(code, false).weight === 4);
    expect(heavy.sort()).toEqual(
      [
        'bad-redirect',
        'bad-scheme',
        'bad-url',
        'http-401',
        'http-403',
        'http-410',
        'private-address',
        'robots',
      ].sort(),
    );
    expect(heavy.every((code) => classifyFailure(code, false).class === 'hard')).toBe(true);
    for (const code of FAILURE_CODES) expect(classifyFailure(code, true).class).toBe('blocked');
  });

  test('an answer of any kind shows that our line is up', () => {
    expect(FAILURE_CODES.filter((code) => isUnreached({ code }))).toEqual([
      'dns',
      'connect',
      'timeout-connect',
    ]);
  });
});

describe('challenges', () => {
  test.for([
    {
      name: "Cloudflare's own header",
      status: 403,
      headers: { 'cf-mitigated': 'challenge' },
      body: '',
      vendor: 'Cloudflare',
    },
    {
      name: 'the same with status 200',
      status: 200,
      headers: { 'cf-mitigated': 'challenge' },
      body: '<html>',
      vendor: 'Cloudflare',
    },
    {
      name: 'its waiting page',
      status: 503,
      headers: {},
      body: '<!DOCTYPE html><html><head><title>Just a moment...</title>',
      vendor: 'Cloudflare',
    },
    {
      name: 'its refusal',
      status: 403,
      headers: {},
      body: '<title>Attention Required! | Cloudflare</title>',
      vendor: 'Cloudflare',
    },
    { name: 'DataDome', status: 403, headers: { 'x-datadome': 'protected' }, body: '', vendor: 'DataDome' },
    {
      name: 'Imperva in a page with status 200',
      status: 200,
      headers: {},
      body: '<html><script src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1"></script>',
      vendor: 'Imperva',
    },
    {
      name: 'AWS WAF',
      status: 202,
      headers: {},
      body: '<html><script>window.gokuProps = {}</script>',
      vendor: 'AWS WAF',
    },
    {
      name: "AWS WAF's header on an empty 202",
      status: 202,
      headers: { 'x-amzn-waf-action': 'challenge' },
      body: '',
      vendor: 'AWS WAF',
    },
    {
      name: "Cloudflare's page for a server that is down",
      status: 522,
      headers: { server: 'cloudflare' },
      body: '<title>x.example | 522: Connection timed out</title><div id="cf-error-details">',
      vendor: null,
    },
    {
      name: 'a good page that a wall measures its visitors on',
      status: 200,
      headers: { 'x-iinfo': '1-2' },
      body: '<html><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="/_Incapsula_Resource?SWJIYLWA=7"></script>',
      vendor: null,
    },
    {
      name: 'Sucuri',
      status: 403,
      headers: {},
      body: '<title>Sucuri WebSite Firewall - Access Denied</title>',
      vendor: 'Sucuri',
    },
    {
      name: 'a good answer from a site behind DataDome',
      status: 200,
      headers: { 'x-datadome': 'protected' },
      body: '<?xml version="1.0"?><rss>',
      vendor: null,
    },
    {
      name: 'a feed that writes about challenges',
      status: 200,
      headers: {},
      body: '\ufeff <?xml?><rss><item><title>_cf_chl_opt explained</title>',
      vendor: null,
    },
    {
      name: 'a JSON feed that does',
      status: 200,
      headers: {},
      body: '{"items":[{"content_html":"captcha-delivery.com"}]}',
      vendor: null,
    },
    {
      name: 'a plain refusal',
      status: 403,
      headers: { server: 'cloudflare' },
      body: '<h1>403 Forbidden</h1>',
      vendor: null,
    },
    {
      name: 'a plain page',
      status: 200,
      headers: { server: 'AkamaiGHost' },
      body: '<html><body>News</body></html>',
      vendor: null,
    },
  ])('$name', ({ status, headers, body, vendor }) => {
    expect(challengeOf({ status, headers, bodyStart: body })?.vendor ?? null).toBe(vendor);
  });
});

describe('freshness', () => {
  test.for([
    { headers: { 'cache-control': 'public, max-age=1800' }, minutes: 30 },
    { headers: { 'cache-control': 'max-age="90"' }, minutes: 2 },
    { headers: { 'cache-control': 's-maxage=9000, max-age=60' }, minutes: 1 },
    { headers: { 'cache-control': 's-maxage=9000' }, minutes: 0 },
    { headers: { 'cache-control': 'max-age=3600', age: '1800' }, minutes: 30 },
    { headers: { 'cache-control': 'max-age=3600', age: '9999' }, minutes: 0 },
    { headers: { 'cache-control': 'no-cache, max-age=3600' }, minutes: 0 },
    { headers: { 'cache-control': 'max-age=0', expires: 'Mon, 06 Jan 2025 05:00:00 GMT' }, minutes: 0 },
    { headers: { expires: 'Mon, 06 Jan 2025 05:00:00 GMT' }, minutes: 300 },
    {
      headers: { expires: 'Mon, 06 Jan 2025 05:00:00 GMT', date: 'Mon, 06 Jan 2025 04:00:00 GMT' },
      minutes: 60,
    },
    { headers: { expires: '0' }, minutes: 0 },
    { headers: {}, minutes: 0 },
  ])('$headers is fresh for $minutes minutes', ({ headers, minutes }) => {
    expect(freshMinutes(headers, NOW)).toBe(minutes);
  });

  test('the longest wish counts, up to a day', () => {
    expect(floorMinutes(30, 45)).toBe(45);
    expect(floorMinutes(90, null)).toBe(90);
    expect(floorMinutes(null, null)).toBe(0);
    expect(floorMinutes(43_200, 10)).toBe(1440);
    expect(floorMinutes(Number.NaN, -5)).toBe(0);
  });

  test('a feed that skips every hour skips none', () => {
    expect(skipTimesOf({ skipHours: Array.from({ length: 24 }, (_, hour) => hour) })).toBeNull();
    expect(skipTimesOf({ skipDays: [0, 6] })).toEqual({ hours: [], days: [0, 6] });
    expect(skipTimesOf({})).toBeNull();
  });

  test('a skipped moment is moved to the next full hour that is not', () => {
    const skip = { hours: [0, 1, 23], days: [0] };
    fc.assert(
      fc.property(fc.integer({ min: NOW, max: NOW + 30 * DAY }), (at) => {
        const moved = afterSkipped(at, skip);
        expect(moved).toBeGreaterThanOrEqual(at);
        expect(skip.hours).not.toContain(new Date(moved).getUTCHours());
        expect(skip.days).not.toContain(new Date(moved).getUTCDay());
        if (moved !== at) expect(moved % HOUR).toBe(0);
        expect(afterSkipped(moved, skip)).toBe(moved);
      }),
    );
  });
});

describe("a host's pace", () => {
  const busy = { code: 'http-429' } as const;
  const after = (times: readonly number[]): HostPace | null =>
    times.reduce<HostPace | null>((pace, at) => paceAfter(pace, busy, at), null);

  test('429 keeps every feed of the host back, 503 none', () => {
    expect(paceAfter(null, { code: 'http-5xx', retryAt: NOW + HOUR }, NOW)).toBeNull();
    expect(hostLimits(after([NOW]), NOW)).toEqual({ notBefore: NOW + 20 * MINUTE, floorMinutes: 20 });
  });

  test('each further 429 doubles the rest, up to a day', () => {
    const times = Array.from({ length: 12 }, (_, n) => NOW + n * HOUR);
    const floors = times.map((now, n) => hostLimits(after(times.slice(0, n + 1)), now).floorMinutes);
    expect(floors.slice(0, 8)).toEqual([20, 40, 80, 160, 320, 640, 1280, 1440]);
    expect(floors.at(-1)).toBe(1440);
  });

  test('429s that arrive together are one', () => {
    expect(after([NOW, NOW + MINUTE, NOW + 2 * MINUTE])?.strikes).toBe(1);
  });

  test("the host's own Retry-After wins, up to a week", () => {
    expect(paceAfter(null, { ...busy, retryAt: NOW + HOUR }, NOW)?.notBefore).toBe(NOW + HOUR);
    expect(paceAfter(null, { ...busy, retryAt: NOW + 99 * DAY }, NOW)?.notBefore).toBe(NOW + 7 * DAY);
  });

  test('it eases by a strike a day and is then forgotten', () => {
    const pace = after([NOW, NOW + HOUR]);
    expect(hostLimits(pace, NOW + HOUR + DAY).floorMinutes).toBe(20);
    expect(easedPace(pace, NOW + HOUR + DAY)).toBe(pace);
    expect(hostLimits(pace, NOW + HOUR + 2 * DAY)).toEqual({ notBefore: null, floorMinutes: 0 });
    expect(easedPace(pace, NOW + HOUR + 2 * DAY)).toBeNull();
  });
});

describe('our own line', () => {
  const outcome = (host: string, minutesAgo: number, reached: boolean): HostOutcome => ({
    host,
    at: NOW - minutesAgo * MINUTE,
    reached,
  });
  const failures = (count: number, minutesAgo = 2): HostOutcome[] =>
    Array.from({ length: count }, (_, n) => outcome(`h${n}`, minutesAgo, false));

  test.for([
    { name: 'nothing known', outcomes: [], down: false },
    { name: 'two hosts may well be down', outcomes: failures(2), down: false },
    { name: 'all of three hosts are not', outcomes: failures(3), down: true },
    {
      name: 'one host with many feeds is one host',
      outcomes: [1, 2, 3, 4].map((n) => outcome('h', n, false)),
      down: false,
    },
    { name: 'an answer after the failures', outcomes: [...failures(9), outcome('x', 1, true)], down: false },
    { name: 'an answer before the failures', outcomes: [...failures(9), outcome('x', 5, true)], down: true },
    {
      name: 'half of the hosts answer at the same time',
      outcomes: [...failures(3), outcome('x', 2, true), outcome('y', 2, true)],
      down: false,
    },
    { name: 'failures of an hour ago', outcomes: failures(9, 60), down: false },
    {
      name: 'a host that failed and then answered',
      outcomes: [...failures(3), outcome('h0', 1, true)],
      down: false,
    },
  ])('$name', ({ outcomes, down }) => {
    expect(networkView(outcomes, NOW).down).toBe(down);
  });

  test('going down and coming back are one event each', () => {
    const up = networkView([], NOW);
    const down = networkView(failures(5), NOW);
    expect(networkChange(null, up, NOW)).toBeNull();
    expect(networkChange(up, down, NOW)).toMatchObject({
      kind: 'network-down',
      why: expect.stringContaining('5 of 5'),
    });
    expect(networkChange(down, down, NOW)).toBeNull();
    expect(networkChange(down, up, NOW + HOUR)).toMatchObject({
      kind: 'network-up',
      why: 'hosts answer again after 62 minutes',
    });
  });
});

describe('phases', () => {
  test("one host's feeds have phases of their own, whoever asks and in whatever order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 }), (ids) => {
        const phases = ids.map((id) => phaseOf(id, 'news.example', ids.toReversed()));
        expect(new Set(phases).size).toBe(ids.length);
        expect(phases.every((phase) => phase >= 0 && phase < MINUTE)).toBe(true);
        const sorted = phases.toSorted((a, b) => a - b);
        for (let n = 1; n < sorted.length; n++)
          expect((sorted[n] ?? 0) - (sorted[n - 1] ?? 0)).toBeGreaterThanOrEqual(999);
      }),
    );
  });

  test('a time is moved to its phase by less than a minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: NOW, max: NOW + DAY }), fc.nat(59_999), (at, phase) => {
        const moved = atPhase(at, phase);
        expect(moved % MINUTE).toBe(phase);
        expect(moved - at).toBeGreaterThanOrEqual(0);
        expect(moved - at).toBeLessThan(MINUTE);
      }),
    );
  });
});
