/** Child processes are killed by others, too: by the system when memory is short. The process that owns them goes on. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createSandbox } from '../../src/sandbox/process-pool.ts';

const feed = {
  bytes: new TextEncoder().encode('<rss version="2.0"><channel><title>Wire</title></channel></rss>'),
  url: 'https://wire.example/feed',
  contentType: null,
};

const children = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);

test('a reader that is killed while it has nothing to do costs nothing', async () => {
  const before = new Set(children());
  const sandbox = createSandbox({ processes: 1 });
  onTestFinished(() => sandbox.close());
  expect(await sandbox.readFeed(feed)).toMatchObject({ title: 'Wire' });
  const [reader] = children().filter((pid) => !before.has(pid));
  if (reader === undefined) throw new Error('no reader');
  process.kill(reader, 'SIGKILL');
  while (children().includes(reader)) await sleep(5);
  expect(await sandbox.readFeed(feed)).toMatchObject({ title: 'Wire' });
});

test('no reader can be started, as while npm ci replaces Node: that is no fault of what was to be read', async () => {
  const sandbox = createSandbox({ processes: 2 });
  onTestFinished(() => sandbox.close());
  const { execPath } = process;
  const ports = (): number =>
    process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
  const before = ports();
  process.execPath = '/nowhere/node';
  onTestFinished(() => {
    process.execPath = execPath;
  });
  // At once, and not when its time is over.
  for (const read of [1, 2].map(() => sandbox.readFeed(feed)))
    expect(await read).toEqual({
      code: 'internal',
      action: 'retry',
      message:
        'https://wire.example/feed was not read: no process for it can be started (spawn /nowhere/node ENOENT)',
    });
  // What stayed would keep a command from ending.
  await vi.waitFor(() => expect(ports()).toBe(before));
  process.execPath = execPath;
  expect(await sandbox.readFeed(feed)).toMatchObject({ title: 'Wire' });
});

test('what waits for its turn when the readers are ended is not read, and no other reader is started', async () => {
  const before = new Set(children());
  const sandbox = createSandbox({ processes: 1 });
  const reads = Array.from({ length: 5 }, () => sandbox.readFeed(feed));
  expect(await reads[0]).toMatchObject({ title: 'Wire' });
  await sandbox.close();
  expect(await Promise.all(reads.slice(2))).toEqual(
    Array(3).fill({
      code: 'internal',
      action: 'retry',
      message: 'https://wire.example/feed was not read: the readers have been ended',
    }),
  );
  expect(children().filter((pid) => !before.has(pid))).toEqual([]);
  expect(await sandbox.readFeed(feed)).toMatchObject({ code: 'internal' });
});

test('a reader that is slow to end is waited for: what comes after is not left out', async () => {
  const script = fileURLToPath(new URL('slow-end.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toBe('ended\n');
});
