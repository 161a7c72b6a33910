/** Small values for store tests: a fresh store in a folder of its own, feeds, items, readings. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ArticleRead, FeedPolled, PageReading } from '../../src/core/jobs.ts';
import type { Article, FeedItem } from '../../src/core/model.ts';
import { openStore, type Store } from '../../src/store/store.ts';

export const NOW = Date.parse('2026-11-01T12:00:00Z');

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function freshStore(folder = temporaryFolder()): Store {
  const store = openStore(filesIn(folder), () => 0.5);
  onTestFinished(() => store.close());
  return store;
}

export const filesIn = (folder: string) => ({
  database: join(folder, 'jvwire.db'),
  pages: join(folder, 'pages.db'),
});

export function withFeed(store: Store, id = 'wire', url = `https://${id}.example/feed`): Store {
  store.addFeeds([{ id, url, name: id, language: 'en', origin: 'user', enabled: true }], NOW);
  return store;
}

export function item(fields: Partial<FeedItem>): FeedItem {
  return {
    guid: null,
    url: null,
    title: null,
    authors: [],
    publishedAt: null,
    updatedAt: null,
    summary: null,
    contentHtml: null,
    categories: [],
    ...fields,
  };
}

let polls = 0;

/** What came of a poll; without `at`, each began within the last minute, a millisecond after the one before. */
export function polledWith(
  result: FeedPolled['result'],
  rest: Partial<Omit<FeedPolled, 'result'>> = {},
): FeedPolled {
  const { feedId = 'wire', at = NOW - 60_000 + polls++ } = rest;
  const request = { url: `https://${feedId}.example/feed`, etag: null, lastModified: null };
  return { feedId, at, ms: 10, request, redirects: [], ...rest, result };
}

export function polled(
  items: readonly FeedItem[],
  feedId = 'wire',
  rest: Partial<Omit<FeedPolled, 'result'>> = {},
): FeedPolled {
  return polledWith(
    {
      kind: 'polled',
      document: { format: 'rss', title: 'Wire', language: 'en', ttlMinutes: null, items, warnings: [] },
      status: 200,
      bytes: 1000,
      freshMinutes: 0,
      validators: { etag: '"1"', lastModified: null },
      bodyHash: 'hash',
    },
    { ...rest, feedId },
  );
}

export function reading(fields: Partial<Article> & { url: string }): PageReading {
  const quote = 'SAIC and GM opened their electric joint venture.';
  const text = fields.text ?? `${quote} More follows.`;
  const tagged = text.startsWith(quote);
  const evidence = [{ field: 'text', sentence: quote, start: 0, end: quote.length, rule: 'test' }] as const;
  return {
    rulesVersion: 'test',
    storyFeatures: null,
    article: {
      canonicalUrl: fields.url,
      title: 'A title',
      authors: ['A. Writer'],
      publishedAt: '2026-10-31T08:00:00.000Z',
      publishedDay: '2026-10-31',
      modifiedAt: null,
      language: 'en',
      siteName: 'Wire',
      summary: null,
      image: null,
      wordCount: 10,
      verdict: 'full',
      verdictReason: '',
      extractor: 'blocks',
      confidence: 0.9,
      ...fields,
      text,
    },
    tagging: {
      tagged,
      language: 'en',
      tags: tagged ? [{ tag: 'chinese-ev-jv', confidence: 0.95, evidence }] : [],
      ventures: tagged
        ? [
            {
              ventureId: 'saic-gm',
              name: 'SAIC-GM',
              partners: [
                { companyId: 'saic', name: 'SAIC', country: 'CN' },
                { companyId: 'gm', name: 'GM', country: 'US' },
              ],
              stage: 'operating',
              sector: 'vehicles',
              stake: '50:50',
              amount: null,
              confidence: 0.9,
              evidence,
            },
          ]
        : [],
      companies: tagged ? [{ companyId: 'saic', name: 'SAIC', mentions: 1 }] : [],
    },
  };
}

export function read(articleId: number, result: PageReading, at = NOW + 1000): ArticleRead {
  const { url } = result.article;
  const body = new TextEncoder().encode(result.article.text);
  const hash = createHash('sha256').update(`${url} `).update(body).digest('hex');
  const page = { url, redirects: [], status: 200, headers: {}, hash, bytes: body.length, body };
  return { articleId, url, at, ms: 5, reading: result, page };
}
