/** What the daemon does within a second or two, measured on a machine that does nothing else. */
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
