/** Results from other machines: stored once their form is known, kept while storing fails, refused when of another version. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { expect, onTestFinished } from 'vitest';
import { type FeedPolled, jobId, type WorkJob } from '../../src/core/jobs.ts';
import type { ResultSink } from '../../src/core/ports.ts';
import { PAYLOAD_VERSION } from '../../src/core/read-payload.ts';
import { consume } from '../../src/queue/bullmq-consumer.ts';
import { openQueues } from '../../src/queue/bullmq-queues.ts';
import { jobPayload, readJobPayload } from '../../src/queue/job-payload.ts';
import { parseRedisUrl } from '../../src/queue/redis-address.ts';
import { connectRedis, PREFIX } from '../../src/queue/redis-connection.ts';
import { consumeResults, sinkThroughRedis } from '../../src/queue/store-queue.ts';
import { jvwire } from '../cli/jvwire.ts';
import { collectingLog, ingest, poll, runnerOn } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';

const polled: FeedPolled = {
  feedId: 'a',
  at: 1,
  ms: 2,
  request: { url: 'https://a.example/feed', etag: null, lastModified: null },
  redirects: [],
  result: { kind: 'unchanged', status: 304, bytes: 0, freshMinutes: 0, validators: null },
};

interface Storing {
  /** What reached the store. */
  readonly stored: string[];
  readonly added: WorkJob[];
  readonly lines: ReturnType<typeof collectingLog>['lines'];
  /** A sink as a worker elsewhere has it. */
  readonly from: (job: WorkJob, database?: string) => ResultSink;
}

function storing(url: string, failures = 0): Storing {
  const { log, lines } = collectingLog();
  const [stored, added]: [string[], WorkJob[]] = [[], []];
  let left = failures;
  const connections = connectRedis(parseRedisUrl(url), log);
  const record = (what: string): void => {
    if (left-- > 0) throw new Error('disk full');
    stored.push(what);
  };
  const consumer = consumeResults({
    connections,
    database: 'database-a',
    sink: {
      feedPolled: async ({ feedId }) => {
        record(`feed ${feedId}`);
        return { seen: 1, new: 1, known: 0, rejected: 0, rejections: {}, jobs: [ingest(7)] };
      },
      articleRead: async ({ articleId }) => {
        record(`article ${articleId}`);
        return { kind: 'stored', articleId };
      },
      articleUnchanged: async ({ articleId }) => {
        record(`unchanged ${articleId}`);
        return { kind: 'unchanged', articleId };
      },
      articleFailed: async ({ articleId }) => {
        record(`failed ${articleId}`);
        return 'noted';
      },
    },
    add: async (jobs) => void added.push(...jobs),
    log,
  });
  const queues = openQueues(connections, 'waiting', log);
  onTestFinished(async () => {
    await consumer.close(100);
    connections.close();
  });
  return {
    stored,
    added,
    lines,
    from: (job, database = 'database-a') => sinkThroughRedis(queues, { job, database, queuedAt: 1 }),
  };
}

redisTest('a poll is stored where the database is, and what it brought is enqueued there', async () => {
  const { url } = await startRedis();
  const { stored, added, from } = storing(url);
  expect(await from(poll('a')).feedPolled(polled)).toMatchObject({ jobs: [] });
  const failure = { code: 'http-404', action: 'drop', message: 'gone' } as const;
  const failed = {
    articleId: 3,
    url: 'https://wire.example/3',
    at: 1,
    ms: 2,
    failure,
    attempts: 1,
    retryAt: null,
    fallback: null,
  };
  await from(ingest(3)).articleFailed(failed);
  await from(ingest(4)).articleUnchanged({ articleId: 4, url: 'https://wire.example/4', at: 1, ms: 2 });
  await until(
    () => stored.length === 3,
    () => stored,
  );
  expect(stored.toSorted()).toEqual(['failed 3', 'feed a', 'unchanged 4']);
  expect(added).toEqual([ingest(7)]);
});

