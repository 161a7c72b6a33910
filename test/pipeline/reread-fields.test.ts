/** Whatever a better reading of an archived page says otherwise is told, and written. */
import { expect, test } from 'vitest';
import type { Article } from '../../src/core/model.ts';
import { pack } from '../../src/core/packed.ts';
import type { Sandbox } from '../../src/core/ports.ts';
import { reread } from '../../src/pipeline/operations/reread.ts';
import { freshStore, item, polled, read, reading, withFeed } from '../store/fixtures.ts';

const url = 'https://wire.example/plant';
const siteRule = { id: 'wire', missed: ['author'] } as const;

/** A store with one article, read again from its page as this. */
async function readAgain(fields: Partial<Article>) {
  const store = withFeed(freshStore());
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'A title' })]));
  const { page, ...rest } = read(jobs[0]?.articleId ?? 0, reading({ url, siteRule }));
  await store.sink.articleRead({
    ...rest,
    page: { ...page, body: await pack(page.body ?? new Uint8Array()) },
  });
  const sandbox = {
    readPage: async () => ({ ...reading({ url, siteRule, ...fields }), nextPage: null }),
  } as unknown as Sandbox;
  const request = { over: 'pages', since: null, feedId: null, dryRun: false } as const;
  const again = () => reread(store, sandbox, request, new AbortController().signal);
  return { report: await again(), next: await again(), article: store.getArticle('1') };
}

test('a reading that says the same changes nothing', async () => {
  const { report } = await readAgain({});
  expect(report).toMatchObject({ examined: 1, changes: [] });
});

test.each<Partial<Article>>([
  { title: 'Another title' },
  { authors: ['B. Writer'] },
  { publishedAt: '2026-10-30T08:00:00.000Z' },
  { publishedDay: '2026-10-30' },
  { modifiedAt: '2026-10-31T09:00:00.000Z' },
  { language: 'de' },
  { siteName: 'The Wire' },
  { summary: 'A plant opens.' },
  { image: 'https://wire.example/plant.jpg' },
  { wordCount: 11 },
  { verdict: 'thin' },
  { verdictReason: 'it ends in the middle' },
  { extractor: 'json-ld' },
  { confidence: 0.5 },
])('a reading that differs only in %o is told by that name and written', async (fields) => {
  const { report, next, article } = await readAgain(fields);
  expect(report.changes).toMatchObject([{ kind: 'changed', fields: Object.keys(fields) }]);
  expect(article).toMatchObject(fields);
  expect(next.changes).toEqual([]);
});

test('how the rule of its site fared is told and written, too', async () => {
  const { report, next } = await readAgain({ siteRule: { id: 'wire', missed: [] } });
  expect(report.changes).toMatchObject([{ kind: 'changed', fields: ['siteRule'] }]);
  expect(next.changes).toEqual([]);
});
