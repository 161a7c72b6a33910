/** The feed's own text where the page gives less: said so, never shorter than the page's. */
import { afterAll, expect, test } from 'vitest';
import type { ArticleFailed, ArticleRead } from '../../src/core/jobs.ts';
import type { ResultSink } from '../../src/core/ports.ts';
import { createFeedTextReader, type FeedContent, feedTextSink } from '../../src/pipeline/ingest/feed-text.ts';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import { NOW, read, reading } from '../store/fixtures.ts';

const sandbox = createSandbox({ processes: 1 });
afterAll(() => sandbox.close());

const url = 'https://wire.example/1';
const sentence = 'BYD and Toyota will build electric cars in a joint venture in Shenzhen. ';
const content: FeedContent = {
  item: { title: 'BYD and Toyota', authors: [], publishedAt: null, summary: 'A teaser.', language: 'en' },
  contentHtml: `<p>${sentence}</p><p>${'The plant is to open next year. '.repeat(12)}</p>`,
};

/** A sink that keeps what it is given. */
function collecting(feedContent: FeedContent | null) {
  const reads: ArticleRead[] = [];
  const failures: ArticleFailed[] = [];
  const inner: ResultSink = {
    feedPolled: () => Promise.reject(new Error('not asked')),
    articleRead: async (result) => {
      reads.push(result);
      return { kind: 'stored', articleId: result.articleId };
    },
    articleUnchanged: () => Promise.reject(new Error('not asked')),
    articleFailed: async (result) => {
      failures.push(result);
      return 'noted';
    },
  };
  return {
    sink: feedTextSink(
      inner,
      createFeedTextReader(sandbox, () => feedContent),
    ),
    reads,
    failures,
  };
}

test('a paywalled page gets the text that its feed carried, tagged anew, under its own metadata', async () => {
  const { sink, reads } = collecting(content);
  const page = reading({
    url,
    text: 'Subscribe to read on.',
    wordCount: 4,
    verdict: 'paywalled',
    verdictReason: 'gate',
  });
  await sink.articleRead(read(7, page));
  expect(reads[0]?.reading.article).toMatchObject({
    title: 'A title',
    authors: ['A. Writer'],
    extractor: 'feed',
    verdict: 'full',
    verdictReason: "the feed's text; the page alone is paywalled: gate",
    text: expect.stringMatching(/^BYD and Toyota will build.*\n\nThe plant/) as string,
  });
  expect(reads[0]?.reading.tagging.tagged).toBe(true);
});

test('a full page keeps its own text', async () => {
  const { sink, reads } = collecting(content);
  const page = reading({ url });
  await sink.articleRead(read(7, page));
  expect(reads[0]?.reading).toBe(page);
});

test('a thin page whose feed says even less, or nothing, stays as it is', async () => {
  for (const feedContent of [null, { ...content, contentHtml: 'Short.' }]) {
    const { sink, reads } = collecting(feedContent);
    const page = reading({ url, text: 'A few words more than that.', wordCount: 6, verdict: 'thin' });
    await sink.articleRead(read(7, page));
    expect(reads[0]?.reading).toBe(page);
  }
});

test('a page that cannot be had is told in the words of its feed', async () => {
  const { sink, failures } = collecting(content);
  const fallback = reading({ url, text: 'A teaser.', wordCount: 2, verdict: 'thin', extractor: 'feed' });
  const failure = { code: 'http-403', action: 'drop', message: 'no' } as const;
  await sink.articleFailed({
    articleId: 7,
    url,
    at: NOW,
    ms: 1,
    failure,
    attempts: 1,
    retryAt: null,
    fallback,
  });
  expect(failures[0]?.fallback?.article).toMatchObject({
    verdict: 'full',
    verdictReason: expect.stringMatching(/^the feed's text; the page alone is thin/) as string,
    extractor: 'feed',
  });
});