redisTest('what comes from a clock that is ahead counts as of now, and that is said once', async () => {
  const { url } = await startRedis();
  const { stored, from, lines } = storing(url);
  // What nobody's clock is free of is put right without a word.
  await from(poll('c')).feedPolled({ ...polled, feedId: 'c', at: Date.now() + 30_000 });
  await until(
    () => stored.length === 1,
    () => stored,
  );
  const ahead = Date.now() + 3_600_000;
  await from(poll('a')).feedPolled({ ...polled, at: ahead });
  await from(poll('b')).feedPolled({ ...polled, feedId: 'b', at: ahead });
  await until(
    () => stored.length === 3,
    () => stored,
  );
  const times = lines.filter(({ message }) => message === 'the clock of a worker is wrong');
  expect(times.map(({ fields }) => Math.round(Number(fields['seconds']) / 60))).toEqual([60]);
});

redisTest('a result that Redis refuses for a moment is handed over again', async () => {
  const { url, client } = await startRedis();
  const { stored, from, lines } = storing(url);
  await client.config('SET', 'min-replicas-to-write', '1');
  const handedOver = from(poll('a')).feedPolled(polled);
  await sleep(300);
  await client.config('SET', 'min-replicas-to-write', '0');
  await handedOver;
  await until(
    () => stored.length === 1,
    () => lines,
    10,
  );
});

redisTest('while the disk is full results are kept and tried again', async () => {
  const { url } = await startRedis();
  const { stored, from, lines } = storing(url, 1);
  await from(poll('a')).feedPolled(polled);
  await until(
    () => stored.length === 1,
    () => lines,
    10,
  );
  expect(lines.find(({ message }) => message === 'job failed')?.fields).toMatchObject({ last: false });
});

redisTest(
  'a result of another version or another database is never stored, and does not block the next',
  async () => {
    const { url, client } = await startRedis();
    const { stored, from, lines } = storing(url);
    const queue = new Queue('store', { connection: client, prefix: PREFIX });
    onTestFinished(() => queue.close());
    await queue.add('feed-polled', { v: PAYLOAD_VERSION + 1, database: 'database-a' }, { jobId: 'feed-a@1' });
    await from(poll('a'), 'database-b').feedPolled(polled);
    await from(poll('a')).feedPolled({ ...polled, feedId: 'b' });
    await until(
      async () => stored.length === 1 && (await queue.getFailedCount()) === 1,
      () => lines,
    );
    expect(stored).toEqual(['feed b']);
    expect(lines.map(({ level, message }) => [level, message])).toContainEqual(['error', 'refused']);
    expect(lines.map(({ message }) => message)).toContain('result for another database, dropped');
  },
);

redisTest('queues that were closed have let go of their connection, which stays open', async () => {
  const { url } = await startRedis();
  const { log } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  onTestFinished(connections.close);
  await connections.ready();
  const listeners = () =>
    ['ready', 'error', 'close', 'end'].map((event) => connections.asking.listenerCount(event));
  const before = listeners();
  const queues = openQueues(connections, 'asking', log);
  const all = [queues.feeds, queues.articles, queues.notify, queues.store, queues.schedule];
  for (const queue of all) await queue.isPaused();
  expect(listeners()).not.toEqual(before);
  await queues.close();
  expect(listeners()).toEqual(before);
  // They are not theirs to end.
  expect(await connections.asking.ping()).toBe('PONG');
});

redisTest('a job whose result waits to be stored is running still, and is not done twice', async () => {
  const { url } = await startRedis();
  let runs = 0;
  const { runner, connections } = runnerOn(url, async () => {
    runs++;
    return { kind: 'done' };
  });
  const { log } = collectingLog();
  const sink = sinkThroughRedis(openQueues(connections, 'waiting', log), {
    job: poll('a'),
    database: 'database-a',
    queuedAt: 1,
  });
  await sink.feedPolled(polled);
  await runner.add([poll('a'), poll('b')], { urgent: true });
  await until(
    () => runs === 1,
    () => runs,
  );
  expect((await runner.jobs()).running.map(({ id }) => id)).toContain('feed-a');
  expect((await runner.jobs()).waiting).toEqual([]);
});

