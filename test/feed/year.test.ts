/** A simulated year of 200 feeds: nothing falls silent unnoticed, news comes soon, and publishers are asked little. */
import { afterAll, describe, expect, test } from 'vitest';
import { type FeedRun, runYear } from './year-run.ts';
import { DAY, HOUR, MINUTE, makeWorld, type RhythmKind, seeded } from './year-world.ts';

const world = makeWorld(seeded(2025));
const year = runYear(world, seeded(7));
const FIXED_POLLS = world.feeds.length * 365 * 24 * 6;
const KINDS = [...new Set(world.feeds.map(({ rhythm }) => rhythm))];

const of = (kind: RhythmKind): FeedRun[] => year.runs.filter(({ feed }) => feed.rhythm === kind);
const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
const delayOf = (kind: RhythmKind, share: number): number =>
  quantile(
    of(kind).flatMap(({ delays }) => delays),
    share,
  ) / MINUTE;
const firstAfter = ({ states }: FeedRun, state: string, at: number): number | null =>
  states.find((one) => one.to === state && one.at >= at)?.at ?? null;

describe('a year of 200 feeds', () => {
  test('is a year of real size and trouble', () => {
    expect(world.feeds).toHaveLength(200);
    expect(world.feeds.flatMap(({ troubles }) => troubles).length).toBeGreaterThan(200);
    expect(year.runs.flatMap(({ delays }) => delays).length).toBeGreaterThan(500_000);
  });

  test('costs less than a quarter of the requests of a poll every ten minutes', () => {
    expect(year.polls / FIXED_POLLS).toBeLessThan(0.25);
  });

  test('brings the news of feeds that post hourly in under 20 minutes, by the median', () => {
    expect(delayOf('hourly', 0.5)).toBeLessThan(20);
    expect(delayOf('busy', 0.5)).toBeLessThan(20);
    expect(delayOf('daily', 0.5)).toBeLessThan(90);
  });

  test('leaves no feed silent without a state that says so', () => {
    expect(year.silent).toEqual([]);
    for (const { feed, memory } of year.runs)
      if (feed.rhythm === 'dead' || feed.rhythm === 'dying') expect(memory.health?.state).toBe('quiet');
  });

  test('notices within weeks when a feed dies, by its own rhythm', () => {
    for (const run of of('dying')) {
      const last = run.feed.posts.at(-1) ?? 0;
      const troubled = run.feed.troubles.some(({ until }) => until > last);
      const noticed = firstAfter(run, 'quiet', last);
      expect(noticed).not.toBeNull();
      if (!troubled) expect(((noticed ?? 0) - last) / DAY).toBeLessThan(35);
    }
  });

  test('calls few living feeds quiet', () => {
    const alarms = year.runs
      .filter(({ feed }) => !/^d(?:ead|ying)/.test(feed.rhythm))
      .flatMap(({ states }) => states);
    expect(alarms.filter(({ to }) => to === 'quiet').length).toBeLessThan(40);
    for (const kind of ['busy', 'hourly', 'working-hours', 'daily'] as const)
      expect(
        of(kind)
          .flatMap(({ states }) => states)
          .filter(({ to }) => to === 'quiet'),
      ).toEqual([]);
  });

  test('names walls, refusals and farewells for what they are, soon', () => {
    for (const run of year.runs)
      for (const { from, until, code, challenged } of run.feed.troubles) {
        if (until - from < 10 * DAY) continue;
        const state = challenged ? 'blocked' : code === 'http-410' ? 'gone' : 'failing';
        const named = firstAfter(run, state, from - DAY);
        expect(named, `${run.feed.id} ${state}`).not.toBeNull();
        expect((named ?? 0) - from).toBeLessThan(3 * DAY);
      }
  });

  test('every feed whose trouble ended is well again within eight days, by itself', () => {
    for (const run of year.runs)
      for (const { from, until } of run.feed.troubles) {
        const others = run.feed.troubles.some((other) => other.from < until + 8 * DAY && other.until > until);
        if (others || until - from < 10 * DAY || until > world.feeds.length * DAY) continue;
        const back = run.states.find(({ to, at }) => at >= until && (to === 'ok' || to === 'quiet'));
        expect((back?.at ?? Number.POSITIVE_INFINITY) - until, run.feed.id).toBeLessThan(8 * DAY);
      }
  });

  test('takes over every feed that moved before its old address ended, and none that was sold', () => {
    for (const { feed, memory, moveEvents } of year.runs) {
      const barred = feed.troubles.some(({ from, until }) => until - from > 10 * DAY);
      if (feed.movesAt !== null && !barred) expect(memory.moves.history, feed.id).toHaveLength(1);
      if (feed.soldAt !== null) expect(moveEvents.map(({ kind }) => kind)).toEqual(['move-doubtful']);
    }
  });

  test('every item that was missed lies in a window that says so', () => {
    for (const { feed, missed, windows } of year.runs) {
      const lossy = windows.filter(({ mayHaveMissed }) => mayHaveMissed);
      const unsaid = missed.filter(
        (at) => !lossy.some(({ from, until }) => at >= from && at <= (until ?? at)),
      );
      expect(unsaid.length, feed.id).toBe(0);
    }
  });

  test('blames no feed while our own line is down', () => {
    for (const { from, until } of world.darkness) {
      const first = year.networkDown.find((at) => at >= from) ?? Number.POSITIVE_INFINITY;
      expect(first - from).toBeLessThan(15 * MINUTE);
      const blamed = year.runs.filter(
        ({ feed, states }) =>
          states.some(({ to, at }) => to !== 'ok' && at >= from && at <= until + HOUR) &&
          feed.troubles.every((trouble) => trouble.from > until + HOUR || trouble.until < from - DAY),
      );
      expect(
        blamed
          .filter(({ feed }) => !/^(?:dead|dying|weekly|bursts)/.test(feed.rhythm))
          .map(({ feed }) => feed.id),
      ).toEqual([]);
    }
    const outside = year.networkDown.filter(
      (at) => !world.darkness.some(({ from, until }) => at >= from && at < until),
    );
    expect(outside).toEqual([]);
  });

  test("never asks two of one host's feeds at the same instant, and slows down where a host complains", () => {
    expect(year.collisions).toBe(0);
    expect(year.refusals429).toBeLessThan(year.polls / 1000);
  });
});

afterAll(() => {
  const lines = KINDS.map((kind) => {
    const runs = of(kind);
    const perDay = runs.reduce((sum, { polls }) => sum + polls, 0) / runs.length / 365;
    const figures = [
      `${runs.length} feeds`.padStart(8),
      `${perDay.toFixed(1)} polls a day`.padStart(16),
      `delay ${delayOf(kind, 0.5).toFixed(0)} min (median) ${delayOf(kind, 0.9).toFixed(0)} min (p90)`,
      `${runs.reduce((sum, { missed }) => sum + missed.length, 0)} of ${runs.reduce((sum, { delays, missed }) => sum + delays.length + missed.length, 0)} items missed`,
      `${runs.flatMap(({ states }) => states).filter(({ to }) => to === 'quiet').length} times quiet`,
    ];
    return `${kind.padEnd(14)}${figures.join(', ')}`;
  });
  const share = ((100 * year.polls) / FIXED_POLLS).toFixed(1);
  lines.push(`${year.polls} polls, ${share} % of a poll every ten minutes; 429 ${year.refusals429} times`);
  process.stderr.write(`${lines.join('\n')}\n`);
});
