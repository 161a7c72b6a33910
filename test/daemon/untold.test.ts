/** A daemon that nobody hears works on: its log's disk is full, or whoever read its log is gone. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire, launcher, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { startDaemon } from './running.ts';

/** Libraries warn on stderr by themselves, past the log. */
const WARNING = {
  NODE_OPTIONS: '--import "data:text/javascript,setInterval(() => console.warn(Date.now()), 50).unref()"',
};

test.runIf(existsSync('/dev/full'))('on a full disk', async () => {
  const { folder, env } = placeFor({ catalogue: [] });
  const { child, result } = start(['-c', 'exec "$0" daemon 2> /dev/full', launcher], {
    command: 'sh',
    env: { ...env, ...WARNING },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  while (!existsSync(join(folder, 'jvwire.sock')) && child.exitCode === null) await sleep(50);
  expect((await jvwire(['feeds', 'list'], { env })).code).toBe(0);
  expect((await jvwire(['jobs', 'pause'], { env })).code).toBe(0);
  expect(child.exitCode).toBeNull();
  child.kill('SIGTERM');
  expect((await result).code).toBe(0);
});

test('without a reader', async () => {
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon({ ...env, ...WARNING });
  daemon.child.stderr?.destroy();
  await sleep(500);
  expect((await jvwire(['jobs', 'pause'], { env })).code).toBe(0);
  expect(daemon.child.exitCode).toBeNull();
  daemon.child.kill('SIGTERM');
  expect((await daemon.result).code).toBe(0);
});