redisTest('a job whose result could not be stored yet is running still, and is not done twice', async () => {
  const { url } = await startRedis();
  const runs: string[] = [];
  const { runner, queues } = runnerOn(url, async (job) => {
    runs.push(jobId(job));
    return { kind: 'done' };
  });
  await storing(url, 100).from(poll('a')).feedPolled(polled);
  await until(
    async () => (await queues.store.getDelayedCount()) === 1,
    () => runs,
  );
  await runner.add([poll('a'), poll('b')], { urgent: true });
  await until(
    () => runs.length > 0,
    () => runs,
  );
  const feed = poll('a').url;
  expect((await runner.jobs()).running).toMatchObject([
    { id: 'feed-a', kind: 'poll', host: new URL(feed).host, url: feed },
  ]);
  expect(runs).toEqual(['feed-b']);
});

redisTest('a worker is refused by a daemon of another version, and says what it needs', async () => {
  const { url, client } = await startRedis();
  const writer = { v: 99, database: 'x', version: '9.0.0' };
  await client.set(`${PREFIX}:writer`, JSON.stringify(writer));
  const worker = (env: Record<string, string>, ...args: string[]) => jvwire(['worker', ...args], { env });
  const [refused, without, unknown] = await Promise.all([
    worker({ REDIS_URL: url }),
    worker({}),
    worker({ REDIS_URL: url }, '--queues', 'feeds,store'),
  ]);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /the daemon \(jvwire 9\.0\.0\) speaks version 99 .* run the same version/,
    ) as string,
  });
  expect(without).toMatchObject({ code: 2, stderr: expect.stringMatching(/needs REDIS_URL/) as string });
  expect(unknown).toMatchObject({
    code: 2,
    stderr: 'jvwire: no queue "store" for workers; there are feeds and articles\n',
  });
});

redisTest(
  'what is of no known form is put aside and told of, and nobody is asked to read it again',
  async () => {
    const { url, client } = await startRedis();
    const { log, lines } = collectingLog();
    const connections = connectRedis(parseRedisUrl(url), log);
    const given: string[] = [];
    const consumer = consume({
      queue: 'articles',
      connections,
      concurrency: 1,
      log,
      handle: async (data, id) => {
        if (id !== 'broken') readJobPayload(data, id);
        throw new Error('a bug');
      },
      otherVersion: 'wait',
      onFailed: (data) => given.push(readJobPayload(data, '').database),
    });
    onTestFinished(async () => {
      await consumer.close(100);
      connections.close();
    });
    const queue = new Queue('articles', { connection: client, prefix: PREFIX });
    onTestFinished(() => queue.close());
    await queue.add('ingest', { v: PAYLOAD_VERSION, database: 'a', job: { kind: 'unknown' } });
    await queue.add('ingest', jobPayload(ingest(1), 'b'), { jobId: 'broken' });
    await until(
      async () => (await queue.getFailedCount()) === 2 && given.length > 0,
      () => lines,
    );
    expect(given).toEqual(['b']);
    const told = lines.filter(({ level }) => level !== 'debug').map(({ level, message }) => [level, message]);
    expect(told).toEqual([
      ['error', 'refused'],
      ['error', 'job failed'],
      ['error', 'job failed'],
    ]);
  },
);

redisTest('a job of another version waits for a worker that knows it', async () => {
  const { url, client } = await startRedis();
  const { log, lines } = collectingLog();
  const connections = connectRedis(parseRedisUrl(url), log);
  const handle = async (data: unknown, id: string) => {
    readJobPayload(data, id);
    return { kind: 'done' } as const;
  };
  const consumer = consume({
    queue: 'articles',
    connections,
    concurrency: 1,
    log,
    handle,
    otherVersion: 'wait',
  });
  onTestFinished(async () => {
    await consumer.close(100);
    connections.close();
  });
  const queue = new Queue('articles', { connection: client, prefix: PREFIX });
  onTestFinished(() => queue.close());
  await queue.add(
    'ingest',
    { v: PAYLOAD_VERSION + 1, database: 'a', job: ingest(1) },
    { jobId: 'article-1' },
  );
  await until(
    async () => (await queue.getDelayedCount()) === 1,
    () => lines,
  );
  expect(await queue.getFailedCount()).toBe(0);
  expect(lines.map(({ message }) => message)).toContain('refused');
});
