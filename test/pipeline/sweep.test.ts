/** The sweeper: one sweep at a time, none forgotten, and none still under way when it has stopped. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type DeliverJob, type IngestJob, type Job, jobId, type PollJob } from '../../src/core/jobs.ts';
import { createSweeper } from '../../src/pipeline/daemon/sweep.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { collectingLog, ingest, poll } from '../redis/fixtures.ts';
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
    alreadyLogged: () => false,
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

interface Due {
  readonly polls?: readonly PollJob[];
  readonly articles?: readonly IngestJob[];
  readonly messages?: readonly DeliverJob[];
}

/** A sweeper over what `due` says at each look, and what it did. */
function sweepingOver(
  due: (look: number) => Due,
  options: {
    readonly handle?: (job: Job) => Promise<void>;
    readonly alreadyLogged?: (error: unknown) => boolean;
  } = {},
) {
  const { log, lines } = collectingLog();
  const done: string[] = [];
  let looks = 0;
  const runner = createInProcessRunner({
    handle: async (job) => {
      await options.handle?.(job);
      done.push(jobId(job));
      return { kind: 'done' };
    },
    concurrency: 4,
    now: () => NOW,
    onError: () => expect.unreachable(),
  });
  onTestFinished(() => runner.close(1_000));
  const sweeper = createSweeper({
    store: {
      duePolls: () => due(++looks).polls ?? [],
      dueArticles: () => due(looks).articles ?? [],
      listPauses: () => [],
    },
    findNews: async () => due(looks).messages ?? [],
    runner,
    canStore: () => true,
    alreadyLogged: options.alreadyLogged ?? (() => false),
    now: () => NOW,
    everyMs: 60_000,
    housekeep: () => {},
    log,
  });
  return { sweeper, runner, done, lines, looks: () => looks };
}

test('polls, articles and messages that are due become jobs, and it is idle when they are done', async () => {
  const message: DeliverJob = { kind: 'deliver', deliveryId: '1', url: 'mailto:desk@example.org' };
  const { sweeper, done } = sweepingOver(
    (look) => (look === 1 ? { polls: [poll('a')], articles: [ingest(1)], messages: [message] } : {}),
    { handle: () => sleep(300) },
  );
  await sweeper.sweep();
  await sweeper.idle();
  expect(done.toSorted()).toEqual(['article-1', jobId(message), 'feed-a'].toSorted());
});

test('work that stays due however often it is done ends the wait, once nothing else is left', async () => {
  const { sweeper, done } = sweepingOver((look) => ({
    polls: [poll('again')],
    articles: look <= 5 ? [ingest(look)] : [],
  }));
  await expect(sweeper.idle()).rejects.toMatchObject({
    code: 'stuck',
    message: '1 job is due again and again: see the log for why',
  });
  expect(done.filter((id) => id.startsWith('article'))).toHaveLength(5);
});

test('what is done three times and then no more is not stuck', async () => {
  const { sweeper, done } = sweepingOver((look) => (look <= 3 ? { polls: [poll('a')] } : {}));
  await sweeper.idle();
  expect(done).toEqual(['feed-a', 'feed-a', 'feed-a']);
});

test('a sweep that fails is logged unless that was told already, and the next one is made', async () => {
  const known = new Error('the disk is full');
  const { sweeper, done, lines } = sweepingOver(
    (look) => {
      if (look === 1) throw new Error('a bug');
      if (look === 2) throw known;
      return { polls: [poll('a')] };
    },
    { alreadyLogged: (error) => error === known },
  );
  for (let sweep = 0; sweep < 3; sweep++) await sweeper.sweep();
  await sweeper.idle().catch(() => {});
  expect(done[0]).toBe('feed-a');
  expect(lines).toMatchObject([
    { level: 'error', message: 'sweep failed', fields: { err: { message: 'a bug' } } },
  ]);
});

test('once started it sweeps at once and at every interval, until it is stopped', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { sweeper, looks } = sweepingOver(() => ({}));
  await sweeper.start();
  expect(looks()).toBe(1);
  await vi.advanceTimersByTimeAsync(180_000);
  expect(looks()).toBe(4);
  await sweeper.stop();
  expect(vi.getTimerCount()).toBe(0);
  const other = sweepingOver(() => ({})).sweeper;
  const starting = other.start();
  await other.stop();
  await starting;
  expect(vi.getTimerCount()).toBe(0);
});
