/** Monitoring of a real store behind a real server: what is counted, what it costs, and when it is not ready. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { expect, onTestFinished, test } from 'vitest';
import { observe } from '../../src/app/observation.ts';
import type { PipelineEvent } from '../../src/core/jobs.ts';
import { VERDICTS } from '../../src/core/model.ts';
import { FEED_STATES } from '../../src/feed/watch/health.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { openStore } from '../../src/store/store.ts';
import { fillStore, PLAIN } from '../mcp/stored.ts';
import { filesIn, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';
import { articleEvent, feedEvent } from './events.ts';

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const MINUTE = 60_000;

async function observed({ filled = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-test-'));
  const store = openStore(filesIn(folder), () => 0.5);
  if (filled) await fillStore(store);
  else withFeed(store);
  const world = {
    now: NOW,
    elapsed: 0,
    queueError: null as Error | null,
    refusal: null as Error | null,
    writeError: null as string | null,
  };
  const listeners = new Set<(event: PipelineEvent) => void>();
  const observation = observe({
    paths: filesIn(folder),
    store,
    engine: {
      runner: {
        depths: async () => {
          if (world.queueError) throw world.queueError;
          return [{ queue: 'feeds', running: 2, waiting: 1, delayed: 0 }];
        },
        tryWrite: async () => {
          if (world.queueError ?? world.refusal) throw world.queueError ?? world.refusal;
        },
      },
      writeError: () => world.writeError,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    sweepEveryMs: 30_000,
    version: '1.2.3',
    now: () => world.now,
    elapsed: () => world.elapsed,
    log,
  });
  const server = serve({ fetch: observation.routes.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => {
    server.close();
    observation.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const get = async (path: string) => {
    const response = await fetch(base + path);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    };
  };
  /** The value of one series, as it is written; undefined when there is none. */
  const scrape = async () => {
    const { text, status, type } = await get('/metrics');
    expect(status).toBe(200);
    expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
    const values = new Map(
      text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
          const [, series = '', value = ''] = /^(.*) (\S+)$/.exec(line) ?? [];
          return [series, Number(value)] as const;
        }),
    );
    return { text, of: (series: string) => values.get(`jvwire_${series}`) };
  };
  const tell = (event: PipelineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const pass = (ms: number): void => {
    world.now += ms;
    world.elapsed += ms;
  };
  return { files: filesIn(folder), store, world, observation, get, scrape, tell, pass };
}

test('counters stand at zero from the start: an alert on what never happens must be able to fire', async () => {
  const { scrape } = await observed();
  const { of } = await scrape();
  for (const outcome of ['polled', 'unchanged', 'failed'])
    expect([outcome, of(`polls_total{outcome="${outcome}"}`)]).toEqual([outcome, 0]);
  for (const result of ['new', 'known', 'rejected'])
    expect([result, of(`items_total{result="${result}"}`)]).toEqual([result, 0]);
  for (const outcome of ['stored', 'merged', 'gone', 'revised', 'unchanged', 'kept', 'retry', 'failed'])
    expect([outcome, of(`articles_total{outcome="${outcome}"}`)]).toEqual([outcome, 0]);
  for (const verdict of VERDICTS)
    expect([verdict, of(`articles_read_total{verdict="${verdict}"}`)]).toEqual([verdict, 0]);
});

test('of what there is none of, the measure is zero: a sum or a ratio over it must find it', async () => {
  const { of } = await (await observed()).scrape();
  for (const state of FEED_STATES)
    expect([state, of(`feeds{state="${state}"}`)]).toEqual([state, state === 'ok' ? 1 : 0]);
  for (const verdict of VERDICTS)
    expect([verdict, of(`stored_articles{verdict="${verdict}"}`)]).toEqual([verdict, 0]);
});

