/** Waiting in place for a turn at a host: until it comes, or not at all when it is too far away. */
import { expect, test } from 'vitest';
import { createRobots } from '../../src/net/robots.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { nextTurn } from '../../src/pipeline/turns.ts';

/** Real turns, a second apart, on a clock that waiting moves on. */
function turns() {
  const clock = { now: 1_000_000 };
  const slots = createHostSlots({ intervalMs: 1_000 });
  const robots = createRobots({
    fetcher: { fetch: () => expect.unreachable() },
    userAgentToken: 'jvwire',
  });
  const wait = async (ms: number): Promise<void> => {
    clock.now += ms;
  };
  const next = (claimant: string, patienceMs: number) =>
    nextTurn(
      { slots, robots, now: () => clock.now, wait },
      'https://wire.example/1',
      claimant,
      clock.now + patienceMs,
    );
  const take = async (claimant: string): Promise<void> => {
    const turn = await slots.claim('wire.example', claimant, clock.now);
    expect(turn.granted).toBe(true);
    if (turn.granted) turn.release();
  };
  return { clock, slots, next, take };
}

test('a turn within the time is waited for', async () => {
  const { clock, next, take } = turns();
  await take('one');
  expect((await next('two', 1_000)).granted).toBe(true);
  expect(clock.now).toBe(1_001_000);
});

test('one that is further away is given up, and nobody waits for whoever wanted it', async () => {
  const { clock, slots, next, take } = turns();
  await take('one');
  expect(await next('two', 900)).toEqual({ granted: false, waitMs: 1_000 });
  expect(await slots.claim('wire.example', 'three', clock.now)).toEqual({ granted: false, waitMs: 1_000 });
  clock.now += 1_000;
  await take('three');
});
