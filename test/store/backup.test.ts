/** Backups are of one moment, whole or not there; restoring one touches nothing before it is known to be good. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type BackupRequest, type BackupWatch, backUp } from '../../src/store/backup.ts';
import type { Manifest } from '../../src/store/backup-manifest.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { restore } from '../../src/store/restore.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { damage } from './damaged.ts';
import { filesIn, item, NOW, polled, read, reading, temporaryFolder, withFeed } from './fixtures.ts';

let folder: string;
let target: string;
let store: Store;

const ingest = async (name: string): Promise<void> => {
  const url = `https://wire.example/${name}`;
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: name })]));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url })));
};

beforeEach(async () => {
  folder = temporaryFolder();
  target = join(temporaryFolder(), 'backup');
  store = withFeed(openStore(filesIn(folder), () => 0.5));
  await ingest('1');
  return () => store.close();
});

const request = (more: Partial<BackupRequest> = {}): BackupRequest => ({
  files: filesIn(folder),
  target,
  keep: null,
  pages: true,
  now: NOW,
  version: 'test',
  ...more,
});
const take = (
  more: Partial<BackupRequest> = {},
  onProgress: BackupWatch['onProgress'] = () => {},
  signal = new AbortController().signal,
) => backUp(request(more), { onProgress, signal });
const rowsIn = (file: string, table: string): number => {
  const client = new Sqlite(file, { readonly: true });
  const n = Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  client.close();
  return n;
};

test('a backup is of the moment at which it began, whatever is written meanwhile', async () => {
  const writer = new Sqlite(filesIn(folder).database);
  // More than is copied in one step.
  writer.exec(`CREATE TABLE ballast (x); WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)
    INSERT INTO ballast SELECT randomblob(4000) FROM n`);
  const shares: number[] = [];
  const { manifest } = await take({}, (file, share) => {
    if (file === 'jvwire.db') shares.push(share);
    writer.exec("INSERT INTO ballast VALUES ('late'); DELETE FROM article_tags");
  });
  writer.close();
  expect(shares.length).toBeGreaterThan(1);
  // It is told how far it is, from next to nothing towards all.
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect([(shares[0] ?? 1) < 0.5, (shares.at(-1) ?? 0) > 0.5]).toEqual([true, true]);
  expect(manifest.files.map(({ rows }) => rows)).toEqual([
    { articles: 1, article_tags: 1, items: 1, feeds: 1, poll_events: 1, stories: 0 },
    { pages: 1 },
  ]);
  expect(rowsIn(join(target, 'jvwire.db'), 'ballast')).toBe(3000);
  expect(readdirSync(target).sort()).toEqual(['jvwire.db', 'manifest.json', 'pages.db']);
  expect(rowsIn(filesIn(folder).database, 'article_tags')).toBe(0);
});

test('a copy with other rows than were there is no backup, however sound the file is', async () => {
  const sound = join(temporaryFolder(), 'sound');
  await take({ target: sound });
  await ingest('2');
  const partial = join(`${target}.partial-${process.pid}`, 'jvwire.db');
  const swap: BackupWatch['onProgress'] = (file) => {
    if (file === 'jvwire.db' && existsSync(sound)) renameSync(join(sound, 'jvwire.db'), partial);
    rmSync(sound, { recursive: true, force: true });
  };
  await expect(take({}, swap)).rejects.toThrow(/jvwire\.db: 1 of 2 rows of articles were copied$/);
  expect(readdirSync(join(target, '..'))).toEqual([]);
});

test('what is not there is not missed: an archive of pages, a table of a later version', async () => {
  store.close();
  rmSync(filesIn(folder).pages);
  const client = new Sqlite(filesIn(folder).database);
  client.exec('DROP TABLE story_articles; DROP TABLE stories');
  client.close();
  const { manifest } = await take();
  expect(manifest.files.map(({ name }) => name)).toEqual(['jvwire.db']);
  expect(manifest.files[0]?.rows).toEqual({
    articles: 1,
    article_tags: 1,
    items: 1,
    feeds: 1,
    poll_events: 1,
  });
});

test('a file that is too damaged to be read is said to be, and no backup is made of it', async () => {
  store.close();
  // What its rows are counted by.
  damage(filesIn(folder).pages, 'pages_by_time');
  await expect(take()).rejects.toThrow(/is damaged \(.+\): .*restore the latest backup/);
  expect(readdirSync(join(target, '..'))).toEqual([]);
});

test('one that is interrupted leaves nothing, and what was killed is cleared away by the next', async () => {
  const interruption = new AbortController();
  const taking = take({}, () => interruption.abort(), interruption.signal);
  await expect(taking).rejects.toThrow('nothing was left behind');
  expect(readdirSync(join(target, '..'))).toEqual([]);
  // No process has this number: Linux gives none above 4,194,304.
  mkdirSync(`${target}.partial-99999999`);
  mkdirSync(join(target, '..', 'jvwire-20261101T120000Z.partial-99999999'));
  // Of another program, and of a process that runs: the first of all always does, whoever owns it.
  mkdirSync(join(target, '..', 'film.partial-99999999'));
  mkdirSync(`${target}.partial-1`);
  await take();
  expect(readdirSync(join(target, '..'))).toEqual(['backup', 'backup.partial-1', 'film.partial-99999999']);
  await expect(take()).rejects.toThrow(/is there already/);
});

test('what a killed one of the same process number left is in no way, as in a container, where all have the same', async () => {
  const parent = join(target, '..');
  const dated = join(parent, `jvwire-20261101T120000Z.partial-${process.pid}`);
  for (const left of [`${target}.partial-${process.pid}`, dated]) {
    mkdirSync(left);
    writeFileSync(join(left, 'jvwire.db'), 'half of one');
  }
  await take();
  expect(readdirSync(parent)).toEqual(['backup']);
  expect(rowsIn(join(target, 'jvwire.db'), 'articles')).toBe(1);
});

test('two at once in one process leave each other alone', async () => {
  const parent = join(target, '..');
  const second = join(parent, 'jvwire-20261101T120000Z');
  const [first, same, other] = await Promise.allSettled([take(), take(), take({ target: parent, keep: 2 })]);
  expect([first, same, other].map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(String((same as PromiseRejectedResult).reason)).toContain('is under way');
  expect([target, second].map((folder) => rowsIn(join(folder, 'jvwire.db'), 'articles'))).toEqual([1, 1]);
});

test('what only its owner may read stays so in a backup, while it is made, and when it is restored', async () => {
  const { database } = filesIn(folder);
  const rightsOf = (file: string): number => statSync(file).mode & 0o777;
  chmodSync(database, 0o600);
  const partial = join(`${target}.partial-${process.pid}`, 'jvwire.db');
  const during = new Set<number>();
  await take({}, () => void during.add(rightsOf(partial)));
  expect([...during]).toEqual([0o600]);
  expect(rightsOf(join(target, 'jvwire.db'))).toBe(0o600);
  store.close();
  await restore(target, filesIn(folder), NOW);
  expect(rightsOf(database)).toBe(0o600);
  store = openStore(filesIn(folder), () => 0.5);
});

test('a place where nothing can be made is named', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await expect(take({ target: join(file, 'backup') })).rejects.toThrow(/^cannot back up to .*a-file/);
});

test('--keep makes dated ones and keeps the latest', async () => {
  const days = [0, 1, 2].map((day) => NOW + day * 86_400_000);
  mkdirSync(join(target, 'jvwire-of-mine'), { recursive: true });
  for (const now of days) await take({ now, keep: 2 });
  expect(readdirSync(target).sort()).toEqual([
    'jvwire-20261102T120000Z',
    'jvwire-20261103T120000Z',
    'jvwire-of-mine',
  ]);
});

test('dated backups of one second are both there, in order, made one after the other or at once', async () => {
  const first = await take({ keep: 9 });
  const both = await Promise.all([take({ keep: 9 }), take({ keep: 9 })]);
  expect([first, ...both].map(({ folder }) => basename(folder)).sort()).toEqual([
    'jvwire-20261101T120000Z',
    'jvwire-20261101T120001Z',
    'jvwire-20261101T120002Z',
  ]);
  // Another process took the name while this one copied.
  const taken = join(target, 'jvwire-20261101T120003Z');
  const late = await take({ keep: 9 }, () => mkdirSync(join(taken, 'of-another'), { recursive: true }));
  expect(basename(late.folder)).toBe('jvwire-20261101T120004Z');
  expect(readdirSync(target).filter((name) => name.includes('.partial'))).toEqual([]);
  expect(rowsIn(join(late.folder, 'jvwire.db'), 'articles')).toBe(1);
});

test('--keep keeps the one just made, whatever a clock that was ahead has dated before it', async () => {
  const day = 86_400_000;
  for (const now of [NOW + 900 * day, NOW + 901 * day]) await take({ now, keep: 2 });
  const first = await take({ keep: 2 });
  expect(first.removed).toEqual(['jvwire-20290419T120000Z']);
  expect(readdirSync(target).sort()).toEqual(['jvwire-20261101T120000Z', 'jvwire-20290420T120000Z']);
  await take({ now: NOW + day, keep: 2 });
  await take({ now: NOW + 2 * day, keep: 2 });
  expect(readdirSync(target).sort()).toEqual(['jvwire-20261102T120000Z', 'jvwire-20261103T120000Z']);
});

test('a restored backup is what was backed up; what was there stays beside it', async () => {
  await take();
  await ingest('2');
  store.close();
  const { kept } = await restore(target, filesIn(folder), NOW);
  expect(kept.map((path) => path.slice(folder.length + 1))).toEqual([
    'pages.db.before-restore-20261101T120000Z',
    'jvwire.db.before-restore-20261101T120000Z',
  ]);
  expect(kept.map((path, index) => rowsIn(path, index === 0 ? 'pages' : 'articles'))).toEqual([2, 2]);
  store = openStore(filesIn(folder), () => 0.5);
  expect(store.totals()).toMatchObject({ articles: 1, tagged: 1, feeds: 1 });
  expect(rowsIn(filesIn(folder).pages, 'pages')).toBe(1);
  await ingest('2');
  expect(store.totals()).toMatchObject({ articles: 2 });
});

test('what was there is whole in its file, though somebody still reads it', async () => {
  await take();
  const reader = new Sqlite(filesIn(folder).database, { readonly: true });
  reader.prepare('SELECT count(*) FROM articles').get();
  await ingest('2');
  store.close();
  const { kept } = await restore(target, filesIn(folder), NOW);
  const alone = join(temporaryFolder(), 'jvwire.db');
  copyFileSync(kept.find((path) => path.includes('jvwire.db')) ?? '', alone);
  expect(rowsIn(alone, 'articles')).toBe(2);
  reader.close();
  store = openStore(filesIn(folder), () => 0.5);
  expect(store.totals()).toMatchObject({ articles: 1 });
});

test('a backup without pages leaves none, since the numbers of articles may mean others', async () => {
  await take({ pages: false });
  await ingest('2');
  store.close();
  writeFileSync(`${filesIn(folder).pages}.restoring`, 'of a restore that was killed');
  await restore(target, filesIn(folder), NOW);
  expect(existsSync(filesIn(folder).pages)).toBe(false);
  store = openStore(filesIn(folder), () => 0.5);
  expect(rowsIn(filesIn(folder).pages, 'pages')).toBe(0);
});

test('a damaged database makes room for the backup, and its log is not taken for that of the restored one', async () => {
  await take();
  const { database } = filesIn(folder);
  const client = new Sqlite(database);
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.exec("UPDATE articles SET last_failure = 'written since'");
  const log = readFileSync(`${database}-wal`);
  client.close();
  store.close();
  writeFileSync(database, 'not a database');
  writeFileSync(`${database}-wal`, log);
  const { kept } = await restore(target, filesIn(folder), NOW);
  const [aside] = kept.filter((path) => path.startsWith(database));
  expect(readFileSync(`${aside}-wal`).equals(log)).toBe(true);
  expect(rowsIn(database, "articles WHERE last_failure = 'written since'")).toBe(0);
  store = openStore(filesIn(folder), () => 0.5);
  expect(store.totals()).toMatchObject({ articles: 1 });
});

test('one that cannot be put in place leaves all as it was, and nothing beside it', async () => {
  await take();
  await ingest('2');
  store.close();
  writeFileSync(`${filesIn(folder).pages}.before-restore-20261101T120000Z`, 'kept by another');
  await expect(restore(target, filesIn(folder), NOW)).rejects.toThrow(/^cannot restore to .*EEXIST/);
  expect(readdirSync(folder).filter((name) => name.endsWith('.restoring'))).toEqual([]);
  store = openStore(filesIn(folder), () => 0.5);
  expect(store.totals()).toMatchObject({ articles: 2 });
  expect(rowsIn(filesIn(folder).pages, 'pages')).toBe(2);
});

test('what is no backup is told as what it is, and a folder of dated backups with the name of the latest', async () => {
  const parent = temporaryFolder();
  const file = join(parent, 'jvwire.db.before-0013');
  writeFileSync(file, '');
  const refusal = (from: string) =>
    restore(from, filesIn(folder), NOW).then(
      () => 'restored',
      (error: Error) => error.message,
    );
  expect(await refusal(join(parent, 'none'))).toMatch(/none is no backup of jvwire: it is not there$/);
  expect(await refusal(file)).toMatch(/: it is a file, and a backup is a folder$/);
  expect(await refusal(parent)).toMatch(/: it has no manifest\.json$/);
  for (const day of [0, 2, 1]) await take({ target: parent, now: NOW + day * 86_400_000, keep: 9 });
  mkdirSync(join(parent, 'jvwire-20261231T120000Z'));
  expect(await refusal(parent)).toBe(
    `${parent} is no backup of jvwire: it holds 3 dated backups; name one, such as the latest: ${parent}/jvwire-20261103T120000Z`,
  );
});

test.each([
  [
    'a file that was changed',
    /is not what was backed up/,
    () => appendFileSync(join(target, 'pages.db'), 'x'),
  ],
  ['no manifest', /is no backup of jvwire/, () => writeFileSync(join(target, 'manifest.json'), '{}')],
  [
    'a damaged file, though it is the one that was backed up',
    /pages\.db is damaged .*: take another backup/,
    () => {
      const file = join(target, 'pages.db');
      damage(file, 'pages');
      sign(file);
    },
  ],
  [
    'one that has nothing but pages',
    /is no backup of jvwire: it has no jvwire\.db/,
    () => {
      const path = join(target, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      const files = manifest.files.filter(({ part }) => part === 'pages');
      writeFileSync(path, JSON.stringify({ ...manifest, files }));
    },
  ],
  [
    'a newer version',
    /newer version of jvwire/,
    () => {
      const file = join(target, 'jvwire.db');
      const client = new Sqlite(file);
      client.exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('later', 9999999999999)");
      client.close();
      sign(file);
    },
  ],
])('%s is refused before anything is touched', async (_what, reason, spoil) => {
  await take();
  spoil();
  await ingest('2');
  await expect(restore(target, filesIn(folder), NOW)).rejects.toThrow(reason);
  expect(
    readdirSync(folder)
      .filter((name) => !/-(wal|shm)$/.test(name))
      .sort(),
  ).toEqual(['jvwire.db', 'pages.db']);
  expect(store.totals()).toMatchObject({ articles: 2 });
});

/** Makes the manifest true again after the file was changed. */
function sign(file: string): void {
  const path = join(target, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as {
    files: { name: string; sha256: string; bytes: number }[];
  };
  const bytes = readFileSync(file);
  const main = manifest.files.find(({ name }) => file.endsWith(name));
  if (main)
    Object.assign(main, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  writeFileSync(path, JSON.stringify(manifest));
}
