/** One poll after the other over real HTTP into a real store: what is sent, and what the answers teach. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { createFetcher } from '../../src/net/client.ts';
import { createHostSlots } from '../../src/net/slots.ts';
import { pollFeed } from '../../src/pipeline/ingest/poll-feed.ts';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import type { Store } from '../../src/store/store.ts';
import { httpServer } from '../net/servers.ts';
import { freshStore, NOW } from '../store/fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const sandbox = createSandbox({ processes: 1 });
const fetcher = createFetcher({ userAgent: 'jvwire-test', allowHosts: ['127.0.0.1'], clock: () => NOW });
afterAll(async () => {
  await Promise.all([sandbox.close(), fetcher.close()]);
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A store with one feed at a server that gives these answers, and a poll of it at any time. */
async function placeWith(answer: Answer, feed: Partial<Parameters<Store['addFeeds']>[0][number]> = {}) {
  const requests: IncomingMessage['headers'][] = [];
  const server = await httpServer((request, response) => {
    requests.push(request.headers);
    answer(request, response);
  });
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${server.port}/feed`;
  const store = freshStore();
  store.addFeeds([{ id: 'wire', url, name: 'Wire', origin: 'user', enabled: true, ...feed }], NOW);
  const poll = async (at: number) => {
    const job = store.pollOf('wire', at);
    if (!job) throw new Error('no feed');
    const slots = createHostSlots({ intervalMs: 0 });
    await pollFeed({ fetcher, sandbox, sink: store.sink, slots, now: () => at }, job);
    const detail = store.feedDetail('wire', 1, at);
    if (!detail) throw new Error('no feed');
    const wait = detail.nextPollAt - at;
    return { ...detail, poll: detail.polls[0], wait, sent: requests.at(-1) ?? {} };
  };
  return { poll, store, url };
}

const rss = (...numbers: number[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>${numbers
    .map(
      (n) =>
        `<item><title>Story ${n} of the wire</title><guid>g${n}</guid><link>https://wire.example/story/${n}</link></item>`,
    )
    .join('')}</channel></rss>`;

test('both validators go out again, and a 304 is a success that brings nothing', async () => {
  const { poll } = await placeWith((request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end();
    else
      response
        .writeHead(200, { etag: '"v1"', 'last-modified': 'Sat, 31 Oct 2026 08:00:00 GMT' })
        .end(rss(1, 2));
  });
  expect((await poll(NOW)).poll).toMatchObject({ outcome: 'polled', new: 2 });
  const second = await poll(NOW + HOUR);
  expect(second.sent).toMatchObject({
    'if-none-match': '"v1"',
    'if-modified-since': 'Sat, 31 Oct 2026 08:00:00 GMT',
  });
  expect(second.poll).toMatchObject({ outcome: 'unchanged', status: 304, etag: '"v1"' });
  const nextDay = await poll(NOW + DAY + MINUTE);
  expect(nextDay.sent['if-none-match']).toBeUndefined();
  expect(nextDay.poll).toMatchObject({ outcome: 'unchanged', status: 200, etag: null });
});

test.each([
  ['max-age', { 'cache-control': 'public, max-age=28800' }, rss(1)],
  ['Expires', { date: 'Sun, 01 Nov 2026 12:00:00 GMT', expires: 'Sun, 01 Nov 2026 20:00:00 GMT' }, rss(1)],
  ['ttl', {}, rss(1).replace('<item>', '<ttl>480</ttl><item>')],
])('%s holds the next poll back', async (_name, headers, body) => {
  const { poll } = await placeWith((_request, response) => response.writeHead(200, headers).end(body));
  const { wait } = await poll(NOW);
  expect(wait).toBeGreaterThanOrEqual(8 * HOUR);
  expect(wait).toBeLessThan(9 * HOUR);
});

test('Retry-After is obeyed', async () => {
  const { poll } = await placeWith((_request, response) =>
    response.writeHead(503, { 'retry-after': '18000' }).end(),
  );
  const { wait, poll: event } = await poll(NOW);
  expect(event).toMatchObject({ code: 'http-5xx', class: 'soft', status: 503 });
  expect(wait).toBeGreaterThanOrEqual(5 * HOUR);
  expect(wait).toBeLessThan(5 * HOUR + 2 * MINUTE);
});

describe('a wall against robots is named', () => {
  const page =
    '<html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/h/b"></script></body></html>';
  test.each([
    ['on a refusal', 403, { 'cf-mitigated': 'challenge', server: 'cloudflare' }],
    ['by the page alone', 503, {}],
    ['on a page with status 200', 200, { 'content-type': 'text/html' }],
  ])('%s', async (_name, status, headers) => {
    const { poll } = await placeWith((_request, response) => response.writeHead(status, headers).end(page));
    const { health, poll: event } = await poll(NOW);
    expect(event).toMatchObject({ class: 'blocked' });
    expect(health).toMatchObject({ state: 'blocked', why: expect.stringMatching(/Cloudflare/) as string });
  });
});

test('a permanent redirect is followed at every poll, and adopted after five in three days', async () => {
  const { poll, url } = await placeWith((request, response) => {
    if (request.url === '/feed') response.writeHead(301, { location: '/new' }).end();
    else response.writeHead(200, { etag: `"${Date.now()}"` }).end(rss(1, 2, 3));
  });
  for (let n = 0; n < 4; n++) expect((await poll(NOW + n * DAY)).url).toBe(url);
  const { url: adopted, moves } = await poll(NOW + 4 * DAY);
  expect(adopted).toBe(url.replace('/feed', '/new'));
  expect(moves).toMatchObject([{ from: url, to: adopted }]);
});

test('a page is watched by its selectors, and fails when they match no more', async () => {
  let cls = 'story';
  const { poll } = await placeWith(
    (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(
          `<html><body><ul>${[1, 2, 3].map((n) => `<li class="${cls}"><a href="/story/${n}">Story ${n}</a></li>`).join('')}</ul></body></html>`,
        ),
    { selectors: { item: 'li.story' } },
  );
  expect((await poll(NOW)).poll).toMatchObject({ seen: 3, new: 3 });
  cls = 'teaser';
  await poll(NOW + HOUR);
  const { health } = await poll(NOW + 3 * HOUR);
  expect(health).toMatchObject({
    state: 'failing',
    why: expect.stringMatching(/nothing on the page matches the selector "li.story"/) as string,
  });
});
