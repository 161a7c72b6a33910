/**
 * `node bench/store.ts [MOST]`: processor time of storing an article when 1,000, 10,000 ... MOST (100,000) articles are stored
 * already: its feed item, row, tags, addresses, search terms, story and archived page; one at a time, and in group commits
 * as under load. For the story alone see bench/stories-store.ts.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArchivedPage, FeedPolled, IngestJob, PageReading } from '../src/core/jobs.ts';
import type { FeedItem } from '../src/core/model.ts';
import { createReaders } from '../src/pipeline/ingest/read-page.ts';
import { GATHER_MS } from '../src/store/file/group-commit.ts';
import { openStore, type StoreFiles } from '../src/store/store.ts';
import { loadKnowledge } from '../src/tags/knowledge/knowledge.ts';
import { prose } from '../test/newsroom/prose.ts';
import { buildArticles } from './search-articles.ts';

const FEWEST = 1_000;
const MOST = Number(process.argv[2] ?? 100_000);
/** Half of them are stored one at a time, half in groups. */
const PROBES = 640;
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
    fetchedAt: Date.now(),
    item: { title, authors: [], publishedAt: null, summary: null, language: 'en' },
  });
  return reading;
}

/** Processor time in ms per article, alone and in a group. */
async function probe(folder: string): Promise<{ alone: number; together: number }> {
  const files = { database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') };
  const feeding = openStore(files, Math.random);
  const { jobs } = await feeding.sink.feedPolled(polled());
  feeding.close();
  const half = jobs.length / 2;
  const alone = await costOf(files, 0, jobs.slice(0, half));
  const together = await costOf(files, GATHER_MS, jobs.slice(half));
  return { alone, together };
}

async function costOf(files: StoreFiles, gatherMs: number, jobs: readonly IngestJob[]): Promise<number> {
  const store = openStore(files, Math.random, gatherMs);
  const before = process.cpuUsage();
  const stored = jobs.map(({ articleId, url }) => {
    const reading = readings[Number(url.split('/').at(-1))];
    if (reading === undefined) throw new Error(`no reading for ${url}`);
    return store.sink.articleRead({ articleId, url, at: UNTIL, ms: 1, reading, page: archived(url) });
  });
  await Promise.all(stored);
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

async function measure(stored: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
  const database = join(folder, 'jvwire.db');
  buildArticles(
    { database, pages: join(folder, 'pages.db') },
    { articles: stored, words: WORDS, until: UNTIL },
  );
  const { alone, together } = await probe(folder);
  const megabytes = (statSync(database).size / 1e6).toFixed(0);
  rmSync(folder, { recursive: true, force: true });
  return `stored ${String(stored).padStart(9)}: ${alone.toFixed(2)} ms an article, ${together.toFixed(2)} in groups; database ${megabytes} MB`;
}

// A warm-up: at first most of the code is not compiled yet.
await measure(FEWEST);
for (let stored = FEWEST; stored <= MOST; stored *= 10) process.stdout.write(`${await measure(stored)}\n`);
