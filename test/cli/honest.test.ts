/** What is not known is not made up: undated, nameless, pruned, waiting and unwatched articles as typed by hand. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { filesIn, item, NOW, polled, read, reading, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { called } from './called.ts';
import { jvwire, launcher, start } from './jvwire.ts';

const url = 'https://site.example/1';

/** A store with one article that `fill` does something to, by default reads, without a date or a publisher's name. */
async function placeWith(fill: (store: Store, articleId: number) => unknown = readUndated) {
  const folder = temporaryFolder();
  const store = withFeed(openStore(filesIn(folder), () => 0.5));
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'One' })], 'wire', { at: NOW }));
  await fill(store, jobs[0]?.articleId ?? 0);
  store.close();
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  return {
    folder,
    env,
    run: (...args: string[]) => jvwire(args, { env }),
    call: (...args: string[]) => called(...args, '--db', filesIn(folder).database),
  };
}

const readUndated = (store: Store, articleId: number): Promise<unknown> =>
  store.sink.articleRead(
    read(articleId, reading({ url, publishedAt: null, publishedDay: null, siteName: null })),
  );

test('an article without a date is listed by the day on which it was seen, and by its feed', async () => {
  const { run } = await placeWith();
  const out = async (...args: string[]) => (await run(...args)).stdout;
  expect(await out('articles')).toMatch(/^1 +seen 2026-11-01 +en +wire /m);
  expect(await out('search', 'joint')).toMatch(/^1 +seen 2026-11-01 +en +wire /m);
  expect(await out('article', '1')).toMatch(/^wire · A\. Writer · no usable date · en · 10 words/m);
  const venture = await out('venture', 'saic-gm');
  expect(venture).toMatch(/^seen 2026-11-01 operating$/m);
  expect(venture).toContain(`    wire seen 2026-11-01, article 1\n    ${url}\n`);
  // Programs have both times.
  expect(JSON.parse(await out('articles', '--json'))).toMatchObject({
    articles: [
      {
        publishedAt: null,
        publishedDay: null,
        firstSeenAt: expect.stringContaining('2026-11-01T') as string,
      },
    ],
  });
  expect(await out('articles', '--format', 'csv')).not.toContain('seen 2026');
});

test('an article that waits after a failure tells the failure and the next try', async () => {
  const message = 'site.example answered 503';
  const failure = { code: 'http-5xx', action: 'retry', message, status: 503 } as const;
  const { run } = await placeWith((store, articleId) =>
    store.sink.articleFailed({
      articleId,
      url,
      at: NOW,
      ms: 5,
      failure,
      attempts: 1,
      retryAt: NOW + 60_000,
      fallback: null,
    }),
  );
  const { stdout } = await run('article', '1');
  expect(stdout).toMatch(/^not read yet: one try failed\n.*site\.example answered 503$/m);
  expect(stdout).toMatch(/next try 2026-11-01 12:\d\d:\d\dZ, by `jvwire run` or the daemon/);
  expect(JSON.parse((await run('article', '1', '--json')).stdout)).toMatchObject({
    waiting: { attempts: 1, paused: false },
  });
});

test('of a pruned article `explain` promises nothing of `retag`', async () => {
  const { folder, run } = await placeWith();
  const client = new Sqlite(filesIn(folder).database);
  // As after its last visit.
  client.exec('UPDATE articles SET revisit_at = NULL');
  client.close();
  await run('prune', '--older-than', '2100-01-01', '--tagged');
  const { tagging } = JSON.parse((await run('explain', '1', '--json')).stdout);
  expect(tagging).toMatchObject({ pruned: true, retag: null });
  const { stdout } = await run('explain', '1');
  expect(stdout).toMatch(/pruned: its text is gone/);
  expect(stdout).not.toMatch(/would change|say the same/);
});

test('that everything is paused is said with lists and with the coverage', async () => {
  const { run } = await placeWith((store) => store.pause('*', NOW));
  for (const command of ['articles', 'coverage'])
    expect((await run(command)).stderr, command).toContain('everything is paused: nothing new comes in');
  await run('jobs', 'resume');
  for (const command of ['articles', 'coverage']) expect((await run(command)).stderr).not.toContain('paused');
});

test('that everything is paused is said before what comes in is waited for', async () => {
  const { env } = await placeWith((store) => store.pause('*', NOW));
  const { child, result } = start(['articles', '--watch'], { env });
  child.stderr?.once('data', () => child.kill());
  expect((await result).stderr).toMatch(/^everything is paused: nothing new comes in/);
});

test('what is paused is named as it is typed, and no next poll is promised', async () => {
  const { call } = await placeWith((store) => {
    store.pause('*', NOW);
    store.pause('wire', NOW);
  });
  expect((await call('jobs', 'list')).stderr).toBe('paused: everything, wire\n');
  const next = /^asked about every 60 minutes, next 2026-/m;
  expect((await call('feeds', 'show', 'wire')).stdout).not.toMatch(next);
  await call('jobs', 'resume');
  expect((await call('feeds', 'show', 'wire')).stdout).not.toMatch(next);
  await call('jobs', 'resume', '--feed', 'wire');
  expect((await call('feeds', 'show', 'wire')).stdout).toMatch(next);
  await call('feeds', 'disable', 'wire');
  expect((await call('feeds', 'show', 'wire')).stdout).not.toMatch(next);
});

test('a user who may not write the folder is told what to do', async () => {
  const { folder } = await placeWith();
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  // To root nothing is forbidden.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const { status, stderr } = spawnSync(launcher, ['articles'], {
    ...nobody,
    env: { PATH: process.env['PATH'] ?? '', JVWIRE_DATA: folder },
    encoding: 'utf8',
  });
  chmodSync(folder, 0o755);
  expect(stderr).toMatch(/run this as the user of the daemon, or ask the daemon over HTTP/);
  expect(status).toBe(1);
});

test('where nothing is watched no share of it is told', async () => {
  const { database } = filesIn(temporaryFolder());
  openStore({ ...filesIn(temporaryFolder()), database }, () => 0.5).close();
  expect((await called('coverage', '--db', database)).stderr).toBe('no source is watched\n');
  expect((await called('feeds', 'health', '--db', database)).stderr).toBe('no feeds\n');
});

test('before there is a database the catalogue that is set is named', async () => {
  const folder = temporaryFolder();
  const catalogue = join(folder, 'mine.json');
  writeFileSync(catalogue, '[]');
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: catalogue };
  expect((await jvwire(['feeds', 'list'], { env })).stderr).toContain(
    `the feeds of ${catalogue}: there is no`,
  );
});
