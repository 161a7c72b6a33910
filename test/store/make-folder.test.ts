/** Folders are made with what is above them, and what stands in the way is told at once. */
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/store/file/make-folder.ts';
import { jvwire } from '../cli/jvwire.ts';
import { temporaryFolder } from './fixtures.ts';

test('a folder below others that are missing, twice', () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c');
  makeFolder(path);
  makeFolder(path);
  expect(existsSync(path)).toBe(true);
});

test('a file in its place or above it, and a link to nothing, are told', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync(join(folder, 'gone', 'far'), join(folder, 'link'));
  for (const name of ['file', 'file/below'])
    expect(() => makeFolder(join(folder, name)), name).toThrow(/\/file is no folder$/);
  for (const name of ['link', 'link/below'])
    expect(() => makeFolder(join(folder, name)), name).toThrow(/\/link is a link to nothing$/);
});

test.runIf(existsSync('/proc/self'))('where none can be made a command ends', async () => {
  const { code, stderr } = await jvwire(['migrate'], { env: { JVWIRE_DATA: '/proc/jvwire/data' } });
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^jvwire: cannot open \/proc\/jvwire\/data\/jvwire\.lock: /) as string,
  });
});
