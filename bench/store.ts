/**
 * `node bench/store.ts [MOST]`: processor time that storing an article takes when 1,000, 10,000 ... MOST (100,000) articles are
 * stored: its feed item, its row, tags, addresses and search terms. Of its story see bench/stories-store.ts.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchivedPage, FeedPolled, PageReading } from '../src/core/jobs.ts';
import type { FeedItem } from '../src/core/model.ts';
import { createReaders } from '../src/pipeline/read-page.ts';
import { openStore } from '../src/store/store.ts';
import { loadKnowledge } from '../src/tags/knowledge.ts';
import { prose } from '../test/newsroom/prose.ts';
import { buildArticles } from './search-articles.ts';

const MOST = Number(process.argv[2] ?? 100_000);
const PROBES = 300;
const WORDS = 300;
const FEED = 'feed-0';
const UNTIL = Date.parse('2026-06-01T00:00:00Z');
/** About what a page takes in the archive. */
const ARCHIVED_BYTES = 30_000;

const readers = createReaders(loadKnowledge());
const readings = Array.from({ length: PROBES }, (_, number) => readingOf(number));

function readingOf(number: number): PageReading {
  const { title, paragraphs } = prose(1, number);
  const html = `<title>${title}</title><h1>${title}</h1><article>${paragraphs.map((p) => `<p>${p}</p>`).join('')}</article>`;
  const { nextPage: _, ...reading } = readers.readPage({
    bytes: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
    url: `https://probe.example/${number}`,
    item: { title, authors: [], publishedAt: null, summary: null, language: 'en' },
  });
  return reading;
}

/** Milliseconds an article. */
async function probe(folder: string): Promise<number> {
  const files = { database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') };
  const store = openStore(files, Math.random);
  const before = process.cpuUsage();
  const { jobs } = await store.sink.feedPolled(polled());
  for (const [at, { articleId, url }] of jobs.entries()) {
    const reading = readings[at];
    if (reading === undefined) throw new Error('more jobs than items');
    await store.sink.articleRead({ articleId, url, at: UNTIL, ms: 1, reading, page: archived(url) });
  }
  const { user, system } = process.cpuUsage(before);
  store.close();
  return (user + system) / 1000 / jobs.length;
}

function polled(): FeedPolled {
  return {
    feedId: FEED,
    at: UNTIL,
    ms: 1,
    request: { url: 'https://0.example/feed', etag: null, lastModified: null },
    redirects: [],
    result: {
      kind: 'polled',
      status: 200,
      bytes: 1,
      freshMinutes: 0,
      document: {
        format: 'rss',
        title: 'Probe',
        language: 'en',
        ttlMinutes: null,
        items: readings.map(itemOf),
        warnings: [],
      },
      validators: { etag: null, lastModified: null },
      bodyHash: 'probe',
    },
  };
}

function itemOf({ article: { url, title, summary } }: PageReading): FeedItem {
  const nothing = { guid: null, authors: [], publishedAt: null, updatedAt: null, contentHtml: null };
  return { ...nothing, categories: [], url, title, summary };
}

function archived(url: string): ArchivedPage {
  const body = Buffer.alloc(ARCHIVED_BYTES, 1);
  return { url, redirects: [], status: 200, headers: {}, hash: url, bytes: body.length, body };
}

for (let stored = 1_000; stored <= MOST; stored *= 10) {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
  const database = join(folder, 'jvwire.db');
  const files = { database, pages: join(folder, 'pages.db') };
  buildArticles(files, { articles: stored, words: WORDS, until: UNTIL });
  const ms = await probe(folder);
  const megabytes = (statSync(database).size / 1e6).toFixed(0);
  process.stdout.write(
    `stored ${String(stored).padStart(9)}: ${ms.toFixed(2)} ms an article; database ${megabytes} MB\n`,
  );
  rmSync(folder, { recursive: true, force: true });
}
