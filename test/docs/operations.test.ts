/** docs/operations.md stays true: every check of the doctor is in it, and what it tells to type does what it says. */
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { jvwire, projectRoot } from '../cli/jvwire.ts';
import { filesIn, freshStore, temporaryFolder, withFeed } from '../store/fixtures.ts';

const page = readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8');

test('the examples of settings are YAML', () => {
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, block]) => parse(block ?? '') as unknown,
  );
  expect(blocks.length).toBeGreaterThan(0);
});

test('every check of the doctor has its line', async () => {
  const { stdout } = await jvwire(['doctor', '--quick', '--json'], {
    env: { JVWIRE_DATA: temporaryFolder() },
  });
  const { checks } = JSON.parse(stdout) as { checks: { name: string }[] };
  expect(checks.length).toBeGreaterThan(8);
  for (const { name } of [...checks, { name: 'names' }, { name: 'feeds' }, { name: 'work' }])
    expect(page).toMatch(new RegExp(`^\\| ${name} \\|`, 'm'));
});

test('going back as it is told loses nothing, also after a daemon that was killed', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const before = join(folder, 'jvwire.db.before-0013_settled_at');
  const file = filesIn(folder).database;
  const newer = new Sqlite(file);
  newer.prepare('VACUUM INTO ?').run(before);
  newer.exec('CREATE TABLE later (id INTEGER, text TEXT)');
  const insert = newer.prepare('INSERT INTO later VALUES (?, ?)');
  for (let id = 0; id < 1_000; id++) insert.run(id, 'x'.repeat(1_000));
  // As kill -9 leaves it: the log is there, and most of what was written is in it alone.
  const killed = temporaryFolder();
  cpSync(folder, killed, { recursive: true });
  newer.close();
  store.close();
  expect(existsSync(join(killed, 'jvwire.db-wal'))).toBe(true);
  const [, told = ''] = /(rm -f jvwire\.db-wal[\s\S]*?)```/.exec(page) ?? [];
  expect((await jvwire(['-ec', told], { command: 'sh', cwd: killed })).code).toBe(0);
  const back = new Sqlite(join(killed, 'jvwire.db'));
  onTestFinished(() => void back.close());
  expect(back.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(back.prepare('SELECT id FROM feeds').all()).toEqual([{ id: 'wire' }]);
});
