/** The daemon and commands beside it: the same results, stored by it, and nothing lost when it ends. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Sqlite } from '../../src/store/drizzle.ts';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { storedIn } from '../cli/stored.ts';
import { startHostile } from '../newsroom/hostile.ts';
import { startNewsroom } from '../newsroom/server.ts';
import { type SyntheticNewsroom, startSynthetic } from '../newsroom/synthetic.ts';
import { startDaemon } from './running.ts';

async function synthetic(options: {
  feeds: number;
  pages: number;
  seed: number;
}): Promise<SyntheticNewsroom> {
  const newsroom = await startSynthetic(options);
  onTestFinished(() => newsroom.close());
  return newsroom;
}

/** Waits until everything that was published is stored. */
async function untilStored(database: string, urls: ReadonlySet<string>, seconds = 60): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (storedIn(database).urls.length < urls.size) {
    if (Date.now() > deadline) throw new Error(`stored ${storedIn(database).urls.length} of ${urls.size}`);
    await sleep(200);
  }
}

test('it is ready in under two seconds, polls at once, stores everything, and ends cleanly on SIGTERM', async () => {
  const newsroom = await synthetic({ feeds: 6, pages: 60, seed: 5 });
  const { folder, database, env } = placeFor(newsroom);
  const daemon = await startDaemon(env);
  expect(daemon.readyMs).toBeLessThan(2000);
  await daemon.logged('feed polled');
  await untilStored(database, newsroom.articleUrls);
  const outcomes = daemon.lines.filter((line) => line['msg'] === 'article stored');
  expect(outcomes).toHaveLength(60);
  expect(outcomes[0]).toMatchObject({
    level: 'info',
    kind: 'article',
    outcome: 'stored',
    url: expect.any(String) as string,
  });

  const socket = join(folder, 'jvwire.sock');
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  daemon.child.kill('SIGTERM');
  const { code, stdout } = await daemon.result;
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(existsSync(socket)).toBe(false);
  const after = await jvwire(['status'], { env });
  expect(after).toMatchObject({ code: 1, stdout: expect.stringMatching(/^daemon {4}none runs/) as string });
});

