/** Turns at hosts: never two at once, never too close, in order, and everyone is served. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHostSlots as createSlots } from '../../src/net/slots.ts';
import { type TimedTurn, timed } from './turn-times.ts';

const createHostSlots = (options: Parameters<typeof createSlots>[0]) => timed(createSlots(options));

function releaseOf(turn: TimedTurn): () => void {
  if (!turn.granted) throw new Error(`not granted, come back at ${turn.at}`);
  return turn.release;
}

function timeOf(turn: TimedTurn): number {
  if (turn.granted) throw new Error('granted');
  return turn.at;
}

interface Visit {
  readonly claimant: string;
  readonly arrived: number;
  readonly start: number;
  readonly end: number;
  readonly claims: number;
}

/** Runs claimants against one host on a clock of its own: each returns when told, `late` after it, and holds its turn for `hold`. */
async function simulate(
  intervalMs: number,
  claimants: readonly {
    readonly arrives: number;
    readonly hold: number;
    readonly late: number;
    readonly gone?: boolean;
  }[],
): Promise<Visit[]> {
  const slots = createHostSlots({ intervalMs });
  const visits: Visit[] = [];
  const claims = claimants.map(() => 0);
  const releases = new Map<number, () => void>();
  // [time, claimant, what]; releases come before claims of the same moment.
  const events: [number, number, 'release' | 'claim'][] = claimants.map(({ arrives }, index) => [
    arrives,
    index,
    'claim',
  ]);
  for (let steps = 0; events.length > 0; steps += 1) {
    if (steps > 200_000) throw new Error('the simulation does not end');
    events.sort((a, b) => a[0] - b[0] || (a[2] === b[2] ? 0 : a[2] === 'release' ? -1 : 1));
    const event = events.shift();
    if (event === undefined) break;
    const [now, index, what] = event;
    const claimant = claimants[index];
    if (claimant === undefined) break;
    if (what === 'release') {
      releases.get(index)?.();
      continue;
    }
    claims[index] = (claims[index] ?? 0) + 1;
    const turn = await slots.claim('site.test', `c${index}`, now);
    if (turn.granted) {
      releases.set(index, turn.release);
      visits.push({
        claimant: `c${index}`,
        arrived: claimant.arrives,
        start: now,
        end: now + claimant.hold,
        claims: claims[index] ?? 0,
      });
      events.push([now + claimant.hold, index, 'release']);
    } else {
      expect(turn.at).toBeGreaterThan(now);
      if (!claimant.gone) events.push([turn.at + claimant.late, index, 'claim']);
    }
  }
  return visits;
}

