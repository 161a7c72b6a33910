/** Reading the archive again leaves what a site sent elsewhere what it was: that page says nothing of the article. */
import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/core/ports.ts';
import { createFeedTextReader, feedTextSink } from '../../src/pipeline/ingest/feed-text.ts';
import { reread } from '../../src/pipeline/operations/reread.ts';
import { freshStore, item, polled, withFeed } from '../store/fixtures.ts';
import { html, readers, take } from './take-page.ts';

const LISTED = 'https://wire.example/2026/nissan-runs-barcelona-venture';
const TITLE = 'Nissan to run Barcelona venture with Chery on its own line';
const GONE = 'https://wire.example/2026/byd-plant';
const GONE_TITLE = 'BYD close to Spanish car plant deal';
const LEAD =
  'Chery and Nissan have signed a contract for a joint venture that is to build electric cars in Barcelona, the companies said on Friday.';
const REST =
  'The partners put 310 million euros into it. Chery holds 51 percent and Nissan the rest, and the first cars are to be sold in the autumn of next year in all of Europe.';

const DATED = '<meta property="article:published_time" content="2026-10-30T08:00:00.000Z">';
const shown = html(TITLE, `${DATED}<article><h1>${TITLE}</h1><p>${LEAD}</p><p>${REST}</p></article>`);
const sandbox = {
  readPage: async (page) => readers.readPage(page),
  readItem: async (input) => readers.readItem(input),
} as Partial<Sandbox> as Sandbox;
const request = { over: 'pages', since: null, feedId: null, dryRun: false } as const;

test.each([
  ['led to that of another one', LISTED, TITLE],
  // As sites do that show one page for all that they took down.
  ['shows what that of another one shows', null, 'Nissan names a new head of design'],
])('an article whose address %s keeps what its feed said of it', async (_name, to, title) => {
  const store = withFeed(freshStore());
  const items = [
    item({ guid: 'listed', url: LISTED, title }),
    item({ guid: 'gone', url: GONE, title: GONE_TITLE }),
  ];
  for (const job of (await store.sink.feedPolled(polled(items))).jobs)
    await take(store, job, job.url === LISTED ? null : to, shown);
  const before = store.getArticle(GONE);
  expect(before).toMatchObject({ title: GONE_TITLE, verdict: 'blocked', tagged: false });
  const report = await reread(store, sandbox, request, new AbortController().signal);
  expect(store.getArticle(GONE)).toEqual(before);
  expect(report).toMatchObject({ examined: 2, changes: [] });
});

test('what its feed carried of such an article is kept whole, and tagged', async () => {
  const plain = withFeed(freshStore());
  const store = {
    ...plain,
    sink: feedTextSink(plain.sink, createFeedTextReader(sandbox, plain.feedContent)),
  };
  const told = 'BYD and Toyota will build electric cars in a joint venture in Shenzhen.';
  const contentHtml = `<p>${told}</p><p>${'The plant is to open next year. '.repeat(12)}</p>`;
  const items = [
    item({ guid: 'listed', url: LISTED, title: TITLE }),
    item({ guid: 'gone', url: GONE, title: GONE_TITLE, summary: 'A teaser.', contentHtml }),
  ];
  for (const job of (await store.sink.feedPolled(polled(items))).jobs)
    await take(store, job, job.url === LISTED ? null : LISTED, shown);
  const before = store.getArticle(GONE);
  expect(before).toMatchObject({
    ...{ title: GONE_TITLE, tagged: true, extractor: 'feed', verdict: 'full' },
    text: expect.stringContaining(told),
    verdictReason: expect.stringContaining('shown for other articles, too'),
  });
  expect(await reread(store, sandbox, request, new AbortController().signal)).toMatchObject({ changes: [] });
  expect(store.getArticle(GONE)).toEqual(before);
});
