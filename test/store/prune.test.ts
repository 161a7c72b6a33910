/** Retention: what goes, what stays whatever the age, and that nothing which was pruned is fetched or lost again. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { PRUNABLE, type Prunable, type PruneReport } from '../../src/core/pruning.ts';
import { type PruneRequest, prune } from '../../src/pipeline/operations/prune.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { Store } from '../../src/store/store.ts';
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

const DAY = 86_400_000;
const LATER = NOW + 100 * DAY;
let folder: string;
let store: Store;
let tagged: number;
let other: number;

/** An article that is looked at again no more. */
async function ingest(name: string, text?: string, at = NOW): Promise<number> {
  const url = `https://wire.example/${name}`;
  const listed = item({ url, title: name, contentHtml: `<p>${name} as its feed has it</p>` });
  const { jobs } = await store.sink.feedPolled(polled([listed], 'wire', { at }));
  const id = jobs[0]?.articleId ?? 0;
  await store.sink.articleRead(
    read(id, reading({ url, title: `The ${name}`, ...(text ? { text } : {}) }), at + 1000),
  );
  const client = new Sqlite(filesIn(folder).database);
  client.prepare('UPDATE articles SET revisit_at = NULL WHERE id = ?').run(id);
  client.close();
  return id;
}

beforeEach(async () => {
  folder = temporaryFolder();
  store = withFeed(freshStore(folder));
  tagged = await ingest('venture');
  other = await ingest('gearbox', 'Some gearboxes were shown in Detroit.', NOW + 1);
});

const run = (request: Partial<PruneRequest>): Promise<PruneReport> =>
  prune(
    store,
    { before: {}, tagged: false, dryRun: false, vacuum: false, ...request },
    new AbortController().signal,
  );
const everything = (before: number) =>
  Object.fromEntries(PRUNABLE.map((what) => [what, before])) as Record<Prunable, number>;
const textOf = (id: number): string => store.getArticle(String(id))?.text ?? '';
const found = (query: string): number[] =>
  store.listArticles(readFilter({ query }), NOW).articles.map(({ id }) => id);
const count = (table: string): number => {
  const client = new Sqlite(table === 'pages' ? filesIn(folder).pages : filesIn(folder).database, {
    readonly: true,
  });
  const n = Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  client.close();
  return n;
};

test('of what is old enough, everything goes but what a tagged article has', async () => {
  const archive = new Sqlite(filesIn(folder).pages, { readonly: true });
  const size = archive
    .prepare('SELECT octet_length(body) FROM pages WHERE article_id = ?')
    .pluck()
    .get(other);
  archive.close();
  const report = await run({ before: everything(LATER) });
  expect(report).toMatchObject({
    applied: true,
    pruned: {
      pages: { rows: 1, bytes: size },
      texts: { rows: 1 },
      polls: { rows: 2 },
      failures: { rows: 0 },
    },
  });
  expect(report.pruned.texts?.bytes).toBe(
    'Some gearboxes were shown in Detroit.'.length + '<p>gearbox as its feed has it</p>'.length,
  );
  expect([textOf(tagged), textOf(other)]).toEqual([expect.stringContaining('SAIC and GM'), '']);
  expect(store.getArticle(String(other))).toMatchObject({
    title: 'The gearbox',
    wordCount: 10,
    verdict: 'full',
  });
  expect([found('gearbox'), found('detroit'), found('saic')]).toEqual([[other], [], [tagged]]);
  expect(await run({ before: everything(LATER) })).toMatchObject({
    pruned: { pages: { rows: 0 }, texts: { rows: 0 }, polls: { rows: 0 } },
  });
});

test('with a text go its earlier versions and what its feed carried of it, and those of no other article', async () => {
  const url = 'https://wire.example/gearbox';
  const corrected = 'Some gearboxes were shown in Chicago.';
  await store.sink.articleRead(
    read(other, reading({ url, title: 'The gearbox', text: corrected }), NOW + 2000),
  );
  const deal = 'SAIC and GM opened their electric joint venture. More was added.';
  const venture = reading({ url: 'https://wire.example/venture', title: 'The venture', text: deal });
  await store.sink.articleRead(read(tagged, venture, NOW + 2000));
  expect(count('revisions')).toBe(2);
  const cited = () =>
    store.citations([other]).map(({ contentHash, retrievedAt }) => [contentHash, retrievedAt]);
  const before = cited();
  expect(before[0]?.[1]).toBe(new Date(NOW + 2000).toISOString());
  const { pruned } = await run({ before: { texts: LATER } });
  // When what it is cited by was read is known as before.
  expect(cited()).toEqual(before);
  const gone = [corrected, 'Some gearboxes were shown in Detroit.', '<p>gearbox as its feed has it</p>'];
  expect(pruned.texts).toEqual({ rows: 1, bytes: gone.join('').length });
  expect(store.articleVersions(String(other))?.revisions).toEqual([]);
  expect(store.articleVersions(String(tagged))?.revisions).toHaveLength(1);
  expect(count('items WHERE content_html IS NOT NULL')).toBe(1);
});

