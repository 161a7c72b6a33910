/** The embedded runner: bounded, each job once at a time, closed within its deadline. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { type DeliverJob, type IngestJob, type Job, jobId, type PollJob } from '../../src/core/jobs.ts';
import { DELIVERIES_AT_ONCE, type JobOutcome, type JobRunner } from '../../src/core/ports.ts';
import { createInProcessRunner } from '../../src/queue/in-process.ts';
import { ASK_AGAIN_MS } from '../../src/queue/longest-wait.ts';

const poll = (feedId: string): PollJob => ({
  kind: 'poll',
  feedId,
  url: `https://${feedId}.example/feed`,
  etag: null,
  lastModified: null,
  bodyHash: null,
  selectors: null,
});
const ingest = (articleId: number): IngestJob => ({
  kind: 'ingest',
  articleId,
  url: `https://wire.example/${articleId}`,
  attempts: 0,
  item: { title: null, authors: [], publishedAt: null, summary: null, language: null },
  validators: null,
});

const deliver = (deliveryId: string): DeliverJob => ({
  kind: 'deliver',
  deliveryId,
  url: 'mailto:desk@example.org',
});

function runnerOf(
  handle: (job: Job) => Promise<JobOutcome>,
  concurrency = 4,
  onError: (job: Job, error: unknown) => void = (_job, error) => {
    throw error;
  },
) {
  return createInProcessRunner({ handle, concurrency, now: Date.now, onError });
}

/** Waits until nothing is running or waiting. */
async function idle(runner: JobRunner): Promise<void> {
  for (;;) {
    const { running, waiting } = await runner.jobs();
    if (running.length + waiting.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A promise and the function that fulfils it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: resolve };
}

test('never more jobs at a time than the concurrency, and all of them in the end', async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const runner = runnerOf(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    done++;
    return { kind: 'done' };
  }, 3);
  await runner.add(Array.from({ length: 50 }, (_, id) => ingest(id)));
  await idle(runner);
  expect({ most, done }).toEqual({ most: 3, done: 50 });
});

test('however many jobs wait for nothing, timers are heard between them', async () => {
  let done = 0;
  const runner = runnerOf(async () => {
    done++;
    return { kind: 'done' };
  });
  await runner.add(Array.from({ length: 500 }, (_, id) => ingest(id)));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toBeLessThan(10);
  await idle(runner);
  expect(done).toBe(500);
});

test('a job that is waiting or running is not added again; one that ended is', async () => {
  const held = gate();
  let runs = 0;
  const runner = runnerOf(async () => {
    runs++;
    await held.opened;
    return { kind: 'done' };
  }, 1);
  await runner.add([poll('a'), poll('a'), poll('b')]);
  await runner.add([poll('a'), poll('b')]);
  held.open();
  await idle(runner);
  expect(runs).toBe(2);
  await runner.add([poll('a')]);
  await idle(runner);
  expect(runs).toBe(3);
});

test('a job that asks to come back does not hold a place meanwhile', async () => {
  const order: string[] = [];
  let asked = 0;
  const runner = runnerOf(async (job) => {
    if (job.kind === 'poll' && asked++ < 2) return { kind: 'again', waitMs: 20 };
    order.push(job.kind);
    return { kind: 'done' };
  }, 1);
  await runner.add([poll('a'), ingest(1)]);
  await idle(runner);
  expect(order).toEqual(['ingest', 'poll']);
});

test('a handler that throws ends its job and no other, and is told of', async () => {
  let done = 0;
  const told: string[] = [];
  const runner = runnerOf(
    async (job) => {
      if (job.kind === 'poll') throw new Error('disk full');
      done++;
      return { kind: 'done' };
    },
    4,
    (job, error) => told.push(`${jobId(job)}: ${(error as Error).message}`),
  );
  await runner.add([poll('a'), ingest(1), ingest(2)]);
  await idle(runner);
  expect({ done, told }).toEqual({ done: 2, told: ['feed-a: disk full'] });
});

test('closing lets running jobs end, drops waiting ones, and does not wait beyond the deadline', async () => {
  const held = gate();
  const started = gate();
  let runs = 0;
  const runner = runnerOf(async () => {
    runs++;
    started.open();
    await held.opened;
    return { kind: 'done' };
  }, 1);
  await runner.add([ingest(1), ingest(2)]);
  await started.opened;
  const before = Date.now();
  await runner.close(50);
  expect(Date.now() - before).toBeGreaterThanOrEqual(45);
  // Whoever closes it once more waits for that one deadline, not for another.
  await runner.close(60_000);
  held.open();
  await runner.add([ingest(3)]);
  expect(runs).toBe(1);
});

test('closing leaves nothing behind that would begin, or hold the process: jobs that wait, come later, or were just begun', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const begun: string[] = [];
  const runner = runnerOf(async (job) => {
    begun.push(jobId(job));
    return { kind: 'again', waitMs: 60_000 };
  }, 1);
  await runner.add([ingest(1)]);
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  await runner.add([ingest(2), ingest(3)]);
  await runner.close(60_000);
  expect(await runner.jobs()).toEqual({ running: [], waiting: [] });
  expect(vi.getTimerCount()).toBe(0);
  expect(begun).toEqual(['article-1']);
});

test('while paused it closes as soon as what runs has ended', async () => {
  const [held, started] = [gate(), gate()];
  const runner = runnerOf(async () => {
    started.open();
    await held.opened;
    return { kind: 'done' };
  }, 1);
  await runner.add([ingest(1), ingest(2)]);
  await started.opened;
  await runner.setPaused(true);
  const closed = runner.close(60_000);
  held.open();
  await closed;
});

