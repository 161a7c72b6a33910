/** A Redis that answers but takes no writes: one line when it begins, one when it ends, and no work is lost or failed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createRefusals, isRefusedWrite } from '../../src/queue/redis-refusals.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from '../daemon/running.ts';
import { collectingLog, idle, ingest, poll, runnerOn } from './fixtures.ts';
import { redisTest, startRedis, until } from './server.ts';

test.each([
  ["OOM command not allowed when used memory > 'maxmemory'.", true],
  ['NOREPLICAS Not enough good replicas to write. script: d96c, on @user_script:217.', true],
  ["READONLY You can't write against a read only replica.", true],
  ['redis://a:1 refuses: MISCONF Redis is configured to save RDB snapshots', true],
  ['ERR Error running script: @user_script: 217: -OOM command not allowed', true],
  ['attempt to write a READONLY database', false],
  ['the page says OOM', false],
  ['Missing lock for job 7. moveToDelayed', false],
])('%s: %s', (message, refused) => {
  expect(isRefusedWrite(new Error(message))).toBe(refused);
});

test('a Redis at the edge, which takes one write and not the next, is told of once', async () => {
  const { log, lines } = collectingLog();
  const error = new Error('OOM command not allowed');
  const refusals = createRefusals({
    name: 'redis://a:1',
    write: async () => {},
    log,
    tryEveryMs: 1,
    quietMs: 50,
  });
  onTestFinished(refusals.close);
  const changes: boolean[] = [];
  refusals.onChange((waiting) => changes.push(waiting));
  for (let at = 0; at < 3; at++) {
    expect(refusals.note(error)).toBe(true);
    expect(refusals.note(error)).toBe(true);
    await refusals.untilOver();
    // Longer than it must be quiet, all in all: it counts from the last.
    await sleep(30);
  }
  await until(
    () => lines.length === 2,
    () => lines,
  );
  expect(changes).toEqual([true, false, true, false, true, false]);
  expect(lines).toMatchObject([
    { level: 'error', fields: { reason: error.message } },
    { level: 'info', fields: { refused: 6 }, message: 'redis takes writes again' },
  ]);
});

test('whoever comes while it refuses waits with the others, until it is over or nobody asks any more', async () => {
  const { log, lines } = collectingLog();
  const error = new Error('OOM command not allowed');
  const write = () => Promise.reject(error);
  const refusals = createRefusals({ name: 'redis://a:1', write, log, tryEveryMs: 1 });
  onTestFinished(refusals.close);
  expect(refusals.note(new Error('connect ECONNREFUSED'))).toBe(false);
  await refusals.untilOver();
  expect(lines).toEqual([]);
  await expect(refusals.tryWrite()).rejects.toThrow(error);
  const changes: [string, boolean][] = [];
  const end = refusals.onChange((waiting) => changes.push(['left', waiting]));
  refusals.onChange((waiting) => changes.push(['stayed', waiting]));
  end();
  let over = false;
  const waited = refusals.untilOver().then(() => {
    over = true;
  });
  await sleep(20);
  expect(over).toBe(false);
  refusals.close();
  await waited;
  expect(changes).toEqual([
    ['left', true],
    ['stayed', true],
    ['stayed', false],
  ]);
});

const WAYS = {
  NOREPLICAS: [
    ['min-replicas-to-write', '1'],
    ['min-replicas-to-write', '0'],
  ],
  OOM: [
    ['maxmemory', '1'],
    ['maxmemory', '0'],
  ],
} as const;

redisTest.each(Object.entries(WAYS))(
  '%s: two lines, nothing failed, and all is done when it is over',
  async (word, [refuse, accept]) => {
    const redis = await startRedis();
    const done = new Set<string>();
    const { runner, connections, lines, failed } = runnerOn(
      redis.url,
      async (job) => {
        // As a claim of a turn does.
        await connections.waiting.set('claim', '1');
        done.add(job.url);
        return { kind: 'done' };
      },
      { pace: { tryEveryMs: 200, quietMs: 2_000 } },
    );
    const many = Array.from({ length: 300 }, (_, at) => ingest(at + 1));
    await runner.add([poll('a'), ...many]);
    await until(
      () => done.size > 20,
      () => done.size,
    );
    await redis.client.config('SET', ...refuse);
    await expect(runner.add([poll('b')])).rejects.toThrow(word);
    await expect(runner.tryWrite()).rejects.toThrow(word);
    expect(await runner.depths()).toHaveLength(4);
    const state = () => lines.filter(({ level }) => level !== 'debug');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(state()).toMatchObject([{ level: 'error', fields: { reason: expect.stringContaining(word) } }]);
    await redis.client.config('SET', ...accept);
    await runner.tryWrite();
    await idle(runner);
    await until(() => state().some(({ message }) => message === 'redis takes writes again'), state);
    expect(failed).toEqual([]);
    expect(done.size).toBe(301);
    const told = state().filter(({ message }) => message.startsWith('redis'));
    expect(told).toHaveLength(2);
    expect(state().length).toBeLessThan(12);
  },
  60_000,
);

redisTest('the sweeps of a daemon do not tell it again', async () => {
  const redis = await startRedis({ settings: ['--min-replicas-to-write', '1'] });
  const feed = { id: 'a', name: 'A', language: 'en', region: 'CN', kind: 'trade', enabled: true };
  const site = 'http://127.0.0.1:9/';
  const { env } = placeFor({ catalogue: [{ ...feed, site, url: `${site}feed` }] });
  const daemon = await startDaemon({ ...env, REDIS_URL: redis.url });
  await daemon.logged('redis refuses writes, no work is begun until it takes them');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(daemon.lines.filter((line) => JSON.stringify(line).includes('NOREPLICAS'))).toHaveLength(1);
});
