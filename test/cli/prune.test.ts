/** `prune` as typed by hand: what it asks for, and how it tells what would go and what went. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { filesIn, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

let folder: string;
const prune = (...args: string[]) => jvwire(['prune', '--db', filesIn(folder).database, ...args]);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jvwire-prune-'));
  const store = withFeed(openStore(filesIn(folder), () => 0.5));
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'One' })]));
  await store.sink.articleRead(
    read(jobs[0]?.articleId ?? 0, reading({ url, text: 'About gearboxes.' }), NOW),
  );
  store.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [[], 'say what is old, such as --older-than 400d; --dry-run shows what would go'],
  [
    ['--texts-older-than', 'long'],
    '--texts-older-than "long": must be a span such as 400d, or a day such as 2025-01-01',
  ],
])('%j is refused', async (args, reason) => {
  expect(await prune(...args)).toEqual({ code: 2, stdout: '', stderr: `jvwire: ${reason}\n` });
});

test('a dry run shows what would go; then it goes, and the room with it', async () => {
  const dry = await prune('--pages-older-than', '2100-01-01', '--dry-run');
  expect(dry).toMatchObject({ code: 0, stderr: 'nothing was changed (dry run)\n' });
  expect(dry.stdout).toMatch(/^what +count +size\npages +1 +16 bytes\n$/);
  const done = await prune('--pages-older-than', '2100-01-01', '--vacuum');
  expect(done).toMatchObject({ code: 0, stdout: dry.stdout });
  expect(done.stderr).toMatch(/pages\.db: .* before, .* now\n$/);
  const json = await prune('--older-than', '2100-01-01', '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({
    applied: true,
    pruned: { pages: { rows: 0 }, polls: { rows: 1 } },
  });
  const article = await jvwire(['article', '1', '--db', filesIn(folder).database]);
  expect(article.stdout).toContain(
    '(its text was pruned; `jvwire ingest` with its address fetches it again)',
  );
});
