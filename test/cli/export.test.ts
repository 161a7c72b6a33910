/** Everything that matches, as files for other programs: more than fits a page, and no more in memory than one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/document/parse.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { openStore } from '../../src/store/store.ts';
import { broken } from '../pipeline/feed-rules.ts';
import {
  filesIn,
  freshStore,
  item,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from '../store/fixtures.ts';
import { jvwire, start } from './jvwire.ts';

const ARTICLES = 1_201;
let folder: string;
let database: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jvwire-export-'));
  database = filesIn(folder).database;
  withFeed(openStore(filesIn(folder), () => 0.5)).close();
  const client = new Sqlite(database);
  // Ten of a minute, so that pages end between articles of the same time.
  client.exec(`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${ARTICLES})
    INSERT INTO articles (url, state, feed_id, first_seen_at, sort_at, title, text, verdict, language)
    SELECT 'https://wire.example/' || n, 'stored', 'wire', 1700000000000, 1700000000000 + n / 10 * 60000,
      '=' || n || ' "quoted", and' || char(10) || 'broken', 'text', 'full', 'en' FROM n`);
  client.close();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const articles = (...args: string[]) => jvwire(['articles', '--db', database, ...args]);

test('--all prints each article once, newest first, whatever the format', async () => {
  const [ndjson, csv] = await Promise.all([
    articles('--all', '--format', 'ndjson'),
    articles('--all', '--format', 'csv'),
  ]);
  const ids = ndjson.stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: number }).id);
  expect(ids).toEqual(Array.from({ length: ARTICLES }, (_, index) => ARTICLES - index));
  const lines = csv.stdout.split('\n');
  expect(lines.filter((line) => line.startsWith('id,url,'))).toHaveLength(1);
  expect(lines.filter((line) => /^\d+,https:/.test(line))).toHaveLength(ARTICLES);
  expect(lines[1]).toContain(`,"'=${ARTICLES} ""quoted"", and`);
});

test('CSV has cells that can be read, also of ventures', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, reading({ url })));
  store.close();
  const csv = async (...args: string[]) =>
    (await jvwire([...args, '--format', 'csv', '--db', filesIn(folder).database])).stdout.split('\n');
  const [head, row] = await csv('articles');
  expect(head).toMatch(/,evidence,venture,partners,stage,sector,ventureId,stake,amount$/);
  expect(row).toMatch(
    /,SAIC and GM opened their electric joint venture\.,SAIC-GM,SAIC \+ GM,operating,vehicles,saic-gm,50:50,$/,
  );
  expect((await csv('articles', '--all'))[1]).toBe(row);
  expect((await csv('ventures'))[1]).toMatch(/^saic-gm,[^{]*SAIC[^{]* \+ [^{]*,/);
});

test('a venture that the ledger does not know has its id in every format', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  const { tagging, ...page } = reading({ url });
  const ventures = tagging.ventures.map((venture) => ({ ...venture, ventureId: null, name: null }));
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, { ...page, tagging: { ...tagging, ventures } }));
  store.close();
  const list = async (...args: string[]) =>
    (await jvwire(['articles', ...args, '--db', filesIn(folder).database])).stdout;
  const id = 'new:gm+saic';
  const csv = await list('--format', 'csv');
  expect(csv).toMatch(
    new RegExp(`,${id.replace('+', '\\+')},SAIC \\+ GM,operating,vehicles,new:gm\\+saic,50:50,$`, 'm'),
  );
  const [{ partners = [] } = {}] = ventures;
  const told = {
    id,
    name: null,
    partners,
    stage: 'operating',
    sector: 'vehicles',
    stake: '50:50',
    amount: null,
  };
  const { articles: listed } = JSON.parse(await list('--json')) as { articles: object[] };
  expect(listed).toMatchObject([{ ventures: [told] }]);
  for (const whole of [[], ['--all']])
    expect(JSON.parse(await list('--format', 'ndjson', ...whole))).toMatchObject({ ventures: [told] });
});

test('CSV of nothing has the header of CSV of something', async () => {
  const something = await articles('--limit', '1', '--format', 'csv');
  const nothing = await articles('--lang', 'de', '--format', 'csv');
  const all = await articles('--lang', 'de', '--all', '--format', 'csv');
  expect(nothing.stdout).toBe(something.stdout.slice(0, something.stdout.indexOf('\n') + 1));
  expect(all.stdout).toBe(nothing.stdout);
});

test('a list goes on behind a cursor, and stops quietly when its reader does', async () => {
  const first = await articles('--limit', '1', '--format', 'ndjson');
  const cursor = /--cursor (\S+)/.exec(first.stderr)?.[1] ?? '';
  const { child, result } = start([
    'articles',
    '--db',
    database,
    '--all',
    '--format',
    'ndjson',
    '--cursor',
    cursor,
  ]);
  const line = new Promise<string>((resolve) =>
    child.stdout?.once('data', (data: Buffer) => resolve(String(data))),
  );
  expect(JSON.parse((await line).split('\n')[0] ?? '')).toMatchObject({ id: ARTICLES - 1 });
  child.stdout?.destroy();
  expect(await result).toMatchObject({ code: 0, stderr: '' });
});

test.each([
  [['--all'], '--all prints row by row: --format ndjson or csv'],
  [['--all', '--json'], '--all prints row by row: --format ndjson or csv'],
  [['--all', '--format', 'atom'], '--all prints row by row: --format ndjson or csv'],
  [
    ['--format', 'atom', '--limit', '501'],
    'limit: a page of a feed has at most 500 entries; its link "next" has more',
  ],
  [['--format', 'rss', '--base', 'ftp://x'], '--base "ftp://x" is not an http or https address'],
  [
    ['--all', '--limit', '5', '--format', 'csv'],
    '--all and --limit, or limit: in the words, do not go together',
  ],
  [
    ['--all', '--query', 'quoted limit:5', '--format', 'csv'],
    '--all and --limit, or limit: in the words, do not go together',
  ],
])('%j is refused', async (args, reason) => {
  expect(await articles(...args)).toEqual({ code: 2, stdout: '', stderr: `jvwire: ${reason}\n` });
});

test.each(['atom', 'rss', 'jsonfeed'] as const)(
  'a list as --format %s is a feed that leads to where it is served',
  async (format) => {
    const { code, stdout, stderr } = await articles(
      '--format',
      format,
      '--limit',
      '3',
      '--base',
      'https://wire.example/jv',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(broken(format, stdout)).toEqual([]);
    const { items } = await parseFeed(Buffer.from(stdout));
    expect(items.map(({ url }) => url)).toEqual([0, 1, 2].map((n) => `https://wire.example/${ARTICLES - n}`));
    expect(stdout).toContain('https://wire.example/jv/feeds/articles.');
  },
);

test.each([
  [{ JVWIRE_PORT: '17450' }, 'http://127.0.0.1:17450/'],
  [{ JVWIRE_HOST: '0.0.0.0' }, 'http://127.0.0.1:7450/'],
  [{ JVWIRE_HOST: '::1', JVWIRE_PORT: '80' }, 'http://[::1]:80/'],
  [{ JVWIRE_URL: 'https://wire.example/jv', JVWIRE_PORT: '80' }, 'https://wire.example/jv/'],
])('with %j the links of a feed lead to %s', async (env, base) => {
  const { stdout } = await jvwire(['articles', '--format', 'rss', '--limit', '1', '--db', database], { env });
  expect(stdout).toContain(`${new URL(base).href}feeds/articles.rss`);
});

test('a search as a feed is newest first, as readers expect', async () => {
  const { code, stdout } = await jvwire(['search', 'gearbox', '--format', 'atom', '--db', database]);
  expect(code).toBe(0);
  expect(stdout).toContain('href="http://127.0.0.1:7450/feeds/articles.atom?query=gearbox" rel="self"');
});
