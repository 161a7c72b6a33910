/** What is told of an article that was asked for by hand: what is stored of it, whatever the last try gave. */
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { jvwire } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { httpServer } from '../net/servers.ts';

const SENTENCE =
  'BYD and Toyota build electric cars in a joint venture in Shenzhen, both companies said on Monday in a note.';
const PAGE = `<html lang="en"><head><title>BYD and Toyota build cars</title><meta property="og:type" content="article">
  <meta property="article:published_time" content="2026-11-03T08:00:00Z"></head><body><article>
  <h1>BYD and Toyota build cars</h1>${Array.from({ length: 20 }, (_, at) => `<p>${SENTENCE} Part ${at}.</p>`).join('')}
  </article></body></html>`;
const html = { 'content-type': 'text/html; charset=utf-8' };

const full = (response: ServerResponse) => void response.writeHead(200, html).end(PAGE);
const gone = (response: ServerResponse) => void response.writeHead(410, html).end('Gone.');
const thin = (response: ServerResponse) =>
  void response
    .writeHead(200, html)
    .end('<title>BYD and Toyota build cars</title><p>Read more in our app.</p>');

test.each([
  ['a page that is gone', gone, 'kept'],
  ['a page that says less', thin, 'kept'],
  ['the same page', full, 'unchanged'],
])('%s, after one that was read', async (_, then, outcome) => {
  let answer = full;
  const server = await httpServer((request, response) =>
    request.url === '/robots.txt' ? void response.writeHead(404).end() : answer(response),
  );
  onTestFinished(() => server.close());
  const { env } = placeFor({ catalogue: [] });
  const url = `http://127.0.0.1:${server.port}/2026/byd-toyota-cars`;
  const ingest = async () => JSON.parse((await jvwire(['ingest', url, '--json'], { env })).stdout);
  expect(await ingest()).toMatchObject({ outcome: 'stored', verdict: 'full', tagged: true });
  answer = then;
  expect(await ingest()).toMatchObject({ outcome, verdict: 'full', tagged: true });
  const stored = JSON.parse((await jvwire(['article', url, '--json'], { env })).stdout);
  expect(stored).toMatchObject({ verdict: 'full', tagged: true });
});

test('a page that was never read', async () => {
  const server = await httpServer((_request, response) => void gone(response));
  onTestFinished(() => server.close());
  const { env } = placeFor({ catalogue: [] });
  const url = `http://127.0.0.1:${server.port}/2026/byd-toyota-cars`;
  const { stdout, code } = await jvwire(['ingest', url, '--json'], { env });
  const stored = JSON.parse((await jvwire(['article', url, '--json'], { env })).stdout);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: 'failed', verdict: stored.verdict, tagged: false });
});
