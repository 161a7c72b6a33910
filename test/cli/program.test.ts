/** A command that is called brings its own file along and no other. */
import { expect, test } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';

const names = async (called?: string): Promise<string[]> =>
  (await buildProgram(called)).commands.map((command) => command.name());
const all = await names();

test.each(all)('%s is found when it alone is asked for', async (name) => {
  const found = await names(name);
  expect(found).toContain(name);
  expect(found.length).toBeLessThan(5);
});

test('anything else brings every command, to choose or suggest from', async () => {
  expect(await names('--db')).toEqual(all);
  expect(await names('artikles')).toEqual(all);
  expect(new Set(all).size).toBe(all.length);
});