describe('one host', () => {
  it('serves the first at once and the second an interval later', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    const release = releaseOf(await slots.claim('a.test', 'one', 5_000));
    release();
    expect(timeOf(await slots.claim('a.test', 'two', 5_100))).toBe(6_000);
    expect(timeOf(await slots.claim('a.test', 'two', 5_500))).toBe(6_000);
    releaseOf(await slots.claim('a.test', 'two', 6_000));
  });

  it('gives 500 claimants 500 times, an interval apart, and one return each', async () => {
    const visits = await simulate(
      1_000,
      Array.from({ length: 500 }, () => ({ arrives: 0, hold: 300, late: 0 })),
    );
    expect(visits.map((visit) => visit.start)).toEqual(
      Array.from({ length: 500 }, (_, index) => index * 1_000),
    );
    expect(visits.map((visit) => visit.claimant)).toEqual(
      Array.from({ length: 500 }, (_, index) => `c${index}`),
    );
    expect(Math.max(...visits.map((visit) => visit.claims))).toBe(2);
  });

  it('is not started anew while busy, however long; the next in line keeps its place', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    const release = releaseOf(await slots.claim('a.test', 'slow', 0));
    expect(timeOf(await slots.claim('a.test', 'first', 10))).toBe(1_000);
    expect(timeOf(await slots.claim('a.test', 'second', 20))).toBe(2_000);
    const again = timeOf(await slots.claim('a.test', 'first', 1_000));
    expect(again).toBeLessThanOrEqual(1_250);
    release();
    expect(timeOf(await slots.claim('a.test', 'newcomer', 1_200))).toBeGreaterThan(2_000);
    releaseOf(await slots.claim('a.test', 'first', again));
  });

  it('stays busy when a turn is released twice, or by an earlier holder', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    const first = releaseOf(await slots.claim('a.test', 'one', 0));
    first();
    expect(timeOf(await slots.claim('a.test', 'two', 10))).toBe(1_000);
    const second = releaseOf(await slots.claim('a.test', 'two', 1_000));
    first();
    first();
    const at = timeOf(await slots.claim('a.test', 'three', 2_000));
    second();
    releaseOf(await slots.claim('a.test', 'three', at));
  });

  it('with no interval still takes one at a time, with waits of a few milliseconds', async () => {
    const visits = await simulate(
      0,
      Array.from({ length: 50 }, () => ({ arrives: 0, hold: 2, late: 1 })),
    );
    expect(visits).toHaveLength(50);
    expect(Math.max(...visits.map((visit) => visit.end))).toBeLessThan(50 * 15);
  });

  it('takes a longer interval for the host that asks for it', async () => {
    const slots = createHostSlots({ intervalMs: 100 });
    releaseOf(await slots.claim('a.test', 'one', 0, 5_000))();
    expect(timeOf(await slots.claim('a.test', 'two', 1, 5_000))).toBe(5_000);
    releaseOf(await slots.claim('b.test', 'one', 0, 10))();
    expect(timeOf(await slots.claim('b.test', 'two', 1, 10))).toBe(100);
  });

  it('does not wait long for claimants that never return', async () => {
    const visits = await simulate(
      1_000,
      Array.from({ length: 40 }, (_, index) => ({
        arrives: index * 10,
        hold: 50,
        late: 0,
        gone: index % 2 === 1,
      })),
    );
    expect(visits.length).toBeGreaterThanOrEqual(20);
    expect(Math.max(...visits.map((visit) => visit.start))).toBeLessThan(60_000);
  });

  it('gives the next turn to work under way, however long the line, and serves the line after it', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    const first = releaseOf(await slots.claim('a.test', 'under way', 0));
    const line = Array.from({ length: 60 }, (_, index) => `c${index}`);
    for (const [index, name] of line.entries())
      expect(timeOf(await slots.claim('a.test', name, 10))).toBe((index + 1) * 1_000);
    first();
    expect(timeOf(await slots.claim('a.test', 'under way', 200, undefined, 'next'))).toBe(1_000);
    // Even if the line is asked first at that time.
    expect(timeOf(await slots.claim('a.test', 'c0', 1_000))).toBe(2_000);
    releaseOf(await slots.claim('a.test', 'under way', 1_000, undefined, 'next'))();
    releaseOf(await slots.claim('a.test', 'c0', 2_000))();
    expect(timeOf(await slots.claim('a.test', 'newcomer', 2_100))).toBeGreaterThan(60_000);
  });

  it('keeps a place that it gave, however it is asked for again', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    releaseOf(await slots.claim('a.test', 'one', 0))();
    for (const [index, name] of ['two', 'three', 'four'].entries())
      expect(timeOf(await slots.claim('a.test', name, 10))).toBe((index + 1) * 1_000);
    expect(timeOf(await slots.claim('a.test', 'four', 20, undefined, 'next'))).toBe(3_000);
    releaseOf(await slots.claim('a.test', 'two', 1_000))();
  });

  it('keeps the place of a claimant that is a minute late, and lets others go meanwhile', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    releaseOf(await slots.claim('a.test', 'one', 0))();
    expect(timeOf(await slots.claim('a.test', 'late', 10))).toBe(1_000);
    releaseOf(await slots.claim('a.test', 'punctual', 61_000))();
    expect(timeOf(await slots.claim('a.test', 'behind', 61_010))).toBe(62_000);
    releaseOf(await slots.claim('a.test', 'late', 62_000))();
    expect(timeOf(await slots.claim('a.test', 'behind', 62_000))).toBe(63_000);
  });

  it('is not kept idle for those that come late where turns follow closely', async () => {
    const slots = createHostSlots({ intervalMs: 0 });
    const release = releaseOf(await slots.claim('a.test', 'one', 0));
    expect(timeOf(await slots.claim('a.test', 'late', 1))).toBe(6);
    expect(timeOf(await slots.claim('a.test', 'behind', 2))).toBe(11);
    release();
    expect(timeOf(await slots.claim('a.test', 'behind', 11))).toBe(16);
    releaseOf(await slots.claim('a.test', 'behind', 16))();
    releaseOf(await slots.claim('a.test', 'late', 17))();
  });

  it('is not kept idle for one that was told to come much later', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    releaseOf(await slots.claim('a.test', 'one', 0, 600_000))();
    expect(timeOf(await slots.claim('a.test', 'far', 10, 600_000))).toBe(600_000);
    releaseOf(await slots.claim('a.test', 'another', 2_000))();
  });

  it('does not wait for a claimant that was withdrawn', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    releaseOf(await slots.claim('a.test', 'one', 0))();
    expect(timeOf(await slots.claim('a.test', 'two', 100, undefined, 'next'))).toBe(1_000);
    expect(timeOf(await slots.claim('a.test', 'three', 100))).toBe(1_000);
    slots.withdraw('a.test', 'two');
    releaseOf(await slots.claim('a.test', 'three', 1_000))();
  });

  it('is free again after the clock was set back', async () => {
    const slots = createHostSlots({ intervalMs: 1_000 });
    releaseOf(await slots.claim('a.test', 'one', 40 * 60_000))();
    expect(timeOf(await slots.claim('a.test', 'two', 60_000))).toBeLessThanOrEqual(61_000 + 1_000);
  });
});