test('commands beside the daemon: their results are stored by it', async () => {
  const newsroom = await startNewsroom({ slowMs: 50 });
  onTestFinished(() => newsroom.close());
  const { folder, database, env } = placeFor(newsroom);
  const own = { ...env, JVWIRE_CATALOGUE: 'none' };
  const daemon = await startDaemon(own);
  const ask = (...args: string[]) => jvwire(args, { env: own });
  const feed = newsroom.outlets.find(({ id }) => id === 'volt-ledger');
  const other = newsroom.outlets.find(({ id }) => id === 'strom-und-rad');
  const article = newsroom.published.find(({ url }) => url.includes('volkswagen-jac'));

  const ingested = await ask('ingest', article?.url ?? '', '--json');
  expect(ingested.code).toBe(0);
  expect(JSON.parse(ingested.stdout)).toMatchObject({ outcome: 'stored', tagged: article?.expect.tagged });
  expect((await ask('article', article?.url ?? '')).stdout).toContain(article?.title);

  expect(JSON.parse((await ask('feeds', 'add', feed?.feedUrls[0] ?? '', '--json')).stdout)).toMatchObject({
    added: true,
  });
  const run = await ask('run', '--all', '--json');
  const report = JSON.parse(run.stdout) as { articles: { stored: number } };
  expect(run.code).toBe(0);
  expect(storedIn(database).urls.length).toBeGreaterThanOrEqual(report.articles.stored);

  const file = join(folder, 'more.opml');
  writeFileSync(
    file,
    `<opml version="2.0"><body><outline type="rss" text="x" xmlUrl="${other?.feedUrls[0]}"/></body></opml>`,
  );
  expect(JSON.parse((await ask('feeds', 'import', file, '--json')).stdout)).toMatchObject({ added: 1 });
  const { stdout: named } = await ask('run', '--feed', other?.feedUrls[0] ?? '', '--json');
  expect(JSON.parse(named)).toMatchObject({ feeds: { asked: 1, failed: 0 } });

  await ask('run', '--feed', feed?.feedUrls[0] ?? '');
  const failed = JSON.parse((await ask('jobs', 'list', '--failed', '--json')).stdout) as {
    failed: { articleId: number; code: string; attempts: number }[];
  };
  expect(failed.failed.map(({ code }) => code)).toContain('http-404');
  const dead = failed.failed.find(({ code }) => code === 'http-404');
  const retried = JSON.parse(
    (await ask('jobs', 'retry', String(dead?.articleId), '--json')).stdout,
  ) as object;
  expect(retried).toMatchObject({ articles: { failed: 1, stored: 0 } });

  expect((await ask('jobs', 'pause')).stdout).toBe('paused: everything\n');
  expect(await ask('ingest', article?.url ?? '')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/everything is paused/) as string,
  });
  expect(await ask('run')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/everything is paused since/) as string,
  });
  expect((await ask('jobs', 'resume')).stdout).toBe('everything goes on\n');
  expect((await ask('status')).stdout).toMatch(
    new RegExp(`^daemon {4}version .*process ${daemon.child.pid}`),
  );
  expect(await ask('migrate')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^jvwire: a daemon \(process \d+\) has this database open/) as string,
  });
  expect((await ask('jobs', 'clean', '--older-than', '0h')).stdout).toMatch(
    /^[1-9]\d* failed jobs forgotten\n$/,
  );
  const mistake = await ask('feeds', 'add', 'not-an-address');
  expect(mistake).toEqual({
    code: 2,
    stdout: '',
    stderr: 'jvwire: "not-an-address" is not an http or https address\n',
  });
});

test('interrupting a command leaves the work with the daemon', async () => {
  const newsroom = await synthetic({ feeds: 2, pages: 40, seed: 6 });
  const { database, env } = placeFor(newsroom);
  // Twenty pages of each host take five seconds.
  const slow = { ...env, JVWIRE_HOST_INTERVAL_MS: '250' };
  const daemon = await startDaemon({ ...slow, JVWIRE_CATALOGUE: env['JVWIRE_CATALOGUE'] ?? '' });
  const { child, result } = start(['run', '--all'], { env: slow });
  await sleep(2000);
  child.kill('SIGINT');
  const { code, stderr } = await result;
  expect(code).toBe(1);
  expect(stderr).toMatch(/the daemon goes on with it/);
  await untilStored(database, newsroom.articleUrls);
  expect(daemon.child.exitCode).toBeNull();
}, 60_000);

test('pausing one feed stops what is queued of it; going on brings it back', async () => {
  const newsroom = await synthetic({ feeds: 2, pages: 60, seed: 14 });
  const { database, env } = placeFor(newsroom);
  const slow = { ...env, JVWIRE_HOST_INTERVAL_MS: '200' };
  const daemon = await startDaemon(slow);
  await daemon.logged('article stored');
  for (const feed of ['synthetic-1', 'synthetic-2']) await jvwire(['jobs', 'pause', '--feed', feed], { env });
  await sleep(500);
  const before = storedIn(database).urls.length;
  expect(before).toBeLessThan(60);
  await sleep(1500);
  expect(storedIn(database).urls.length).toBe(before);
  const { waiting } = JSON.parse((await jvwire(['jobs', 'list', '--json'], { env })).stdout) as {
    waiting: object[];
  };
  expect(waiting.length).toBeGreaterThan(0);
  for (const feed of ['synthetic-1', 'synthetic-2'])
    await jvwire(['jobs', 'resume', '--feed', feed], { env });
  await untilStored(database, newsroom.articleUrls);
}, 60_000);

