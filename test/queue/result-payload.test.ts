/** Results on their way through Redis: they arrive as they left, and nothing is read into what is of another form. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ArticleRead, FeedPolled, WorkJob } from '../../src/core/jobs.ts';
import { PAYLOAD_VERSION, PayloadError } from '../../src/core/read-payload.ts';
import {
  MAX_PAGE_BYTES,
  type Origin,
  type Result,
  readResultPayload,
  resultPayload,
} from '../../src/queue/result-payload.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { ingest, poll } from '../redis/fixtures.ts';
import { polled as feedOf, freshStore, item, reading, temporaryFolder, withFeed } from '../store/fixtures.ts';

const page = (bytes: number): ArticleRead['page'] => ({
  url: 'https://wire.example/1',
  redirects: ['https://wire.example/r'],
  status: 200,
  headers: { 'content-type': 'text/html' },
  hash: 'a'.repeat(64),
  bytes: 3 * bytes,
  body: randomBytes(bytes),
});

const polled: FeedPolled = {
  feedId: 'a',
  at: 1,
  ms: 2,
  request: { url: 'https://a.example/feed', etag: null, lastModified: 'Sat, 21 Nov 2026 00:00:00 GMT' },
  redirects: [{ status: 301, to: 'https://a.example/rss' }],
  result: {
    kind: 'polled',
    document: {
      format: 'rss',
      title: '比亚迪',
      language: null,
      ttlMinutes: 5,
      skipDays: [0, 6],
      items: [],
      warnings: ['w'],
    },
    status: 200,
    bytes: 10,
    freshMinutes: 5,
    validators: { etag: '"x"', lastModified: null },
    bodyHash: 'h',
  },
};
const challenge = { vendor: 'Cloudflare', sign: 'header cf-mitigated' };
const failure = { code: 'http-5xx', action: 'retry', message: 'm', status: 503, challenge } as const;
const read = reading({
  url: 'https://wire.example/1',
  text: 'SAIC and GM opened their electric joint venture. 好.',
});
const base = { articleId: 1, url: 'https://wire.example/1', at: 1, ms: 2 };

const originOf = (job: WorkJob): Origin => ({ job, database: 'db', queuedAt: 1 });

/** As Redis gives it back. */
async function travel(result: Result): Promise<Result> {
  const payload = await resultPayload(
    result,
    originOf(result.kind === 'feed-polled' ? poll('a') : ingest(1)),
  );
  const { result: arrived } = await readResultPayload(JSON.parse(JSON.stringify(payload)), 'x');
  return arrived;
}

test.each<[string, Result]>([
  ['a poll', { kind: 'feed-polled', value: polled }],
  ['a failed poll', { kind: 'feed-polled', value: { ...polled, result: { kind: 'failed', failure } } }],
  ['an article', { kind: 'article-ingested', value: { ...base, reading: read, page: page(1000) } }],
  [
    'a failed try',
    { kind: 'article-failed', value: { ...base, failure, attempts: 1, retryAt: 5, fallback: null } },
  ],
  [
    'one given up',
    { kind: 'article-failed', value: { ...base, failure, attempts: 6, retryAt: null, fallback: read } },
  ],
])('%s arrives as it left', async (_name, result) => {
  expect(await travel(result)).toEqual(result);
});

test('a page that is too large stays behind, and everything else arrives', async () => {
  const large = page(MAX_PAGE_BYTES + 1);
  const value = { ...base, reading: read, page: large };
  const arrived = await travel({ kind: 'article-ingested', value });
  expect(arrived).toEqual({ kind: 'article-ingested', value: { ...value, page: { ...large, body: null } } });
  const fits = { ...value, page: page(MAX_PAGE_BYTES) };
  expect(await travel({ kind: 'article-ingested', value: fits })).toEqual({
    kind: 'article-ingested',
    value: fits,
  });
});