test('a dry run tells the same and changes nothing', async () => {
  const told = await run({ before: everything(LATER), dryRun: true, vacuum: true });
  expect([count('pages'), count('poll_events'), textOf(other)]).toEqual([
    2,
    2,
    expect.stringContaining('gearboxes'),
  ]);
  expect(told).toMatchObject({ applied: false, files: [] });
  expect((await run({ before: everything(LATER) })).pruned).toEqual(told.pruned);
});

test('--tagged takes texts and pages of tagged articles, and leaves their tags and quotes', async () => {
  expect((await run({ before: everything(LATER), tagged: true })).pruned).toMatchObject({
    pages: { rows: 2 },
    texts: { rows: 2 },
  });
  expect(store.getArticle(String(tagged))).toMatchObject({
    text: '',
    tags: [{ evidence: [{ sentence: 'SAIC and GM opened their electric joint venture.' }] }],
  });
});

test('what is younger, and what is still looked at again, stays', async () => {
  const client = new Sqlite(filesIn(folder).database);
  client.prepare('UPDATE articles SET revisit_at = ? WHERE id = ?').run(LATER, other);
  client.close();
  expect((await run({ before: { texts: LATER } })).pruned).toEqual({ texts: { rows: 0, bytes: 0 } });
  expect((await run({ before: everything(NOW - DAY), tagged: true })).pruned).toEqual({
    pages: { rows: 0, bytes: 0 },
    texts: { rows: 0, bytes: 0 },
    polls: { rows: 0, bytes: 0 },
    failures: { rows: 0, bytes: 0 },
    messages: { rows: 0, bytes: 0 },
  });
});

test('a pruned article is not fetched again, not tagged again from nothing, and whole again when asked for', async () => {
  await run({ before: everything(LATER) });
  const url = 'https://wire.example/gearbox';
  const again = await store.sink.feedPolled(polled([item({ url, title: 'gearbox' })], 'wire', { at: LATER }));
  expect(again.jobs).toEqual([]);
  expect(store.dueArticles(LATER, 10).map(({ articleId }) => articleId)).not.toContain(other);
  expect(store.storedTexts({ since: null, feedId: null }, 0, 10).map(({ articleId }) => articleId)).toEqual([
    tagged,
  ]);
  await store.sink.articleRead(
    read(other, reading({ url, title: 'The gearbox', text: 'All of it, in Detroit.' }), LATER),
  );
  expect([textOf(other), found('detroit')]).toEqual(['All of it, in Detroit.', [other]]);
});

test.each([
  ['as it was', 'Some gearboxes were shown in Detroit.'],
  ['another', 'Gearboxes were shown in Detroit, and driven.'],
])(
  'asked for again, a pruned article whose page is %s is whole, and no change of its publisher',
  async (_name, text) => {
    await run({ before: everything(LATER) });
    const url = 'https://wire.example/gearbox';
    const again = read(other, reading({ url, title: 'The gearbox', text }), LATER);
    expect(await store.sink.articleRead(again)).toMatchObject({ kind: 'stored', articleId: other });
    expect([textOf(other), found('gearboxes')]).toEqual([text, [other]]);
    expect(store.getArticle(String(other))?.visits.revisions).toBe(0);
    expect(store.citations([other])[0]?.retrievedAt).toBe(new Date(LATER).toISOString());
    expect(await store.sink.articleRead(again)).toMatchObject({ kind: 'unchanged', articleId: other });
  },
);

test('many go in slices, each whole by itself, and an interruption leaves the rest for the next time', async () => {
  const client = new Sqlite(filesIn(folder).database);
  client.exec(`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000)
    INSERT INTO poll_events (feed_id, at, ms, outcome) SELECT 'wire', ${NOW} + n, 1, 'unchanged' FROM n`);
  client.close();
  const interruption = new AbortController();
  let slices = 0;
  const counting = {
    ...store,
    prune: (...given: Parameters<Store['prune']>) => {
      slices++;
      // Whoever ends it has a turn between two slices, like everybody.
      if (slices === 2) setImmediate(() => interruption.abort());
      return store.prune(...given);
    },
  };
  const request = { before: { polls: LATER }, tagged: false, dryRun: false, vacuum: true };
  const first = await prune(counting, request, interruption.signal);
  expect(first).toMatchObject({ interrupted: true, pruned: { polls: { rows: 400 } }, files: [] });
  expect((await run({ before: { polls: LATER } })).pruned.polls?.rows).toBe(602);
  expect(count('poll_events')).toBe(0);
});