test('stopping in the middle of a slow page is not held against the page', async () => {
  const hostile = await startHostile();
  onTestFinished(() => hostile.close());
  const { database, env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  const { result } = start(['ingest', hostile.urls.drip], { env });
  await sleep(1500);
  daemon.child.kill('SIGTERM');
  expect((await daemon.result).code).toBe(0);
  await result;
  const client = new Sqlite(database, { readonly: true });
  expect(client.prepare('SELECT state, attempts, last_failure FROM articles').all()).toEqual([
    { state: 'pending', attempts: 0, last_failure: null },
  ]);
  client.close();
}, 60_000);

test('a second signal stops at once, whatever is in flight', async () => {
  const hostile = await startHostile();
  onTestFinished(() => hostile.close());
  const { env } = placeFor({ catalogue: [] });
  const daemon = await startDaemon(env);
  start(['ingest', hostile.urls.drip], { env });
  await sleep(1500);
  daemon.child.kill('SIGTERM');
  await daemon.logged('daemon stopping');
  const told = performance.now();
  daemon.child.kill('SIGTERM');
  expect((await daemon.result).code).toBe(1);
  expect(performance.now() - told).toBeLessThan(1000);
});

test('fifty writing commands at the same time are all answered', async () => {
  const newsroom = await synthetic({ feeds: 10, pages: 50, seed: 7 });
  const { env } = placeFor(newsroom);
  await startDaemon(env);
  const urls = [...newsroom.articleUrls];
  const commands = Array.from({ length: 50 }, (_, at) => {
    const feed = `synthetic-${(at % 10) + 1}`;
    const all = [
      ['ingest', urls[at] ?? '', '--json'],
      ['feeds', 'disable', feed, '--json'],
      ['feeds', 'enable', feed, '--json'],
      ['run', '--feed', feed, '--json'],
      ['jobs', 'resume', '--feed', feed, '--json'],
    ];
    return all[at % all.length] ?? [];
  });
  const results = await Promise.all(commands.map((args) => jvwire(args, { env })));
  for (const [at, { code, stdout, stderr }] of results.entries()) {
    expect({ at, code, stderr }).toEqual({ at, code: 0, stderr: '' });
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  }
}, 120_000);

test('kill -9 at random moments: the next start goes on, everything is stored once', async () => {
  const newsroom = await synthetic({ feeds: 30, pages: 600, seed: 8 });
  const { database, env } = placeFor(newsroom);
  const amounts: number[] = [];
  const kills = Number(process.env['JVWIRE_TEST_KILLS'] ?? 5);
  for (let kill = 0; kill < kills; kill++) {
    const daemon = await startDaemon(env);
    // Each kill comes when a further share is stored, and a little later: in the middle of whatever goes on then.
    const share = Math.floor((600 * kill) / (kills + 1));
    while (storedIn(database).urls.length < share) await sleep(20);
    await sleep(((kill * 0.618) % 1) * 200);
    daemon.child.kill('SIGKILL');
    await daemon.result;
    amounts.push(storedIn(database).urls.length);
  }
  // Some of the kills must have come in the middle of the work.
  expect(amounts.filter((amount) => amount > 0 && amount < 600).length).toBeGreaterThan(0);
  await startDaemon(env);
  await untilStored(database, newsroom.articleUrls);
  const stored = storedIn(database);
  expect(stored.urls).toEqual([...newsroom.articleUrls].sort());
  expect(stored).toMatchObject({ rows: 600, indexed: 600, halfTagged: 0, integrity: 'ok', orphans: 0 });
  expect(stored.sightings).toBe(newsroom.sightings());
}, 240_000);

test('--once-idle ends when nothing is left to do', async () => {
  const newsroom = await synthetic({ feeds: 3, pages: 15, seed: 9 });
  const { database, env } = placeFor(newsroom);
  const daemon = await startDaemon(env, '--once-idle');
  expect((await daemon.result).code).toBe(0);
  expect(storedIn(database).urls).toEqual([...newsroom.articleUrls].sort());
});

test('what a dead daemon left behind does not stop the next, and a second one is told who runs', async () => {
  const newsroom = await synthetic({ feeds: 1, pages: 2, seed: 10 });
  const { folder, env } = placeFor(newsroom);
  const first = await startDaemon(env);
  first.child.kill('SIGKILL');
  await first.result;
  expect(existsSync(join(folder, 'jvwire.sock'))).toBe(true);
  // A command does the work itself, past the dead socket.
  expect((await jvwire(['run'], { env })).code).toBe(0);
  const second = await startDaemon(env);
  const third = await jvwire(['daemon'], { env });
  expect(third.code).toBe(1);
  expect(third.stderr).toMatch(`\`jvwire daemon\` (process ${second.child.pid} on`);
});

test('requests that are none, too old or too new get one line of answer, and the daemon stays', async () => {
  const newsroom = await synthetic({ feeds: 1, pages: 2, seed: 11 });
  const { folder, env } = placeFor(newsroom);
  await startDaemon(env);
  const send = (line: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let answer = '';
      createConnection(join(folder, 'jvwire.sock'))
        .on('data', (chunk: Buffer) => {
          answer += chunk.toString();
        })
        .on('close', () => resolve(answer))
        .on('error', reject)
        .write(line);
    });
  expect(await send('hello\n')).toMatch(/"usage":true.*not JSON/);
  expect(await send('{"version":1}\n')).toMatch(/not of the form/);
  expect(await send('{"version":99,"operation":"status","arguments":{}}\n')).toMatch(
    /"code":"version".*restart the daemon/,
  );
  expect(await send('{"version":2,"operation":"__proto__","arguments":{}}\n')).toMatch(/no operation/);
  expect(await send('{"version":2,"operation":"run","arguments":{"feeds":"x"}}\n')).toMatch(/"usage":true/);
  expect((await jvwire(['status'], { env })).code).toBe(0);
});