test('a page lies in Redis once, and only its own bytes of a larger buffer', async () => {
  const large = page(100_000);
  const body = large.body?.subarray(10, 90_010) ?? null;
  const result: Result = {
    kind: 'article-ingested',
    value: { ...base, reading: read, page: { ...large, body } },
  };
  const payload = await resultPayload(result, originOf(ingest(1)));
  expect(payload.page).toHaveLength(120_000);
  expect(payload.body.length).toBeLessThan(5_000);
  expect(await travel(result)).toEqual(result);
});

test.each<[string, (payload: Record<string, unknown>) => unknown, string]>([
  ['of a later version', (payload) => ({ ...payload, v: PAYLOAD_VERSION + 1 }), 'version'],
  ['of no version', ({ v: _v, ...payload }) => payload, 'version'],
  ['nothing', () => null, 'version'],
  ['of an unknown kind', (payload) => ({ ...payload, kind: 'article-merged' }), 'form'],
  ['of another kind than its body', (payload) => ({ ...payload, kind: 'article-failed' }), 'form'],
  ['cut off', (payload) => ({ ...payload, body: String(payload['body']).slice(0, 40) }), 'form'],
  ['not compressed', (payload) => ({ ...payload, body: 'aGVsbG8=' }), 'form'],
])('what is %s is refused', async (_name, change, code) => {
  const payload = await resultPayload({ kind: 'feed-polled', value: polled }, originOf(poll('a')));
  const refused = readResultPayload(change({ ...payload }), 'x').catch((error: unknown) => error);
  expect(await refused).toBeInstanceOf(PayloadError);
  expect(await refused).toMatchObject({ code });
});

const article = { kind: 'article-ingested', value: { ...base, reading: read, page: page(10) } } as const;
const feed = (url: string): Result => ({ kind: 'feed-polled', value: feedOf([item({ url })]) });
const reread = (fields: Partial<typeof read.article>): Result => ({
  ...article,
  value: { ...article.value, reading: { ...read, article: { ...read.article, ...fields } } },
});

test.each<[string, (url: string) => Result]>([
  ['an article', (url) => reread({ url })],
  ['the page that an article names', (canonicalUrl) => reread({ canonicalUrl })],
  ['its image', (image) => reread({ image })],
  ['an item of a feed', feed],
  [
    'where a feed has moved',
    (to) => ({ kind: 'feed-polled', value: { ...polled, redirects: [{ status: 301, to }] } }),
  ],
  ['a page', (url) => ({ ...article, value: { ...article.value, page: { ...page(10), url } } })],
])('the address of %s is of the web, or all of it is refused', async (_name, result) => {
  expect(await travel(result('https://wire.example/1?a=b'))).toBeDefined();
  for (const url of ['javascript:alert(1)//https://wire.example/', 'file:///etc/passwd', '/1', ''])
    await expect(travel(result(url))).rejects.toMatchObject({ code: 'form' });
});

test('the archive has a row for a page that stayed behind, and fills it when the page comes whole', async () => {
  const folder = temporaryFolder();
  const store = withFeed(freshStore(folder));
  const { jobs } = await store.sink.feedPolled(feedOf([item({ url: 'https://wire.example/1' })]));
  const archived = (): number[] => {
    const client = new Sqlite(join(folder, 'pages.db'), { readonly: true });
    const lengths = client.prepare('SELECT length(body) FROM pages').pluck().all().map(Number);
    client.close();
    return lengths;
  };
  const articleId = jobs[0]?.articleId ?? 0;
  const whole = page(500);
  const value = { ...base, articleId, reading: read, page: whole };
  await store.sink.articleRead({ ...value, page: { ...whole, body: null } });
  expect(archived()).toEqual([0]);
  await store.sink.articleRead(value);
  expect(archived()).toEqual([500]);
  await store.sink.articleRead({ ...value, page: { ...whole, body: null } });
  expect(archived()).toEqual([500]);
  // These bytes are no page: the articles that have one can be read again without it.
  expect(store.archivedBodies([articleId])).toEqual([]);
});