test('what happens is counted, and what is there is measured', async () => {
  const { scrape, tell, observation, store, pass, world, files } = await observed({ filled: true });
  tell(feedEvent());
  tell(feedEvent({ outcome: 'failed', failure: { code: 'dns', action: 'retry', message: 'no such host' } }));
  tell(articleEvent());
  tell(articleEvent({ outcome: 'unchanged' }));
  tell(
    articleEvent({
      outcome: 'failed',
      verdict: 'thin',
      failure: { code: 'http-404', action: 'drop', message: 'gone' },
    }),
  );
  observation.swept();
  await store.sink.feedPolled(polled([item({ url: 'https://wire.example/due', title: 'Due' })]));
  pass(10 * MINUTE);
  const { of, text } = await scrape();
  expect({
    version: of(`build_info{version="1.2.3",node="${process.version}"}`),
    polled: of('polls_total{outcome="polled"}'),
    failed: of('polls_total{outcome="failed"}'),
    dns: of('failures_total{kind="feed",code="dns"}'),
    notFound: of('failures_total{kind="article",code="http-404"}'),
    new: of('items_total{result="new"}'),
    rejected: of('items_total{result="rejected"}'),
    stored: of('articles_total{outcome="stored"}'),
    unchanged: of('articles_total{outcome="unchanged"}'),
    read: of('articles_read_total{verdict="full"}'),
    thin: of('articles_read_total{verdict="thin"}'),
    tagged: of('articles_tagged_total'),
    slow: of('article_duration_seconds_bucket{le="2.5",outcome="stored"}'),
    fast: of('article_duration_seconds_bucket{le="1",outcome="stored"}'),
    feeds: of('feeds{state="ok"}'),
    due: of('due{kind="article"}'),
    running: of('jobs{queue="feeds",state="running"}'),
    up: of('queue_up'),
    all: of('stored_articles{verdict="full"}'),
    sweep: of('last_sweep_timestamp_seconds'),
  }).toEqual({
    version: 1,
    polled: 1,
    failed: 1,
    dns: 1,
    notFound: 1,
    new: 6,
    rejected: 2,
    stored: 1,
    unchanged: 1,
    read: 1,
    thin: 0,
    tagged: 1,
    slow: 1,
    fast: 0,
    feeds: 1,
    due: 1,
    running: 2,
    up: 1,
    all: PLAIN + 2,
    sweep: NOW / 1000,
  });
  expect(of('due_oldest_seconds{kind="article"}')).toBeGreaterThanOrEqual(600);
  expect(of('file_bytes{file="database"}')).toBeGreaterThan(100_000);
  for (const [file, path] of [
    ['database', files.database],
    ['wal', `${files.database}-wal`],
    ['pages', files.pages],
  ] as const)
    expect([file, of(`file_bytes{file="${file}"}`)]).toEqual([file, statSync(path).size]);
  world.refusal = new Error('OOM command not allowed');
  expect((await scrape()).of('queue_up')).toBe(0);
  world.queueError = new Error('redis does not answer');
  const away = await scrape();
  expect([away.of('queue_up'), away.of('jobs{queue="feeds",state="running"}')]).toEqual([0, undefined]);
  observation.close();
  tell(feedEvent());
  expect((await scrape()).of('polls_total{outcome="polled"}')).toBe(1);
  // The process's own: processor, memory, delay of the event loop.
  for (const name of [
    'process_cpu_seconds_total',
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
  ])
    expect(text).toMatch(new RegExp(`^${name} [\\d.e-]+$`, 'm'));
});

test('all articles are counted again every five minutes, after the scrape that asked', async () => {
  const { scrape, pass, store } = await observed();
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: 'https://wire.example/new', title: 'T' })]),
  );
  const text = 'SAIC and GM opened their electric joint venture.';
  await store.sink.articleRead(
    read(jobs[0]?.articleId ?? 0, reading({ url: 'https://wire.example/new', text })),
  );
  const seen = [];
  for (const minutes of [4, 2, 0]) {
    pass(minutes * MINUTE);
    seen.push((await scrape()).of('stored_articles_tagged'));
  }
  expect(seen).toEqual([0, 0, 1]);
});

