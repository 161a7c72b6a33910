/** Migrating: children survive, newer databases are refused untouched, a failed migration leaves the file as it was. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { articleFilterSchema } from '../../src/query/article-filter.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { migrateFile } from '../../src/store/file/migrate.ts';
import { openReader } from '../../src/store/store.ts';
import { filesIn, freshStore, item, polled, read, reading, temporaryFolder, withFeed } from './fixtures.ts';

const migrations = fileURLToPath(new URL('../../migrations/main', import.meta.url));

/** The project's migrations and one more, in a folder of their own. */
function withExtraMigration(folder: string, sql: string): string {
  const copy = join(folder, 'migrations');
  mkdirSync(copy);
  cpSync(migrations, copy, { recursive: true });
  const journalFile = join(copy, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: object[] };
  journal.entries.push({
    idx: 99,
    version: '6',
    when: 4_000_000_000_000,
    tag: '0099_extra',
    breakpoints: true,
  });
  writeFileSync(journalFile, JSON.stringify(journal));
  writeFileSync(join(copy, '0099_extra.sql'), sql);
  return copy;
}

async function databaseWithChildren(folder: string): Promise<string> {
  const store = withFeed(freshStore(folder));
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url: 'https://wire.example/1', title: 'One' })]),
  );
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url: 'https://wire.example/1' })));
  store.close();
  return filesIn(folder).database;
}

function count(file: string, table: string): number {
  const client = new Sqlite(file, { readonly: true });
  const { n } = client.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
  client.close();
  return n;
}

test('a migration that rebuilds a parent table keeps its children, and a copy of the file', async () => {
  const folder = temporaryFolder();
  const file = await databaseWithChildren(folder);
  const extra = withExtraMigration(
    folder,
    [
      'CREATE TABLE `__new_feeds` AS SELECT * FROM `feeds`;',
      'DROP TABLE `feeds`;',
      'CREATE TABLE `feeds` (`id` text PRIMARY KEY NOT NULL, `url` text NOT NULL);',
      'INSERT INTO `feeds` SELECT `id`, `url` FROM `__new_feeds`;',
      'DROP TABLE `__new_feeds`;',
    ].join('\n--> statement-breakpoint\n'),
  );

  chmodSync(file, 0o600);
  const result = migrateFile(file, 'main', extra);

  expect(result.applied).toEqual(['0099_extra']);
  // The copy has the secrets of the file: it is as private.
  expect(statSync(result.copy ?? '').mode & 0o777).toBe(0o600);
  for (const table of ['feeds', 'items', 'poll_events', 'articles', 'article_tags'])
    expect(count(file, table)).toBe(1);
  expect(result.copy).not.toBeNull();
  expect(count(result.copy ?? '', 'items')).toBe(1);
});

test('a migration that orphans children is undone and says which', async () => {
  const folder = temporaryFolder();
  const file = await databaseWithChildren(folder);
  const extra = withExtraMigration(folder, 'DELETE FROM `feeds`;');
  expect(() => migrateFile(file, 'main', extra)).toThrow(/lost (?:its|their) feeds; the file was put back/);
  expect(count(file, 'feeds')).toBe(1);
  expect(migrateFile(file, 'main').applied).toEqual([]);
});

test('what only the write-ahead log has survives a failed migration', async () => {
  const folder = temporaryFolder();
  const file = await databaseWithChildren(folder);
  // A reader's snapshot keeps the log from being folded into the file.
  const writer = new Sqlite(file);
  const reader = new Sqlite(file, { readonly: true });
  reader.exec('BEGIN; SELECT * FROM feeds');
  writer.prepare("UPDATE feeds SET name = 'only in the log'").run();
  const extra = withExtraMigration(folder, 'DELETE FROM `feeds`;');
  expect(() => migrateFile(file, 'main', extra)).toThrow(/put back/);
  reader.close();
  writer.close();
  const after = new Sqlite(file, { readonly: true });
  expect(after.prepare('SELECT name FROM feeds').pluck().get()).toBe('only in the log');
  after.close();
});

