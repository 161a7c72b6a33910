/** The runner on Redis: each job once at a time, no trigger swallowed, failures in nobody's way, closed in time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue, UnrecoverableError } from 'bullmq';
import { expect, onTestFinished } from 'vitest';
import { type Job, jobId } from '../../src/core/jobs.ts';
import { PAYLOAD_VERSION } from '../../src/core/read-payload.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { jobPayload } from '../../src/queue/job-payload.ts';
import { takeUpMisdated } from '../../src/queue/misdated-jobs.ts';
import { PREFIX } from '../../src/queue/redis-connection.ts';
import { collectingLog, gate, idle, ingest, poll, runnerOn } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';

redisTest('a job that waits or runs is not added again; one that ended is', async () => {
  const { url } = await startRedis();
  const held = gate();
  const runs: string[] = [];
  const { runner } = runnerOn(url, async (job) => {
    runs.push(jobId(job));
    await held.opened;
    return { kind: 'done' };
  });
  await runner.add([poll('a'), poll('a'), poll('b:c%')]);
  await runner.add([poll('a'), poll('b:c%')], { urgent: true });
  held.open();
  await idle(runner);
  expect(runs.toSorted()).toEqual(['feed-a', 'feed-b:c%']);
  await runner.add([poll('a')]);
  await idle(runner);
  expect(runs).toHaveLength(3);
});

redisTest('a job that asks to come back waits until its time, holds no place and uses no try', async () => {
  const { url } = await startRedis();
  const order: string[] = [];
  const at = Date.now() + 700;
  let asked = 0;
  const { runner } = runnerOn(
    url,
    async (job) => {
      if (jobId(job) === 'article-1' && asked++ < 5)
        return { kind: 'again', waitMs: asked === 1 ? at - Date.now() : 1 };
      order.push(jobId(job));
      return { kind: 'done' };
    },
    { concurrency: 1 },
  );
  await runner.add([ingest(1), ingest(2)]);
  await until(
    () => order.length === 1,
    () => order,
  );
  expect((await runner.jobs()).waiting).toEqual([
    {
      id: 'article-1',
      kind: 'ingest',
      host: 'wire.example',
      url: 'https://wire.example/1',
      // A job says how long it waits: what passes until it is put back comes on top.
      at: expect.closeTo(at, -2) as number,
    },
  ]);
  await idle(runner);
  expect(order).toEqual(['article-2', 'article-1']);
  expect(Date.now()).toBeGreaterThanOrEqual(at);
  expect(Date.now() - at).toBeLessThan(1000);
});

redisTest('a trigger by hand takes up a delayed job at once, and goes before those that wait', async () => {
  const { url } = await startRedis();
  const order: string[] = [];
  const held = gate();
  let first = true;
  const { runner } = runnerOn(
    url,
    async (job) => {
      if (job.kind === 'ingest' && job.articleId === 1 && first) {
        first = false;
        return { kind: 'again', waitMs: 60_000 };
      }
      await held.opened;
      order.push(jobId(job));
      return { kind: 'done' };
    },
    { concurrency: 2 },
  );
  await runner.add([ingest(1)]);
  await until(
    async () => (await runner.jobs()).waiting.length === 1,
    () => order,
  );
  await runner.add([ingest(2), ingest(3), ingest(4)]);
  await runner.add([ingest(1), ingest(4), ingest(5)], { urgent: true });
  held.open();
  await idle(runner);
  expect(order[0]).toBe('article-2');
  expect(order.slice(1, 4).toSorted()).toEqual(['article-1', 'article-4', 'article-5']);
  expect(order[4]).toBe('article-3');
});

redisTest('jobs asked for by hand are taken up in the order in which they were asked for', async () => {
  const { url } = await startRedis();
  const order: string[] = [];
  const handle = async (job: Job) => {
    order.push(jobId(job));
    return { kind: 'done' } as const;
  };
  const { runner } = runnerOn(url, handle, { concurrency: 1 });
  await runner.setPaused(true);
  await runner.add([ingest(4)]);
  await runner.add([ingest(1), ingest(2), ingest(3)], { urgent: true });
  await runner.setPaused(false);
  await idle(runner);
  expect(order).toEqual(['article-1', 'article-2', 'article-3', 'article-4']);
});

redisTest(
  'a handler that throws is told of and not tried again; the next of its name is not blocked',
  async () => {
    const { url } = await startRedis();
    let runs = 0;
    const { runner, failed, queues } = runnerOn(url, async () => {
      runs++;
      if (runs === 1) throw new Error('disk full');
      return { kind: 'done' };
    });
    await runner.add([ingest(1)]);
    await until(
      () => failed.length > 0,
      () => runs,
      15,
    );
    expect(runs).toBe(1);
    expect(failed.map(({ job, error }) => [jobId(job), error.message])).toEqual([['article-1', 'disk full']]);
    expect(await queues.articles.getFailedCount()).toBe(1);
    await runner.add([ingest(1)]);
    await idle(runner);
    expect(runs).toBe(2);
    expect(await queues.articles.getFailedCount()).toBe(0);
  },
);

redisTest(
  'a trigger by hand takes up every delayed and every failed job, however many there are',
  async () => {
    const { url } = await startRedis();
    const ran: number[] = [];
    let broken = true;
    const { runner, queues } = runnerOn(url, async (job) => {
      const id = job.kind === 'ingest' ? job.articleId : 0;
      if (broken && id <= 150) return { kind: 'again', waitMs: 60_000 };
      if (broken) throw new UnrecoverableError('broken');
      ran.push(id);
      return { kind: 'done' };
    });
    const jobs = Array.from({ length: 200 }, (_, at) => ingest(at + 1));
    await runner.add(jobs);
    await until(
      async () =>
        (await queues.articles.getFailedCount()) === 50 && (await queues.articles.getDelayedCount()) === 150,
      () => ran,
    );
    broken = false;
    await runner.add(jobs, { urgent: true });
    await idle(runner);
    expect(ran.toSorted((a, b) => a - b)).toEqual(jobs.map(({ articleId }) => articleId));
  },
);

redisTest('while paused nothing starts anywhere, and a Redis that was emptied is told again', async () => {
  const { url, client } = await startRedis();
  let runs = 0;
  const handle = async () => {
    runs++;
    return { kind: 'done' } as const;
  };
  const { runner } = runnerOn(url, handle);
  runnerOn(url, handle);
  await runner.setPaused(true);
  await runner.add([poll('a'), ingest(1)]);
  await client.flushall();
  await runner.restore();
  await runner.add([poll('a'), ingest(1)]);
  await sleep(100);
  expect(runs).toBe(0);
  expect((await runner.jobs()).waiting.map(({ id }) => id)).toEqual(['feed-a', 'article-1']);
  await runner.setPaused(false);
  await idle(runner);
  expect(runs).toBe(2);
});

redisTest(
  'closing lets running jobs end, starts no others, and does not wait beyond the deadline',
  async () => {
    const { url } = await startRedis();
    const held = gate();
    const started = gate();
    let runs = 0;
    const { runner, queues } = runnerOn(
      url,
      async () => {
        runs++;
        started.open();
        await held.opened;
        return { kind: 'done' };
      },
      { concurrency: 1 },
    );
    await runner.add([ingest(1), ingest(2)]);
    await started.opened;
    const before = Date.now();
    await runner.close(200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(195);
    expect(Date.now() - before).toBeLessThan(2500);
    held.open();
    expect(runs).toBe(1);
    // What comes later is left to whoever runs next.
    await runner.add([ingest(3)]);
    expect(await queues.articles.getWaitingCount()).toBe(1);
  },
);

redisTest(
  'a job that ends while the queues are closed is not done again: those without work leave it the connection',
  async () => {
    const { url, client } = await startRedis();
    const started = gate();
    let done = false;
    const { runner } = runnerOn(url, async () => {
      started.open();
      await sleep(1_800);
      done = true;
      return { kind: 'done' };
    });
    await runner.add([ingest(1)]);
    await started.opened;
    await runner.close(20_000);
    expect(done).toBe(true);
    expect(await client.exists(`${PREFIX}:articles:article-1`)).toBe(0);
  },
);

redisTest('with Redis dead, asking fails in seconds with one line, and closing does not hang', async () => {
  const { url, child, stop } = await startRedis();
  const { runner } = runnerOn(url, async () => ({ kind: 'done' }));
  await runner.add([ingest(1)]);
  await idle(runner);
  child.kill('SIGSTOP');
  const before = Date.now();
  await expect(runner.add([ingest(2)])).rejects.toMatchObject({
    code: 'redis',
    message: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:\d+ does not answer/) as string,
  });
  expect(Date.now() - before).toBeLessThan(7000);
  await stop();
  const dead = Date.now();
  await expect(runner.add([ingest(2)])).rejects.toMatchObject({ code: 'redis' });
  expect(Date.now() - dead).toBeLessThan(3000);
  const closing = Date.now();
  await runner.close(10_000);
  expect(Date.now() - closing).toBeLessThan(2500);
});

redisTest('a Redis that refuses says why, in one line', async () => {
  const { url, client } = await startRedis();
  const { runner } = runnerOn(url, async () => ({ kind: 'done' }));
  await runner.add([ingest(1)]);
  await client.config('SET', 'maxmemory', '1mb');
  await expect(runner.add([ingest(2)])).rejects.toMatchObject({
    code: 'redis',
    message: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:\d+ refuses: OOM command not allowed/) as string,
  });
  await client.config('SET', 'maxmemory', '0');
  await runner.add([ingest(2)]);
  await idle(runner);
});

redisTest('what is of another version, of no known form or of another database is not acted on', async () => {
  const { url, client } = await startRedis();
  const ran: string[] = [];
  const { runner, lines } = runnerOn(url, async (job) => {
    ran.push(jobId(job));
    return { kind: 'done' };
  });
  const other = runnerOn(url, async () => ({ kind: 'done' }), { database: 'database-b' });
  await other.runner.close(100);
  const queue = new Queue('articles', { connection: client, prefix: PREFIX });
  onTestFinished(() => queue.close());
  await queue.add('ingest', { v: 99, database: 'database-a', job: ingest(1) }, { jobId: 'article-1' });
  await queue.add(
    'ingest',
    { v: PAYLOAD_VERSION, database: 'database-a', job: { kind: 'ingest' } },
    { jobId: 'article-2' },
  );
  for (const id of [3, 4])
    await queue.add(
      'ingest',
      { v: PAYLOAD_VERSION, database: 'database-b', job: ingest(id) },
      { jobId: `article-${id}`, removeOnComplete: true },
    );
  await until(
    async () => (await queue.getFailedCount()) === 2,
    () => lines,
  );
  await idle(runner);
  expect(ran).toEqual([]);
  const refused = lines.filter(({ message }) => message === 'refused').map(({ fields }) => fields['reason']);
  expect(refused).toEqual([
    expect.stringMatching(/job article-1 is of version 99, this jvwire speaks \d+; run the same version/),
    expect.stringMatching(/^job article-2: job/),
  ]);
  const strangers = 'redis holds jobs of another database, dropped';
  expect(lines.filter(({ message }) => message === strangers)).toHaveLength(1);
  await runner.add([ingest(1), ingest(2), ingest(3), ingest(4)]);
  await idle(runner);
  expect(ran.toSorted()).toEqual(['article-1', 'article-2', 'article-3', 'article-4']);
});

redisTest(
  'what waits is listed beside a job of no known form, and though it changed its state meanwhile',
  async () => {
    const { url } = await startRedis();
    const { runner, queues } = runnerOn(url, async () => ({ kind: 'done' }));
    await runner.setPaused(true);
    await runner.add([poll('a')]);
    await queues.feeds.add('poll', { v: PAYLOAD_VERSION, job: { kind: 'poll' } });
    const getJobs = queues.feeds.getJobs.bind(queues.feeds);
    let asked = 0;
    // Once for each of its three states: it was in none of them when that was read.
    queues.feeds.getJobs = async (...given) => (asked++ < 3 ? [] : getJobs(...given));
    expect((await runner.jobs()).waiting.map(({ id }) => id)).toEqual(['feed-a']);
  },
);

redisTest('2,000 jobs end the same on both runners, whatever is added twice', async () => {
  const { url } = await startRedis();
  const jobs = Array.from({ length: 2000 }, (_, at) => (at % 10 === 0 ? poll(`f${at}`) : ingest(at)));
  const counts = [new Map<string, number>(), new Map<string, number>()];
  const handle = (runs: Map<string, number> | undefined) => async (job: Job) => {
    runs?.set(jobId(job), (runs.get(jobId(job)) ?? 0) + 1);
    return { kind: 'done' } as const;
  };
  const plain = handle(counts[0]);
  const inProcess = createInProcessRunner({
    handle: plain,
    concurrency: 32,
    now: Date.now,
    onError: () => {},
  });
  const { runner } = runnerOn(url, handle(counts[1]), { concurrency: 32 });
  for (const each of [inProcess, runner]) {
    await each.setPaused(true);
    await each.add(jobs);
    await each.add(jobs.slice(0, 500));
    await each.setPaused(false);
    await idle(each);
  }
  expect([...(counts[0] ?? [])].toSorted()).toEqual([...(counts[1] ?? [])].toSorted());
  expect(counts[1]?.size).toBe(2000);
});

redisTest(
  'a job that a wrong clock put off by a year is taken up, one that waits its turn is not',
  async () => {
    const { url } = await startRedis();
    const ran: string[] = [];
    const { runner, queues, lines } = runnerOn(url, async (job) => {
      ran.push(jobId(job));
      return { kind: 'done' };
    });
    const put = (id: number, delay: number) =>
      queues.articles.add('ingest', jobPayload(ingest(id), 'database-a'), { jobId: `article-${id}`, delay });
    await put(1, 400 * 86_400_000);
    await put(2, 600_000);
    await takeUpMisdated(queues, Date.now(), collectingLog().log);
    await until(
      () => ran.length === 1,
      () => lines,
    );
    await sleep(100);
    expect(ran).toEqual(['article-1']);
    expect((await runner.jobs()).waiting.map(({ id }) => id)).toEqual(['article-2']);
  },
);

redisTest('the depths of the queues are counted, and that fails soon when Redis is away', async () => {
  const { url, stop } = await startRedis();
  const held = gate();
  const { runner } = runnerOn(
    url,
    async (job) => {
      if (jobId(job) === 'article-1') return { kind: 'again', waitMs: 60_000 };
      await held.opened;
      return { kind: 'done' };
    },
    { concurrency: 4 },
  );
  await runner.add([ingest(1), ingest(2), ingest(3), ingest(4), ingest(5), poll('a')]);
  const expected = [
    { queue: 'feeds', running: 1, waiting: 0, delayed: 0 },
    { queue: 'articles', running: 3, waiting: 1, delayed: 1 },
    { queue: 'notify', running: 0, waiting: 0, delayed: 0 },
    { queue: 'store', running: 0, waiting: 0, delayed: 0 },
  ];
  let depths: unknown;
  await until(
    async () => {
      depths = await runner.depths();
      return JSON.stringify(depths) === JSON.stringify(expected);
    },
    () => depths,
  );
  await stop();
  await expect(runner.depths()).rejects.toThrow(/does not answer/);
  held.open();
});

redisTest('deliveries have a queue and places of their own, and only their id lies in redis', async () => {
  const { url, client } = await startRedis();
  const held = gate();
  const ended: string[] = [];
  const { runner } = runnerOn(
    url,
    async (job) => {
      if (job.kind === 'deliver') await held.opened;
      ended.push(jobId(job));
      return { kind: 'done' };
    },
    { concurrency: 2 },
  );
  const deliver = { kind: 'deliver', deliveryId: 'msg_1', url: 'https://hooks.example' } as const;
  await runner.add([deliver, deliver, ingest(1), poll('a')]);
  await until(
    () => ended.length === 2,
    () => ended,
  );
  expect(await client.hget(`${PREFIX}:notify:delivery-msg_1`, 'data')).toContain('"deliveryId":"msg_1"');
  expect((await runner.jobs()).running).toMatchObject([{ id: 'delivery-msg_1', host: 'hooks.example' }]);
  held.open();
  await idle(runner);
  expect(ended.toSorted()).toEqual(['article-1', 'delivery-msg_1', 'feed-a']);
});
