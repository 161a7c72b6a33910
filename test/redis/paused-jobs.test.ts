/** What waits of paused feeds is taken out of Redis, wherever its workers are, and nothing else is. */
import { expect } from 'vitest';
import { jobId, type WorkJob, type WorkName, workNamed } from '../../src/core/jobs.ts';
import { createPausedJobs } from '../../src/queue/paused-jobs.ts';
import { collectingLog, gate, ingest, poll, runnerOn } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';

const isPaused = (work: WorkName): boolean =>
  work.kind === 'poll' ? work.feedId === 'a:b%' : work.articleId <= 2;

redisTest('waiting and delayed jobs of paused feeds go, others and those that run stay', async () => {
  const { url } = await startRedis();
  const held = gate();
  const started: string[] = [];
  const { runner, queues } = runnerOn(
    url,
    async (job) => {
      started.push(jobId(job));
      if (job.kind === 'ingest' && job.articleId === 1) return { kind: 'again', waitMs: 60_000 };
      await held.opened;
      return { kind: 'done' };
    },
    { concurrency: 1 },
  );
  const takenOut: WorkJob[] = [];
  const { log } = collectingLog();
  const of = (database: string, paused = isPaused) =>
    createPausedJobs({ queues, database, isPaused: paused, onTakenOut: (job) => takenOut.push(job), log });
  await runner.add([ingest(1)]);
  await until(
    async () => (await runner.jobs()).waiting[0]?.at != null,
    () => started,
  );
  await runner.add([poll('runs'), ingest(3)]);
  await until(
    () => started.length === 3,
    () => started,
  );
  await runner.add([ingest(2), ingest(4), poll('a:b%'), poll('c')]);
  const asked: WorkName[] = [];
  const other = of('database-b', (work) => {
    asked.push(work);
    return true;
  });
  await other.takeOut();
  expect(takenOut).toEqual([]);
  asked.length = 0;
  await other.takeOut();
  expect(asked).toEqual([]);

  const paused = of('database-a');
  await paused.takeOut();
  expect(takenOut.map(jobId).toSorted()).toEqual(['article-1', 'article-2', 'feed-a:b%']);
  const { running, waiting } = await runner.jobs();
  expect(running.map(({ id }) => id).toSorted()).toEqual(['article-3', 'feed-runs']);
  expect(waiting.map(({ id }) => id).toSorted()).toEqual(['article-4', 'feed-c']);
  held.open();
});

redisTest('what could not be taken out is looked at again, and told of when it is', async () => {
  const { url } = await startRedis();
  const { runner, queues } = runnerOn(url, async () => ({ kind: 'done' }));
  await runner.setPaused(true);
  await runner.add([ingest(1), ingest(2), ingest(3)]);
  const faults: (() => Promise<number>)[] = [
    () => Promise.reject(new Error('it was just started')),
    async () => 0,
  ];
  const articles = Object.create(queues.articles, {
    remove: { value: (id: string) => faults.pop()?.() ?? queues.articles.remove(id) },
  }) as typeof queues.articles;
  const { log, lines } = collectingLog();
  const takenOut: number[] = [];
  const paused = createPausedJobs({
    queues: { ...queues, articles },
    database: 'database-a',
    isPaused: () => true,
    onTakenOut: (job) => takenOut.push(job.kind === 'ingest' ? job.articleId : 0),
    log,
  });
  await paused.takeOut();
  expect(takenOut).toHaveLength(1);
  await paused.takeOut();
  expect(takenOut.toSorted()).toEqual([1, 2, 3]);
  await paused.takeOut();
  const told = lines.filter(({ level }) => level === 'info');
  expect(told.map(({ fields }) => fields['jobs'])).toEqual([1, 2]);
});

redisTest('what may stay is asked about once, until something else is paused', async () => {
  const { url } = await startRedis();
  const { runner, queues } = runnerOn(url, async () => ({ kind: 'again', waitMs: 60_000 }));
  const asked: WorkName[] = [];
  const paused = createPausedJobs({
    queues,
    database: 'database-a',
    isPaused: (work) => {
      asked.push(work);
      return false;
    },
    onTakenOut: () => expect.unreachable(),
    log: collectingLog().log,
  });
  await runner.add([ingest(1), poll('a')]);
  await until(
    async () => (await runner.jobs()).waiting.filter(({ at }) => at !== null).length === 2,
    () => asked,
  );
  await paused.takeOut();
  await paused.takeOut();
  expect(asked).toHaveLength(2);
  paused.changed();
  await paused.takeOut();
  expect(asked).toHaveLength(4);
});

redisTest('an id names its job', async () => {
  for (const job of [poll('feed-1'), ingest(12)]) expect(job).toMatchObject(workNamed(jobId(job)) ?? {});
  expect(workNamed('delivery-feed-1')).toBeNull();
});
