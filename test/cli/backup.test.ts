/** `backup` and `restore` as typed by hand: beside a writer, refused where they would harm, and killed at any moment. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeLock } from '../../src/store/file/lock.ts';
import { openStore } from '../../src/store/store.ts';
import { filesIn, NOW, withFeed } from '../store/fixtures.ts';
import { jvwire, start } from './jvwire.ts';

let folder: string;
let database: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jvwire-backup-'));
  database = filesIn(join(folder)).database;
  withFeed(openStore(filesIn(folder), () => 0.5)).close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a backup is taken beside a writer; a restore waits until there is none', async () => {
  const target = join(folder, 'backups');
  const lock = takeLock(join(folder, 'jvwire.lock'), 'daemon', NOW);
  const taken = await jvwire(['backup', target, '--keep', '3', '--db', database]);
  expect(taken).toMatchObject({ code: 0, stderr: expect.stringContaining('1 feed,') as string });
  const refused = await jvwire(['restore', taken.stdout.trim(), '--db', database]);
  expect(refused).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('jvwire daemon') as string,
  });
  lock.release();
  const restored = await jvwire(['restore', taken.stdout.trim(), '--db', database, '--json']);
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(restored.stdout)).toMatchObject({
    format: 1,
    kept: [expect.any(String), expect.any(String)],
  });
  expect((await jvwire(['feeds', 'list', '--db', database])).stdout).toContain('wire');
});

test('killed while it copies, it leaves no backup that is none', async () => {
  const target = join(folder, 'killed');
  mkdirSync(target);
  const { child, result } = start(['backup', target, '--keep', '9', '--db', database]);
  const watcher = watch(target, () => child.kill('SIGKILL'));
  await result;
  watcher.close();
  const left = readdirSync(target);
  expect(left.filter((name) => !name.includes('.partial-'))).toEqual([]);
  const next = await jvwire(['backup', target, '--keep', '9', '--db', database]);
  expect(next).toMatchObject({ code: 0 });
  expect(readdirSync(target)).toEqual([basename(next.stdout.trim())]);
});
