/** The sweeper: one sweep at a time, none forgotten, and none still under way when it has stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DeliverJob } from '../../src/core/jobs.ts';
import { createSweeper } from '../../src/pipeline/sweep.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { freshStore, NOW } from '../store/fixtures.ts';

/** Over a real store, with a search for news that takes as long as the test wants. */
function sweeping() {
  const store = freshStore();
  const { log, lines } = collectingLog();
  const world = { begun: 0, atOnce: 0, mostAtOnce: 0, ended: 0, finish: (): void => {} };
  const findNews = async (): Promise<readonly DeliverJob[]> => {
    world.begun++;
    world.mostAtOnce = Math.max(world.mostAtOnce, ++world.atOnce);
    await new Promise<void>((resolve) => {
      world.finish = resolve;
    });
    world.atOnce--;
    return [];
  };
  const runner = createInProcessRunner({
    handle: async () => ({ kind: 'done' }),
    concurrency: 1,
    now: () => NOW,
    onError: () => expect.unreachable(),
  });
  const sweeper = createSweeper({
    store,
    findNews,
    runner,
    canStore: () => true,
    toldOf: () => false,
    now: () => NOW,
    everyMs: 60_000,
    housekeep: () => {
      world.ended++;
      // Throws when the store was closed under it.
      store.forgetFuture(NOW);
    },
    log,
  });
  return { store, sweeper, world, lines };
}

test('three who ask during a sweep get one more, after it and never beside it', async () => {
  const { sweeper, world } = sweeping();
  const first = sweeper.sweep();
  const asked = [sweeper.sweep(), sweeper.sweep(), sweeper.sweep()];
  world.finish();
  await first;
  await sleep(10);
  expect(world).toMatchObject({ begun: 2, ended: 1 });
  world.finish();
  await Promise.all(asked);
  expect(world).toMatchObject({ begun: 2, ended: 2, mostAtOnce: 1 });
});

test('stopping waits for the sweep under way, and none follows it', async () => {
  const { store, sweeper, world, lines } = sweeping();
  const under = sweeper.sweep();
  const asked = sweeper.sweep();
  let stopped = false;
  const stopping = sweeper.stop().then(() => {
    stopped = true;
    store.close();
  });
  await sleep(10);
  expect(stopped).toBe(false);
  world.finish();
  await Promise.all([under, asked, stopping]);
  expect(world).toMatchObject({ begun: 1, ended: 1 });
  expect(lines).toEqual([]);
});
