/**
 * The newsroom of the comparison, in a process of its own so that its work is not counted: `node newsroom.ts COPIES`
 * prints its feeds as one line of JSON and serves until it is stopped.
 */

import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { renderFeed } from '../../test/newsroom/feeds.ts';
import { listen } from '../../test/newsroom/http.ts';
import { type BenchPage, benchPages } from './pages.ts';

/** What the newsroom prints. */
export interface Published {
  readonly feeds: readonly string[];
  readonly articles: number;
  /** Known texts by the address that the feed gives. */
  readonly texts: Readonly<Record<string, string>>;
}

/** One feed per site: few sites have several, and each site gets one request at a time. */
const HOSTS = 24;
const FEED_PATH = '/feed.xml';
const NEWEST = Date.parse('2026-06-01T12:00:00Z');
const MINUTE_MS = 60_000;
const KEEP_ALIVE_MS = 600_000;

interface Stored {
  readonly type: string;
  readonly plain: Uint8Array;
  /** Compressed once: doing it again for each contender would take processor time from it. */
  readonly gzipped: Uint8Array;
}

const hosts = Array.from({ length: HOSTS }, () => new Map<string, Stored>());
const origins = await Promise.all(hosts.map(serve));
const pages = benchPages(Number(process.argv[2] ?? 1));
const texts: Record<string, string> = {};
const feeds: string[] = [];

const put = (host: number, path: string, body: string | Uint8Array, type: string): void => {
  const plain = Buffer.from(body);
  hosts[host]?.set(path, { type, plain, gzipped: gzipSync(plain) });
};

for (let at = 0; at < HOSTS; at++) {
  const origin = origins[at] ?? '';
  const mine = pages.filter((_, number) => number % HOSTS === at);
  put(at, '/robots.txt', 'User-agent: *\nAllow: /\n', 'text/plain');
  for (const page of mine) {
    put(at, page.path, page.html, 'text/html; charset=utf-8');
    if (page.text !== null) texts[`${origin}${page.path}`] = page.text;
  }
  const { body, type } = feedOf(origin, FEED_PATH, mine);
  put(at, FEED_PATH, body, type);
  feeds.push(`${origin}${FEED_PATH}`);
}
const published: Published = { feeds, articles: pages.length, texts };
process.stdout.write(`${JSON.stringify(published)}\n`);

function feedOf(origin: string, path: string, listed: readonly BenchPage[]) {
  return renderFeed({
    format: 'rss',
    charset: 'utf-8',
    carries: 'teaser',
    title: `Feed ${path}`,
    language: 'en',
    site: `${origin}/`,
    url: `${origin}${path}`,
    entries: listed.map(({ title, path: page }, number) => ({
      url: `${origin}${page}`,
      title,
      paragraphs: [title],
      date: new Date(NEWEST - number * MINUTE_MS).toISOString(),
      authors: ['Desk'],
      section: 'News',
    })),
  });
}

async function serve(files: ReadonlyMap<string, Stored>): Promise<string> {
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const gzip = String(request.headers['accept-encoding'] ?? '').includes('gzip');
    const body = gzip ? file.gzipped : file.plain;
    response.writeHead(200, {
      'content-type': file.type,
      'content-length': body.length,
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(body);
  });
  // A keep-alive connection that is closed just as it is reused would cost a contender the article.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return `http://127.0.0.1:${await listen(server)}`;
}
