/**
 * `node bench/writer.ts [--articles 5000]`: how much one writer can store, by processor and wall time: polls with new items,
 * polls without, and articles with their text, tags, search index, story and raw page. Reading and tagging are done
 * beforehand and not counted: that is the workers' part.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isFailure } from '../src/core/errors.ts';
import type { FeedPolled, IngestJob, PageReading } from '../src/core/jobs.ts';
import { createReaders } from '../src/pipeline/ingest/read-page.ts';
import { Sqlite } from '../src/store/file/drizzle.ts';
import { GATHER_MS } from '../src/store/file/group-commit.ts';
import { openStore } from '../src/store/store.ts';
import { loadKnowledge } from '../src/tags/knowledge/knowledge.ts';
import { prose } from '../test/newsroom/prose.ts';

const { values } = parseArgs({
  options: {
    articles: { type: 'string', default: '5000' },
    /** New items that one poll brings. */
    items: { type: 'string', default: '5' },
    /** Bytes of a raw page, compressed. */
    page: { type: 'string', default: '20000' },
  },
});
const ARTICLES = Number(values.articles);
const ITEMS = Number(values.items);
const FEEDS = 200;
const SEED = 1;
const START = Date.parse('2026-06-01T00:00:00Z');

const folder = mkdtempSync(join(tmpdir(), 'jvwire-bench-'));
const files = { database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') };
// As in a busy daemon: articles are written in group commits.
const store = openStore(files, Math.random, GATHER_MS);
const readers = createReaders(loadKnowledge());
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Cost {
  readonly cpuMs: number;
  readonly ms: number;
}

/** Processor and wall time of `work` per element. */
async function costOf<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<Cost> {
  const began = performance.now();
  const before = process.cpuUsage();
  await Promise.all(items.map(work));
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000 / items.length, ms: (performance.now() - began) / items.length };
}

const urlOf = (number: number): string => `https://outlet-${number % FEEDS}.example/story-${number}.html`;

function pollOf(number: number, changed: boolean): FeedPolled {
  const feed = number % FEEDS;
  const at = START + number * 1000 + (changed ? 0 : ARTICLES * 1000);
  const answer = { status: 200, bytes: 40_000, freshMinutes: 0 };
  const items = Array.from({ length: ITEMS }, (_, place) => {
    const article = Math.floor(number / FEEDS) * ITEMS * FEEDS + place * FEEDS + feed;
    const { title, paragraphs } = prose(SEED, article);
    const url = urlOf(article);
    const date = new Date(at).toISOString();
    const common = { authors: ['Desk'], updatedAt: null, contentHtml: null, categories: [] };
    return { ...common, guid: url, url, title, publishedAt: date, summary: paragraphs[0] ?? null };
  });
  const document = {
    format: 'rss',
    title: 'Outlet',
    language: 'en',
    ttlMinutes: null,
    items,
    warnings: [],
  } as const;
  return {
    feedId: `outlet-${feed}`,
    at,
    ms: 100,
    request: { url: `https://outlet-${feed}.example/feed`, etag: null, lastModified: null },
    redirects: [],
    result: changed
      ? {
          kind: 'polled',
          ...answer,
          document,
          validators: { etag: null, lastModified: null },
          bodyHash: `${at}`,
        }
      : { kind: 'unchanged', ...answer, status: 304, validators: null },
  };
}

function readingOf({ url, item }: IngestJob, number: number): PageReading {
  const text = prose(SEED, number).paragraphs.join('\n\n');
  const reading = readers.readItem({ url, item: { ...item, summary: text } });
  if (isFailure(reading)) throw new Error(reading.message);
  const article = {
    ...reading.article,
    text,
    canonicalUrl: url,
    extractor: 'blocks',
    verdict: 'full',
  } as const;
  return { ...reading, article };
}

function rowsIn(file: string): number {
  const client = new Sqlite(file, { readonly: true });
  try {
    const tables = client
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .pluck()
      .all();
    return tables.reduce<number>(
      (sum, name) =>
        sum +
        Number(
          client
            .prepare(`SELECT count(*) FROM "${String(name)}"`)
            .pluck()
            .get(),
        ),
      0,
    );
  } finally {
    client.close();
  }
}

const line = (what: string, { cpuMs, ms }: Cost): string =>
  `${what.padEnd(32)} ${cpuMs.toFixed(2)} ms of CPU, ${ms.toFixed(2)} ms by the clock: ${Math.round(1000 / cpuMs)} a second of one core`;

try {
  store.addFeeds(
    Array.from({ length: FEEDS }, (_, feed) => ({
      id: `outlet-${feed}`,
      url: `https://outlet-${feed}.example/feed`,
      name: `Outlet ${feed}`,
      language: 'en',
      origin: 'user' as const,
      enabled: true,
    })),
    START - 1,
  );
  const numbers = Array.from({ length: Math.ceil(ARTICLES / ITEMS) }, (_, number) => number);
  const jobs: IngestJob[] = [];
  const polls = numbers.map((number) => pollOf(number, true));
  const polled = await costOf(polls, async (poll) => jobs.push(...(await store.sink.feedPolled(poll)).jobs));
  const unchanged = await costOf(
    numbers.map((number) => pollOf(number, false)),
    store.sink.feedPolled,
  );
  const reads = jobs.map((job, number) => {
    const body = randomBytes(Number(values.page));
    const hash = createHash('sha256').update(job.url).digest('hex');
    const page = {
      url: job.url,
      redirects: [],
      status: 200,
      headers: {},
      hash,
      bytes: body.length * 4,
      body,
    };
    const reading = readingOf(job, number);
    return { articleId: job.articleId, url: job.url, at: START + number, ms: 100, reading, page };
  });
  const before = rowsIn(files.database) + rowsIn(files.pages);
  const read = await costOf(reads, store.sink.articleRead);
  const rows = rowsIn(files.database) + rowsIn(files.pages) - before;
  const tagged = reads.filter(({ reading }) => reading.tagging.tagged).length;
  const megabytes =
    readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6;
  say(line(`poll with ${ITEMS} new items`, polled));
  say(line('poll with nothing new', unchanged));
  say(line(`article of ${reads.length}, ${tagged} tagged`, read));
  say(
    `rows: ${(rows / reads.length).toFixed(0)} an article, so ${Math.round((rows / reads.length) * (1000 / read.cpuMs))} a second`,
  );
  say(
    `disk: ${((megabytes * 1000) / reads.length).toFixed(1)} KB an article, ${(Number(values.page) / 1000).toFixed(0)} KB of them its page`,
  );
} finally {
  store.close();
  rmSync(folder, { recursive: true, force: true });
}
