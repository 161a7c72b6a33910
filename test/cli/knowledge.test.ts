/** Companies and ventures of a user's own, through the real commands: tagged, listed, and refused when they are wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RereadReport } from '../../src/core/rereading.ts';
import { startDaemon } from '../daemon/running.ts';
import { freshStore, item, polled, read, reading, temporaryFolder, withFeed } from '../store/fixtures.ts';
import { jvwire } from './jvwire.ts';

const MINE = `
companies:
  - id: fjordvolt
    name: Fjordvolt
    country: NO
    kind: battery
    aliases: {}
    sources: [https://fjordvolt.example/about]
ventures:
  - id: fjordvolt-catl
    name: Fjordvolt Ningde
    aliases: {}
    partners: [{company: fjordvolt, stake: 51}, {company: catl, stake: 49}]
    sector: batteries
    country: NO
    founded: 2026
    ev: core
    sources: [https://fjordvolt.example/news]
`;
const TEXT = 'Fjordvolt Ningde ships its first battery cells in May.';

async function placeWithArticle() {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const url = 'https://news.example/cells';
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'Cells' })]));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url, title: 'Cells', text: TEXT })));
  store.close();
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  const write = (text: string): void => {
    mkdirSync(join(folder, 'knowledge'), { recursive: true });
    writeFileSync(join(folder, 'knowledge', 'mine.yaml'), text);
  };
  const answer = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await jvwire([...args, '--json'], { env });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^(?:1 of 1 source was blind .*\n)?$/) as string,
    });
    return JSON.parse(stdout) as T;
  };
  return { folder, env, write, answer };
}

test('retag finds what the new entries change, and the ledger shows them', async () => {
  const { env, write, answer } = await placeWithArticle();
  const before = await answer<RereadReport>('retag');
  expect(before.changes).toEqual([]);
  expect(await answer('explain', '1')).toMatchObject({ tagging: { retag: null } });
  write(MINE);
  expect(await answer('explain', '1')).toMatchObject({
    tagging: { retag: { kind: 'gained' }, stored: { rulesVersion: before.rulesVersion } },
  });
  const after = await answer<RereadReport>('retag');
  expect(after.changes).toMatchObject([{ kind: 'gained', evidence: TEXT }]);
  expect(after.rulesVersion).not.toBe(before.rulesVersion);
  expect(await answer('ventures', '--company', 'fjordvolt')).toMatchObject({
    ventures: [{ id: 'fjordvolt-catl', name: 'Fjordvolt Ningde', new: false }],
  });
  const { stdout } = await jvwire(['venture', 'fjordvolt-catl'], { env });
  expect(stdout).toContain('Fjordvolt 51% (NO) + CATL 49% (CN)');
  expect(stdout).toContain(TEXT);
});

test('a wrong file stops every command that tags or tells of ventures, with file, entry and reason', async () => {
  const { folder, env, write } = await placeWithArticle();
  write(MINE.replace('stake: 51', 'stake: 151'));
  const commands = [
    ['run'],
    ['retag'],
    ['reextract'],
    ['daemon'],
    ['worker'],
    ['ventures'],
    ['venture', 'denza'],
    ['explain', '1'],
    ['tag', '--knowledge', join(folder, 'knowledge')],
  ];
  for (const args of commands) {
    // A worker reads its files before it looks for Redis.
    const own = args[0] === 'worker' ? { ...env, REDIS_URL: 'redis://127.0.0.1:1' } : env;
    const { code, stdout, stderr } = await jvwire(args, { env: own, stdin: TEXT });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^jvwire: \S+\/knowledge\/mine\.yaml: fjordvolt-catl: partners\.0\.stake: Too big.*<=100\n$/,
    );
  }
  write(MINE.replace('stake: 51', 'stake: 151').replace('country: NO', 'country: Norway'));
  const { code, stderr } = await jvwire(['tag', '--knowledge', join(folder, 'knowledge')], { stdin: TEXT });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^jvwire: \S+mine\.yaml: 2 mistakes\n {2}fjordvolt: country: must be .*\n {2}fjordvolt-catl: partners\.0\.stake: .*\n$/,
  );
});

test('tag takes a folder of its own, which must be there', async () => {
  const { folder, write } = await placeWithArticle();
  write(MINE);
  const { stdout } = await jvwire(['tag', '--knowledge', join(folder, 'knowledge')], { stdin: TEXT });
  expect(JSON.parse(stdout)).toMatchObject({ tagged: true, ventures: [{ ventureId: 'fjordvolt-catl' }] });
  expect(await jvwire(['tag', '--knowledge', join(folder, 'knowlege')], { stdin: TEXT })).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/knowlege: no such folder/) as string,
  });
});

test('a daemon keeps the entries of its start, and retag says so', async () => {
  const { env, write } = await placeWithArticle();
  const daemon = await startDaemon(env);
  write(MINE);
  const { code, stdout, stderr } = await jvwire(['retag', '--json'], { env });
  expect({ code, changes: (JSON.parse(stdout) as RereadReport).changes }).toEqual({ code: 0, changes: [] });
  expect(stderr).toMatch(/that the daemon loaded at its start; restart it/);
  daemon.child.kill('SIGTERM');
  await daemon.result;
  const again = await startDaemon(env);
  expect(again.lines).toContainEqual(
    expect.objectContaining({ msg: 'own companies and ventures', companies: 1, ventures: 1 }),
  );
  const retagged = await jvwire(['retag', '--json'], { env });
  expect(JSON.parse(retagged.stdout)).toMatchObject({ changes: [{ kind: 'gained' }] });
  expect(retagged.stderr).toBe('');
}, 30_000);
