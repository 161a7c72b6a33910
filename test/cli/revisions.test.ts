/** `article --revisions`: the versions of an article and the words that its publisher changed; and `run` that finds them. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import type { ArticleVersions } from '../../src/pipeline/answers/article-versions.ts';
import type { Store } from '../../src/store/store.ts';
import { httpServer } from '../net/servers.ts';
import { freshStore, NOW, read, reading, temporaryFolder } from '../store/fixtures.ts';
import { jvwire, launcher } from './jvwire.ts';

const HOUR = 3_600_000;
const url = 'https://wire.example/news/1-venture';
const old =
  'SAIC and GM opened their electric joint venture. It costs 5.8 billion yuan and each owns 50 percent of it.\n\n' +
  'The plant stands in Wuhan, by the river, and has taken two years to build, as the mayor told the guests who had come.\n\n' +
  'Buses took them home.';
const next = old.replace('5.8', '6.2').replace('SAIC and GM opened', 'The companies opened');

async function placeWith(fill: (store: Store, articleId: number) => Promise<void>) {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const { articleId } = store.jobForUrl(url, NOW);
  await store.sink.articleRead(read(articleId, reading({ url, title: 'A plant opens', text: old }), NOW));
  await fill(store, articleId);
  store.close();
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  return { env, run: (...args: string[]) => jvwire(args, { env }) };
}

const changed = () =>
  placeWith(async (store, articleId) => {
    const revised = reading({ url, title: 'A plant opens late', text: next });
    await store.sink.articleRead(read(articleId, revised, NOW + HOUR));
    const failure = { code: 'http-410', action: 'drop', message: 'gone', status: 410 } as const;
    const failed = { articleId, url, at: NOW + 24 * HOUR, ms: 1, failure, attempts: 1 };
    await store.sink.articleFailed({ ...failed, retryAt: null, fallback: null });
  });

test('versions with their times, what changed, and the words in brackets where there is no terminal', async () => {
  const { run } = await changed();
  const { code, stdout, stderr } = await run('article', '1', '--revisions');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'link rot: its page is no more (http-410), first seen 2026-11-02 12:00:00Z',
      'version 1  2026-11-01 12:00:00Z to 2026-11-01 13:00:00Z',
      'version 2  2026-11-01 13:00:00Z until now',
      'version 1 to 2, found 2026-11-01 13:00:00Z: headline, figures, ventures, text',
      'headline  A plant opens{+ late+}',
      'figures   [-5,800,000,000-] {+6,200,000,000+}',
      'ventures  [-saic-gm-]',
    ]),
  );
  const text = lines
    .slice(lines.indexOf('text') + 1)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  expect(text).toBe(
    '[-SAIC and GM -]{+The companies +}opened their electric joint venture. It costs [-5.8-]{+6.2+} billion yuan and each owns 50 percent of it. The plant …',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('the same as JSON, from which both versions can be put together again', async () => {
  const { run } = await changed();
  const { stdout } = await run('article', url, '--revisions', '--json');
  const { versions, changes, visits } = JSON.parse(stdout) as ArticleVersions;
  expect(versions.map(({ title, text }) => [title, text])).toEqual([
    ['A plant opens', old],
    ['A plant opens late', next],
  ]);
  expect(changes).toMatchObject([{ from: 1, to: 2, kinds: ['headline', 'figures', 'ventures', 'text'] }]);
  const text = changes[0]?.diff.text ?? [];
  const without = (kind: string): string =>
    text
      .filter((span) => span.kind !== kind)
      .map((span) => span.text)
      .join('');
  expect([without('added'), without('removed')]).toEqual([old, next]);
  expect(visits).toMatchObject({ revisions: 1, linkRot: { code: 'http-410' } });
});

test('`article` and `explain` say that there is more to see', async () => {
  const { run } = await changed();
  const { stdout } = await run('article', '1');
  expect(stdout).toContain('link rot: its page is no more (http-410)');
  expect(stdout).toContain('changed by its publisher once; `--revisions` shows how');
  const { stdout: told } = await run('explain', '1');
  expect(told.replace(/\s+/g, ' ')).toContain(
    'looked at again 2026-11-02 12:00:00Z, 1 earlier version kept, gone (http-410) since 2026-11-02 12:00:00Z, next 2026-11-08 12:00:00Z',
  );
});

test('an article that has not changed says so', async () => {
  const { run } = await placeWith(async () => {});
  const { code, stdout } = await run('article', '1', '--revisions');
  expect(code).toBe(0);
  expect(stdout).toContain('no other version');
  const unknown = await run('article', '99', '--revisions');
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toContain('no article "99"');
});

/** util-linux: makes a terminal for a command. */
const script = spawnSync('script', ['--version']).stdout?.toString() ?? '';

test.skipIf(!script.includes('util-linux'))(
  'on a terminal the words are coloured, unless it wants no colour',
  async () => {
    const { env } = await changed();
    const onTerminal = async (more: Record<string, string>): Promise<string> => {
      const { PATH = '', HOME = '' } = process.env;
      const child = spawn('script', ['-qec', `${launcher} article 1 --revisions`, '/dev/null'], {
        env: { PATH, HOME, TERM: 'xterm-256color', ...env, ...more },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      await once(child, 'close');
      return out;
    };
    const coloured = await onTerminal({});
    expect(coloured).toContain('A plant opens\u001b[32m late\u001b[39m');
    expect(coloured).not.toContain('{+');
    expect(await onTerminal({ NO_COLOR: '1' })).toContain('A plant opens{+ late+}');
  },
);

test('`jvwire run` looks at what is due again, and says how much had changed', async () => {
  const page = (title: string, lead: string): string =>
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1>
     <p>${lead} It costs 5.8 billion yuan, and each of them owns half of it.</p><p>The plant stands in Wuhan and has taken
     two years to build, as the mayor told the guests who had come from all over the province.</p></article></body></html>`;
  const lead = 'SAIC and GM opened their electric car joint venture on Friday.';
  const server = await httpServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page('A plant opens late', lead));
  });
  onTestFinished(() => server.close());
  const address = `http://127.0.0.1:${server.port}/news/1-venture`;
  const folder = temporaryFolder();
  const store = freshStore(folder);
  const { articleId } = store.jobForUrl(address, NOW);
  const first = reading({ url: address, title: 'A plant opens' });
  await store.sink.articleRead(read(articleId, first, Date.now() - 2 * HOUR));
  store.close();
  const env = { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' };
  const options = { env: { ...env, JVWIRE_ALLOW_HOSTS: '127.0.0.1', JVWIRE_HOST_INTERVAL_MS: '0' } };
  const { code, stdout } = await jvwire(['run'], options);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^articles +0 stored, 0 merged, 0 given up$/m);
  expect(stdout).toMatch(/^again +1 looked at again, 1 of them had changed$/m);
  const again = await jvwire(['run', '--json'], options);
  expect(JSON.parse(again.stdout)).toMatchObject({ articles: { revisited: 0, revised: 0 } });
});
