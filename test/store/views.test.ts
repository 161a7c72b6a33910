/** The view layer is the contract that docs/sql.md tells: every column, every question, over real rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Sqlite, type SqliteDatabase } from '../../src/store/file/drizzle.ts';
import { requireViews, VIEWS } from '../../src/store/file/views.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { projectRoot } from '../cli/jvwire.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from './fixtures.ts';

const page = readFileSync(join(projectRoot, 'docs/sql.md'), 'utf8');
/** Views and their columns as the page tells them. */
const documented = Object.fromEntries(
  [...page.matchAll(/^### (v_\w+)\n([\s\S]*?)(?=^#{2,3} )/gm)].map(([, view = '', told = '']) => [
    view,
    [...told.matchAll(/^\| (`.*?`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    ),
  ]),
);
const questions = [
  ...[...page.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql = '']) => sql),
  ...[...page.matchAll(/jvwire sql "([^"]+)"/g)].map(([, sql = '']) => sql),
  ...[...page.matchAll(/^SELECT .*;$/gm)].map(([sql]) => sql.replace('jvwire.', '')),
];

let folder: string;
let store: Store;
let client: SqliteDatabase;

beforeEach(async () => {
  folder = temporaryFolder();
  store = withFeed(freshStore(folder));
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(
    polled([item({ url, title: 'One' }), item({ title: 'No link' })]),
  );
  const id = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(read(id, reading({ url })));
  const text = 'SAIC and GM opened their electric joint venture. It makes 5,000 cars.';
  await store.sink.articleRead(read(id, reading({ url, title: 'Another', text }), NOW + 4_000_000));
  client = new Sqlite(filesIn(folder).database);
});

const columnsOf = (view: string): string[] =>
  client
    .prepare(`SELECT * FROM ${view}`)
    .columns()
    .map(({ name }) => name);
const only = (sql: string): unknown => client.prepare(sql).get();

test('the page tells of every view and each of its columns, and of nothing else', () => {
  expect(documented).toEqual(Object.fromEntries(Object.keys(VIEWS).map((view) => [view, columnsOf(view)])));
});

test('there are questions, and each of them can be asked', () => {
  expect(questions.length).toBeGreaterThan(6);
  for (const question of questions) expect(() => client.prepare(question).all()).not.toThrow();
});

test('an article is told with times in ISO 8601, its authors, its tag and its best quote', () => {
  expect(only('SELECT * FROM v_articles')).toMatchObject({
    id: 1,
    url: 'https://wire.example/1',
    title: 'Another',
    published_at: '2026-10-31T08:00:00.000Z',
    first_seen_at: store.getArticle('1')?.firstSeenAt,
    fetched_at: store.getArticle('1')?.fetchedAt,
    authors: 'A. Writer',
    tagged: 1,
    tag_confidence: 0.95,
    best_quote: 'SAIC and GM opened their electric joint venture.',
  });
  expect(only('SELECT * FROM v_venture_mentions')).toMatchObject({
    rank: 1,
    venture: 'saic-gm',
    ledger_id: 'saic-gm',
    partners: 'SAIC (CN) + GM (US)',
    stake: '50:50',
  });
  expect(only("SELECT * FROM v_evidence WHERE about = 'tag'")).toMatchObject({
    subject: 'chinese-ev-jv',
    rank: 1,
    field: 'text',
    start_at: 0,
    end_at: 48,
  });
  expect(client.prepare('SELECT company_id, country, named FROM v_venture_partners').all()).toEqual([
    { company_id: 'saic', country: 'CN', named: 1 },
    // Of the ledger: the article tells of SAIC alone.
    { company_id: 'gm', country: 'US', named: 0 },
  ]);
  expect(only('SELECT * FROM v_revisions')).toMatchObject({
    title: 'A title',
    changed: 'headline, figures, text',
  });
  expect(only("SELECT count(*) AS n FROM v_sightings WHERE rejected = 'no-link'")).toEqual({ n: 1 });
  expect(only('SELECT outcome, seen, new, rejected FROM v_polls')).toEqual({
    outcome: 'polled',
    seen: 2,
    new: 1,
    rejected: 1,
  });
});

test('who forms ventures with whom is counted once whatever languages the articles are in', async () => {
  const url = 'https://wire.example/zh';
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: '二' })]));
  const { tagging, ...page } = reading({ url, language: 'zh' });
  const partners = [
    { companyId: 'saic', name: '上汽集团', country: 'CN' },
    { companyId: 'gm', name: '通用汽车', country: 'US' },
    { companyId: null, name: 'Zorvex', country: null },
  ];
  const ventures = tagging.ventures.map((venture) => ({ ...venture, partners }));
  const companies = ['saic', 'gm'].map((id) => ({ companyId: id, name: id.toUpperCase(), mentions: 2 }));
  const told = { ...page, tagging: { ...tagging, ventures, companies } };
  await store.sink.articleRead(read(jobs[0]?.articleId ?? 0, told));
  const named = client
    .prepare("SELECT name, company, named FROM v_venture_partners WHERE name <> 'SAIC'")
    .all();
  expect(named).toEqual([
    { name: 'GM', company: 'GM', named: 0 },
    { name: '上汽集团', company: 'SAIC', named: 1 },
    { name: '通用汽车', company: 'GM', named: 1 },
    { name: 'Zorvex', company: 'Zorvex', named: 1 },
  ]);
  const question = questions.find((sql) => sql.includes('v_venture_partners')) ?? '';
  expect(client.prepare(question).all()).toEqual([{ chinese: 'SAIC', partner: 'GM', articles: 2 }]);
});

test('times are those that leave the store everywhere else, to the millisecond', () => {
  const set = client.prepare('UPDATE articles SET published_at = ?');
  const told = client.prepare('SELECT published_at FROM v_articles').pluck();
  for (const time of [
    0, -1, 1, 999, 1_700_000_000_001, 1_795_316_193_489, -62_135_596_800_000, 253_402_300_799_999,
  ]) {
    set.run(time);
    expect(told.get()).toBe(new Date(time).toISOString());
  }
});

test('what is looked up by its number is found by an index', () => {
  const plan = client
    .prepare(
      'EXPLAIN QUERY PLAN SELECT * FROM v_tags t JOIN v_articles a ON a.id = t.article_id WHERE a.id = 1',
    )
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).filter((detail) => /^SCAN (a|t)\b/.test(detail))).toEqual([]);
});

test('views that are missing or of another version are made again; those of the user stay', () => {
  const { database } = filesIn(folder);
  client.exec(
    'DROP VIEW v_polls; DROP VIEW v_tags; CREATE VIEW v_tags AS SELECT 1 AS old; CREATE VIEW mine AS SELECT 2 AS two',
  );
  expect(() => requireViews(client, database)).toThrow(/of another version; run `jvwire migrate`/);
  openStore(filesIn(folder), () => 0.5).close();
  expect(() => requireViews(client, database)).not.toThrow();
  expect(columnsOf('v_tags')).toEqual(documented['v_tags']);
  expect(only('SELECT * FROM mine')).toEqual({ two: 2 });
});
