/** What the daemon does in time, measured on a machine that does nothing else: its start, its end, an answer to each of many. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startHostile } from '../newsroom/hostile.ts';
import { startDaemon, synthetic, untilStored } from './running.ts';

test('it is ready in under two seconds, polls at once, stores everything, and ends cleanly on SIGTERM', async () => {
  const newsroom = await synthetic({ feeds: 6, pages: 60, seed: 5 });
  const { folder, database, env } = placeFor(newsroom);
  const daemon = await startDaemon(env);
  expect(daemon.readyMs).toBeLessThan(2000);
  await daemon.logged('feed polled');
  await untilStored(database, newsroom.articleUrls);
  const outcomes = daemon.lines.filter((line) => line['msg'] === 'article stored');
  expect(outcomes).toHaveLength(60);
  expect(outcomes[0]).toMatchObject({
    level: 'info',
    kind: 'article',
    outcome: 'stored',
    url: expect.any(String) as string,
  });

  const socket = join(folder, 'jvwire.sock');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  daemon.child.kill('SIGTERM');
  const { code, stdout } = await daemon.result;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(existsSync(socket)).toBe(false);
  const after = await jvwire(['status'], { env });
  expect(after).toMatchObject({ code: 1, stdout: expect.stringMatching(/^daemon {4}none runs/) as string });
});

test('a second signal stops at once, whatever is in flight', async () => {
  const hostile = await startHostile();
  onTestFinished(() => hostile.close());
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  start(['ingest', hostile.urls.drip], { env });
  while (hostile.dripping() === 0 && daemon.child.exitCode === null) await sleep(20);
  daemon.child.kill('SIGTERM');
  await daemon.logged('daemon stopping');
  const told = performance.now();
  daemon.child.kill('SIGTERM');
  expect((await daemon.result).code).toBe(1);
  expect(performance.now() - told).toBeLessThan(1000);
});

// Each of them waits ten seconds for its answer.
test('fifty writing commands at the same time are all answered', async () => {
  const newsroom = await synthetic({ feeds: 10, pages: 50, seed: 7 });
  const { env } = placeFor(newsroom);
  await startDaemon(env);
  const urls = [...newsroom.articleUrls];
  const commands = Array.from({ length: 50 }, (_, at) => {
    const feed = `synthetic-${(at % 10) + 1}`;
    const all = [
      ['ingest', urls[at] ?? '', '--json'],
      ['feeds', 'disable', feed, '--json'],
      ['feeds', 'enable', feed, '--json'],
      ['run', '--feed', feed, '--json'],
      ['jobs', 'resume', '--feed', feed, '--json'],
    ];
    return all[at % all.length] ?? [];
  });
  const results = await Promise.all(commands.map((args) => jvwire(args, { env })));
  for (const [at, { code, stdout, stderr }] of results.entries()) {
    expect({ at, code, stderr }).toEqual({ at, code: 0, stderr: '' });
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  }
}, 120_000);
