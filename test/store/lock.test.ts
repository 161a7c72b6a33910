/** The data folder's lock: one holder, named to others, released by the death of its process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { lockHolder, takeLock } from '../../src/store/file/lock.ts';
import { NOW, temporaryFolder } from './fixtures.ts';

async function holdInAnotherProcess(file: string): Promise<ChildProcess> {
  const lock = fileURLToPath(new URL('../../src/store/file/lock.ts', import.meta.url));
  const code = `const { takeLock } = await import(${JSON.stringify(lock)}); globalThis.held = takeLock(${JSON.stringify(file)}, 'daemon', ${NOW}); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('a second process is told who holds the lock', async () => {
  const file = join(temporaryFolder(), 'jvwire.lock');
  const child = await holdInAnotherProcess(file);
  expect(() => takeLock(file, 'run', NOW)).toThrow(`\`jvwire daemon\` (process ${child.pid} on`);
  expect(lockHolder(file)).toMatchObject({ pid: child.pid, command: 'daemon', since: NOW });
});

test('kill -9 of the holder frees the lock', async () => {
  const file = join(temporaryFolder(), 'jvwire.lock');
  const child = await holdInAnotherProcess(file);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(lockHolder(file)).toBeNull();
  takeLock(file, 'run', NOW).release();
});

test('a released lock can be taken again', () => {
  const file = join(temporaryFolder(), 'jvwire.lock');
  const first = takeLock(file, 'run', NOW);
  expect(lockHolder(file)).toMatchObject({ pid: process.pid, command: 'run' });
  first.release();
  first.release();
  takeLock(file, 'retag', NOW + 1).release();
});

test('a damaged lock file is told with what to do', () => {
  const file = join(temporaryFolder(), 'jvwire.lock');
  writeFileSync(file, 'no database at all, '.repeat(100));
  const told = `cannot lock ${file}: file is not a database; nothing is kept in it: remove it while no jvwire runs`;
  expect(() => takeLock(file, 'run', NOW)).toThrow(told);
  expect(() => lockHolder(file)).toThrow(told);
});