describe('many hosts', () => {
  it('do not hold one another up', async () => {
    const slots = createHostSlots({ intervalMs: 60_000 });
    for (let index = 0; index < 5_000; index += 1)
      releaseOf(await slots.claim(`h${index}.test`, 'one', index))();
  });
});

describe('any crowd', () => {
  const crowd = fc.array(fc.record({ arrives: fc.nat(20_000), hold: fc.nat(3_000), late: fc.nat(400) }), {
    minLength: 1,
    maxLength: 40,
  });

  it('is served one at a time, spaced, and completely', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 50, 1_000, 2_500), crowd, async (intervalMs, claimants) => {
        const visits = await simulate(intervalMs, claimants);
        expect(new Set(visits.map((visit) => visit.claimant)).size).toBe(claimants.length);
        for (const [index, visit] of visits.entries()) {
          const previous = visits[index - 1];
          if (previous === undefined) continue;
          expect(visit.start).toBeGreaterThanOrEqual(previous.end);
          expect(visit.start - previous.start).toBeGreaterThanOrEqual(intervalMs);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is served in the order of asking when it is punctual', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, async (claimants) => {
        const punctual = claimants.map((claimant) => ({ ...claimant, late: 0 }));
        const visits = await simulate(1_000, punctual);
        const order = visits.map((visit) => visit.arrived);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it('needs few returns each and leaves the host idle little', async () => {
    await fc.assert(
      fc.asyncProperty(crowd, async (claimants) => {
        const visits = await simulate(1_000, claimants);
        const claims = visits.reduce((sum, visit) => sum + visit.claims, 0) / visits.length;
        expect(claims).toBeLessThan(12);
        const needed = claimants.reduce((sum, claimant) => sum + Math.max(1_000, claimant.hold), 0);
        const last = Math.max(...visits.map((visit) => visit.end));
        expect(last).toBeLessThan(20_000 + needed + claimants.length * 1_500);
      }),
      { numRuns: 100 },
    );
  });
});

it('a clock that is set back by a year forgets the times that the old one promised', async () => {
  const slots = createHostSlots({ intervalMs: 1000 });
  const year = 365 * 86_400_000;
  releaseOf(await slots.claim('site.test', 'first', year))();
  expect(timeOf(await slots.claim('site.test', 'second', year))).toBe(year + 1000);
  expect(timeOf(await slots.claim('site.test', 'second', 5_000))).toBeLessThanOrEqual(6_000);
  expect(timeOf(await slots.claim('site.test', 'third', 5_000))).toBeLessThanOrEqual(7_000);
  releaseOf(await slots.claim('site.test', 'second', 6_000))();
});

it("a clock that jumps ahead by a year during a request ends nobody's turn", async () => {
  const slots = createHostSlots({ intervalMs: 1000 });
  const year = 365 * 86_400_000;
  const first = await slots.claim('site.test', 'first', 0);
  const at = timeOf(await slots.claim('site.test', 'second', year));
  expect(timeOf(await slots.claim('site.test', 'second', at))).toBeGreaterThan(at);
  releaseOf(first)();
  releaseOf(await slots.claim('site.test', 'second', at + 1000))();
});
