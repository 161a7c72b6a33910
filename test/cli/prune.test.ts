/** `prune` as typed by hand: what it asks for, and how it tells what would go and what went. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { openStore } from '../../src/store/store.ts';
import { filesIn, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';
import { called } from './called.ts';
import { jvwire, start } from './jvwire.ts';
import { storedIn } from './stored.ts';

/** Of the test that kills: their texts take eight slices. */
const ARTICLES = 400;

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

test('one that is interrupted says so, and a script that goes on only after a success does not', async () => {
  process.once('newListener', () => queueMicrotask(() => process.emit('SIGHUP')));
  const { code, stderr } = await called('prune', '--db', filesIn(folder).database, '--older-than', '400d');
  expect(code).toBe(1);
  expect(stderr).toContain('interrupted; run the same command again to continue\n');
});

test('kill -9 in the midst of it: every text is whole or gone, in the index too, and the next one goes on', async () => {
  const many = mkdtempSync(join(tmpdir(), 'jvwire-prune-'));
  onTestFinished(() => rmSync(many, { recursive: true, force: true }));
  const { database } = filesIn(many);
  const store = withFeed(openStore(filesIn(many), () => 0.5));
  const items = Array.from({ length: ARTICLES }, (_, at) =>
    item({ url: `https://wire.example/${at}`, title: `Story ${at}` }),
  );
  const { jobs } = await store.sink.feedPolled(polled(items));
  const text = 'About gearboxes and what becomes of them. '.repeat(100);
  for (const { articleId = 0, url } of jobs)
    await store.sink.articleRead(read(articleId, reading({ url, text }), NOW));
  store.close();
  const client = new Sqlite(database);
  onTestFinished(() => void client.close());
  client.exec('UPDATE articles SET revisit_at = NULL');
  const whole = (): number =>
    Number(client.prepare('SELECT count(*) FROM articles WHERE text = ?').pluck().get(text));
  const rest: number[] = [];
  for (let kill = 1; kill <= 3; kill++) {
    const { child, result } = start(
      ['prune', '--db', database, '--older-than', '2100-01-01', '--vacuum'],
      {},
    );
    while (whole() > ARTICLES - (kill * ARTICLES) / 5 && child.exitCode === null) await sleep(2);
    child.kill('SIGKILL');
    await result;
    rest.push(whole());
    expect(storedIn(database)).toMatchObject({
      rows: ARTICLES,
      indexed: ARTICLES,
      integrity: 'ok',
      orphans: 0,
    });
    const found = client
      .prepare("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'gearboxes'")
      .pluck();
    expect(found.get()).toBe(whole());
    const gone = client.prepare("SELECT count(*) FROM articles WHERE text = ''").pluck();
    expect(gone.get()).toBe(ARTICLES - whole());
  }
  // Some of the kills must have come in the middle of the work.
  expect(rest.filter((texts) => texts > 0 && texts < ARTICLES).length).toBeGreaterThan(0);
  const last = await jvwire(['prune', '--db', database, '--older-than', '2100-01-01', '--vacuum', '--json']);
  expect(JSON.parse(last.stdout)).toMatchObject({ applied: true, interrupted: false });
  expect(whole()).toBe(0);
  expect(storedIn(database)).toMatchObject({
    rows: ARTICLES,
    indexed: ARTICLES,
    integrity: 'ok',
    orphans: 0,
  });
}, 60_000);
