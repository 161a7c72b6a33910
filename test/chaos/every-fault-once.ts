/** A world in which every fault strikes once, several at a time, and after each round nothing may be wrong. */
import { expect, onTestFinished } from 'vitest';
import type { World } from './faults.ts';
import type { Runner } from './installation.ts';
import { planShort } from './plan.ts';
import { playRound } from './round.ts';
import { openWorld } from './world.ts';

export const SEED = 1;
const TOGETHER = 4;

/** `which` chooses the faults by the runner that they need. */
export async function everyFaultOnce(
  runner: Runner,
  which: (only: Runner | undefined) => boolean,
): Promise<World> {
  const world = await openWorld({ runner, feeds: 8, pages: 24, seed: SEED });
  onTestFinished(world.close);
  await Promise.all(world.installation.names.map(world.installation.start));
  const faults = world.faults.filter(({ only }) => which(only));
  for (const round of planShort(SEED, faults, TOGETHER)) {
    const { wrong } = await playRound(world, round, faults);
    expect({ faults: round.faults, wrong }).toEqual({ faults: round.faults, wrong: [] });
  }
  return world;
}