test('texts go slice by slice, too, by the day they were read, however long their articles waited', async () => {
  const client = new Sqlite(filesIn(folder).database);
  client.exec(`WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 120)
    INSERT INTO articles (url, state, verdict, text, word_count, first_seen_at, fetched_at, sort_at)
    SELECT 'https://wire.example/' || n, 'stored', 'full', 'Words.', 1, 0,
      iif(n % 2, ${NOW}, ${LATER}), ${NOW} FROM n`);
  client.close();
  expect((await run({ before: { texts: LATER } })).pruned.texts?.rows).toBe(61);
});

test('the text that the feed gave of an article that was given up goes by the day it was first seen', async () => {
  const url = 'https://wire.example/gone';
  const listed = item({ url, title: 'gone', contentHtml: '<p>all</p>' });
  const { jobs } = await store.sink.feedPolled(polled([listed], 'wire', { at: NOW + 2 }));
  const articleId = jobs[0]?.articleId ?? 0;
  const failure = { code: 'http-404', action: 'drop', message: 'not there', status: 404 } as const;
  const fallback = reading({ url, title: 'The gone', text: 'All that the feed had.' });
  const failed = { articleId, url, at: NOW + 1000, ms: 1, failure, attempts: 1 };
  await store.sink.articleFailed({ ...failed, retryAt: null, fallback });
  const before = { texts: NOW + DAY };
  expect((await run({ before: { texts: NOW - DAY } })).pruned.texts?.rows).toBe(0);
  // Taken up again, its feed's text may be all that there ever is.
  store.requeueArticles([articleId], NOW + 2000);
  expect((await run({ before, dryRun: true })).pruned.texts?.rows).toBe(1);
  await store.sink.articleFailed({ ...failed, at: NOW + 3000, retryAt: null, fallback });
  const told = await run({ before, dryRun: true });
  expect(told.pruned.texts?.rows).toBe(2);
  expect((await run({ before })).pruned).toEqual(told.pruned);
  expect([textOf(articleId), textOf(tagged)]).toEqual(['', expect.stringContaining('SAIC')]);
  expect(store.getArticle(String(articleId))).toMatchObject({ state: 'failed', title: 'The gone' });
});

test('--vacuum gives the room back', async () => {
  const client = new Sqlite(filesIn(folder).pages);
  client.exec(`UPDATE pages SET body = randomblob(400000)`);
  client.pragma('wal_checkpoint(TRUNCATE)');
  client.close();
  const { files, pruned } = await run({ before: { pages: LATER }, tagged: true, vacuum: true });
  expect(pruned.pages).toEqual({ rows: 2, bytes: 800_000 });
  const archive = files.find(({ file }) => file === filesIn(folder).pages);
  expect((archive?.before ?? 0) - (archive?.after ?? 0)).toBeGreaterThan(700_000);
  expect(statSync(filesIn(folder).pages).size).toBe(archive?.after);
});

test.each([
  [
    'texts',
    'jvwire.db',
    `INSERT INTO articles (url, state, first_seen_at, fetched_at, sort_at, text, word_count)
    SELECT value, 'stored', 0, iif(value = 4500, 1000, 9000), 0, 'Text.', 1 FROM numbers`,
  ],
  [
    'pages',
    'pages.db',
    `INSERT INTO pages (article_id, url, fetched_at, status, headers, hash, bytes, body)
    SELECT value, '', iif(value = 4500, 1000, 9000), 200, '{}', '', 5, 'Page.' FROM numbers`,
  ],
] as const)(
  'of %s a slice looks at a part, however few of them are old, and all are looked at',
  async (what, file, fill) => {
    const client = new Sqlite(join(folder, file));
    client.exec(
      `WITH RECURSIVE numbers(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM numbers WHERE value < 5000) ${fill}`,
    );
    client.close();
    const retention = { before: 5_000, tagged: false, dryRun: true };
    expect(store.prune(what, retention, 0)).toMatchObject({ rows: 0, next: expect.any(Number) });
    const { pruned } = await run({ before: { [what]: 5_000 }, dryRun: true });
    expect(pruned[what]?.rows).toBe(1);
  },
);