test('articles that cannot be counted again leave the count before, and are not tried again at once', async () => {
  const { scrape, pass, store } = await observed();
  let tries = 0;
  store.articleCounts = () => {
    tries++;
    throw new Error('database or disk is full');
  };
  pass(6 * MINUTE);
  for (let again = 0; again < 3; again++) expect((await scrape()).of('stored_articles_tagged')).toBe(0);
  expect(tries).toBe(1);
});

test('no feed, host or address becomes a label, and the series stay few whatever happens', async () => {
  const { scrape, tell } = await observed();
  for (let at = 0; at < 500; at++) {
    tell(feedEvent({ feedId: `feed-${at}`, jobId: `feed-feed-${at}` }));
    tell(articleEvent({ articleId: at, url: `https://host-${at}.example/` }));
  }
  const { text } = await scrape();
  expect(text).not.toMatch(/host-|feed-\d/);
  expect(text.split('\n').filter((line) => line.startsWith('jvwire_')).length).toBeLessThan(150);
});

test('two of them in one process do not get in each other’s way', async () => {
  const standing = async () => {
    throw new Error('not asked');
  };
  expect(() => [createMetrics('1', standing), createMetrics('1', standing)]).not.toThrow();
});

test('alive is whoever answers; ready is who can write, sweeps, and reaches its queue', async () => {
  const { get, observation, world, store, pass } = await observed();
  expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"alive":true}' });
  const ready = async () => {
    // Past the moment for which an answer stands.
    pass(3_000);
    const { status, text } = await get('/readyz');
    const { checks } = JSON.parse(text) as { checks: { name: string; ok: boolean; what: string }[] };
    return { status, wrong: checks.filter(({ ok }) => !ok).map(({ name, what }) => `${name}: ${what}`) };
  };
  expect(await ready()).toEqual({ status: 503, wrong: ['sweeps: none yet'] });
  observation.swept();
  expect(await ready()).toEqual({ status: 200, wrong: [] });
  world.queueError = new Error('redis at queue.example does not answer');
  expect(await ready()).toEqual({
    status: 503,
    wrong: ['queue: takes no jobs: redis at queue.example does not answer'],
  });
  world.queueError = null;
  world.refusal = new Error('redis at queue.example refuses: OOM command not allowed');
  expect(await ready()).toEqual({
    status: 503,
    wrong: ['queue: takes no jobs: redis at queue.example refuses: OOM command not allowed'],
  });
  world.refusal = null;
  // On a disk with room for the probe only: work is stopped, whatever the probe says.
  world.writeError = 'database or disk is full';
  pass(3_000);
  expect(await ready()).toEqual({
    status: 503,
    wrong: ['store: cannot be written: database or disk is full'],
  });
  world.writeError = null;
  pass(94_000);
  expect(await ready()).toEqual({ status: 503, wrong: ['sweeps: the last 112 s ago, one every 30 s'] });
  observation.swept();
  expect(await ready()).toEqual({ status: 200, wrong: [] });
  store.close();
  expect(await ready()).toMatchObject({
    status: 503,
    wrong: [expect.stringMatching(/^store: cannot be written/)],
  });
});

test('who asks again and again makes no work', async () => {
  const { get, observation, store, pass } = await observed();
  observation.swept();
  expect((await get('/readyz')).status).toBe(200);
  store.close();
  expect((await get('/readyz')).status).toBe(200);
  pass(3_000);
  expect((await get('/readyz')).status).toBe(503);
});

test('a clock set back leaves no old answer standing', async () => {
  const { get, scrape, observation, store, world } = await observed();
  observation.swept();
  expect((await get('/readyz')).status).toBe(200);
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: 'https://wire.example/new', title: 'T' })]),
  );
  const text = 'SAIC and GM opened their electric joint venture.';
  await store.sink.articleRead(
    read(jobs[0]?.articleId ?? 0, reading({ url: 'https://wire.example/new', text })),
  );
  world.now -= 60 * MINUTE;
  world.elapsed += 6 * MINUTE;
  await scrape();
  expect((await scrape()).of('stored_articles_tagged')).toBe(1);
  // No sweep for six minutes, whatever the time of day says.
  expect((await get('/readyz')).status).toBe(503);
});
