/** `retag` and `reextract`: what today's rules would change, shown first, applied whole, without any network. */
import { expect, onTestFinished, test } from 'vitest';
import type { RereadReport } from '../../src/core/rereading.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { startNewsroom } from '../newsroom/server.ts';
import { jvwire } from './jvwire.ts';
import { placeFor } from './newsroom-settings.ts';

async function stored() {
  const newsroom = await startNewsroom({ only: ['volt-ledger', 'chelun-ribao'] });
  const place = placeFor(newsroom);
  const { code } = await jvwire(['run'], { env: place.env });
  expect(code).toBe(0);
  // From here on nothing can be fetched.
  await newsroom.close();
  const client = new Sqlite(place.database);
  onTestFinished(() => void client.close());
  const reread = async (...args: string[]): Promise<RereadReport> => {
    const { code: ended, stdout, stderr } = await jvwire([...args, '--json'], { env: place.env });
    expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
    return JSON.parse(stdout) as RereadReport;
  };
  const count = (sql: string): number => Number(client.prepare(sql).pluck().get());
  return { client, reread, count, env: place.env };
}

test('retag finds nothing to change right after a run', async () => {
  const { reread, count } = await stored();
  const report = await reread('retag');
  expect(report.changes).toEqual([]);
  expect(report.examined).toBe(count('SELECT count(*) FROM articles WHERE verdict IS NOT NULL'));
});

test('a dry run shows gained and lost tags with their quotes and changes nothing; the real one applies them', async () => {
  const { client, reread, count } = await stored();
  const [hidden] = client
    .prepare('SELECT id FROM articles WHERE tagged = 1 ORDER BY id')
    .pluck()
    .all() as number[];
  const [invented] = client
    .prepare('SELECT id FROM articles WHERE tagged = 0 AND verdict IS NOT NULL ORDER BY id')
    .pluck()
    .all() as number[];
  client.prepare('DELETE FROM article_tags WHERE article_id = ?').run(hidden);
  client.prepare('UPDATE articles SET tagged = 0 WHERE id = ?').run(hidden);
  client.prepare('UPDATE articles SET tagged = 1 WHERE id = ?').run(invented);
  client
    .prepare(
      "INSERT INTO article_tags (article_id, tag, confidence, evidence, rules_version) VALUES (?, 'chinese-ev-jv', 1, ?, 'old')",
    )
    .run(
      invented,
      JSON.stringify([{ field: 'text', sentence: 'Invented.', start: 0, end: 9, rule: 'none' }]),
    );
  const tagged = count('SELECT count(*) FROM articles WHERE tagged = 1');

  const dry = await reread('retag', '--dry-run');
  expect(dry.applied).toBe(false);
  expect(dry.changes.map(({ kind, articleId }) => `${kind} ${articleId}`).sort()).toEqual([
    `gained ${hidden}`,
    `lost ${invented}`,
  ]);
  expect(dry.changes.find(({ kind }) => kind === 'lost')?.evidence).toBe('Invented.');
  expect(dry.changes.find(({ kind }) => kind === 'gained')?.evidence?.length).toBeGreaterThan(10);
  expect(count('SELECT count(*) FROM articles WHERE tagged = 1')).toBe(tagged);
  expect(count("SELECT count(*) FROM article_tags WHERE rules_version = 'old'")).toBe(1);

  await reread('retag');
  expect((await reread('retag')).changes).toEqual([]);
  expect(count(`SELECT tagged FROM articles WHERE id = ${hidden}`)).toBe(1);
  expect(count(`SELECT count(*) FROM article_tags WHERE article_id = ${invented}`)).toBe(0);
  expect(count("SELECT count(*) FROM article_tags WHERE rules_version = 'old'")).toBe(0);
}, 60_000);

test('reextract reads the archive again, says what differs, and mends it', async () => {
  const { client, reread, count, env } = await stored();
  const id = count("SELECT min(id) FROM articles WHERE state = 'stored'");
  const text = client.prepare('SELECT text FROM articles WHERE id = ?').pluck().get(id);
  client
    .prepare("UPDATE articles SET text = 'Garbled by an older version.', verdict = 'thin' WHERE id = ?")
    .run(id);
  const dry = await reread('reextract', '--dry-run');
  expect(dry.changes).toMatchObject([
    { articleId: id, fields: expect.arrayContaining(['text', 'verdict']) as string[] },
  ]);
  client.prepare("UPDATE articles SET rules_version = 'old' WHERE verdict IS NOT NULL").run();
  await reread('reextract');
  expect(client.prepare('SELECT text FROM articles WHERE id = ?').pluck().get(id)).toBe(text);
  expect((await reread('reextract')).changes).toEqual([]);
  // What could never be fetched has no page, and is left as it is.
  expect(dry.missing).toBe(
    count("SELECT count(*) FROM articles WHERE state = 'failed' AND verdict IS NOT NULL"),
  );
  expect(dry.missing).toBeGreaterThan(0);
  expect(count("SELECT count(*) FROM articles WHERE rules_version = 'old'")).toBe(dry.missing);
  const { stderr } = await jvwire(['reextract', '--since', 'never'], { env });
  expect(stderr).toMatch(/^jvwire: --since "never": must be a date/);
}, 60_000);