test.runIf(process.getuid?.() === 0)('another user of this machine cannot use the socket', async () => {
  const newsroom = await synthetic({ feeds: 1, pages: 2, seed: 12 });
  const { folder, env } = placeFor(newsroom);
  await startDaemon(env);
  spawnSync('chmod', ['755', folder]);
  const code = `require('net').createConnection(${JSON.stringify(join(folder, 'jvwire.sock'))}).on('error', (e) => console.log(e.code)).on('connect', () => { console.log('connected'); process.exit() })`;
  const { stdout } = spawnSync(process.execPath, ['-e', code], {
    uid: 65534,
    gid: 65534,
    encoding: 'utf8',
    cwd: '/',
  });
  expect(stdout.trim()).toBe('EACCES');
});

test('articles --watch prints what comes in, whole articles only, while the daemon writes', async () => {
  const newsroom = await synthetic({ feeds: 2, pages: 10, seed: 13 });
  const { database, env } = placeFor(newsroom);
  await startDaemon(env);
  await untilStored(database, newsroom.articleUrls);
  const { child, result } = start(['articles', '--watch', '--format', 'ndjson'], { env });
  const two = start(['articles', '--watch', '--limit', '2', '--format', 'ndjson'], { env });
  for (const watcher of [child, two.child]) onTestFinished(() => void watcher.kill('SIGKILL'));
  await sleep(1000);
  const published = newsroom.publish(4);
  await jvwire(['run', '--all'], { env });
  await sleep(1500);
  child.kill('SIGTERM');
  const ended = await two.result;
  expect({ code: ended.code, lines: ended.stdout.trim().split('\n').length }).toEqual({ code: 0, lines: 2 });
  const seen = (await result).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { url: string; verdict: string; wordCount: number });
  expect(seen.map(({ url }) => url).sort()).toEqual([...published].sort());
  for (const { verdict, wordCount } of seen)
    expect({ verdict, words: wordCount > 20 }).toEqual({ verdict: 'full', words: true });
});
