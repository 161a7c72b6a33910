/** `bin/jvwire`: the right Node, from any folder, through links, and nothing between it and the program. */
import { once } from 'node:events';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { temporaryFolder } from '../store/fixtures.ts';
import { jvwire, launcher, start } from './jvwire.ts';

test('runs from any folder', async () => {
  const { code, stdout } = await jvwire(['--version'], { cwd: '/' });
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${manifest.version}\n` });
});

test('runs through a symbolic link to a symbolic link, relative and absolute', async () => {
  const folder = temporaryFolder();
  symlinkSync(launcher, join(folder, 'absolute'));
  symlinkSync('absolute', join(folder, 'relative'));
  const { stdout } = await jvwire(['--version'], { cwd: '/', command: join(folder, 'relative') });
  expect(stdout).toBe(`${manifest.version}\n`);
});

test.runIf(process.platform === 'linux')(
  'a signal reaches the program itself: the launcher is no process of its own',
  async () => {
    const { child } = start(['tag', '--ndjson'], { stdin: '{"id":1,"text":"x"}\n', open: true });
    if (child.stdout) await once(child.stdout, 'data');
    expect(readFileSync(`/proc/${child.pid}/cmdline`, 'utf8')).toContain('src/cli/main.ts');
    child.kill('SIGTERM');
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect(signal).toBe('SIGTERM');
  },
);

test('a host whose own Node is too old still gets Node 24', async () => {
  const { stdout } = await jvwire(['config', '--json'], { env: { PATH: '/usr/bin:/bin' } });
  expect(JSON.parse(stdout)).toHaveProperty('settings.JVWIRE_DATA');
});
