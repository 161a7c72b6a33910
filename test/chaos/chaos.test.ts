/** The short form of `npm run chaos`: every fault strikes once, several at a time, on both runners. */
import { expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/drizzle.ts';
import { hasProgram } from '../requirements.ts';
import { FAULTS, type World } from './faults.ts';
import type { Runner } from './installation.ts';
import { wrongInStore } from './invariants.ts';
import { planRounds, planShort } from './plan.ts';
import { playRound } from './round.ts';
import { openWorld } from './world.ts';

const SEED = 1;
const TOGETHER = 4;

test('the same seed gives the same plan, and every fault strikes before any strikes again', () => {
  const plan = planRounds(SEED, FAULTS.length * 2, FAULTS);
  expect(planRounds(SEED, FAULTS.length * 2, FAULTS)).toEqual(plan);
  expect(planRounds(SEED + 1, FAULTS.length * 2, FAULTS)).not.toEqual(plan);
  const first = plan.slice(0, FAULTS.length).map(({ faults }) => faults[0]?.name);
  expect(first.toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
});

async function everyFaultOnce(runner: Runner, which: (only: Runner | undefined) => boolean): Promise<World> {
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

test('without Redis: whatever strikes, everything is stored once and every failure has a reason', async () => {
  const { installation, newsroom } = await everyFaultOnce('in-process', (only) => only === undefined);
  // And the check sees it when something is lost.
  await installation.stop();
  const client = new Sqlite(installation.database);
  client.exec("UPDATE articles SET state = 'failed' WHERE id = 1; DELETE FROM items WHERE id = 2");
  client.close();
  const wrong = wrongInStore(installation.database, installation.pages, newsroom).join('\n');
  expect(wrong).toMatch(/1 not stored: http(.|\n)*sightings: \d+ instead of \d+/);
}, 120_000);

test.skipIf(!hasProgram('redis-server'))(
  'on the queue: whatever strikes Redis and the workers, too',
  async () => {
    await everyFaultOnce('queue', (only) => only === 'queue');
  },
  180_000,
);
