/** Alerts as typed by hand: by a run without a daemon, and by the daemon, on both runners. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { AlertAdded } from '../../src/core/alert-operations.ts';
import { payloadOf, receiver } from '../alerts/bench.ts';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { documentedBlocks } from '../docs/blocks.ts';
import { headersOf, smtpServer } from '../notify/smtp.ts';
import { redisTest, startRedis } from '../redis/server.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { startDaemon, synthetic } from './running.ts';

async function place() {
  const newsroom = await synthetic({ feeds: 1, pages: 8, seed: 3 });
  expect(newsroom.ventureUrls.size).toBeGreaterThan(1);
  return { newsroom, ...placeFor(newsroom) };
}

type Verify = (secret: string, headers: object, body: string) => boolean;

/** The receiver's own check as the documentation has it. */
async function documentedCheck(): Promise<Verify> {
  const [script = ''] = documentedBlocks('docs/alerts.md', 'js');
  const file = join(temporaryFolder(), 'check.mjs');
  writeFileSync(file, script);
  const { isFromJvwire } = (await import(pathToFileURL(file).href)) as { isFromJvwire: Verify };
  return isFromJvwire;
}

test('a run tells webhook and mailbox of what it found, once, and what is documented holds', async () => {
  const { newsroom, env, database } = await place();
  const hook = await receiver();
  const mail = await smtpServer();
  const withPassword = {
    ...env,
    JVWIRE_SMTP_URL: mail.url.replace('//', '//user:open-sesame@'),
    JVWIRE_MAIL_FROM: 'Wire <wire@example.org>',
    JVWIRE_URL: 'https://wire.example/jv',
  };
  const settings = { ...withPassword, JVWIRE_SMTP_URL: mail.url };
  const ask = (...args: string[]) => jvwire(args, { env: settings });

  const target = `${hook.url}/token-of-the-hook`;
  const added = await ask('alerts', 'add', 'deals', '--tag', 'chinese-ev-jv', '--webhook', target, '--json');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const { secret } = JSON.parse(added.stdout) as AlertAdded;
  expect(statSync(database).mode & 0o777).toBe(0o600);
  await ask('searches', 'save', 'mine', '--tag', 'chinese-ev-jv');
  expect(await ask('articles', '--saved', 'mine', '--json')).toMatchObject({ code: 0 });
  expect(await ask('articles', '--saved', 'other')).toMatchObject({ code: 2, stdout: '' });
  await ask('alerts', 'add', 'by-mail', '--search', 'mine', '--email', 'desk@example.org');

  expect(await ask('run')).toMatchObject({ code: 0 });
  const urls = hook.received.flatMap((each) => payloadOf(each).data.articles ?? []).map(({ url }) => url);
  expect(urls.toSorted()).toEqual([...newsroom.ventureUrls].toSorted());
  expect(mail.mails.map((each) => headersOf(each)['list-id'])).toEqual(['<by-mail.jvwire.localhost>']);
  // Quoted-printable breaks lines.
  const linked = mail.mails[0]?.source
    .replace(/=\r?\n/g, '')
    .match(/https:\/\/wire\.example\/jv\/articles\/\d+/g);
  expect(new Set(linked).size).toBe(urls.length);
  expect(await ask('run', '--all')).toMatchObject({ code: 0 });
  expect([hook.received.length, mail.mails.length]).toEqual([1, 1]);

  const [message] = hook.received;
  if (!message || secret === null) throw new Error('no message, or no secret');
  const isFromJvwire = await documentedCheck();
  const { headers, body } = message;
  expect(isFromJvwire(secret, headers, body)).toBe(true);
  expect(isFromJvwire(secret, headers, `${body} `)).toBe(false);
  expect(isFromJvwire(secret, { ...headers, 'webhook-timestamp': '1' }, body)).toBe(false);
  expect(isFromJvwire(secret, {}, body)).toBe(false);

  const list = await ask('alerts', 'list');
  expect(list.stdout).toMatch(/^by-mail .*search mine .*email desk@example.org .*at once/m);
  expect(list.stdout).toMatch(/^deals .*tag:chinese-ev-jv .*webhook http:\/\/127.0.0.1:\d+\/… .* 1 /m);
  const shown = [
    list,
    await ask('alerts', 'list', '--json'),
    await ask('alerts', 'test', 'deals'),
    await jvwire(['config', '--json'], { env: withPassword }),
  ];
  for (const { code, stdout, stderr } of shown) {
    expect(code).toBe(0);
    for (const hidden of ['token-of-the-hook', secret, 'open-sesame'])
      expect(stdout + stderr).not.toContain(hidden);
  }
}, 120_000);

async function toldByDaemon(more: Record<string, string>): Promise<void> {
  const { newsroom, env } = await place();
  const hook = await receiver();
  const settings = { ...env, JVWIRE_CATALOGUE: 'none', ...more };
  const daemon = await startDaemon(settings);
  const ask = async (...args: string[]) => {
    const result = await jvwire(args, { env: settings });
    expect(result, args.join(' ')).toMatchObject({ code: 0 });
    return result;
  };
  await ask('alerts', 'add', 'deals', '--tag', 'chinese-ev-jv', '--webhook', hook.url);
  for (const url of newsroom.feedUrls) await ask('feeds', 'add', url, '--no-check');
  await ask('run', '--all');
  await daemon.logged('alert delivered');
  const told = hook.received.flatMap((each) => payloadOf(each).data.articles ?? []).map(({ url }) => url);
  expect(told.toSorted()).toEqual([...newsroom.ventureUrls].toSorted());
  daemon.child.kill('SIGTERM');
  expect(await daemon.result).toMatchObject({ code: 0 });
  expect(JSON.stringify(daemon.lines)).not.toContain('/hook');
}

test('the daemon tells of what comes in, in one process', () => toldByDaemon({}), 120_000);

redisTest('and on Redis', async () => toldByDaemon({ REDIS_URL: (await startRedis()).url }), 120_000);
