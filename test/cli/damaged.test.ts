/** What commands say of a damaged database: in plain words what to do, never that it is a fault of the program. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { fillStore } from '../mcp/stored.ts';
import { damage } from '../store/damaged.ts';
import { filesIn, temporaryFolder } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

const PLAIN_WORDS = /^jvwire: .*is damaged \(.*\): stop the daemon, .*restore the latest backup.*\n$/;

async function filled(): Promise<{ folder: string; database: string }> {
  const folder = temporaryFolder();
  const store = openStore(filesIn(folder), () => 0.5);
  await fillStore(store);
  store.close();
  return { folder, database: filesIn(folder).database };
}

const said = (folder: string, ...args: string[]) =>
  jvwire(args, { env: { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none' } });

test('data that cannot be read', async () => {
  const { folder, database } = await filled();
  damage(database, 'articles');
  for (const args of [
    ['articles'],
    ['retag'],
    ['backup', join(folder, 'backup')],
    ['sql', 'SELECT title FROM articles'],
  ]) {
    const { code, stderr } = await said(folder, ...args);
    expect([args[0], code, stderr]).toEqual([args[0], 1, expect.stringMatching(PLAIN_WORDS) as string]);
  }
  const { stdout } = await said(folder, 'doctor');
  const [finding = ''] = stdout.split('\n').filter((line) => line.startsWith('fail'));
  expect(finding).toMatch(/^fail +database +\S+ is damaged: [^*]+$/);
  expect(finding.length).toBeLessThan(200);
});

test('a schema that cannot be read', async () => {
  const { folder, database } = await filled();
  const handle = openSync(database, 'r+');
  writeSync(handle, Buffer.alloc(3_000, 0xee), 0, 3_000, 100);
  closeSync(handle);
  for (const args of [['articles'], ['status'], ['run'], ['feeds', 'list'], ['daemon']]) {
    const { code, stderr } = await said(folder, ...args);
    expect([args[0], code, stderr]).toEqual([args[0], 1, expect.stringMatching(PLAIN_WORDS) as string]);
  }
});