test('a job that asks to come back while the queue is closed does not', async () => {
  const [held, started] = [gate(), gate()];
  const runner = runnerOf(async () => {
    started.open();
    await held.opened;
    return { kind: 'again', waitMs: 1 };
  });
  await runner.add([ingest(1)]);
  await started.opened;
  const closed = runner.close(1000);
  held.open();
  await closed;
  expect(await runner.jobs()).toEqual({ running: [], waiting: [] });
});

test('urgent jobs go first, polls before articles', async () => {
  const order: string[] = [];
  const held = gate();
  const runner = runnerOf(async (job) => {
    await held.opened;
    order.push(jobId(job));
    return { kind: 'done' };
  }, 1);
  await runner.add([ingest(1)]);
  await runner.add([ingest(2), poll('a')]);
  await runner.add([ingest(3)], { urgent: true });
  held.open();
  await idle(runner);
  expect(order).toEqual(['article-1', 'article-3', 'feed-a', 'article-2']);
});

test('a job that is queued already moves to the front when someone asks for it', async () => {
  const order: string[] = [];
  const held = gate();
  const runner = runnerOf(async (job) => {
    await held.opened;
    order.push(jobId(job));
    return { kind: 'done' };
  }, 1);
  await runner.add([ingest(1), ingest(2), ingest(3)]);
  await runner.add([ingest(3)], { urgent: true });
  held.open();
  await idle(runner);
  expect(order).toEqual(['article-1', 'article-3', 'article-2']);
});

test('a job that is added again keeps its place, and is done as it is known by then', async () => {
  const done: (readonly [string, number])[] = [];
  const held = gate();
  const runner = runnerOf(async (job) => {
    if (job.kind !== 'ingest') return { kind: 'done' };
    if (job.articleId === 3 && job.attempts === 0) return { kind: 'again', waitMs: 100 };
    if (job.articleId === 1) await held.opened;
    done.push([jobId(job), job.attempts]);
    return { kind: 'done' };
  }, 1);
  await runner.add([ingest(3), ingest(1), ingest(4), ingest(2)]);
  await vi.waitUntil(async () => (await runner.depths())[1]?.delayed === 1, { interval: 1 });
  await runner.add([ingest(1), ingest(2), ingest(3)].map((job) => ({ ...job, attempts: 1 })));
  held.open();
  await idle(runner);
  expect(done).toEqual([
    ['article-1', 0],
    ['article-4', 0],
    ['article-2', 1],
    ['article-3', 1],
  ]);
});

test('while paused nothing starts; jobs are told of with their host and time', async () => {
  let runs = 0;
  const runner = runnerOf(async () => {
    runs++;
    return { kind: 'done' };
  });
  await runner.setPaused(true);
  await runner.add([poll('a')]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(runs).toBe(0);
  expect(await runner.jobs()).toEqual({
    running: [],
    waiting: [{ id: 'feed-a', kind: 'poll', host: 'a.example', url: 'https://a.example/feed', at: null }],
  });
  await runner.setPaused(false);
  await idle(runner);
  expect(runs).toBe(1);
});

test('a time that a wrong clock told, years away, is waited for and not asked for again and again', async () => {
  let asked = 0;
  const runner = runnerOf(async () => {
    asked++;
    return { kind: 'again', waitMs: 400 * 86_400_000 };
  });
  await runner.add([poll('a')]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  const [told] = (await runner.jobs()).waiting;
  // It is told to come when it will be asked again, not in years.
  expect((told?.at ?? 0) - Date.now()).toBeLessThanOrEqual(ASK_AGAIN_MS);
  await runner.close(0);
  expect(asked).toBe(1);
});

test('the depths of the queues: what runs, what waits, what comes later', async () => {
  const held = gate();
  const runner = runnerOf(async (job) => {
    if (jobId(job) === 'article-1') return { kind: 'again', waitMs: 60_000 };
    await held.opened;
    return { kind: 'done' };
  }, 2);
  await runner.add([ingest(1), ingest(2), ingest(3), ingest(4)]);
  await new Promise((resolve) => setImmediate(resolve));
  await runner.add([poll('a')]);
  expect(await runner.depths()).toEqual([
    { queue: 'feeds', running: 0, waiting: 1, delayed: 0 },
    { queue: 'articles', running: 2, waiting: 1, delayed: 1 },
    { queue: 'notify', running: 0, waiting: 0, delayed: 0 },
  ]);
  held.open();
  await runner.close(1000);
});

test('deliveries have places of their own: slow receivers hold up no article', async () => {
  const held = gate();
  const ended: string[] = [];
  const runner = runnerOf(async (job) => {
    if (job.kind === 'deliver') await held.opened;
    ended.push(jobId(job));
    return { kind: 'done' };
  }, 1);
  const deliveries = Array.from({ length: DELIVERIES_AT_ONCE + 1 }, (_, at) => deliver(`msg_${at}`));
  await runner.add([...deliveries, ingest(1), poll('a')]);
  await expect.poll(() => ended.toSorted()).toEqual(['article-1', 'feed-a']);
  const { running, waiting } = await runner.jobs();
  expect([running.length, waiting.length]).toEqual([DELIVERIES_AT_ONCE, 1]);
  expect(running[0]).toMatchObject({ kind: 'deliver', host: 'desk@example.org' });
  held.open();
  await idle(runner);
  expect(ended).toHaveLength(deliveries.length + 2);
});
