/** What signals do that are not meant for one process alone, or not for its end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { storedIn } from '../cli/stored.ts';
import { startSynthetic } from '../newsroom/synthetic.ts';
import { startDaemon } from './running.ts';

/** A run in a process group of its own, as a terminal starts it, that has stored something and has more to do. */
async function runInGroup(seed: number) {
  const newsroom = await startSynthetic({ feeds: 4, pages: 80, seed });
  onTestFinished(() => newsroom.close());
  const { database, env } = placeFor(newsroom);
  const { child, result } = start(['run', '--json'], {
    env: { ...env, JVWIRE_HOST_INTERVAL_MS: '250' },
    group: true,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  while (!storedAny(database) && child.exitCode === null) await sleep(50);
  return { database, result, signal: (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name) };
}

/** Before there is a database, too. */
function storedAny(database: string): boolean {
  try {
    return storedIn(database).urls.length > 0;
  } catch {
    return false;
  }
}

test.each([
  ['Ctrl-C in a terminal', 'SIGINT', 15],
  ['the closing of a terminal', 'SIGHUP', 16],
] as const)(
  '%s reaches the readers too, and costs no article',
  async (_what, name, seed) => {
    const { database, result, signal } = await runInGroup(seed);
    signal(name);
    const report = JSON.parse((await result).stdout) as { interrupted: boolean };
    expect(report.interrupted).toBe(true);
    const client = new Sqlite(database, { readonly: true });
    expect(client.prepare('SELECT count(*) FROM articles WHERE last_failure IS NOT NULL').pluck().get()).toBe(
      0,
    );
    client.close();
  },
  60_000,
);

test('a daemon whose terminal is closed stops in order, under nohup too', async () => {
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  daemon.child.kill('SIGHUP');
  expect((await daemon.result).code).toBe(0);
  expect(daemon.lines).toContainEqual(
    expect.objectContaining({ msg: 'daemon stopping', reason: 'SIGHUP' }) as object,
  );
  expect(daemon.lines.at(-1)).toMatchObject({ msg: 'daemon stopped' });
});

test('SIGUSR1 opens no debugger, in the readers neither', async () => {
  const { result, signal } = await runInGroup(17);
  signal('SIGUSR1');
  await sleep(500);
  signal('SIGTERM');
  expect((await result).stderr).not.toMatch(/debugger/i);
}, 60_000);