test('what cannot be copied is not migrated, and leaves nothing that looks like a copy', async () => {
  const folder = temporaryFolder();
  const file = await databaseWithChildren(folder);
  const damaged = new Sqlite(file);
  damaged.pragma('journal_mode = DELETE');
  const { rootpage } = damaged.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'items'").get() as {
    rootpage: number;
  };
  const pageSize = Number(damaged.pragma('page_size', { simple: true }));
  damaged.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (rootpage - 1) * pageSize, rootpage * pageSize);
  writeFileSync(file, bytes);
  const extra = withExtraMigration(folder, 'CREATE TABLE `later` (`id` integer);');
  expect(() => migrateFile(file, 'main', extra)).toThrow(
    /^cannot copy .* malformed; nothing was changed; stop the daemon, .*latest backup/,
  );
  expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([]);
});

test('the page archive is not taken for a database', async () => {
  const folder = temporaryFolder();
  await databaseWithChildren(folder);
  expect(() => migrateFile(filesIn(folder).pages, 'main')).toThrow(/not jvwire's main database/);
});

test('a database from a newer version is refused and left byte for byte as it was', async () => {
  const folder = temporaryFolder();
  const file = await databaseWithChildren(folder);
  migrateFile(file, 'main', withExtraMigration(folder, 'CREATE TABLE `later` (`id` integer);'));
  const before = readFileSync(file);
  expect(() => migrateFile(file, 'main')).toThrow(
    /newer version.*; to go back .* remove \S+\.db-wal and \S+\.db-shm, then copy/,
  );
  expect(() => openReader(filesIn(folder))).toThrow(/newer version/);
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('a database of another program, and a file that is none, are refused', () => {
  const folder = temporaryFolder();
  const foreign = join(folder, 'foreign.db');
  const client = new Sqlite(foreign);
  client.exec('CREATE TABLE recipes (id INTEGER)');
  client.close();
  expect(() => migrateFile(foreign, 'main')).toThrow(/another program/);
  const text = join(folder, 'text.db');
  writeFileSync(text, 'this is no database, but it is long enough to look at. '.repeat(100));
  expect(() => migrateFile(text, 'main')).toThrow(/not an SQLite database/);
});

test('migrating twice does nothing the second time and makes no copy', () => {
  const folder = temporaryFolder();
  const { database } = filesIn(folder);
  expect(migrateFile(database, 'main').applied.length).toBeGreaterThan(0);
  expect(migrateFile(database, 'main')).toEqual({ file: database, applied: [], copy: null });
  expect(existsSync(`${database}.before-0000_initial`)).toBe(false);
});

test('the search index of an older version is built anew, and finds what is stored', () => {
  const folder = temporaryFolder();
  const { database, pages } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0007_fts_folding'));
  migrateFile(pages, 'pages');
  const client = new Sqlite(database);
  const insert = client.prepare(
    `INSERT INTO articles (url, state, first_seen_at, sort_at, title, text, verdict)
      VALUES (@url, @state, 0, @sortAt, @title, @text, @verdict)`,
  );
  const at = Date.parse('2026-05-01T10:00:00.456Z');
  const stored = { state: 'stored', verdict: 'full' };
  insert.run({ url: 'https://a.example/1', sortAt: at, title: '鴻海合資', text: '電動車', ...stored });
  insert.run({ url: 'https://a.example/2', sortAt: at + 1_000, title: null, text: '合资公司', ...stored });
  insert.run({
    url: 'https://a.example/3',
    sortAt: -1,
    title: 'waits',
    text: '',
    state: 'pending',
    verdict: null,
  });
  client.close();

  expect(migrateFile(database, 'main').applied).toContain('0007_fts_folding');

  const reader = openReader({ database, pages });
  const ids = (query: string) => {
    const filter = articleFilterSchema.parse({ query, since: '2026-05-01', until: '2026-05-01' });
    return reader.listArticles(filter, 0).articles.map(({ id }) => id);
  };
  expect(ids('合资')).toEqual([2, 1]);
  expect(ids('电动')).toEqual([1]);
  expect(ids('waits')).toEqual([]);
  reader.close();
});

test('a search index that was filled before words were folded finds them after, and what comes later', async () => {
  const folder = temporaryFolder();
  const { database, pages } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0015_fts_words'));
  migrateFile(pages, 'pages');
  const client = new Sqlite(database);
  const insert = client.prepare(
    `INSERT INTO articles (url, state, first_seen_at, sort_at, title, text, verdict)
      VALUES (?, 'stored', 0, ?, ?, ?, 'full')`,
  );
  insert.run('https://a.example/1', 1_000, 'BYD YATIRIMI', 'a co-operation');
  insert.run('https://a.example/2', 2_000, null, 'große Straße');
  // As the version before wrote them.
  const terms = client.prepare('INSERT INTO articles_fts (rowid, title, body) VALUES (?, ?, ?)');
  terms.run(2_147_483_648n + 1n, 'BYD YATIRIMI', 'a co-operation');
  terms.run(2n * 2_147_483_648n + 2n, '', 'große Straße');
  client.close();
  expect(() => openReader({ database, pages })).toThrow('jvwire migrate');

  expect(migrateFile(database, 'main').applied).toContain('0015_fts_words');

  const reader = openReader({ database, pages });
  const ids = (query: string) =>
    reader.listArticles(articleFilterSchema.parse({ query }), 0).articles.map(({ id }) => id);
  expect(ids('yatırımı')).toEqual([1]);
  expect(ids('cooperation')).toEqual([1]);
  expect(ids('STRASSE')).toEqual([2]);
  reader.close();
  const after = new Sqlite(database);
  expect(after.prepare('SELECT count(*) FROM articles_fts').pluck().get()).toBe(2);
  after.prepare('DELETE FROM articles WHERE id = 1').run();
  expect(after.prepare('SELECT count(*) FROM articles_fts').pluck().get()).toBe(1);
  after.close();
});

test('Thai words are found inside sentences that an older search index has whole, and others as before', () => {
  const folder = temporaryFolder();
  const { database, pages } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0017_fts_thai'));
  migrateFile(pages, 'pages');
  const client = new Sqlite(database);
  const insert = client.prepare(
    `INSERT INTO articles (url, state, first_seen_at, sort_at, title, text, verdict)
      VALUES (?, 'stored', 0, ?, NULL, ?, 'full')`,
  );
  const terms = client.prepare(`INSERT INTO articles_fts (rowid, title, body) VALUES (?, '', ?)`);
  for (const [at, text] of ['บีวายดีตั้งกิจการร่วมค้าแห่งใหม่', 'a venture'].entries()) {
    insert.run(`https://a.example/${at}`, at * 1_000, text);
    terms.run(BigInt(at) * 2_147_483_648n + BigInt(at) + 1n, text);
  }
  client.close();

  migrateFile(database, 'main');

  const reader = openReader({ database, pages });
  const ids = (query: string) =>
    reader.listArticles(articleFilterSchema.parse({ query }), 0).articles.map(({ id }) => id);
  expect(ids('ร่วมค้า')).toEqual([1]);
  expect(ids('venture')).toEqual([2]);
  reader.close();
  const after = new Sqlite(database);
  expect(after.prepare('SELECT count(*) FROM articles_fts').pluck().get()).toBe(2);
  after.close();
});

/** The project's migrations up to the one named. */
function migrationsBefore(folder: string, tag: string): string {
  const copy = join(folder, 'migrations');
  cpSync(migrations, copy, { recursive: true });
  const file = join(copy, 'meta', '_journal.json');
  const journal = JSON.parse(readFileSync(file, 'utf8')) as { entries: { tag: string }[] };
  const entries = journal.entries.slice(
    0,
    journal.entries.findIndex((entry) => entry.tag === tag),
  );
  writeFileSync(file, JSON.stringify({ ...journal, entries }));
  return copy;
}

test('tagged articles from before visits were planned get what remains of the plan, older ones none', () => {
  const folder = temporaryFolder();
  const { database } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0011_story_lists_and_visits'));
  const client = new Sqlite(database);
  const insert = client.prepare(
    `INSERT INTO articles (url, state, tagged, first_seen_at, sort_at, fetched_at, published_at, visited_at)
     VALUES (?, ?, ?, 0, 0, ?, ?, ?)`,
  );
  const hour = 3_600_000;
  const now = Date.now();
  const ago = (hours: number): number => now - hours * hour;
  insert.run('new', 'stored', 1, ago(0.5), null, null);
  insert.run('hours old', 'stored', 1, ago(3), ago(5), null);
  insert.run('days old', 'stored', 1, ago(48), ago(48), null);
  insert.run('weeks old', 'stored', 1, ago(24 * 8), null, null);
  insert.run('old when it was found', 'stored', 1, ago(3), ago(24 * 40), null);
  insert.run('not tagged', 'stored', 0, ago(3), null, null);
  insert.run('visited', 'stored', 1, ago(3), null, ago(1));
  insert.run('given up', 'failed', 1, null, null, null);
  client.close();
  migrateFile(database, 'main');
  const after = new Sqlite(database, { readonly: true });
  const rows = after.prepare('SELECT url, revisit_at FROM articles ORDER BY id').raw().all();
  after.close();
  expect(rows).toEqual([
    ['new', ago(0.5) + hour],
    ['hours old', ago(3) + 24 * hour],
    ['days old', ago(48) + 7 * 24 * hour],
    ...['weeks old', 'old when it was found', 'not tagged', 'visited', 'given up'].map((url) => [url, null]),
  ]);
});

test('ventures that nobody names, which were one, become those of their articles', () => {
  const folder = temporaryFolder();
  const { database } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0014_unnamed_ventures'));
  const client = new Sqlite(database);
  const add = client.prepare(
    `INSERT INTO article_ventures (article_id, position, key, partners, confidence, evidence)
     VALUES (?, 0, ?, '[]', 1, '[]')`,
  );
  for (const id of [1, 2, 3])
    client
      .prepare(`INSERT INTO articles (id, url, state, first_seen_at, sort_at) VALUES (?, ?, 'stored', 0, 0)`)
      .run(id, `${id}`);
  add.run(1, 'new:unnamed');
  add.run(2, 'new:unnamed');
  add.run(3, 'new:byd+toyota');
  client.close();
  migrateFile(database, 'main');
  const after = new Sqlite(database, { readonly: true });
  const keys = after.prepare('SELECT key FROM article_ventures ORDER BY article_id').pluck().all();
  after.close();
  expect(keys).toEqual(['new:unnamed-1', 'new:unnamed-2', 'new:byd+toyota']);
});

test('keys of ventures that the ledger does not know are made again, without accents and with the vowels of Thai', () => {
  const folder = temporaryFolder();
  const { database } = filesIn(folder);
  migrateFile(database, 'main', migrationsBefore(folder, '0018_venture_keys_folded'));
  const client = new Sqlite(database);
  const article = client.prepare(
    `INSERT INTO articles (id, url, state, first_seen_at, sort_at) VALUES (?, ?, 'stored', 0, 0)`,
  );
  const add = client.prepare(
    `INSERT INTO article_ventures (article_id, position, venture_id, key, name, partners, confidence, evidence)
     VALUES (?, 0, ?, ?, ?, ?, 1, '[]')`,
  );
  const partners = (name: string) =>
    JSON.stringify([
      { companyId: 'catl', name: 'CATL', country: 'CN' },
      { companyId: null, name, country: null },
    ]);
  const rows: readonly (readonly [id: string | null, key: string, name: string | null, partners: string])[] =
    [
      [null, 'new:catl+grupo-ibérica', null, partners('Grupo Ibérica')],
      [null, 'new:catl+ม-นมอเตอร', null, partners('มีนมอเตอร์')],
      [null, 'new:unnamed-3', null, '[]'],
      ['leapmotor-international', 'leapmotor-international', 'Leapmotor International', '[]'],
      [null, 'new:unnamed-5', '…', '[]'],
    ];
  for (const [index, [id, key, name, told]] of rows.entries()) {
    article.run(index + 1, `${index}`);
    add.run(index + 1, id, key, name, told);
  }
  client.close();
  migrateFile(database, 'main');
  const after = new Sqlite(database, { readonly: true });
  const keys = after.prepare('SELECT key FROM article_ventures ORDER BY article_id').pluck().all();
  after.close();
  expect(keys).toEqual([
    'new:catl+grupo-iberica',
    'new:catl+มีนมอเตอร์',
    'new:unnamed-3',
    'leapmotor-international',
    'new:unnamed-5',
  ]);
});
