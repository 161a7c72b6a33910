/** The queue of a daemon: what someone waits for is not lost with Redis, and what nobody waits for any more is not done again. */
import { expect, onTestFinished } from 'vitest';
import { openQueueEngine } from '../../src/app/queue-engine.ts';
import { type Job, jobId, type PipelineEvent } from '../../src/core/jobs.ts';
import { EVERYTHING } from '../../src/core/operations.ts';
import type { ResultSink } from '../../src/core/ports.ts';
import { jobPayload } from '../../src/queue/job-payload.ts';
import { freshStore, withFeed } from '../store/fixtures.ts';
import { collectingLog, idle, poll } from './fixtures.ts';
import { freePort, redisTest, startRedis, until } from './server.ts';

async function engineOn(redisUrl: string, handle: (id: string, runs: number) => 'done' | 'again') {
  const store = withFeed(freshStore(), 'a');
  const { log, lines } = collectingLog();
  const engine = await openQueueEngine({
    redisUrl,
    database: '/nowhere/jvwire.db',
    store,
    rulesVersion: async () => 'rules',
    concurrency: 4,
    intervalMs: 0,
    log,
  });
  onTestFinished(() => engine.close(100));
  const runs: string[] = [];
  const left: string[] = [];
  const runner = engine.start({
    handle: async (job: Job) => {
      const id = jobId(job);
      runs.push(id);
      if (handle(id, runs.filter((ran) => ran === id).length) === 'again')
        return { kind: 'again', waitMs: 60_000 };
      engine.ended({ kind: 'feed', jobId: id } as PipelineEvent);
      return { kind: 'done' };
    },
    sink: {} as ResultSink,
    onError: () => expect.unreachable(),
    onPaused: (job) => left.push(jobId(job)),
  });
  return { engine, runner, store, runs, left, lines };
}

redisTest(
  'who waits for a job is served by a Redis that came back empty, whoever asked for it in vain',
  async () => {
    const port = await freePort();
    const first = await startRedis({ port });
    const { runner, runs, lines } = await engineOn(first.url, (id, times) =>
      id === 'feed-a' && times === 1 ? 'again' : 'done',
    );
    await runner.add([poll('a')], { urgent: true });
    await until(
      async () => (await runner.depths()).some(({ delayed }) => delayed === 1),
      () => lines,
    );
    await first.stop();
    await expect(runner.add([poll('a'), poll('c')], { urgent: true })).rejects.toThrow(/does not answer/);
    await startRedis({ port });
    await until(
      () => runs.filter((id) => id === 'feed-a').length === 2,
      () => lines,
      10,
    );
    await idle(runner);
    expect(runs).not.toContain('feed-c');
  },
);

redisTest('what a poll brought to a feed that was paused meanwhile is left, and that is told', async () => {
  const { url } = await startRedis();
  const { engine, runner, store, runs, left } = await engineOn(url, () => 'done');
  store.pause('a', Date.now());
  await engine.addLater([poll('a'), poll('b')]);
  await idle(runner);
  expect({ runs, left }).toEqual({ runs: ['feed-b'], left: ['feed-a'] });
});

redisTest('while everything is paused what waits stays, and nobody is told that it was left', async () => {
  const { url } = await startRedis();
  const { runner, store, runs, left } = await engineOn(url, () => 'done');
  store.pause(EVERYTHING, Date.now());
  await runner.setPaused(true);
  await runner.add([poll('a')]);
  await runner.setPaused(true);
  expect((await runner.jobs()).waiting.map(({ id }) => id)).toEqual(['feed-a']);
  expect({ runs, left }).toEqual({ runs: [], left: [] });
});

redisTest('a job that a wrong clock put off by a year is taken up with the next look', async () => {
  const { url } = await startRedis();
  const { engine, runs, lines } = await engineOn(url, () => 'done');
  const [feeds] = engine.queues;
  const job = jobPayload(poll('a'), 'of another');
  await feeds?.add('poll', job, { jobId: 'feed-a', delay: 400 * 86_400_000 });
  await until(
    () => lines.some(({ message }) => message.startsWith('jobs of a wrong clock taken up')),
    () => ({ runs, lines }),
    10,
  );
});
