/** The short form of `npm run chaos`, without Redis: every fault strikes once, several at a time. */
import { expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { everyFaultOnce, SEED } from './every-fault-once.ts';
import { FAULTS } from './faults.ts';
import { wrongInStore } from './invariants.ts';
import { planRounds } from './plan.ts';

test('the same seed gives the same plan, and every fault strikes before any strikes again', () => {
  const plan = planRounds(SEED, FAULTS.length * 2, FAULTS);
  expect(planRounds(SEED, FAULTS.length * 2, FAULTS)).toEqual(plan);
  expect(planRounds(SEED + 1, FAULTS.length * 2, FAULTS)).not.toEqual(plan);
  const first = plan.slice(0, FAULTS.length).map(({ faults }) => faults[0]?.name);
  expect(first.toSorted()).toEqual(FAULTS.map(({ name }) => name).toSorted());
});

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
