/** The daemon and commands beside it: the same results, stored by it, and nothing lost when it ends. */
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire, start } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { storedIn } from '../cli/stored.ts';
import { startNewsroom } from '../newsroom/server.ts';
import { startDaemon, synthetic, untilStored } from './running.ts';

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
